"""The quick parser of plain command lines agrees with argparse, or leaves the line to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ircompile.cli.fast_args import parse_plain
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
