"""The scenarios: command lines with what they print and how they exit."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from checkout import TESTS
from console import rerun, run

from ircompile.cli.main import main

SCENARIOS = sorted((TESTS / "scenarios").glob("*.txt"))
SCRIPT = str(Path(sys.executable).with_name("ircompile"))


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


@pytest.mark.parametrize("program", [[SCRIPT], [sys.executable, "-I", "-m", "ircompile"]], ids=["script", "isolated"])
def test_nothing_is_imported_from_the_working_directory(repository: Path, program: list[str]) -> None:
    """Not even with findings, a configuration and overlays, for which much is imported."""
    (repository / "ircompile.toml").write_text('[environments.dev]\noverlay = ["dev.yaml"]\n')
    (repository / "dev.yaml").write_text("JobName: a_b\n")
    command = [*program, "lint", "job.yaml", "--output-format", "sarif", "--jobs", "2"]
    expected = subprocess.run(command, cwd=repository, capture_output=True, check=False)
    assert b"bad-format" in expected.stdout
    modules = {name.partition(".")[0] for name in sys.modules} - {"__main__"}
    for name in modules | {"ircompile", "sitecustomize", "usercustomize"}:
        (repository / f"{name}.py").write_text("raise SystemExit('imported')\n")
    done = subprocess.run(command, cwd=repository, capture_output=True, check=False)
    assert (done.stdout, done.returncode) == (expected.stdout, 1)
