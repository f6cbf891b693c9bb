"""A checkout builds its modules again when a source changes, in memory if nothing can be written."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from checkout import ROOT

MANIFEST = "JobName: a_b\n"


def lint_there(checkout: Path) -> str:
    command = [sys.executable, "-B", "-m", "ircompile", "lint", "-", "--output-format", "concise", "-q"]
    done = subprocess.run(command, cwd=checkout, input=MANIFEST, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.stdout


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for name in ("ircompile", "grammar", "rules"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("_built", "__pycache__"))
    return tmp_path


def test_modules_are_built_again_when_a_source_changes(checkout: Path) -> None:
    assert "the job has neither" in lint_there(checkout)
    rule = checkout / "rules" / "model" / "model-source-missing.yaml"
    rule.write_text(rule.read_text("utf-8").replace("the job has neither", "there is neither"), "utf-8")
    assert "there is neither" in lint_there(checkout)
    assert len(list((checkout / "ircompile" / "_built").iterdir())) == 1


def test_modules_are_built_in_memory_if_they_can_not_be_written(checkout: Path) -> None:
    (checkout / "ircompile" / "_built").write_text("no folder")
    assert "the job has neither" in lint_there(checkout)
