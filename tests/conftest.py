"""Fixtures that all tests share, and the option `--accept`, which rewrites golden files."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from checkout import ROOT
from hypothesis import HealthCheck, settings
from jobs import JOB
from reports import SCENE

from ircompile.linting.suppress import suppressions

settings.register_profile("at any speed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("at any speed")

collect_ignore_glob = ["hosts/corpus/*"]
"""Programs that are read, and not run, some of them tests."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite golden files with what is printed now")


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remove the environment variables that change what is printed."""
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE", "NO_COLOR", "CLICOLOR", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Any:
    """Return a function that compares a text with a golden file, or writes it there under `--accept`."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--accept"):
            path.write_text(text, "utf-8")
        assert text == path.read_text("utf-8")

    return compare


@pytest.fixture
def root(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The checkout, as the working directory."""
    monkeypatch.chdir(ROOT)
    return ROOT


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one valid manifest, job.yaml, as the working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "job.yaml").write_text(JOB)
    return tmp_path


@pytest.fixture
def two_jobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an invalid job.yaml and a valid good.yaml, as the working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "job.yaml").write_text("JobName: a_b\n")
    shutil.copy(ROOT / "examples" / "existing-endpoint.json", "good.yaml")
    return tmp_path


@pytest.fixture
def scene(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files of `SCENE`, as the working directory, in which no variable changes a report."""
    for name, text in SCENE.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    for variable in ("GITHUB_STEP_SUMMARY", "CI", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(variable, raising=False)
    return tmp_path


@pytest.fixture
def fixed_today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make 15 June 2026 the day on which suppressions are checked."""
    monkeypatch.setattr(suppressions, "today", lambda: "2026-06-15")
