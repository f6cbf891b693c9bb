"""The changes of how a structure is written: the mark `‸` is before the character under the cursor."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import valid_values

from ircompile.config.settings import Config
from ircompile.editing.actions.conversions import actions
from ircompile.editing.reading import read
from ircompile.editing.settings import Settings
from ircompile.emitting.yaml_manifest import yaml_flow, yaml_manifest
from ircompile.linting.fix_apply import apply_edits
from ircompile.model.model import SHIPPED

HEAD = "JobName: a\nJobType: Advanced\n"


def offered(text: str, name: str = "job.yaml") -> list[tuple[str, str]]:
    """Return the title of each change that is offered at the mark, and the text after it."""
    offset = text.index("‸")
    text = text.replace("‸", "")
    found = actions(text, (offset, offset), Settings(name, Config()))
    assert {it.kind for it in found} <= {"refactor.rewrite"}
    return [(it.title, apply_edits(text, it.edits[""])) for it in found]


@pytest.mark.parametrize(
    ("before", "title", "after"),
    [
        (
            "InputConfig:\n  Resource‸Limit:\n    MaxNumberOfTests: 3\n    MaxParallelOfTests: 1\n  ModelName: a\n",
            "Convert `ResourceLimit` to shorthand",
            "InputConfig:\n  ResourceLimit: MaxNumberOfTests=3,MaxParallelOfTests=1\n  ModelName: a\n",
        ),
        (
            "InputConfig:\n  ResourceLimit: {MaxNumber‸OfTests: 3}  # few\n",
            "Convert `ResourceLimit` to shorthand",
            "InputConfig:\n  ResourceLimit: MaxNumberOfTests=3  # few\n",
        ),
        (
            "InputConfig: {ResourceLimit: {MaxNumberOfTests: ‸3}, ModelName: a}\n",
            "Convert `ResourceLimit` to shorthand",
            "InputConfig: {ResourceLimit: MaxNumberOfTests=3, ModelName: a}\n",
        ),
        (
            "Tags:\n- Key: ‸a\n  Value: b c\n# the other\n- {Key: b, Value: ''}\n",
            "Convert `Tags[0]` to shorthand",
            "Tags:\n- Key=a,Value=b c\n# the other\n- {Key: b, Value: ''}\n",
        ),
        (
            "InputConfig:\r\n  ResourceLimit: MaxNumber‸OfTests=3,MaxParallelOfTests=1  # few\r\n",
            "Convert `ResourceLimit` to a structure",
            "InputConfig:\r\n  ResourceLimit:  # few\r\n    MaxNumberOfTests: 3\r\n    MaxParallelOfTests: 1\r\n",
        ),
        (
            "InputConfig:\n  Resource‸Limit: 'MaxNumberOfTests=3'",
            "Convert `ResourceLimit` to a structure",
            "InputConfig:\n  ResourceLimit:\n    MaxNumberOfTests: 3",
        ),
        (
            "InputConfig: {ResourceLimit: ‸MaxNumberOfTests=3, ModelName: a}\n",
            "Convert `ResourceLimit` to a structure",
            "InputConfig: {ResourceLimit: {MaxNumberOfTests: 3}, ModelName: a}\n",
        ),
        (
            "Tags: Key=‸a,Value=b\n",
            "Convert `Tags` to a structure",
            "Tags:\n  - Key: a\n    Value: b\n",
        ),
        (
            "Tags:\n  - Key=a,Val‸ue='4'  # kept\n",
            "Convert `Tags[0]` to a structure",
            'Tags:\n  - Key: a  # kept\n    Value: "4"\n',
        ),
        (
            "InputConfig: >-\n  ModelName=a,\n  ContainerConfig={Domain=‸OTHER}\n",
            "Convert `InputConfig` to a structure",
            "InputConfig:\n  ModelName: a\n  ContainerConfig:\n    Domain: OTHER\n",
        ),
    ],
)  # fmt: skip
def test_a_structure_and_its_shorthand_become_each_other(before: str, title: str, after: str) -> None:
    assert offered(HEAD + before) == [(title, HEAD + after)]


@pytest.mark.parametrize(
    ("before", "title", "after"),
    [
        (
            '{"JobName": "a", "JobType": "Default", "Tags": [{"Key": "‸a", "Value": "b"}]}',
            "Convert `Tags[0]` to shorthand",
            '{"JobName": "a", "JobType": "Default", "Tags": ["Key=a,Value=b"]}',
        ),
        (
            '{\n\t"JobName": "a",\n\t"JobType": "Default",\n\t"Tags": "Key=‸a,Value=b"\n}\n',
            "Convert `Tags` to a structure",
            '{\n\t"JobName": "a",\n\t"JobType": "Default",\n\t"Tags": [\n\t\t{\n\t\t\t"Key": "a",\n\t\t\t"Value": "b"\n\t\t}\n\t]\n}\n',
        ),
        (
            '{"JobName": "a", "JobType": "Default", "InputConfig": "ModelName=é‸"}',
            "Convert `InputConfig` to a structure",
            '{"JobName": "a", "JobType": "Default", "InputConfig": {"ModelName": "é"}}',
        ),
    ],
)  # fmt: skip
def test_in_json_too(before: str, title: str, after: str) -> None:
    assert offered(before, "job.json") == [(title, after)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (HEAD + "InputConfig:\n  # kept\n  Model‸Name: a\n", "job.yaml"),
        (HEAD + "InputConfig: # kept\n  Model‸Name: a\n", "job.yaml"),
        (HEAD + "InputConfig:\n  ModelName: a # kept\n  Job‸DurationInSeconds: 1\n", "job.yaml"),
        (HEAD + "InputConfig:\n  Model‸Name: 2026-11-30\n  VolumeKmsKeyId: null\n", "job.yaml"),
        (HEAD + "InputConfig: {ModelName: &a x, VolumeKmsKeyId: ‸*a}\nJobDescription: *a\n", "job.yaml"),
        (HEAD + "InputConfig: &all {Model‸Name: x}\n", "job.yaml"),
        (HEAD + "InputConfig: Model‸Name=x,ModelName=y\n", "job.yaml"),
        (HEAD + "InputConfig: Model‸Name=[\n", "job.yaml"),
        (HEAD + "InputConfig: {Model‸Name: é}\n", "job.yaml"),
        (HEAD + "InputConfig: ‸{}\n", "job.yaml"),
        ("Job‸Name: a\nJobType: Default\nRoleArn: x\n", "job.yaml"),
        ("a: {b: ‸c}\n", "other.yaml"),
        ('c.create_inference_recommendations_job(InputConfig={"Model‸Name": "a"})\n', "job.py"),
        (HEAD + "InputConfig: {Model‸Name: [}\n", "job.yaml"),
        (HEAD + "Tags: &a Key=a,Value=b\nInputConfig:\n  Resource‸Limit: *a\n", "job.yaml"),
        (HEAD + "InputConfig:\n  ResourceLimit: # few\n    MaxNumber‸OfTests=3\n", "job.yaml"),
    ],
)
def test_nothing_is_offered_where_anything_might_be_lost(text: str, name: str) -> None:
    assert offered(text, name) == []


def values(text: str, name: str) -> list[Any]:
    return [it.value for it in read(text, Settings(name, Config())).manifests]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    valid_values(SHIPPED.request), st.sampled_from(["yaml", "flow", "json", "lines"]), st.randoms(use_true_random=False)
)
def test_the_value_stays_the_same_there_and_back(request: dict[str, Any], form: str, random: Random) -> None:
    name = "job.json" if form in ("json", "lines") else "job.yaml"
    if form == "yaml":
        text = yaml_manifest(request, SHIPPED.request)
    elif form == "flow":
        text = "".join(f"{key}: {yaml_flow(item)}\n" for key, item in request.items())
    else:
        text = json.dumps(request, indent=2 if form == "lines" else None)
    expected = values(text, name)
    for _ in range(4):
        offset = random.randrange(len(text))
        for action in actions(text, (offset, offset), Settings(name, Config())):
            text = apply_edits(text, action.edits[""])
            assert json.dumps(values(text, name), sort_keys=True) == json.dumps(expected, sort_keys=True)
