"""Findings in jobs and overlays that are open."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ircompile.editing.diagnostics import diagnose
from ircompile.editing.settings import settings_of

CONFIG = """\
[environments.prod]
overlay = ["overlays/prod.yaml"]
job-name = "{JobName}-{env}"
[environments.dev]
overlay = ["overlays/{stem}.dev.yaml"]
"""
JOB = """\
JobName: churn
JobType: Default
RoleArn: arn:aws:iam::123456789012:role/r
InputConfig: {ModelPackageVersionArn: "arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3"}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "overlays").mkdir()
    (tmp_path / "ircompile.toml").write_text(CONFIG)
    (tmp_path / "churn.yaml").write_text(JOB)
    (tmp_path / "overlays" / "prod.yaml").write_text("Tags: []\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(name: str, text: str, texts: dict[str, str] | None = None) -> list[tuple[str, str, str]]:
    """Return the file, the rule and the marked characters of each finding in a text."""
    texts = texts or {}
    settings = settings_of(name, texts={os.path.abspath(it): other for it, other in texts.items()})
    marked = []
    for it in diagnose(text, settings):
        other = texts.get(it.place.filename) or text
        marked.append((it.place.filename, it.diagnostic.rule, other[slice(*it.place.span)]))
    return marked


def test_a_job_is_linted_with_its_overlays_open_or_saved(folder: Path) -> None:
    assert found("churn.yaml", JOB) == []
    opened = {"overlays/prod.yaml": "Tags: 5\n", "overlays/churn.dev.yaml": "JobTyp: Default\n"}
    assert found("churn.yaml", JOB, opened) == [
        ("overlays/prod.yaml", "wrong-type", "5"),
        ("overlays/churn.dev.yaml", "unknown-field", "JobTyp"),
    ]
    (folder / "overlays" / "prod.yaml").write_text("Tags: 7\n")
    assert found("churn.yaml", JOB, {"overlays/prod.yaml": "Tags: []\n"}) == []


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_an_overlay_is_linted_with_the_jobs_below_it(mark: str) -> None:
    expected = [("", "text-encoding", "")] if mark else []
    assert found("overlays/prod.yaml", f"{mark}Tags: []\n") == expected
    assert found("overlays/prod.yaml", f"{mark}Tags: 5\n")[len(expected) :] == [("", "wrong-type", "5")]
    assert found("overlays/churn.dev.yaml", "JobType: advanced\n")[0] == ("", "not-allowed-value", "advanced")


def test_an_overlay_of_no_job_has_no_findings() -> None:
    assert found("overlays/other.dev.yaml", "JobType: advanced\n") == []


def test_an_overlay_is_linted_with_jobs_that_are_open() -> None:
    opened = {"churn.yaml": JOB.replace("JobName: churn", "JobName: [")}
    assert found("overlays/prod.yaml", "Tags: 5\n", opened) == []
    assert found("overlays/new.dev.yaml", "Tags: 5\n", {"new.yaml": JOB}) == [("", "wrong-type", "5")]
