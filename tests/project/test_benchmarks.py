"""The parts of the benchmarks, without a clock; and that twice the input takes twice the operations."""

from __future__ import annotations

import importlib
import itertools
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import console
import manifests
import pytest
import repositories
import run
import yaml
from awscli.shorthand import ShorthandParser
from checkout import ROOT
from contestants import book, plain_descent, shapes, stages
from measuring import Samples, Setting, ratio, ratios, take_turns
from page import table
from plot import plot
from results import Goal, Line, Spread, Table
from rows import ROWS
from rows.hosts import _programs
from rows.shape import MANY
from rows.shorthand import RANGES, TEXTS

import ircompile
from ircompile.config.settings import Config, Limits
from ircompile.hosts.search import names_operation
from ircompile.model import shape_check_code as checker
from ircompile.package import module
from ircompile.syntax.yaml.plain import known_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def test_the_help_lists_the_options_and_rows() -> None:
    done = subprocess.run(
        [sys.executable, "benchmarks/run.py", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert all(word in done.stdout for word in ("--quick", "--only ROW", *ROWS))


@pytest.mark.parametrize("row", ROWS)
def test_every_row_has_a_measure_function(row: str) -> None:
    assert callable(importlib.import_module(f"rows.{row}").measure)


@pytest.mark.parametrize("number", range(20))
def test_generated_manifests_are_clean_and_have_sixty_lines(number: int) -> None:
    request = manifests.job(number)
    block, flow = manifests.block(request), manifests.flow(request)
    assert yaml.safe_load(block) == yaml.safe_load(flow) == request
    assert block.count("\n") == manifests.LINES
    assert flow.count("\n") < manifests.LINES / 2
    assert {found.severity for text in (block, flow) for found in ircompile.lint(text, "job.yaml")} == {"info"}
    assert module("screen").hits(request) == []


def test_generated_manifests_are_distinct() -> None:
    assert len({manifests.block(manifests.job(number)) for number in range(1_000)}) == 1_000


def test_a_faulty_request_has_four_faults() -> None:
    assert module("checker").violations(manifests.job(0)) == []
    assert len(module("checker").violations(manifests.faulty(0))) == 4


def test_requests_are_checked_in_turn(tmp_path: Path) -> None:
    seen: list[Any] = []
    file = manifests.written(tmp_path / "jobs.json", [manifests.job(number) for number in range(3)])
    check = shapes.each(str(file), seen.append)
    for _ in range(4):
        check()
    assert [request["JobName"] for request in seen] == [manifests.job(number)["JobName"] for number in (0, 1, 2, 0)]
    assert checker.MANY * 20 <= MANY


def test_a_folder_of_manifests_is_made_once(tmp_path: Path) -> None:
    folder = manifests.folder(tmp_path, 3, "flow")
    assert [file.name for file in sorted(folder.iterdir())] == ["000000.yaml", "000001.yaml", "000002.yaml"]
    assert manifests.folder(tmp_path, 3, "flow") == folder


def test_a_repository_holds_clean_jobs_in_all_kinds_of_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    count = len(repositories.HOLDING)
    monkeypatch.chdir(repositories.repository(tmp_path, repositories.PER_JOB * count))
    assert console.run("ircompile lint") == f"{count} files checked, nothing found.\n"
    written = 4 * 3  # each of the four manifests in each of the three environments
    assert f"{written} written" in console.run("ircompile compile")
    assert f"{written} unchanged" in console.run("ircompile compile --check")


def test_the_programs_of_a_walk_make_no_job(tmp_path: Path) -> None:
    programs = [it.read_bytes() for it in _programs(tmp_path, 600).rglob("*.py")]  # more than there are modules
    assert len(programs) == 600
    assert not any(map(names_operation, programs))


@pytest.mark.parametrize("text", TEXTS)
def test_the_parsers_of_shorthand_read_the_same(text: str) -> None:
    assert plain_descent.parse(text) == ircompile.parse_shorthand(text) == ShorthandParser().parse(text)


def test_most_rules_can_be_evaluated_by_other_cel_runtimes(tmp_path: Path) -> None:
    rules = book.rules(str(manifests.written(tmp_path / "job.json", manifests.job(0))))
    assert len(rules["cases"]) > 50
    book.cel(str(manifests.written(tmp_path / "cases.json", rules["cases"])), "bound")()


class Slowing:
    """A contestant that takes longer every time, as on a machine that gets busier."""

    clock = itertools.count(1)

    def __init__(self, cost: float) -> None:
        self._cost = cost

    def run(self, times: int) -> float:
        return self._cost * times * (1 + next(self.clock) / 1000)


def test_ratios_do_not_depend_on_a_slowing_machine() -> None:
    samples = take_turns({"quick": Slowing(0.01), "slow": Slowing(0.04)}, 9)
    assert samples["slow"][-1] > samples["slow"][0]
    found = ratio(samples, "slow", "quick")
    assert 3.98 < found.low <= found.median <= found.high < 4.02


def test_ratios_are_computed_round_by_round() -> None:
    samples: Samples = {"ours": [1.0, 2.0, 6.0], "base": [1.0, 4.0, 4.0], "other": [2.0, 4.0, 8.0]}
    assert ratio(samples, "ours", "base") == Spread(1.0, 0.5, 1.5)
    assert ratios(samples, "base", but=["ours"]) == {"other": Spread(2.0, 1.0, 2.0)}


LINES = [
    Line("`lint`", Goal("≤", 2.0, "x bare"), Spread(1.5, 1.25, 12.0), beside={"other": Spread(123.4, 100.0, 1234.5)}),
    Line("two", Goal("≥", 40.0, "x ours"), Spread(39.0, 38.0, 41.0), note="so & so"),
    Line("no", Goal("≥", 1.7, "x one"), None, note="not measurable here"),
    Line("only beside", None, Spread(2.0, 1.0, 3.0), beside={"other": Spread(4.0, 4.0, 4.0)}),
]


def test_the_table_marks_the_goals_that_were_reached() -> None:
    assert table(LINES).splitlines()[2:] == [
        "| `lint` | ≤ 2x bare | **1.50 (1.25 to 12.0)** | ✓ | other: 123 (100 to 1,234) |",
        "| two | ≥ 40x ours | **39.0 (38.0 to 41.0)** | ✗ | so & so |",
        "| no | ≥ 1.7x one |  |  | not measurable here |",
        "| only beside |  | **2.00 (1.00 to 3.00)** |  | other: 4.00 (4.00 to 4.00) |",
    ]


def test_other_tables_come_below_that_of_the_goals() -> None:
    other = Table("Stages", "How it was measured.", ("stage", "ms"), [("reading", "1")])
    assert table([other, *LINES]).splitlines()[len(LINES) + 2 :] == [
        "",
        "## Stages",
        "",
        "How it was measured.",
        "",
        "| stage | ms |",
        "| --- | --- |",
        "| reading | 1 |",
    ]


def test_the_plot_has_a_bar_for_each_measurement() -> None:
    drawing = ET.fromstring(plot(LINES))  # noqa: S314  our own
    rects = drawing.findall("{http://www.w3.org/2000/svg}rect")
    assert [rect.get("class") for rect in rects] == ["ours", "other", "ours", "ours", "other"]


@pytest.mark.parametrize("options", [[], ["--quick"], ["--only", "start"]])
def test_the_page_is_written_if_all_rows_are_measured(
    options: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["run.py", *options])
    monkeypatch.setattr(run, "DOCS", tmp_path)
    for name, value in (
        ("prepare", lambda: None),
        ("versions", lambda: {"ircompile": "1"}),
        ("cores_at_hand", lambda _: Spread(2, 2, 2)),
        ("measured", lambda row, *_: [Line(row, None, Spread(1.5, 1, 2))]),
    ):
        monkeypatch.setattr(run, name, value)
    before = signal.getsignal(signal.SIGALRM)
    try:
        run.main()
    finally:
        signal.signal(signal.SIGALRM, before)
    rows = ["start"] if "--only" in options else ROWS
    lines = [f"| {row} |  | **1.50 (1.00 to 2.00)** |  |  |" for row in rows]
    assert capsys.readouterr().out.splitlines()[2:] == lines
    assert {it.name for it in tmp_path.iterdir()} == (
        set() if "--only" in options else {"benchmarks.md", "benchmarks.svg"}
    )
    if "--only" not in options:
        written, ours = ((it / "benchmarks.md").read_text("utf-8") for it in (tmp_path, ROOT / "docs"))
        assert written.partition("| what |")[0] == ours.partition("| what |")[0]
        assert {*lines, "- ircompile 1"} <= {*written.splitlines()}
        assert (", a short run" in written) == ("--quick" in options)


def test_a_row_that_fails_keeps_what_it_measured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def measure(_: Setting) -> Iterator[Line]:
        yield LINES[0]
        raise OSError("no | such tool")

    monkeypatch.setattr("rows.start.measure", measure)
    first, failed = run.measured("start", Setting(tmp_path), time.monotonic() + 60)
    assert first == LINES[0]
    assert failed == Line("row `start`", None, None, note="failed: OSError: no / such tool")


def test_a_row_ends_when_no_time_is_left(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def measure(_: Setting) -> Iterator[Line]:
        yield LINES[0]
        time.sleep(60)

    monkeypatch.setattr("rows.start.measure", measure)
    before = signal.signal(signal.SIGALRM, run.stop)
    try:
        _, failed = run.measured("start", Setting(tmp_path), time.monotonic() - 1)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert isinstance(failed, Line)
    assert failed.note == "failed: TimeoutError: no time was left"


@pytest.mark.parametrize("imports", ["imports", "imports_many"])
def test_the_stages_of_a_run_are_those_of_the_program(tmp_path: Path, imports: str) -> None:
    modules = (ROOT / "tests" / f"{imports}.txt").read_text("utf-8").split()
    modules = [name for name in modules if "_built" not in name]  # only a wheel has them
    used = stages.nanoseconds(0, time.process_time_ns(), str(manifests.folder(tmp_path, 3)), modules)
    assert tuple(used) == stages.STAGES
    assert all(used[stage] > 0 for stage in (stages.PARSING, stages.SHAPE, stages.RULES))


LIMITS = Limits(documents=10**6)


def operations(work: Callable[[], object]) -> int:
    """Return the number of function calls, in Python and in C, of a second run; the first one fills the caches."""
    known_lines.clear()  # what other texts had in common decides which new lines it keeps
    work()
    count = 0

    def called(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(called)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def many(folder: Path, size: int, request: Callable[[int], dict[str, Any]]) -> Callable[[], object]:
    files = [folder / f"{number:06}.yaml" for number in range(size)]
    for number, file in enumerate(files):
        file.write_text(manifests.block(request(number)))
    return lambda: list(ircompile.lint_many(map(str, files), floor="warning"))


def documents(folder: Path, size: int) -> Callable[[], object]:
    file = folder / "jobs.yaml"
    file.write_text("---\n".join(manifests.block(manifests.job(number)) for number in range(size)))
    return lambda: list(ircompile.lint_many([str(file)], config=Config(limits=LIMITS), floor="warning"))


def one_list(folder: Path, size: int) -> Callable[[], object]:
    request = manifests.job(0)
    request["Tags"] = [{"Key": f"key-{number}", "Value": "value"} for number in range(size)]
    file = folder / "job.yaml"
    file.write_text(manifests.block(request))
    return lambda: list(ircompile.lint_many([str(file)], floor="warning"))


def shorthand(_folder: Path, size: int) -> Callable[[], object]:
    text = f"EndpointConfigurations=[{','.join([f'{{{RANGES}}}'] * size)}]"
    return lambda: ircompile.parse_shorthand(text)


GROWING: dict[str, tuple[int, Callable[[Path, int], Callable[[], object]]]] = {
    "clean manifests": (40, lambda folder, size: many(folder, size, manifests.job)),
    "faulty manifests": (10, lambda folder, size: many(folder, size, manifests.faulty)),
    "documents of a file": (40, documents),
    "elements of a list": (400, one_list),
    "characters of shorthand": (40, shorthand),
}
"""The smaller size, and a function that prepares the work for a size."""


@pytest.mark.parametrize("what", GROWING)
def test_twice_as_much_takes_twice_the_operations(tmp_path: Path, what: str) -> None:
    size, made = GROWING[what]
    once, twice = (operations(made(tmp_path, it)) for it in (size, 2 * size))
    assert twice / once <= 2.1
