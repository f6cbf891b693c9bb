"""Fixtures for the tests of the hooks and of the GitHub action."""

from __future__ import annotations

from pathlib import Path

import pytest
from checkout import GOOD
from processes import sh


@pytest.fixture
def jobs(tmp_path: Path) -> Path:
    """A Git repository with a valid manifest and a YAML file that is not a manifest."""
    assert sh("git", "init", "-q", cwd=tmp_path).returncode == 0
    (tmp_path / "good.json").write_text(GOOD)
    (tmp_path / "compose.yaml").write_text("services: {web: {image: nginx}}\n")
    return tmp_path
