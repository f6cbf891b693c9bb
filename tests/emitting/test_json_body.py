"""The JSON body of a request: one text for equal requests."""

from __future__ import annotations

from typing import Any

import pytest

from ircompile.emitting.json_body import canonical, json_body
from ircompile.model.model import SHIPPED


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"Other": 1, "JobType": "a", "JobName": "b"}, {"JobName": "b", "JobType": "a", "Other": 1}),
        ({"b": 1, "a": 2}, {"b": 1, "a": 2}),
        ({"Tags": [{"Value": "v", "x": 1, "Key": "k"}]}, {"Tags": [{"Key": "k", "Value": "v", "x": 1}]}),
        (
            {"InputConfig": {"VpcConfig": {"Subnets": ["b", "a"], "SecurityGroupIds": ["c"]}, "ModelName": "m"}},
            {"InputConfig": {"ModelName": "m", "VpcConfig": {"SecurityGroupIds": ["c"], "Subnets": ["b", "a"]}}},
        ),
        ({"Tags": {"Value": 1, "Key": 2}, "InputConfig": [{"b": 1}]}, {"InputConfig": [{"b": 1}], "Tags": {"Value": 1, "Key": 2}}),
        ({"Tags": [["x"]], "JobName": None}, {"JobName": None, "Tags": [["x"]]}),
        (["x"], ["x"]),
    ],
)  # fmt: skip
def test_members_are_in_the_order_of_the_model(value: Any, expected: Any) -> None:
    assert repr(canonical(value, SHIPPED.request)) == repr(expected)


@pytest.mark.parametrize(
    ("request_", "text"),
    [
        ({}, "{}\n"),
        ({"a": {"b": [1, True, None]}}, '{\n  "a": {\n    "b": [\n      1,\n      true,\n      null\n    ]\n  }\n}\n'),
        ({"a": 'é😀\n\x7f"\\'}, '{\n  "a": "\\u00e9\\ud83d\\ude00\\n\\u007f\\"\\\\"\n}\n'),
        ({"a": "##[error]x"}, '{\n  "a": "#\\u0023[error]x"\n}\n'),
    ],
)
def test_the_text_is_ascii_with_escapes(request_: dict[str, Any], text: str) -> None:
    assert json_body(request_) == text


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_json_does_not_have_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_body({"a": [number]})
