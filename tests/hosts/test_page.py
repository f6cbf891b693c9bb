"""The page on jobs in other files says what is known of its examples, and names all hosts."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from checkout import ROOT
from console import run
from known_members import found_in

from ircompile.sources.files import HOST_ENDINGS

PAGE = (ROOT / "docs" / "hosts.md").read_text("utf-8")
FILES = {"python": "job.py", "sh": "job.sh", "json": "job.asl.json"}
EXAMPLES = re.findall(r"An example:\n\n(?:<!--.*?-->\n)?```(\w+)\n(.*?)```\n\n(\| member .*?)\n\n", PAGE, re.DOTALL)
"""The language, the text and the table of each example."""


def test_there_are_examples() -> None:
    assert [it[0] for it in EXAMPLES] == ["python", "sh", "json"]


@pytest.mark.parametrize(("language", "text", "table"), EXAMPLES, ids=FILES.values())
def test_what_is_known_of_an_example(tmp_path: Path, language: str, text: str, table: str) -> None:
    (tmp_path / FILES[language]).write_text(text)
    (job,) = found_in(tmp_path / FILES[language]).jobs
    rows = re.findall(r"^\| `(/\S+)` \| (.*) \|$", table, re.MULTILINE)
    said = {at: known.strip("`") if known.startswith("`") else "?" for at, known in rows}
    assert said == {at: member.value.removeprefix("~") for at, member in job.members.items()}


def test_each_host_is_named() -> None:
    for kind, endings in HOST_ENDINGS.items():
        assert f"| `{kind}` |" in PAGE
        for ending in endings:
            assert f"`{ending.removeprefix('/')}`" in PAGE.lower()


CALL = "client.create_inference_recommendations_job(JobName='a_b', **rest)"
COMMAND = "aws sagemaker create-inference-recommendations-job --job-name a_b $REST"
TASK = {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sagemaker:createInferenceRecommendationsJob"}
TEXTS = {
    "python": f"#!/usr/bin/python3\n{CALL}\n",
    "notebook": json.dumps({"cells": [{"cell_type": "code", "source": [CALL]}], "nbformat": 4}),
    "markdown": f"```python\n{CALL}\n```\n\n.. code:: python\n\n   {CALL}\n",
    "shell": f"#!/usr/bin/env bash\n{COMMAND}\n",
    "makefile": f"all:\n\t{COMMAND.replace('$REST', '$(REST)')}\n",
    "dockerfile": f"FROM a\nRUN {COMMAND}\n",
    "state-machine": json.dumps({"StartAt": "A", "States": {"A": {**TASK, "Parameters": {"JobName": "a_b"}}}}),
}
"""A text of each kind of file, with a job whose name is invalid."""
IN_TEXTS = {
    ".github/workflows/ci.yml": f'jobs: {{a: {{steps: [{{run: {COMMAND}}}, {{shell: python, run: "{CALL}"}}]}}}}',
    ".gitlab-ci.yml": f"a: {{script: [{COMMAND}]}}",
    "buildspec.yaml": f"phases: {{build: {{commands: [{COMMAND}]}}}}",
    "package.json": json.dumps({"scripts": {"a": COMMAND}}),
    "pod.yaml": json.dumps({"args": COMMAND.split()}),
}
"""Files of the last row of the table."""


def files_of_the_table() -> dict[str, dict[str, str]]:
    """Return the texts of a file of each name in the first table of the page, by kind."""
    table = PAGE.partition("| files |")[2].partition("\n\n")[0]
    made: dict[str, dict[str, str]] = {}
    for names, kind in re.findall(r"^\| (.+?) \| `([\w-]+)` \|", table, re.MULTILINE):
        files = made.setdefault(kind, {})
        for name in re.findall(r"`([.\w]+)`", names):
            files[f"{kind}{name}" if name[0] == "." else name] = TEXTS[kind]
            if "with any text after it" in names and name[0] != ".":
                files[f"{name}.gpu"] = TEXTS[kind]
        if "`#!`" in names:
            files[f"run-{kind}"] = TEXTS[kind]
    made["shell"] |= IN_TEXTS
    made["state-machine"] |= {"machine.yml": TEXTS["state-machine"], "machine.json": TEXTS["state-machine"]}
    return made


def test_every_kind_of_file_is_found_in_a_folder(repository: Path) -> None:
    made = files_of_the_table()
    assert made.keys() == HOST_ENDINGS.keys()
    for files in made.values():
        for name, text in files.items():
            (repository / name).parent.mkdir(parents=True, exist_ok=True)
            (repository / name).write_text(text)

    def found(options: str) -> set[str]:
        report = json.loads(run(f"ircompile lint . -q --output-format json {options}").partition("[exit")[0])
        return {it["file"] for it in report["diagnostics"] if it["rule"] == "bad-format"}

    assert found("") == {name for files in made.values() for name in files}
    for kind, files in made.items():
        assert found(f"--hosts {kind}") == files.keys(), kind
    assert found("--hosts none") == set()
