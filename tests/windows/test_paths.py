"""Paths of Windows: backslashes, drives and names that differ in case, by Python's own module for them."""

from __future__ import annotations

import ntpath
import os

import pytest

from ircompile.config.environments import Environment
from ircompile.config.file import is_inside
from ircompile.reporting import sarif
from ircompile.sources.destination import destination
from ircompile.sources.globs import Glob, matches
from ircompile.sources.repository import is_in, relative, repository_path


@pytest.fixture(autouse=True)
def _windows(monkeypatch: pytest.MonkeyPatch) -> None:
    r"""Make C:\work the working directory, with nothing in it."""
    monkeypatch.setattr(os, "path", ntpath)
    monkeypatch.setattr(os, "sep", "\\")
    monkeypatch.setattr(os, "altsep", "/")
    monkeypatch.setattr(os, "getcwd", lambda: "C:\\work")


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("jobs\\churn.yaml", "jobs/churn.yaml"),
        ("jobs/churn.yaml", "jobs/churn.yaml"),
        (".\\churn.yaml", "churn.yaml"),
        ("C:\\work\\churn.yaml", "churn.yaml"),
        ("C:\\other\\churn.yaml", "C:/other/churn.yaml"),
        ("D:\\jobs\\churn.yaml", "D:/jobs/churn.yaml"),
        ("\\\\server\\share\\churn.yaml", "//server/share/churn.yaml"),
        ("<stdin>", "<stdin>"),
    ],
)
def test_paths_in_reports_have_slashes(name: str, path: str) -> None:
    assert repository_path(name) == path


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        ("jobs\\a b.yaml", "jobs/a%20b.yaml"),
        ("D:\\jobs\\a b.yaml", "file:///D:/jobs/a%20b.yaml"),
    ],
)
def test_uris_in_sarif(name: str, uri: str) -> None:
    assert sarif._uri(name) == uri


@pytest.mark.parametrize(
    ("path", "folder", "result"),
    [
        ("C:\\work\\jobs\\a.yaml", "C:\\work", "jobs\\a.yaml"),
        ("jobs\\a.yaml", ".", "jobs\\a.yaml"),
        ("D:\\jobs\\a.yaml", "C:\\work", "D:\\jobs\\a.yaml"),
        ("C:\\jobs\\a.yaml", "C:\\work", "..\\jobs\\a.yaml"),
    ],
)
def test_no_relative_path_leads_to_another_drive(path: str, folder: str, result: str) -> None:
    assert relative(path, folder) == result


@pytest.mark.parametrize(
    ("path", "folder", "inside"),
    [
        ("C:\\work\\a", "C:\\work", True),
        ("C:\\work", "C:\\work", True),
        ("C:\\workshop", "C:\\work", False),
        ("C:\\a", "C:\\", True),
        ("D:\\work\\a", "C:\\work", False),
    ],
)
def test_what_is_in_a_folder(path: str, folder: str, inside: bool) -> None:  # noqa: FBT001  a column of the table
    assert is_in(path, folder) == inside
    assert is_inside(path, folder, without=".") == inside


@pytest.mark.parametrize(
    ("pattern", "folder", "path", "matched"),
    [
        ("jobs/**", "C:\\work", "jobs\\a.yaml", True),
        ("*.yaml", "C:\\work", "C:\\work\\jobs\\a.yaml", True),
        ("/jobs", "C:\\work", "other\\jobs\\a.yaml", False),
        ("a.yaml", "C:\\work", "D:\\jobs\\a.yaml", True),
        ("/a.yaml", "C:\\work", "D:\\a.yaml", False),
    ],
)
def test_globs(pattern: str, folder: str, path: str, matched: bool) -> None:  # noqa: FBT001  a column of the table
    assert matches(path, [Glob(pattern, folder)]) == matched


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("out\\x.json", "C:\\work\\out\\x.json"),
        ("out/x.json", "C:\\work\\out\\x.json"),
        ("D:\\out\\x.json", "D:\\out\\x.json"),
        ("\\out\\x.json", "C:\\out\\x.json"),
    ],
)
def test_where_files_are_written(name: str, path: str) -> None:
    assert destination(name) == path


def test_overlays_named_by_the_job_are_in_one_folder() -> None:
    environment = Environment("prod", overlay=("env\\{stem}.yaml",))
    assert environment.merges("env\\churn.yaml")
    assert not environment.merges("env\\old\\churn.yaml")
