"""Where the time of a clean run goes."""

from __future__ import annotations

import json
import statistics
from typing import TYPE_CHECKING

import manifests
from contestants.stages import START
from environments import CHECKOUT, HERE, OURS, output, program
from measuring import Program
from results import Table, number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from measuring import Setting

REST = "progress, report and exit"
ABOUT = """\
CPU time of whole processes, the medians of all rounds. A process runs the functions of `ircompile lint` stage by \
stage, file by file, and divides its CPU time as the elapsed time in between; progress, report and exit are what \
`ircompile lint` takes longer than that process, and below 0 if its clock takes longer than they do. Whether a file is \
a job is asked only if it was not named. The first file of a run costs more than each of the others, since tables are \
made when they are first used."""
HEAD = ("stage", "one file", "", "{count:,} files", "", "a file")
MILLISECOND, MICROSECOND = 1e6, 1e3


def measure(setting: Setting) -> Iterator[Table]:
    """Yield the table."""
    count = setting.of(2_000, 100)
    (file,) = manifests.folder(setting.data, 1).iterdir()
    one = _stages(file, "imports", setting.of(200, 10))
    many = _stages(manifests.folder(setting.data, count), "imports_many", setting.of(15, 3))
    rows = [(stage, *_cells(one, stage), *_cells(many, stage), _each(many[stage], count)) for stage in one]
    rows.append(("**all**", _time(one), "", _time(many), "", _each(sum(many.values()), count)))
    yield Table("Where the time of a clean run goes", ABOUT, [it.format(count=count) for it in HEAD], rows)


def _stages(path: Path, imports: str, rounds: int) -> dict[str, float]:
    """Return the nanoseconds of each stage of a run on a file or folder, and of what is left."""
    # With `-P`, the checkout that may be the working directory is not imported instead of the wheel.
    modules = (CHECKOUT / "tests" / f"{imports}.txt").read_text("utf-8").split()
    command = [program(OURS), "-P", "-c", START, str(HERE), str(path), *modules]
    whole = Program([program(OURS, OURS), "lint", "--jobs", "1", str(path)])
    found: list[dict[str, float]] = []
    for _ in range(rounds):
        stages = json.loads(output(command))
        found.append(stages | {REST: 1e9 * whole.run(1) - sum(stages.values())})
    return {stage: statistics.median(it[stage] for it in found) for stage in found[0]}


def _cells(stages: dict[str, float], stage: str) -> tuple[str, str]:
    return f"{number(stages[stage] / MILLISECOND)} ms", f"{stages[stage] / sum(stages.values()):.0%}"


def _time(stages: dict[str, float]) -> str:
    return f"{number(sum(stages.values()) / MILLISECOND)} ms"


def _each(nanoseconds: float, count: int) -> str:
    return f"{number(nanoseconds / count / MICROSECOND)} µs"
