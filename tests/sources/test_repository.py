"""Paths relative to the top of a repository."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from ircompile.sources.repository import repository_path


def test_paths_are_relative_to_the_top_of_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    (tmp_path / "repo" / "sub" / ".git").mkdir(parents=True)
    (tmp_path / "link").symlink_to("repo")
    rows = [
        ("repo", "sub/a.yaml", "sub/a.yaml"),
        ("repo", "./a.yaml", "a.yaml"),
        ("repo/sub", "a.yaml", "a.yaml"),
        ("repo/sub", "../a.yaml", "a.yaml"),
        (".", "link/a.yaml", "a.yaml"),
        (".", ".", "."),
        ("repo", ".", "."),
        ("repo/sub", "..", "."),
        (".", "repo", "."),
        (".", "a.yaml", "a.yaml"),
        ("repo", "../a.yaml", f"{tmp_path.resolve().as_posix()}/a.yaml"),
        ("repo", "<stdin>", "<stdin>"),
    ]
    for folder, name, path in rows:
        monkeypatch.chdir(tmp_path / folder)
        assert repository_path(name) == path


def test_a_link_to_a_missing_file_keeps_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "jobs").mkdir()
    (tmp_path / "jobs" / "gone.yaml").symlink_to("/nowhere/job.yaml")
    monkeypatch.chdir(tmp_path)
    assert repository_path("jobs/gone.yaml") == "jobs/gone.yaml"
    assert repository_path("jobs/missing.yaml") == "jobs/missing.yaml"


@pytest.mark.skipif(sys.platform == "win32", reason="no folder in which a process works can be deleted")
def test_names_are_kept_in_a_folder_that_was_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert repository_path("jobs/a.yaml") == "jobs/a.yaml"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere pipes have no paths of their own")
def test_a_pipe_has_the_name_that_it_was_given() -> None:
    reader, writer = os.pipe()
    try:
        assert repository_path(f"/dev/fd/{reader}") == f"/dev/fd/{reader}"
    finally:
        os.close(reader)
        os.close(writer)
