"""The scenarios: command lines with what they print and how they exit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from checkout import TESTS
from console import rerun, run

from ircompile.cli.main import main

SCENARIOS = sorted((TESTS / "scenarios").glob("*.txt"))


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda file: file.stem)
@pytest.mark.usefixtures("examples")
def test_scenario(scenario: Path, golden: Any) -> None:
    golden(scenario, rerun(scenario.read_text("utf-8")))


@pytest.mark.parametrize(
    ("alias", "command"),
    [
        ("", "--help"),
        ("help", "--help"),
        ("help help", "--help"),
        ("help version", "--help"),
        ("help lint", "lint --help"),
        ("help rules test", "rules --help"),
        ("-V", "--version"),
        ("version", "--version"),
        ("version --help", "--version"),
    ],
)
def test_help_and_version_are_printed_however_they_are_asked_for(alias: str, command: str) -> None:
    printed = run(f"ircompile {command}")
    assert printed.startswith(("usage: ircompile", "ircompile 0."))
    assert run(f"ircompile {alias}".strip()) == printed


def test_help_is_written_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert capsys.readouterr().err == ""
