"""Which git is run, and which names are revisions."""

from __future__ import annotations

import ntpath
import os
from pathlib import Path

import pytest

from ircompile.sources.files import UnreadableFileError
from ircompile.sources.git import is_revision, read_revision


@pytest.mark.parametrize(
    ("name", "revision"),
    [
        ("main:jobs/churn.yaml", True),
        ("HEAD~2:./a.yaml", True),
        ("a.yaml", False),
        (":a.yaml", False),
        ("main:", False),
    ],
)
def test_names_of_revisions(name: str, revision: bool) -> None:  # noqa: FBT001  a column of the table
    assert is_revision(name) == revision


def test_a_path_with_a_drive_is_not_a_revision(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "path", ntpath)
    assert not is_revision("C:\\jobs\\churn.yaml")
    assert is_revision("main:jobs/churn.yaml")


@pytest.mark.parametrize("name", ["git", "git.exe"])
def test_no_program_of_the_working_directory_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Not even if the search path says so."""
    program = tmp_path / name
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/run\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", os.pathsep.join([".", "", "no-such-folder"]))
    with pytest.raises(UnreadableFileError, match="git can't be run"):
        read_revision("main:a.yaml", 1000)
    assert not (tmp_path / "run").exists()
