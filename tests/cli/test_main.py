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
from ircompile.linting.linter import Linter

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


def test_too_little_memory_for_a_file_is_one_line_and_the_others_are_linted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lint(self: Linter, source: Any, *arguments: Any) -> Any:
        if source.name == "a.yaml":
            raise MemoryError
        return usual(self, source, *arguments)

    usual = Linter.lint
    monkeypatch.setattr(Linter, "lint", lint)
    monkeypatch.chdir(tmp_path)
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text("JobName: a_b\nInputConfig: {ModelName: a}\n")
    printed = run("ircompile lint . --output-format concise")
    assert "ircompile: error: a.yaml: there is not enough memory\n" in printed
    assert "b.yaml:1:10: error[bad-format]" in printed
    assert printed.endswith("[exit 2]\n")


def test_too_little_memory_for_a_command_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: Any, **__: Any) -> Any:
        raise MemoryError

    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.yaml").write_text("JobName: a_b\n")
    monkeypatch.setattr("ircompile.manifest.convert_input.read", read)
    assert run("ircompile convert a.yaml") == "ircompile: error: there is not enough memory\n[exit 2]\n"


def test_too_little_memory_to_report_an_error_is_one_line_of_the_process() -> None:
    program = (
        "from ircompile import __main__\nfrom ircompile.cli import main\n"
        "def fail(argv): raise MemoryError\nmain.main = fail\n__main__.run()"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.stderr, done.returncode) == ("ircompile: error: there is not enough memory\n", 2)


def test_a_broken_installation_is_told_apart_from_a_missing_pygls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ircompile.serving.server", None)
    assert "internal error, please report it: ModuleNotFoundError: import of ircompile.serving" in run("ircompile lsp")
