"""The line above a job that says what it will do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ircompile.config.environments import Environment
from ircompile.config.settings import Config
from ircompile.editing.lens import lenses
from ircompile.editing.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

DEFAULT = "Default job: recommendations from benchmarks that the service chooses"
ADVANCED = "Advanced job, 10 min of traffic a test, at most 11 users, at most 1 test"
LOAD_TEST = """\
JobName: load
JobType: Advanced
InputConfig:
  TrafficPattern: {TrafficType: PHASES, Phases: [{InitialNumberOfUsers: 1, SpawnRate: 1, DurationInSeconds: 600}]}
  EndpointConfigurations: [{InstanceType: ml.c5.xlarge}]
"""


def lines(text: str, name: str = "job.yaml", config: Config | None = None) -> list[tuple[str, str]]:
    """Return what each line is above of, up to the next blank, and the line."""
    found = lenses(text, Settings(name, config or Config()))
    return [(text[it.span[0] :].split(maxsplit=1)[0], it.title) for it in found]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (LOAD_TEST, "job.yaml", [("JobName:", ADVANCED)]),
        ("\ufeff# a comment\n" + LOAD_TEST, "job.yaml", [("JobName:", ADVANCED)]),
        (f"{LOAD_TEST}---\nJobName: b\nJobType: Default\n", "job.yaml", [("JobName:", ADVANCED), ("JobName:", DEFAULT)]),
        ('x = 1\ny = sm.create_inference_recommendations_job(JobType="Default", **rest)\n', "job.py", [('sm.create_inference_recommendations_job(JobType="Default",', DEFAULT)]),
        ("sm.create_inference_recommendations_job(**request)\n", "job.py", []),
        ('sm.create_inference_recommendations_job(JobName="a", **request)\n', "job.py", []),
        ("JobName: a\nRoleArn: b\nInputConfig: {}\n", "job.yaml", []),
        ("JobName: [\nJobType: Default\n", "job.yaml", [("JobName:", DEFAULT)]),
        (LOAD_TEST + "Tags:\n- {Key: '\n", "job.yaml", [("JobName:", ADVANCED)]),
        ("other: 1\n", "other.yaml", []),
    ],
)  # fmt: skip
def test_each_job_of_which_something_is_known_has_a_line(text: str, name: str, expected: list[tuple[str, str]]) -> None:
    assert lines(text, name) == expected


@pytest.mark.parametrize(
    ("overlay", "expected"),
    [
        ("JobDescription: x\n", [("JobName:", ADVANCED)]),
        (
            "InputConfig: {EndpointConfigurations: [{InstanceType: ml.m5.large}]}\n",
            [("JobName:", f"dev, staging: {ADVANCED}"), ("JobName:", f"prod: {ADVANCED.replace('1 test', '2 tests')}")],
        ),
        ("InputConfig: [\n", [("JobName:", f"dev, staging: {ADVANCED}")]),
    ],
)
def test_jobs_that_differ_between_environments_have_several(
    overlay: str, expected: list[tuple[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "prod.yaml").write_text(overlay)
    names = {"dev": (), "staging": (), "prod": ("prod.yaml",)}
    environments = {name: Environment(name, overlay=files) for name, files in names.items()}
    found = lines(LOAD_TEST, config=Config(environments=environments))
    assert found == expected


def test_an_overlay_that_is_missing_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    environments = {"prod": Environment("prod", overlay=("missing.yaml",))}
    assert lines(LOAD_TEST, config=Config(environments=environments)) == []


def test_overlays_have_none() -> None:
    config = Config(environments={"prod": Environment("prod", overlay=("prod.yaml",))})
    assert lines(LOAD_TEST, "prod.yaml", config) == []
