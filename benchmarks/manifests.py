"""The manifests to lint: realistic load tests, all different, and the same in every run."""

from __future__ import annotations

import copy
import json
import random
import shutil
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

INSTANCES = ["ml.c5.xlarge", "ml.c5.2xlarge", "ml.c6i.xlarge", "ml.m5.xlarge", "ml.m5.2xlarge", "ml.c7i.xlarge"]
MODELS = ["churn", "ranking", "fraud", "forecast", "pricing"]
LINES = 60
"""The lines of a manifest in block style."""
COMMENTS = {
    "InputConfig": "# What runs, under which traffic, on which endpoints.",
    "StoppingConditions": "# The test ends here, whatever else is planned.",
}
"""The comments above members."""


def job(number: int) -> dict[str, Any]:
    """Return a valid request; each number gives another one."""
    dice = random.Random(number)
    name, account = dice.choice(MODELS), f"{dice.randrange(10**11, 10**12)}"
    first, second = dice.sample(INSTANCES, 2)
    minutes, rate, parallel = dice.randrange(5, 19), dice.randrange(1, 4), dice.randrange(1, 5)
    return {
        "JobName": f"{name}-{number:06}",
        "JobType": "Advanced",
        "JobDescription": f"Run {number} of the weekly load tests",
        "RoleArn": f"arn:aws:iam::{account}:role/InferenceRecommender",
        "InputConfig": {
            "ModelPackageVersionArn": f"arn:aws:sagemaker:eu-west-1:{account}:model-package/{name}/{number % 90 + 1}",
            "JobDurationInSeconds": 120 * minutes * -(-8 // parallel),  # eight tests, so many at a time
            "TrafficPattern": {
                "TrafficType": "PHASES",
                "Phases": [
                    {"InitialNumberOfUsers": 1, "SpawnRate": rate, "DurationInSeconds": 60 * minutes},
                    {"InitialNumberOfUsers": 1 + rate * minutes, "SpawnRate": 1, "DurationInSeconds": 60 * minutes},
                ],
            },
            "ResourceLimit": {"MaxNumberOfTests": 8, "MaxParallelOfTests": parallel},
            "EndpointConfigurations": [_endpoint(first, dice), _endpoint(second, dice)],
            "VpcConfig": {"SecurityGroupIds": [f"sg-{account}"], "Subnets": [f"subnet-{account}"]},
        },
        "StoppingConditions": {
            "MaxInvocations": dice.randrange(300, 30_000),
            "ModelLatencyThresholds": [{"Percentile": "P95", "ValueInMilliseconds": dice.randrange(20, 900)}],
            "FlatInvocations": "Stop",
        },
        "Tags": [{"Key": "team", "Value": name}, {"Key": "cost-center", "Value": f"{dice.randrange(1000, 9999)}"}],
    }


def _endpoint(instance: str, dice: random.Random) -> dict[str, Any]:
    ranges = [
        {"Name": "OMP_NUM_THREADS", "Value": ["1", "2"]},
        {"Name": "SAGEMAKER_MODEL_SERVER_WORKERS", "Value": ["1", f"{dice.randrange(2, 9)}"]},
    ]
    return {"InstanceType": instance, "EnvironmentParameterRanges": {"CategoricalParameterRanges": ranges}}


def faulty(number: int) -> dict[str, Any]:
    """Return the same request as `job` with four errors of shape: an enum, a minimum, a pattern and a type."""
    return _faulty(job(number))


def _faulty(request: dict[str, Any]) -> dict[str, Any]:
    it = copy.deepcopy(request)
    it["JobType"] = "ADVANCED"
    it["StoppingConditions"]["MaxInvocations"] = 0
    it["RoleArn"] = "InferenceRecommender"
    it["InputConfig"]["ResourceLimit"]["MaxNumberOfTests"] = "six"
    return it


def block(request: dict[str, Any]) -> str:
    """Return a request as a manifest in block style, with one value a line."""
    return "".join(f"{line}\n" for line in _lines(request, ""))


def flow(request: dict[str, Any]) -> str:
    """Return a request as a manifest with values that hold no structures on one line, in flow style."""
    return "".join(f"{line}\n" for line in _lines(request, "", is_short=True))


def with_block_scalar(request: dict[str, Any]) -> str:
    """Return a manifest in block style whose description is a block scalar."""
    return block(request).replace("JobDescription: ", "JobDescription: >-\n  ")


def with_anchor(request: dict[str, Any]) -> str:
    """Return a manifest in block style with an anchor and an alias to it."""
    name = request["Tags"][0]["Value"]
    return block(request).replace(f"Value: {name}\n", f"Value: &name {name}\n  - Key: model\n    Value: *name\n")


def with_long_flow(request: dict[str, Any]) -> str:
    """Return a manifest in block style with a flow collection on two lines."""
    return block(request).replace("Tags:\n", "Tags:\n  - {Key: stage,\n     Value: test}\n")


def with_odd_comment(request: dict[str, Any]) -> str:
    """Return a manifest in block style with a comment behind the mark of the document."""
    return f"--- # a weekly load test\n{block(request)}"


UNUSUAL: dict[str, Callable[[dict[str, Any]], str]] = {
    "a block scalar": with_block_scalar,
    "an anchor": with_anchor,
    "a flow collection on two lines": with_long_flow,
    "a comment after a document marker": with_odd_comment,
}
"""Manifests that are not plain YAML, by what they hold."""


def with_shape_findings(request: dict[str, Any]) -> str:
    """Return the manifest in block style of a request with four errors of shape; see `faulty`."""
    return block(_faulty(request))


def with_rule_finding(request: dict[str, Any]) -> str:
    """Return a manifest in block style in which one rule finds one thing: a tag that is there twice."""
    return block({**request, "Tags": [*request["Tags"], request["Tags"][0]]})


def program(request: dict[str, Any]) -> str:
    """Return a program in Python that creates the job of a request."""
    values = json.dumps(request, indent=1)  # about as long as the manifest
    call = "client.create_inference_recommendations_job(**request)"
    return f'import boto3\n\nclient = boto3.client("sagemaker")\nrequest = {values}\nprint({call}["JobArn"])\n'


STYLES: dict[str, Callable[[dict[str, Any]], str]] = {
    "block": block,
    "flow": flow,
    "four shape findings": with_shape_findings,
    "one rule finding": with_rule_finding,
    "program": program,
    **UNUSUAL,
}
"""The texts of a request, by the names of folders."""


def _lines(value: Any, indent: str, *, is_short: bool = False) -> list[str]:
    """Return the lines of a mapping or a list."""
    found = []
    for key, item in value.items() if isinstance(value, dict) else (("-", item) for item in value):
        found += [f"{indent}{COMMENTS[key]}"] if key in COMMENTS else []
        head = "-" if key == "-" else f"{key}:"
        if not isinstance(item, dict | list) or (is_short and _is_flat(item)):
            found.append(f"{indent}{head} {_inline(item)}")
            continue
        below = _lines(item, indent + "  ", is_short=is_short)
        if key == "-":
            found.append(f"{indent}- {below.pop(0).lstrip()}")
        else:
            found.append(indent + head)
        found += below
    return found


def _is_flat(value: dict[str, Any] | list[Any]) -> bool:
    items = value.values() if isinstance(value, dict) else value
    return not any(isinstance(item, dict) for item in items)


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_inline(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return json.dumps(value) if isinstance(value, str) and value.isdigit() else str(value)


def folder(parent: Path, count: int, style: str = "block") -> Path:
    """Return a folder with `count` manifests or programs, made unless an earlier row has made it."""
    suffix = "py" if style == "program" else "yaml"
    target = parent / f"{style.replace(' ', '-')}-{count}"
    if not target.is_dir():
        unfinished = parent / "unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        for number in range(count):
            (unfinished / f"{number:06}.{suffix}").write_text(STYLES[style](job(number)), "utf-8")
        unfinished.rename(target)
    return target


def written(file: Path, value: Any) -> Path:
    """Write a value to a file as JSON, and return the file."""
    file.write_text(json.dumps(value), "utf-8")
    return file
