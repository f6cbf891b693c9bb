"""One misspelt key is one finding, whatever its depth: nothing rests on the absence of the member that was meant."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ircompile
from ircompile.config.settings import Config
from ircompile.findings.values import get, pointer, put
from ircompile.model.model import SHIPPED

if TYPE_CHECKING:
    from ircompile.findings.values import Path

HEAD = {"JobName": "churn", "RoleArn": "arn:aws:iam::123456789012:role/x"}
PACKAGE = "arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3"
CONTAINER = {
    "Domain": "MACHINE_LEARNING",
    "Task": "CLASSIFICATION",
    "Framework": "PYTORCH",
    "FrameworkVersion": "1.5",
    "PayloadConfig": {"SamplePayloadUrl": "s3://bucket/a.tar.gz", "SupportedContentTypes": ["text/csv"]},
}
PHASE = {"InitialNumberOfUsers": 1, "SpawnRate": 1, "DurationInSeconds": 120}
STOPPING = {
    "MaxInvocations": 1000,
    "FlatInvocations": "Stop",
    "ModelLatencyThresholds": [{"Percentile": "P95", "ValueInMilliseconds": 100}],
}
SOUND: list[dict[str, Any]] = [
    {
        **HEAD,
        "JobType": "Advanced",
        "JobDescription": "all members of a load test of a package",
        "InputConfig": {
            "ModelPackageVersionArn": PACKAGE,
            "JobDurationInSeconds": 7200,
            "TrafficPattern": {"TrafficType": "PHASES", "Phases": [PHASE, PHASE]},
            "ResourceLimit": {"MaxNumberOfTests": 3, "MaxParallelOfTests": 2},
            "EndpointConfigurations": [
                {
                    "InstanceType": "ml.c5.xlarge",
                    "InferenceSpecificationName": "a",
                    "EnvironmentParameterRanges": {"CategoricalParameterRanges": [{"Name": "A", "Value": ["1", "2"]}]},
                },
                {"InstanceType": "ml.c5.2xlarge"},
            ],
            "VolumeKmsKeyId": "alias/x",
            "ContainerConfig": {
                **CONTAINER,
                "Framework": "XGBOOST",
                "NearestModelName": "xgboost",
                "SupportedResponseMIMETypes": ["text/csv"],
            },
            "VpcConfig": {"SecurityGroupIds": ["sg-1"], "Subnets": ["subnet-1", "subnet-2"]},
        },
        "StoppingConditions": STOPPING,
        "OutputConfig": {"KmsKeyId": "alias/x"},
        "Tags": [{"Key": "a", "Value": "b"}, {"Key": "c", "Value": "d"}],
    },
    {
        **HEAD,
        "JobType": "Advanced",
        "InputConfig": {
            "ModelName": "m",
            "JobDurationInSeconds": 7200,
            "TrafficPattern": {
                "TrafficType": "STAIRS",
                "Stairs": {"DurationInSeconds": 300, "NumberOfSteps": 4, "UsersPerStep": 2},
            },
            "EndpointConfigurations": [{"ServerlessConfig": {"MemorySizeInMB": 2048, "MaxConcurrency": 10}}],
            "ContainerConfig": {**CONTAINER, "SupportedEndpointType": "Serverless"},
        },
        "StoppingConditions": STOPPING,
    },
    {
        **HEAD,
        "JobType": "Default",
        "InputConfig": {
            "ModelName": "m",
            "ContainerConfig": {
                **CONTAINER,
                "SupportedInstanceTypes": ["ml.c5.xlarge", "ml.c5.2xlarge"],
                "DataInputConfig": '{"a": [1]}',
            },
        },
        "OutputConfig": {"CompiledOutputConfig": {"S3OutputUri": "s3://bucket/a"}},
    },
    {
        **HEAD,
        "JobType": "Default",
        "InputConfig": {"ModelPackageVersionArn": PACKAGE, "Endpoints": [{"EndpointName": "e"}]},
    },
]
"""Requests without errors and warnings, which have every member but ProvisionedConcurrency, always a warning."""


def found(job: dict[str, Any], **settings: Any) -> list[tuple[str, str]]:
    diagnostics = ircompile.lint(json.dumps(job), "a.json", config=Config(**settings))
    return [(it.rule, it.pointer) for it in diagnostics if it.severity != "info"]


def members(value: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the path of every member of every structure of a request, in lists, too."""
    steps = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for step in steps:
        if isinstance(step, str):
            yield (*path, step)
        yield from members(value[step], (*path, step))


MEMBERS = [(number, path) for number, job in enumerate(SOUND) for path in members(job)]


def with_key(job: dict[str, Any], path: Path, new: str) -> dict[str, Any]:
    """Return a request in which the key at a path is another one."""
    renamed = {new if key == path[-1] else key: value for key, value in get(job, path[:-1]).items()}
    changed: dict[str, Any] = put(job, path[:-1], renamed)
    return changed


def in_other_cases(name: str) -> set[str]:
    words = re.findall("[A-Z]+[a-z]*", name)
    snake = "_".join(words).lower()
    return {name.lower(), name.upper(), name[0].lower() + name[1:], snake, snake.replace("_", "-")} - {name}


def test_the_sound_requests_are_sound_and_have_every_member() -> None:
    assert [found(job) for job in SOUND] == [[]] * len(SOUND)
    names = {path[-1] for _, path in MEMBERS}
    assert {name for shape in SHIPPED.request.walk() for name in shape.members} - names == {"ProvisionedConcurrency"}


@pytest.mark.parametrize(("number", "path"), MEMBERS)
def test_a_key_in_another_case_is_one_finding(number: int, path: Path) -> None:
    for new in in_other_cases(str(path[-1])):
        assert found(with_key(SOUND[number], path, new)) == [("unknown-field", pointer((*path[:-1], new)))]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(MEMBERS), st.data())
def test_a_misspelt_key_is_one_finding(member: tuple[int, Path], data: Any) -> None:
    number, path = member
    name = str(path[-1])
    at = data.draw(st.integers(1, len(name) - 1))
    letter = data.draw(st.sampled_from("aesx"))
    typos = [name[:at] + name[at + 1 :], name[:at] + letter + name[at:], name[:at] + letter + name[at + 1 :]]
    typos.append(name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :])
    new = data.draw(st.sampled_from(typos).filter(lambda typo: typo != name))
    assert found(with_key(SOUND[number], path, new)) == [("unknown-field", pointer((*path[:-1], new)))]


ABBREVIATED = [
    (0, ("JobName",), "Name"),
    (0, ("JobType",), "JobTypes"),
    (0, ("StoppingConditions",), "StopConditions"),
    (0, ("InputConfig", "JobDurationInSeconds"), "JobDuration"),
    (0, ("InputConfig", "JobDurationInSeconds"), "DurationInSeconds"),
    (0, ("InputConfig", "ModelPackageVersionArn"), "ModelPackage"),
    (0, ("InputConfig", "TrafficPattern"), "Traffic"),
    (0, ("InputConfig", "TrafficPattern", "TrafficType"), "Type"),
    (0, ("InputConfig", "TrafficPattern", "Phases", 1, "InitialNumberOfUsers"), "InitialUsers"),
    (0, ("InputConfig", "ContainerConfig", "PayloadConfig"), "Payload"),
    (0, ("InputConfig", "ContainerConfig", "PayloadConfig", "SamplePayloadUrl"), "Payload"),
    (0, ("InputConfig", "ContainerConfig", "PayloadConfig", "SupportedContentTypes"), "ContentTypes"),
    (0, ("StoppingConditions", "ModelLatencyThresholds", 0, "ValueInMilliseconds"), "Value"),
    (1, ("InputConfig", "EndpointConfigurations", 0, "ServerlessConfig", "MemorySizeInMB"), "MemorySizeInMb"),
]


@pytest.mark.parametrize(("number", "path", "new"), ABBREVIATED)
def test_an_abbreviated_key_is_one_finding(number: int, path: Path, new: str) -> None:
    assert found(with_key(SOUND[number], path, new)) == [("unknown-field", pointer((*path[:-1], new)))]


MISPLACED = [
    (("InputConfig", "JobDurationInSeconds"), "JobDurationInSeconds"),
    (("InputConfig", "JobDurationInSeconds"), "JobDuration"),
    (("InputConfig", "TrafficPattern"), "trafficPattern"),
    (("InputConfig", "TrafficPattern", "Phases", 0, "InitialNumberOfUsers"), "InitialUsers"),
    (("StoppingConditions", "MaxInvocations"), "MaxInvocation"),
]


@pytest.mark.parametrize(("path", "new"), MISPLACED)
def test_a_key_in_the_wrong_structure_is_one_finding(path: Path, new: str) -> None:
    job = {**SOUND[0], new: get(SOUND[0], path)}
    structure = {key: value for key, value in get(job, path[:-1]).items() if key != path[-1]}
    assert found(put(job, path[:-1], structure)) == [("unknown-field", f"/{new}")]


def test_a_key_of_another_kind_of_job_is_one_finding() -> None:
    default = {**HEAD, "JobType": "Default", "InputConfig": {"ModelName": "churn", "ContainerConfig": CONTAINER}}
    for path in (
        ("InputConfig", "EndpointConfiguration"),
        ("InputConfig", "trafficPattern"),
        ("InputConfig", "ContainerConfig", "InstanceTypes"),
        ("Phases",),
        ("StoppingCondition",),
        ("Name",),
    ):
        assert found(put(default, path, ["x"])) == [("unknown-field", pointer(path))]
    for path in (("ServerlessConfig",), ("InputConfig", "MaxConcurrency"), ("InputConfig", "Endpoint")):
        assert found(put(SOUND[0], path, 1)) == [("unknown-field", pointer(path))]


def test_a_key_that_is_like_no_member_hides_nothing() -> None:
    job = with_key(SOUND[0], ("InputConfig", "TrafficPattern"), "Load")
    assert [rule for rule, _ in found(with_key(job, ("JobName",), "Status"))] == [
        "missing-field",
        "unknown-field",
        "traffic-missing",
        "unknown-field",
    ]


def test_a_misspelt_key_is_one_finding_in_shorthand() -> None:
    job = {**SOUND[0], "Tags": "key=a,Value=b", "StoppingConditions": "MaxInvocation=3,FlatInvocations=Stop"}
    assert found(job) == [("unknown-field", "/StoppingConditions/MaxInvocation"), ("unknown-field", "/Tags/0/key")]


def test_a_misspelt_key_is_one_finding_beside_a_schema(tmp_path: Any) -> None:
    schema = tmp_path / "schema.json"
    closed = {"required": ["Tags"], "additionalProperties": False, "properties": dict.fromkeys(SOUND[0], True)}
    schema.write_text(json.dumps(closed))
    job = with_key(SOUND[0], ("Tags",), "tag")
    assert found(job, schemas=(str(schema),)) == [("unknown-field", "/tag")]
