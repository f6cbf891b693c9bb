"""The steps of the GitHub action, run by bash as GitHub runs them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from checkout import GOOD, ROOT
from processes import sh


@pytest.fixture(scope="module")
def action() -> dict[str, str]:
    steps = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["runs"]["steps"]
    return {step["id"]: step["run"] for step in steps}


SHELL = ("bash", "--noprofile", "--norc", "-eo", "pipefail")
"""How GitHub runs a step whose shell is bash; the file name comes last."""


@pytest.fixture
def lint_step(action: dict[str, str], jobs: Path) -> Callable[..., tuple[int, str, dict[str, str]]]:
    """A function that runs the step that lints, and returns its exit code, what it prints and its outputs."""
    (jobs / "runner" / "ircompile" / "bin").mkdir(parents=True)
    program = jobs / "runner" / "ircompile" / "bin" / "ircompile"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m ircompile "$@"\n')
    program.chmod(0o755)
    (jobs / "sub").mkdir()
    for folder in (jobs, jobs / "sub"):
        (folder / "bad, one.yaml").write_text(GOOD.replace("existing-endpoint", "existing_endpoint"))
    (jobs / "step.sh").write_text(action["lint"])

    def run(folder: str = ".", **inputs: str) -> tuple[int, str, dict[str, str]]:
        env = {
            "RUNNER_TEMP": str(jobs / "runner"), "GITHUB_OUTPUT": str(jobs / "output"), "GITHUB_WORKSPACE": str(jobs),
            "GITHUB_STEP_SUMMARY": str(jobs / "summary.md"), "PYTHONPATH": str(ROOT),
            "PATHS": "bad, one.yaml\n", "ARGS": "", "ANNOTATIONS": "true", "SARIF": "", "SUMMARY": "true",
        }  # fmt: skip
        done = sh(*SHELL, str(jobs / "step.sh"), cwd=jobs / folder, **{**env, **inputs})
        outputs = dict(line.split("=", 1) for line in (jobs / "output").read_text().splitlines())
        return done.returncode, done.stdout + done.stderr, outputs

    return run


def test_the_action_annotates_and_reports(lint_step: Any, jobs: Path) -> None:
    code, printed, outputs = lint_step(PATHS="bad, one.yaml\ngood.json\n", SARIF="out.sarif")
    assert (code, outputs) == (1, {"exit-code": "1", "sarif-file": "out.sarif"}), printed
    assert printed.startswith("::error ")
    assert "file=bad%2C one.yaml" in printed
    assert "bad-format" in (jobs / "out.sarif").read_text()
    assert "bad-format" in (jobs / "summary.md").read_text()


@pytest.mark.parametrize("sarif", ["out.sarif", "reports/out.sarif", "{jobs}/sub/out.sarif"])
def test_the_action_gives_the_sarif_path_relative_to_the_workspace(lint_step: Any, jobs: Path, sarif: str) -> None:
    code, printed, outputs = lint_step("sub", SARIF=sarif.format(jobs=jobs))
    assert code == 1, printed
    assert outputs["sarif-file"].startswith("sub/")
    assert "bad-format" in (jobs / outputs["sarif-file"]).read_text()


@pytest.mark.parametrize(("paths", "code"), [("good.json", 0), ("bad, one.yaml", 1), ("nowhere.yaml", 2)])
def test_the_action_exits_as_the_linter_does(lint_step: Any, paths: str, code: int) -> None:
    exit_code, printed, outputs = lint_step(PATHS=paths)
    assert (exit_code, outputs) == (code, {"exit-code": str(code)}), printed


@pytest.mark.parametrize("annotations", ["true", "false"])
@pytest.mark.parametrize("summary", ["true", "false"])
def test_the_summary_and_the_annotations_of_the_action_are_independent(
    lint_step: Any, jobs: Path, annotations: str, summary: str
) -> None:
    code, printed, _ = lint_step(ANNOTATIONS=annotations, SUMMARY=summary)
    assert code == 1
    assert ("::error" in printed) == (annotations == "true")
    assert ("error[bad-format]" in printed) == (annotations == "false")
    assert (jobs / "summary.md").exists() == (summary == "true")
