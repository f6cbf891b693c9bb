"""The version has one source, and `tools/release.py` prepares and checks releases."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from checkout import ROOT
from maintainer_tools import tool

from ircompile import __version__

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "action.yml", *sorted((ROOT / "docs").glob("*.md"))]
NAMED = re.compile(r"ircompile(?:==|\.git@v|-)(\d+\.\d+\.\d+)|@v(\d+\.\d+\.\d+)\b|\(\"==(\d+\.\d+\.\d+)\"\)")
"""A version of ircompile in a text: of a requirement, a package or a tag."""


@pytest.fixture
def release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The tool, on a copy of the files that it reads and writes."""
    module = tool("release")
    for name in ("ircompile/package.py", "CHANGELOG.md", "docs"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, tmp_path / name)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "PACKAGE", tmp_path / "ircompile" / "package.py")
    monkeypatch.setattr(module, "CHANGELOG", tmp_path / "CHANGELOG.md")
    return module


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages_name_the_version_of_the_package(page: Path) -> None:
    named = {number for found in NAMED.findall(page.read_text("utf-8")) for number in found if number}
    assert named <= {__version__}


def test_versions_are_found() -> None:
    text = 'pip install ircompile==1.2.3, uses: x/y@v1.2.4, ircompile-1.2.5-py3, ("==1.2.6"), actions/checkout@v4'
    assert ["".join(found) for found in NAMED.findall(text)] == ["1.2.3", "1.2.4", "1.2.5", "1.2.6"]


@pytest.mark.parametrize("page", tool("release").pages(), ids=lambda page: page.name)
def test_pages_say_that_there_is_no_release_as_long_as_there_is_none(page: Path) -> None:
    release, text = tool("release"), page.read_text("utf-8")
    released = release.RELEASED.search((ROOT / "CHANGELOG.md").read_text("utf-8"))
    assert (release.NOTE in text) == bool(release.INSTALLS.search(text) and not released)


def test_a_release_is_prepared_and_checked(release: Any) -> None:
    assert release.version() == __version__
    assert release.problems("v9.8.7")
    release.prepare("9.8.7")
    assert release.version() == "9.8.7"
    assert f"## [Unreleased]\n\n## [9.8.7] - {datetime.now(UTC):%Y-%m-%d}\n" in release.CHANGELOG.read_text("utf-8")
    assert release.problems("v9.8.7") == []
    assert release.problems("v9.8.6") == ["the tag is v9.8.6, but ircompile/package.py has version 9.8.7"]
    assert release.notes().startswith("### Added\n")
    assert not [page for page in release.pages() if release.NOTE in page.read_text("utf-8")]


def test_what_is_not_ready_is_said(release: Any) -> None:
    release.prepare("9.8.7")
    release.PACKAGE.write_text(release.PACKAGE.read_text("utf-8").replace("9.8.7", "9.8.8"), "utf-8")
    (release.ROOT / "docs" / "ci.md").write_text(f"# CI\n\n{release.NOTE}\n", "utf-8")
    assert release.problems("v9.8.8") == [
        "CHANGELOG.md has no section `## [9.8.8] - DATE` below `## [Unreleased]`",
        "docs/ci.md says that there is no release",
    ]


def test_the_notes_are_those_of_the_version(release: Any) -> None:
    text = "# Changelog\n\n## [Unreleased]\n\n### Fixed\n\n- b\n\n## [9.8.7] - 2026-12-01\n\n### Added\n\n- a\n\n## [9.8.6] - 2026-11-01\n\n- c\n"
    release.CHANGELOG.write_text(text, "utf-8")
    release.PACKAGE.write_text('__version__ = "9.8.7"\n', "utf-8")
    assert release.notes() == "### Added\n\n- a\n"


def test_the_packages_are_checked_and_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In an environment of its own, with the dependency group `release`."""
    monkeypatch.setenv("PIP_NO_COMPILE", "1")
    words = ["-m", "build", "--no-isolation", "--outdir", str(tmp_path / "packages"), str(ROOT)]
    subprocess.run([sys.executable, *words], check=True, capture_output=True)
    venv.create(tmp_path / "env", with_pip=False)
    python = tmp_path / "env" / Path(sysconfig.get_path("scripts")).name / "python"
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]["release"]
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "pip", *wanted]
    subprocess.run(pip, check=True, capture_output=True)
    done = subprocess.run(
        [python, ROOT / "tools" / "release.py", "packages", tmp_path], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.count("PASSED"), done.stdout.count("OK")) == (0, 2, 1), (
        done.stdout + done.stderr
    )
    listed = json.loads((tmp_path / "sbom.cdx.json").read_text("utf-8"))
    assert (listed["bomFormat"], listed["metadata"]["component"]["name"]) == ("CycloneDX", "ircompile")
    assert {"jsonschema", "lark", "pathspec", "PyYAML", "ruamel.yaml"} <= {
        part["name"] for part in listed["components"]
    }
    assert "pip" not in {part["name"] for part in listed["components"]}
