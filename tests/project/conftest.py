"""Fixtures for the tests of the hooks, of the GitHub action and of the site."""

from __future__ import annotations

from pathlib import Path

import pytest
from checkout import GOOD
from maintainer_tools import tool
from processes import sh
from shared_folder import shared_folder


@pytest.fixture
def jobs(tmp_path: Path) -> Path:
    """A Git repository with a valid manifest and a YAML file that is not a manifest."""
    assert sh("git", "init", "-q", cwd=tmp_path).returncode == 0
    (tmp_path / "good.json").write_text(GOOD)
    (tmp_path / "compose.yaml").write_text("services: {web: {image: nginx}}\n")
    return tmp_path


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site, without the playground."""
    return shared_folder("site", tool("build_site").build, tmp_path_factory)
