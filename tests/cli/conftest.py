"""Fixtures for the tests of several commands."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from checkout import ROOT
from jobs import NUMBERED_JOB

from ircompile.cli import jobs, workers


@pytest.fixture
def examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a copy of the examples, as the working directory."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


@pytest.fixture
def many_jobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with many manifests: some are invalid, some clash, one is too large, one is not a manifest; and an empty one.

    They are enough for processes of their own, which start with any work.
    """
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(jobs, "SAMPLE", 5)
    monkeypatch.setattr(jobs, "START_SECONDS", 0)
    monkeypatch.setattr(workers, "FEWEST_FILES", 5)
    (tmp_path / "jobs").mkdir()
    (tmp_path / "empty").mkdir()
    for number in range(40):
        name = number if number % 10 else 0
        text = NUMBERED_JOB.format(number=f"{name}{'_' * (number % 7 == 0)}")
        (tmp_path / "jobs" / f"{number:02}.yaml").write_text(text)
    (tmp_path / "jobs" / "none.yaml").write_text("a: b\n")
    (tmp_path / "jobs" / "large.yaml").write_text(NUMBERED_JOB.format(number=1) + "#" * 9 * 2**20)
    return tmp_path
