"""`ircompile plan` as users see it; `pytest --accept` rewrites the golden files."""

from __future__ import annotations

import os
import select
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from checkout import ROOT
from console import run

from ircompile import plan
from ircompile.cli.main import main
from ircompile.planning.drawing import picture
from ircompile.planning.plan import Job
from ircompile.planning.svg import svg
from ircompile.planning.text import job_text
from ircompile.reporting.style import Style

HERE = Path(__file__).parent
ASCII = """\
2 |           ##########
  |           ##########
  |           ##########
  |           ##########
1 |#####################
  |#####################
  |#####################
  |#####################
0 +---------------------
   0               4 min"""

FORMATS = {"text": "plan.txt", "markdown": "plan.md", "json": "plan.json", "svg": "plan.svg"}


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize("form", FORMATS)
def test_the_examples_are_planned(golden: Any, form: str) -> None:
    files = ["load-test-serverless.yaml"] + ["load-test-phases.yaml", "recommend-churn.yaml"] * (form != "svg")
    paths = " ".join(f"examples/{name}" for name in files)
    golden(HERE / FORMATS[form], run(f"ircompile plan {paths} --output-format {form}"))


def test_text_is_wrapped_to_the_terminal_and_has_its_characters(golden: Any) -> None:
    request = next(yaml.safe_load_all((HERE / "odd.yaml").read_text("utf-8")))
    style = Style(columns=40, encoding="ascii")
    golden(HERE / "odd-narrow.txt", "\n".join(job_text(Job("a.yaml", 3, "prod", plan(request)), style)) + "\n")


@pytest.mark.usefixtures("root")
def test_the_command_knows_the_width_and_the_characters_of_its_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, its = os.openpty()
    pytest.importorskip("termios").tcsetwinsize(its, (24, 40))
    with open(its, "w", encoding="ascii") as terminal, monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", terminal)
        assert main(["plan", "examples/load-test-phases.yaml", "--color", "never"]) == 0
        terminal.flush()
        printed = ""
        while select.select([ours], [], [], 0)[0]:
            printed += os.read(ours, 10_000).decode("ascii")
    os.close(ours)
    lines = printed.splitlines()
    assert "  71 |                               .:#" in lines
    assert max(len(line) for line in lines if "job," not in line) == 40  # one word has no room


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize(("form", "name"), [("text", "odd.txt"), ("markdown", "odd.md"), ("json", "odd.json")])
def test_jobs_of_which_much_is_odd_or_unknown_are_planned(golden: Any, form: str, name: str) -> None:
    golden(HERE / name, run(f"ircompile plan tests/planning/odd.yaml --output-format {form}"))


@pytest.mark.parametrize(("number", "name"), [(0, "odd-stairs.svg"), (1, "odd-users.svg")])
def test_odd_jobs_have_a_picture(golden: Any, number: int, name: str) -> None:
    requests = list(yaml.safe_load_all((HERE / "odd.yaml").read_text("utf-8")))
    golden(HERE / name, svg(plan(requests[number])))


@pytest.mark.parametrize(
    ("request_", "environment", "where", "title"),
    [
        ({"JobName": "churn"}, None, "a.yaml:3", "churn"),
        ({"JobName": "churn"}, "prod", "a.yaml:3 [prod]", "churn [prod]"),
        ({}, None, "a.yaml:3", "a.yaml:3"),
        ({}, "prod", "a.yaml:3 [prod]", "a.yaml:3 [prod]"),
    ],
)
def test_a_job_has_a_place_and_a_title(request_: Any, environment: str | None, where: str, title: str) -> None:
    job = Job("a.yaml", 3, environment, plan(request_))
    assert (job.where, job.title) == (where, title)


@pytest.mark.usefixtures("root")
def test_the_picture_in_the_documentation_is_up_to_date(golden: Any) -> None:
    golden(ROOT / "docs" / "plan.svg", run("ircompile plan examples/load-test-phases.yaml --output-format svg"))


@pytest.mark.parametrize(("columns", "widest"), [(200, 77), (80, 77), (40, 40), (24, 24)])
def test_the_picture_fits(columns: int, widest: int) -> None:
    phases = [{"InitialNumberOfUsers": 2, "SpawnRate": 2, "DurationInSeconds": 3600}]
    lines = picture(plan({"InputConfig": {"TrafficPattern": {"Phases": phases}}}).traffic.segments, columns)
    assert len(lines) == 10
    assert max(map(len, lines)) == widest


def test_there_is_no_picture_without_room() -> None:
    stairs = {"DurationInSeconds": 240, "NumberOfSteps": 2, "UsersPerStep": 1}
    segments = plan({"InputConfig": {"TrafficPattern": {"Stairs": stairs}}}).traffic.segments
    assert [len(picture(segments, columns)) for columns in (0, 10, 11)] == [0, 0, 10]


def test_there_is_a_picture_in_ascii() -> None:
    stairs = {"DurationInSeconds": 240, "NumberOfSteps": 2, "UsersPerStep": 1}
    segments = plan({"InputConfig": {"TrafficPattern": {"Stairs": stairs}}}).traffic.segments
    assert "\n".join(picture(segments, 24, is_ascii=True)) == ASCII


def test_an_svg_shows_one_job() -> None:
    assert "an SVG shows one job, and there are 2: name a file with one" in run(
        "ircompile plan - --output-format svg <<< 'JobName: a\n---\nJobName: b\n'"
    )


def test_errors_are_counted_and_the_rest_is_planned() -> None:
    printed = run("ircompile plan - <<< 'JobName: a_b\nJobType: Default\n'")
    assert printed.startswith("a_b: Default job: recommendations from benchmarks that the service chooses\n<stdin>:1\n")
    assert "ircompile: warning: <stdin> has 4 errors, which `ircompile lint` shows\n" in printed


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("b.md", "```sh\naws sagemaker create-inference-recommendations-job --cli-input-json file://NAME.json\n```\n"),
        ("b.py", "\nclient.create_inference_recommendations_job(**request)\n"),
    ],
)
def test_a_job_of_which_nothing_is_known_is_planned_only_if_its_file_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_text(text, "utf-8")
    Path("a.yaml").write_text("JobName: a\nJobType: Default\n", "utf-8")
    assert name not in run("ircompile plan")
    assert f"{name}:2" in run(f"ircompile plan {name}")


def test_a_file_that_can_not_be_read_is_said_to_be() -> None:
    printed = run("ircompile plan - <<< '{'")
    assert "ircompile: error: <stdin>: it can't be read; `ircompile lint` shows why\n[exit 2]\n" in printed
