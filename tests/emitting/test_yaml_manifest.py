"""Requests written as YAML are read back unchanged by all readers of YAML."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from requests_to_send import SPECIAL, requests, texts
from ruamel.yaml import YAML
from strategies import flawed_requests

from ircompile.config.settings import Limits
from ircompile.emitting.words import EmitError
from ircompile.emitting.yaml_manifest import scalar, yaml_flow, yaml_manifest
from ircompile.model.model import SHIPPED
from ircompile.sources.source import decode
from ircompile.syntax.yaml.reader import read_yaml

YAML_TEXTS = [
    ({}, "{}\n"),
    (
        {"Tags": [{"Value": "1.7", "Key": "größe 😀"}], "Extra": None, "JobName": "a: b"},
        'JobName: "a: b"\nTags:\n  - Key: größe 😀\n    Value: "1.7"\nExtra: null\n',
    ),
    (
        {"InputConfig": {"VpcConfig": {"Subnets": ["a", "b:c", "d,e"], "SecurityGroupIds": ["x" * 80]}, "ResourceLimit": {}, "Endpoints": []}},
        f'InputConfig:\n  ResourceLimit: {{}}\n  Endpoints: []\n  VpcConfig:\n    SecurityGroupIds:\n      - {"x" * 80}\n    Subnets: [a, "b:c", "d,e"]\n',
    ),
    ({"a": [[1, [2, {}]], {"b": [{}]}]}, "a:\n  - - 1\n    - - 2\n      - {}\n  - b:\n      - {}\n"),
    ({"a": [True, 1.5, 1e22, -7, float("inf"), "yes", "y", ""]}, 'a: [true, 1.5, 1.0e+22, -7, .inf, "yes", "y", ""]\n'),
    ({"<<": "=", "a#": "b #c", "d": 'e\\\u2028"\x00\U000e0001', "-": "a:b"}, '"<<": "="\na#: "b #c"\nd: "e\\\\\\u2028\\"\\x00\\U000e0001"\n"-": a:b\n'),
    ({"a": ["b?", "c"], "d": "e?"}, 'a: ["b?", c]\nd: e?\n'),
    ({"a##[": "b##vso[x"}, '"a#\\x23[": "b#\\x23vso[x"\n'),
    ({"k" * 1000: 1}, f"{'k' * 1000}: 1\n"),
    ({"k" * 1001: [{"a": 1}]}, f"? {'k' * 1001}\n:\n  - a: 1\n"),
    ({"a": ["x" * 34, "y" * 34]}, f"a: [{'x' * 34}, {'y' * 34}]\n"),
    ({"a": ["x" * 34, "y" * 35]}, f"a:\n  - {'x' * 34}\n  - {'y' * 35}\n"),
    ({"JobDescription": "word " * 40 + "x"}, f"JobDescription: {'word ' * 40}x\n"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "text"), YAML_TEXTS)
def test_yaml(value: dict[str, Any], text: str) -> None:
    assert yaml_manifest(value, SHIPPED.request) == text
    check_yaml(value)


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(EmitError) as caught:
        yaml_manifest({"JobName": "a\ud800"}, SHIPPED.request)
    assert str(caught.value) == "`a\\ud800` can't be written in YAML: it contains half of a surrogate pair; use JSON"


def test_a_value_that_is_nested_more_deeply_than_readers_follow_is_refused() -> None:
    def nested(depth: int) -> Any:
        return {"a": nested(depth - 1)} if depth else 1

    text = yaml_manifest(nested(301), SHIPPED.request)
    assert text.endswith(f"\n{'  ' * 300}a: 1\n")
    with pytest.raises(EmitError) as caught:
        yaml_manifest(nested(302), SHIPPED.request)
    assert str(caught.value) == "the value is nested too deeply for YAML readers; use JSON"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({}, "{}"),
        ([], "[]"),
        ("a", "a"),
        ({"a": [1, "b,c", []], "d,e": {"f: g": None}}, '{a: [1, "b,c", []], "d,e": {"f: g": null}}'),
        ({"a": "b?", "c:d": "{e}"}, '{a: "b?", "c:d": "{e}"}'),
    ],
)
def test_a_value_on_one_line(value: Any, text: str) -> None:
    assert yaml_flow(value) == text
    assert yaml.safe_load(text) == value


@pytest.mark.parametrize(
    ("text", "is_plain"),
    [("1" * 99, False), ("1" * 101, False), ("1" * 99 + "x", True), ("1" * 100 + "x", False), ("x" * 5000, True)],
)
def test_a_long_text_that_may_be_a_number_is_quoted(text: str, *, is_plain: bool) -> None:
    assert scalar(text) == (text if is_plain else f'"{text}"')


def check_yaml(value: dict[str, Any]) -> None:
    text = yaml_manifest(value, SHIPPED.request)
    (document,) = read_yaml(decode("a.yaml", text.encode()), Limits())
    assert not document.findings
    readings = [
        document.value,
        yaml.safe_load(text),
        yaml.load(text, yaml.CSafeLoader),
        YAML(typ="safe", pure=True).load(text),
    ]
    assert [canonical(reading) for reading in readings] == [canonical(value)] * 4, text


def canonical(value: Any) -> str:
    """Return a text that differs for 1, True and 1.0, but not for another order of members."""
    return json.dumps(value, sort_keys=True)


@settings(max_examples=100, deadline=None)
@given(requests)
def test_all_readers_of_yaml_read_requests_alike(value: dict[str, Any]) -> None:
    check_yaml(value)


@settings(max_examples=100, deadline=None)
@given(flawed_requests)
def test_all_readers_of_yaml_read_flawed_requests_alike(value: dict[str, Any]) -> None:
    check_yaml(value)


scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts
trees = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3), max_leaves=8
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(texts, trees, max_size=3))
def test_all_readers_of_yaml_read_any_value_alike(value: dict[str, Any]) -> None:
    check_yaml(value)


@pytest.mark.parametrize("start", range(0, len(SPECIAL), 20))
def test_all_readers_of_yaml_read_special_texts_alike(start: int) -> None:
    some = SPECIAL[start : start + 20]
    check_yaml(
        {
            "JobName": some,
            "InputConfig": {text: text for text in some},
            "Tags": [{text: [text, [text]]} for text in some],
        }
    )


def test_comments_are_above_their_values() -> None:
    value = {
        "JobName": "churn",
        "InputConfig": {"VpcConfig": {"Subnets": ["subnet-1", "subnet-2"]}},
        "Tags": [{"Key": "team", "Value": "search"}, {"Key": "a", "Value": "b"}],
    }
    comments = {
        ("JobName",): ["The name.", "It is\tunique."],
        ("InputConfig", "VpcConfig", "Subnets", 1): ["the second zone"],
        ("Tags", 0, "Key"): ["a key"],
        ("Tags", 1): ["a tag"],
    }
    text = yaml_manifest(value, SHIPPED.request, comments)
    assert text == (
        "# The name.\n"
        "# It is\\tunique.\n"
        "JobName: churn\n"
        "InputConfig:\n"
        "  VpcConfig:\n"
        "    Subnets:\n"
        "      - subnet-1\n"
        "      # the second zone\n"
        "      - subnet-2\n"
        "Tags:\n"
        "  # a key\n"
        "  - Key: team\n"
        "    Value: search\n"
        "  # a tag\n"
        "  - Key: a\n"
        "    Value: b\n"
    )
    assert yaml.safe_load(text) == value
