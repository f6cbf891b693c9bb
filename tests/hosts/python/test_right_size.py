"""Calls of `right_size` of the SageMaker Python SDK: the request is the one that the SDK sends, or it has a finding."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest
from console import run
from known_values import agrees
from right_size_requests import SENT

from ircompile.findings.values import MAYBE, UNKNOWN
from ircompile.hosts.python.calls import Call, Cell, calls
from ircompile.model.model import SHIPPED

PAYLOAD = 'sample_payload_url="s3://abcd/p.tar.gz", supported_content_types=["text/csv"], framework="XGBOOST"'
IMPORTS = """\
from sagemaker.inference_recommender.inference_recommender_mixin import ModelLatencyThreshold, Phase
from sagemaker.parameter import CategoricalParameter
from sagemaker.all import *
"""
REFUSED = ("sdk-argument-unknown", "sdk-argument-type", "sdk-instance-types-missing")
"""The rules on what the SDK raises an error for."""
ADDED = {
    "JobDescription": "#python-sdk-create",
    "RoleArn": UNKNOWN,
    "Tags": [{"Key": "ClientType", "Value": "PythonSDK-RightSize"}],
}
"""What the SDK sends with each request."""


def made(program: str) -> list[Call]:
    """Return the calls in a program that make jobs."""
    return calls([Cell(program, range(len(program) + 1), ast.parse(program))], SHIPPED.request)


@pytest.mark.parametrize(("model", "call", "sent"), SENT)
def test_requests_are_those_of_the_sdk(model: str, call: str, sent: dict[str, Any] | str) -> None:
    program = f"from sagemaker.all import {model}\nm = {model}()\n{call.replace('PAYLOAD', PAYLOAD)}"
    (found,) = made(program)
    rules = {it.rule for it in found.findings}
    assert bool(rules.intersection(REFUSED)) is isinstance(sent, str)
    if isinstance(sent, str):
        return
    known = {**found.request.value}
    assert all(known.pop(key) == value for key, value in ADDED.items())
    name = known.pop("JobName")
    assert name == sent.get("JobName", name)
    assert "JobName" in sent or name is UNKNOWN
    container = known["InputConfig"]["ContainerConfig"]
    assert (container.pop("Domain"), container.pop("Task")) == ("MACHINE_LEARNING", "OTHER")
    assert [known["InputConfig"].pop(it) for it in ("ModelName", "ModelPackageVersionArn")] == [MAYBE, MAYBE]
    real = {key: value for key, value in sent.items() if key != "JobName"}
    assert agrees(known, real)
    assert known.keys() == real.keys()
    assert known["InputConfig"].keys() == real["InputConfig"].keys()


@pytest.mark.parametrize(
    ("program", "is_read"),
    [
        ("team.right_size(5)", False),
        ("team.right_size(framework='agile', phases=3)", False),
        ("right_size(sample_payload_url='s3://abcd/p.tar.gz')", False),
        ("import sagemaker\nec2.right_size()", False),
        ("import sagemaker\nec2.right_size('m5.large')", False),
        ("import sagemaker\nec2.right_size(region='eu-west-1')", False),
        ("import sagemaker\nm.right_size(framework='XGBOOST')", True),
        ("import sagemaker\nm.right_size('s3://abcd/p.tar.gz')", True),
        ("from sagemaker import Model\nm = Model()\nm.right_size()", True),
        ("m.right_size(sample_payload_url=url)", True),
        ("m.right_size(**arguments)", False),
        ("m.right_size(max_tests=5, **arguments)", True),
        ("class M:\n    def right_size(self, max_tests): ...\n    def f(self):\n        self.right_size(max_tests=5)", False),
    ],
)  # fmt: skip
def test_methods_of_other_libraries_are_left_alone(program: str, *, is_read: bool) -> None:
    assert bool(made(program)) is is_read


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        ("", "Default"),
        ("max_tests=5", "Advanced"),
        ("max_tests=n", UNKNOWN),
        ("max_tests=n, phases=[Phase(120, 1, 1)]", "Advanced"),
        ("max_tests=0, phases=[], **more", UNKNOWN),
        ("phases=[Phase(n, n, n)]", "Advanced"),
        ("phases=x", UNKNOWN),
        ("**{}, **more", UNKNOWN),
    ],
)
def test_the_type_follows_from_the_arguments(arguments: str, kind: object) -> None:
    (call,) = made(f"m.right_size({PAYLOAD}, {arguments})")
    assert call.request.value["JobType"] == kind


@pytest.mark.parametrize(
    ("arguments", "findings"),
    [
        (
            "phases=[Phase(300, 1, spawn_rate=10)]",
            ["1:147 out-of-range /InputConfig/TrafficPattern/Phases/0/SpawnRate"],
        ),
        ("max_invocations='300'", ["1:130 wrong-type /StoppingConditions/MaxInvocations"]),
        ("job_name='a_b'", ["1:123 bad-format /JobName"]),
        ("job_name=f'a_{b}'", ["1:123 bad-format /JobName"]),
        ("job_typ='Default'", ["1:114 sdk-argument-unknown "]),
        ("max_tests=900, **more", ["1:124 out-of-range /InputConfig/ResourceLimit/MaxNumberOfTests"]),
        ("max_tests=n", []),
        ("phases=[Phase(120, 1)]", ["1:122 sdk-argument-type "]),
        ("phases=[Phase(duration=120, initial_number_of_users=1, spawn_rate=1)]", ["1:122 sdk-argument-type "]),
        ("phases=[Phase(**p)]", []),
    ],
)
def test_findings_are_at_the_literals(repository: Path, arguments: str, findings: list[str]) -> None:
    (repository / "job.py").write_text(f"m.right_size({PAYLOAD}, {arguments})")
    printed = run("ircompile lint job.py --output-format json --isolated -q")
    found = json.loads(printed.removesuffix("[exit 1]\n"))["diagnostics"]
    errors = [it for it in found if "-missing" not in it["rule"]]
    assert [f"{it['line']}:{it['column']} {it['rule']} {it['pointer']}" for it in errors] == findings


@pytest.mark.parametrize(
    ("model", "sixth", "duration"),
    [
        ("x", "'1.7'", 3600),
        ("x", "7200", 7200),
        ("x", "n", MAYBE),
        ("ModelBuilder()", "n", 3600),
        ("Model()", "7200", 7200),
    ],
)
def test_the_version_decides_on_the_sixth_argument(model: str, sixth: str, duration: object) -> None:
    imports = "from sagemaker.all import Model, ModelBuilder\n"
    (call,) = made(
        f"{imports}{model}.right_size('s3://abcd/p.tar.gz', ['text/csv'], None, 'n', 'XGBOOST', {sixth}, 3600)"
    )
    assert call.request.value["InputConfig"]["JobDurationInSeconds"] == duration
