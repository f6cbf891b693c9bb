"""What all tests share: `--accept` rewrites golden files, and the environment says nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite golden files with what is printed now")


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable of the environment decides what is printed."""
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE", "NO_COLOR", "CLICOLOR", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def root(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The checkout, as the working directory."""
    monkeypatch.chdir(ROOT)
    return ROOT


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Any:
    """Compare a text with a golden file, or write it there under `--accept`."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--accept"):
            path.write_text(text, "utf-8")
        assert text == path.read_text("utf-8")

    return compare
