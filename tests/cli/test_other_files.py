"""Commands that read manifests only say what reads the jobs in other files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from console import run

NAMES = {"job.py": "python", "run.sh": "shell", "job.ipynb": "notebook", "Makefile": "makefile", "run": "shell"}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        Path(name).write_text("#!/bin/sh\naws sagemaker create-inference-recommendations-job\n", "utf-8")
    task = {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sagemaker:createInferenceRecommendationsJob"}
    Path("m.json").write_text(json.dumps({"StartAt": "A", "States": {"A": {**task, "Parameters": {}, "End": True}}}))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("command", ["compile {}", "lint --hosts none {}", "explain {}#/JobName"])
def test_files_of_other_languages(name: str, command: str) -> None:
    printed = run(f"ircompile {command.format(name)}")
    advice = f"{name}: {NAMES[name]} files are not read here; `ircompile convert` makes manifests of their jobs"
    assert printed.startswith(f"ircompile: error: {advice}\n")
    assert printed.endswith("[exit 2]\n")


def test_state_machines() -> None:
    assert "`ircompile convert` makes manifests of the jobs in it" in run("ircompile compile m.json")
    printed = run("ircompile explain m.json#/JobName")
    assert "m.json: this is not a manifest; `ircompile convert` makes manifests of other files" in printed
