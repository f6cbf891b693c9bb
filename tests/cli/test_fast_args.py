"""The quick parser of plain command lines agrees with argparse, or leaves the line to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ircompile.cli.exit import CliError
from ircompile.cli.fast_args import parse_plain, with_paths
from ircompile.cli.parser import parse_arguments

PHRASES = ["a.yaml", "b=c", "-", "--", "-q", "--only-manifests", "--fix", "--exclude=a", "--exclude b*", "-j 1",
           "--jobs=2", "--fail-on never", "--severity-floor info", "--rules r", "--config c.toml"]  # fmt: skip


@given(st.lists(st.sampled_from(PHRASES), max_size=5))
def test_plain_command_lines_are_parsed_as_by_argparse(phrases: list[str]) -> None:
    words = " ".join(phrases).split()
    quick = parse_plain(["lint", *words])
    assert quick is not None
    assert vars(quick) == vars(parse_arguments(["lint", *words]))


@pytest.mark.parametrize(
    "words",
    [
        ["--output-format", "json"],
        ["--color=x"],
        ["--fail-on", "x"],
        ["--config"],
        ["--config", "-q"],
        ["--config="],
        ["-j4"],
        ["--isolated"],
        ["--fix=1"],
        ["--add-ignore"],
        ["-x"],
        ["--help"],
    ],
)
def test_other_command_lines_are_left_to_argparse(words: list[str]) -> None:
    assert parse_plain(["lint", *words]) is None
    assert parse_plain(["compile", *words]) is None


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("lint -a.yaml", "lint ./-a.yaml"),
        ("lint --fail-on warning --a.json b.yaml", "lint --fail-on warning ./--a.json b.yaml"),
        ("compile --config -a.yaml", "compile --config ./-a.yaml"),
        ("lint -- -a.yaml", "lint -- -a.yaml"),
        ("lint -q -b.yaml", "lint -q -b.yaml"),
        ("lint --exclude=*.yaml -- --exclude=a.yaml", "lint --exclude=*.yaml -- --exclude=a.yaml"),
    ],
)
@pytest.mark.usefixtures("dashed_names")
def test_the_name_of_a_file_is_a_path_though_it_begins_with_a_dash(words: str, read: str) -> None:
    assert with_paths(words.split()) == read.split()


@pytest.mark.usefixtures("dashed_names")
def test_a_file_whose_name_is_an_option_is_refused() -> None:
    with pytest.raises(CliError, match="is both an option and the name of a file"):
        with_paths(["lint", "--exclude=a.yaml"])


@pytest.fixture
def dashed_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files whose names look like options, in the working directory."""
    monkeypatch.chdir(tmp_path)
    for name in ("-a.yaml", "--a.json", "--exclude=a.yaml", "-q"):
        (tmp_path / name).touch()
