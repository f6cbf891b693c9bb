"""The steps of the GitHub action, run by bash as GitHub runs them."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from checkout import GOOD, ROOT
from processes import sh

ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS = {step["id"]: step for step in ACTION["runs"]["steps"]}
SHELL = ("bash", "--noprofile", "--norc", "-eo", "pipefail")
"""How GitHub runs a step whose shell is bash; the file name comes last."""


def filled(text: str, values: dict[str, str]) -> str:
    """Return a text of the action with the values of its expressions."""
    return re.sub(r"\$\{\{ (\S+) \}\}", lambda match: values.get(match[1], ""), text)


def run_step(name: str, jobs: Path, inputs: dict[str, str], **env: str) -> tuple[int, str]:
    """Return the exit code of a step, and what it prints, with these inputs of the action and the defaults of the others."""
    assert inputs.keys() <= ACTION["inputs"].keys()
    values = {f"inputs.{key}": inputs.get(key, it["default"]) for key, it in ACTION["inputs"].items()}
    values["github.action_path"] = str(ROOT)
    (jobs / "step.sh").write_text(STEPS[name]["run"])
    env |= {key: filled(text, values) for key, text in STEPS[name]["env"].items()}
    folder = filled(STEPS[name].get("working-directory", "."), values)
    done = sh(*SHELL, str(jobs / "step.sh"), cwd=jobs / folder, RUNNER_TEMP=str(jobs / "runner"), **env)
    return done.returncode, done.stdout + done.stderr


def executable(path: Path, script: str) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


@pytest.fixture
def lint(jobs: Path) -> Callable[..., tuple[int, str, dict[str, str]]]:
    """A function that runs the step that lints, and returns its exit code, what it prints and the action's outputs."""
    executable(jobs / "runner" / "ircompile" / "bin" / "ircompile", f'exec {sys.executable} -m ircompile "$@"')
    (jobs / "sub").mkdir()
    for folder in (jobs, jobs / "sub"):
        (folder / "bad, one.yaml").write_text(GOOD.replace("existing-endpoint", "existing_endpoint"))

    def run(**inputs: str) -> tuple[int, str, dict[str, str]]:
        env = {
            "GITHUB_OUTPUT": str(jobs / "output"), "GITHUB_WORKSPACE": str(jobs),
            "GITHUB_STEP_SUMMARY": str(jobs / "summary.md"), "PYTHONPATH": str(ROOT),
        }  # fmt: skip
        named = {"paths": "bad, one.yaml\n"} | {name.replace("_", "-"): value for name, value in inputs.items()}
        code, printed = run_step("lint", jobs, named, **env)
        lines = (jobs / "output").read_text().splitlines()
        values = {f"steps.lint.outputs.{name}": value for name, value in (line.split("=", 1) for line in lines)}
        outputs = {name: filled(it["value"], values) for name, it in ACTION["outputs"].items()}
        return code, printed, outputs

    return run


def test_the_action_annotates_and_reports(lint: Any, jobs: Path) -> None:
    code, printed, outputs = lint(paths="bad, one.yaml\ngood.json\n", sarif="out.sarif")
    assert (code, outputs) == (1, {"exit-code": "1", "sarif-file": "out.sarif"}), printed
    assert printed.startswith("::error ")
    assert "file=bad%2C one.yaml" in printed
    assert "bad-format" in (jobs / "out.sarif").read_text()
    assert "bad-format" in (jobs / "summary.md").read_text()


@pytest.mark.parametrize("sarif", ["out.sarif", "reports/out.sarif", "{jobs}/sub/out.sarif"])
def test_the_action_gives_the_sarif_path_relative_to_the_workspace(lint: Any, jobs: Path, sarif: str) -> None:
    code, printed, outputs = lint(working_directory="sub", sarif=sarif.format(jobs=jobs))
    assert code == 1, printed
    assert outputs["sarif-file"].startswith("sub/")
    assert "bad-format" in (jobs / outputs["sarif-file"]).read_text()


@pytest.mark.parametrize(("paths", "code"), [("good.json", 0), ("bad, one.yaml", 1), ("nowhere.yaml", 2)])
def test_the_action_exits_as_the_linter_does(lint: Any, paths: str, code: int) -> None:
    exit_code, printed, outputs = lint(paths=paths)
    assert (exit_code, outputs) == (code, {"exit-code": str(code), "sarif-file": ""}), printed


def test_arguments_and_paths_are_lines(lint: Any) -> None:
    """They may have spaces; without paths, the working directory is linted."""
    found = lint(args="--select\nbad-format\n\n--exclude\nbad, *.yaml\n", paths="good.json\n\n.\n")
    assert (found[0], "bad" in found[1]) == (0, False), found
    code, printed, _ = lint(paths=ACTION["inputs"]["paths"]["default"])
    assert (code, printed.count("::error ")) == (1, 3), printed


@pytest.mark.parametrize("annotations", ["true", "false"])
@pytest.mark.parametrize("summary", ["true", "false"])
def test_the_summary_and_the_annotations_of_the_action_are_independent(
    lint: Any, jobs: Path, annotations: str, summary: str
) -> None:
    code, printed, _ = lint(annotations=annotations, summary=summary)
    assert code == 1
    assert ("::error" in printed) == (annotations == "true")
    assert ("error[bad-format]" in printed) == (annotations == "false")
    assert (jobs / "summary.md").exists() == (summary == "true")


@pytest.mark.parametrize(("version", "wanted"), [("", str(ROOT)), ("==0.1.0", "ircompile==0.1.0")])
def test_the_action_installs_into_an_environment_of_its_own(jobs: Path, version: str, wanted: str) -> None:
    """A program in the place of Python makes an environment whose pip writes down what it is asked for."""
    pip = jobs / "runner" / "ircompile" / "bin" / "pip"
    executable(pip, f'echo "$@" >> {jobs}/asked')
    executable(jobs / "path" / "python3", f'echo "$@" > {jobs}/made')
    code, printed = run_step("install", jobs, {"version": version}, PATH=f"{jobs}/path:/usr/bin:/bin")
    assert code == 0, printed
    assert (jobs / "made").read_text() == f"-m venv {jobs}/runner/ircompile\n"
    assert (jobs / "asked").read_text() == f"install --quiet {wanted}\n"


def test_the_page_lists_the_inputs_and_the_outputs() -> None:
    page = (ROOT / "docs" / "ci.md").read_text("utf-8")
    rows = re.findall(r"^\| (`.*`) \|", page, re.MULTILINE)
    assert set(re.findall(r"`([\w-]+)`", " ".join(rows))) == ACTION["inputs"].keys()
    (outputs,) = re.findall(r"^The outputs are (.*)$", page, re.MULTILINE)
    assert set(re.findall(r"`([\w-]+)`", outputs)) == ACTION["outputs"].keys()
