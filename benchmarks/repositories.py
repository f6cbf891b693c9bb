"""A repository with a job in every hundredth file, in every kind of file that may hold one, in three environments."""

from __future__ import annotations

import json
import shutil
from functools import cache
from typing import TYPE_CHECKING, Any

import manifests
from environments import CHECKOUT, OURS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Request = dict[str, Any]

ACCOUNTS = {"dev": "111111111111", "stage": "222222222222", "prod": "333333333333"}
"""The accounts of the environments."""
IN_FOLDER = 20
"""The files in each folder."""
PER_JOB = 100
"""One of so many files holds a job."""
CALL = "client.create_inference_recommendations_job(**{})\n"
COMMAND = "aws sagemaker create-inference-recommendations-job"
ACTION = "arn:aws:states:::aws-sdk:sagemaker:createInferenceRecommendationsJob"


def _shorthand(value: Any) -> str:
    """Return a value as shorthand."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{key}={_shorthand(item)}" for key, item in value.items()) + "}"
    return f"[{','.join(map(_shorthand, value))}]" if isinstance(value, list) else str(value)


def _json(request: Request) -> str:
    return json.dumps(request, indent=2) + "\n"


def _with_shorthand(request: Request) -> str:
    return manifests.block({**request, "InputConfig": f"'{_shorthand(request['InputConfig'])[1:-1]}'"})


def _program(request: Request) -> str:
    return f"import boto3\n\nclient = boto3.client('sagemaker')\n{CALL.format(json.dumps(request, indent=4))}"


def _notebook(request: Request) -> str:
    code = [f"request = {json.dumps(request, indent=4)}\n", CALL.format("request")]
    cells = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "source": it.splitlines(keepends=True)} for it in code
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)


def _page(request: Request) -> str:
    return f"# The weekly load test\n\n```python\n{_program(request)}```\n"


def _command(request: Request) -> str:
    return f"{COMMAND} --cli-input-json '{json.dumps(request)}'\n"


def _command_in_shorthand(request: Request) -> str:
    options = {"job-name": "JobName", "job-type": "JobType", "role-arn": "RoleArn", "input-config": "InputConfig"}
    words = {option: _shorthand(request[member]) for option, member in options.items()}
    words["input-config"] = words["input-config"][1:-1]
    words["stopping-conditions"] = _shorthand(request["StoppingConditions"])[1:-1]
    given = " ".join(f"--{option} '{word}'" for option, word in words.items())
    return f"#!/bin/bash\n{COMMAND} {given}\n"


def _makefile(request: Request) -> str:
    return f"recommend:\n\t{_command(request)}"


def _dockerfile(request: Request) -> str:
    return f"FROM amazon/aws-cli\nRUN {_command(request)}"


def _workflow(request: Request) -> str:
    step = f"      - run: |\n          {_command(request)}"
    return f"on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n{step}"


def _state_machine(request: Request) -> str:
    task = {"Type": "Task", "Resource": ACTION, "Parameters": request, "End": True}
    return json.dumps({"StartAt": "Recommend", "States": {"Recommend": task}}, indent=2)


HOLDING: tuple[tuple[str, Callable[[Request], str]], ...] = (
    ("job-{}.yaml", manifests.block),
    ("job-{}.json", _json),
    ("short-{}.yaml", _with_shorthand),
    ("train-{}.py", _program),
    ("explore-{}.ipynb", _notebook),
    ("page-{}.md", _page),
    ("run-{}.sh", _command_in_shorthand),
    ("job-{}.yml", manifests.flow),
    ("make-{}.mk", _makefile),
    ("Dockerfile.{}", _dockerfile),
    ("workflow-{}.yml", _workflow),
    ("machine-{}.asl.json", _state_machine),
)
"""The names of files that hold a job, and what they hold, in turn."""


@cache
def _others() -> tuple[tuple[str, str], ...]:
    """Return the names of files that hold none, and what they hold, in turn: sources of this checkout, and data."""
    programs = (it.read_text("utf-8") for it in sorted((CHECKOUT / OURS).rglob("*.py")))
    codes = [it for it in programs if "ecommend" not in it and "right_size" not in it]
    service = {"apiVersion": "v1", "kind": "Service", "spec": {"ports": [{"name": "http", "port": 80}] * 20}}
    cells = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": codes[0].splitlines(keepends=True)}]
    data = (
        ("service-{}.yaml", manifests.block(service)),
        ("table-{}.json", json.dumps([{"id": number, "name": f"row {number}"} for number in range(100)])),
        ("notes-{}.md", "# Notes\n\n" + "A line about nothing that is in this file.\n" * 40),
        ("look-{}.ipynb", json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})),
        ("build-{}.sh", "#!/bin/bash\nset -e\n" + "echo step && make step\n" * 20),
        ("rows-{}.csv", "1,2,3,4\n" * 200),
        ("LICENSE-{}", "Permission is granted to use this.\n" * 20),
    )
    return tuple(it for number, code in enumerate(codes) for it in (("module-{}.py", code), data[number % len(data)]))


def repository(parent: Path, count: int) -> Path:
    """Return a repository with `count` files besides its configuration and overlays, made once."""
    target = parent / f"repository-{count}"
    if target.is_dir():
        return target
    unfinished = parent / "unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    for first in range(0, count, IN_FOLDER):
        folder = unfinished / f"{first // 1_000:03}" / f"{first:06}"
        folder.mkdir(parents=True)
        for number in range(first, first + IN_FOLDER):
            name, text = _file(number)
            (folder / name.format(number)).write_text(text, "utf-8")
    configure(unfinished)
    unfinished.rename(target)
    return target


def _file(number: int) -> tuple[str, str]:
    """Return the name and the text of a file."""
    if number % PER_JOB:
        others = _others()
        name, text = others[number % len(others)]
        return name, text
    name, write = HOLDING[number // PER_JOB % len(HOLDING)]
    return name, write(manifests.job(number))


def configure(folder: Path) -> None:
    """Write a configuration with three environments, each with an overlay of its own, new names and a folder."""
    (folder / "env").mkdir()
    tables = ""
    for name, account in ACCOUNTS.items():
        overlay = {"RoleArn": f"arn:aws:iam::{account}:role/recommender", "Tags": [{"Key": "stage", "Value": name}]}
        (folder / "env" / f"{name}.yaml").write_text(manifests.block(overlay), "utf-8")
        tables += f'[environments.{name}]\noverlay = ["env/{name}.yaml"]\njob-name = "{{JobName}}-{name}"\n'
        tables += f'out-dir = "build/{name}"\n'
    (folder / "ircompile.toml").write_text(tables, "utf-8")
