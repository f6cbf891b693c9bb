"""Calls that are given a request are jobs, and so are texts that are filled in before they are sent."""

from __future__ import annotations

import ast
import json
from typing import Any

import pytest

from ircompile.config.settings import Limits
from ircompile.findings.values import UNKNOWN, PartialText
from ircompile.hosts.placeholders import filled_in, without_places
from ircompile.hosts.python.calls import Cell, calls
from ircompile.model.model import SHIPPED
from ircompile.syntax.json_text import scan


@pytest.mark.parametrize(
    ("program", "known"),
    [
        ("SageMakerInferenceRecommenderJobTask(name='x', config={'JobName': 'a'})", [{"JobName": "a"}]),
        ("flyte.SageMakerInferenceRecommenderJobTask(config=dict(JobName='a-{inputs.x}'))", [{"JobName": PartialText(["a-", None])}]),
        ("c = {'JobType': '{inputs.kind}'}\nSageMakerInferenceRecommenderJobTask(config=c)", [{"JobType": UNKNOWN}]),
        ("SageMakerInferenceRecommenderJobTask(config=config)", []),
        ("SageMakerInferenceRecommenderJobTask({'JobName': 'a'})", []),
        ("BotoConfig(service='sagemaker', method='create_inference_recommendations_job', config={'JobName': f'a-{x}'})", [{"JobName": PartialText(["a-", None])}]),
        ("BotoConfig(service='sagemaker', method='create_model', config={'JobName': 'a'})", []),
        ("CallAwsService(self, 'x', service='sagemaker', action='createInferenceRecommendationsJob', parameters={'JobName': 'a'})", [{"JobName": "a"}]),
        ("CallAwsService(self, 'x', action=ask(), parameters={'JobName': 'a'})", []),
        ("c.create_inference_recommendations_job(JobName='{x}')", [{"JobName": "{x}"}]),
    ],
)  # fmt: skip
def test_calls_that_are_given_a_request(program: str, known: list[dict[str, Any]]) -> None:
    found = calls([Cell(program, range(len(program) + 1), ast.parse(program))], SHIPPED.request)
    assert [it.request.value for it in found] == known


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("plain", "plain"),
        ("{inputs.x}", UNKNOWN),
        ("{{ x }}-{{y}}", PartialText([None, "-", None])),
        ("arn:aws:iam::${ACCOUNT}:role/<role name>", PartialText(["arn:aws:iam::", None, ":role/", None])),
        ("s3://YOUR_BUCKET/payload.tar.gz", PartialText(["s3://", None, "/payload.tar.gz"])),
        ("a < b > c", "a < b > c"),
        ('{"input": {"shape": [1, 2]}}', '{"input": {"shape": [1, 2]}}'),
        ("a-{}-{0}-{x.y[0]!r:>3}", PartialText(["a-", None, "-", None, "-", None])),
        ("", ""),
    ],
)
def test_places_in_a_text_are_gaps(text: str, known: object) -> None:
    assert without_places([text]) == known


def test_places_in_a_tree_are_gaps() -> None:
    value = {"JobName": "<name>", "Tags": [{"Key": "a", "Value": "{{x}}-1"}], "N": 3}
    tree = scan(json.dumps(value), Limits())[0]
    assert filled_in(tree).value == {
        "JobName": UNKNOWN,
        "Tags": [{"Key": "a", "Value": PartialText([None, "-1"])}],
        "N": 3,
    }
    assert filled_in(tree).below("Tags").start == tree.below("Tags").start  # type: ignore[union-attr]  # it has one


def test_gaps_are_kept() -> None:
    assert without_places(["a-", None, "-<x>"]) == PartialText(["a-", None, "-", None])
    assert without_places(["{x}", None]) is UNKNOWN


def test_a_request_is_gone_through_to_a_number_of_levels() -> None:
    arn = "arn:aws:states:::aws-sdk:sagemaker:createInferenceRecommendationsJob"
    program = f"CustomState(resource='{arn}', parameters={{'Tags': {'[' * 60}{']' * 60}}})"
    (call,) = calls([Cell(program, range(len(program) + 1), ast.parse(program))], SHIPPED.request)
    known = call.request.value["Tags"]
    for _ in range(50):
        (known,) = known
    assert known is UNKNOWN
