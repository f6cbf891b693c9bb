"""Which git is run, and which names are revisions."""

from __future__ import annotations

import ntpath
import os
from pathlib import Path

import pytest
from processes import sh

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


def test_a_file_of_a_revision_may_have_as_many_bytes_as_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.yaml").write_bytes(b"12345")
    for words in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "it")):
        assert sh("git", *words, cwd=tmp_path).returncode == 0
    assert read_revision("HEAD:a.yaml", 5) == b"12345"
    with pytest.raises(UnreadableFileError, match="it is larger than the limit of 4 bytes"):
        read_revision("HEAD:a.yaml", 4)


@pytest.mark.parametrize("name", ["git", "git.exe"])
def test_no_program_of_the_working_directory_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Not even if the search path says so."""
    program = tmp_path / name
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/run\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", os.pathsep.join([".", "", "no-such-folder", str(tmp_path), f"{tmp_path}/x/..//"]))
    with pytest.raises(UnreadableFileError, match="git can't be run"):
        read_revision("main:a.yaml", 1000)
    assert not (tmp_path / "run").exists()


def test_a_folder_that_looks_like_a_repository_names_no_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bare repository can be part of another one, and git would run what its settings name to fetch what it lacks."""
    bare = tmp_path / "jobs"
    assert sh("git", "init", "-q", str(tmp_path), cwd=tmp_path).returncode == 0
    assert sh("git", "init", "-q", "--bare", str(bare), cwd=tmp_path).returncode == 0
    (bare / "upload").write_text(f"#!/bin/sh\ntouch {tmp_path}/run\n")
    (bare / "upload").chmod(0o755)
    with (bare / "config").open("a") as config:
        config.write(
            "[extensions]\npartialClone = origin\n[core]\nrepositoryformatversion = 1\n"
            f'[remote "origin"]\nurl = {bare}\nuploadpack = {bare}/upload\npromisor = true\n'
        )
    name = "0123456789abcdef0123456789abcdef01234567:a.yaml"
    sh("git", "cat-file", "-s", name, cwd=bare)
    assert (tmp_path / "run").exists()
    (tmp_path / "run").unlink()
    monkeypatch.chdir(bare)
    with pytest.raises(UnreadableFileError):
        read_revision(name, 1000)
    assert not (tmp_path / "run").exists()
