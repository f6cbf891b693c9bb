"""Help for mappings that are written where lists are wanted."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ircompile.model.advice import list_advice
from ircompile.model.model import SHIPPED
from ircompile.model.shapes import Shape

SHAPES = {shape.name: shape for shape in SHIPPED.request.walk() if shape.kind == "list" and "[*]" not in shape.name}


@pytest.mark.parametrize(
    ("value", "name", "in_yaml", "in_json"),
    [
        ({"cost-center": "1"}, "Tags", 'write [{Key: cost-center, Value: "1"}]', 'write [{"Key": "cost-center", "Value": "1"}]'),
        ({"a": 1, "on": True}, "Tags", 'write [{Key: a, Value: "1"}, {Key: "on", Value: "true"}]', 'write [{"Key": "a", "Value": "1"}, {"Key": "on", "Value": "true"}]'),
        ({"Key": "a", "Value": "b"}, "Tags", "write [{Key: a, Value: b}]", 'write [{"Key": "a", "Value": "b"}]'),
        ({"OMP": ["1"]}, "CategoricalParameterRanges", 'write [{Name: OMP, Value: ["1"]}]', 'write [{"Name": "OMP", "Value": ["1"]}]'),
        ({"a": "x" * 80, "b": "c"}, "Tags", f"write [{{Key: a, Value: {'x' * 80}}}, …]", "write a list"),
        ({"a": "x" * 81}, "Tags", f"write [{{Key: a, Value: {'x' * 81}}}]", "write a list"),
        ({"a": "x" * 83, "b": "c"}, "Tags", f"write [{{Key: a, Value: {'x' * 83}}}, …]", "write a list"),
        ({"OMP": ["one", 2]}, "CategoricalParameterRanges", "write [{Name: OMP, Value: [one, 2]}]", 'write [{"Name": "OMP", "Value": ["one", 2]}]'),
        ({"a": "x" * 100}, "Tags", "write a list", "write a list"),
        ({"a": 1}, "Phases", *["write a list of mappings with `InitialNumberOfUsers`, `SpawnRate` and `DurationInSeconds`"] * 2),
        ({"a": 1}, "Subnets", "write a list", "write a list"),
        ({}, "Tags", "write a list", "write a list"),
    ],
)  # fmt: skip
def test_the_list_is_proposed(value: dict[str, Any], name: str, in_yaml: str, in_json: str) -> None:
    assert list_advice(value, SHAPES[name], is_json=False) == in_yaml
    assert list_advice(value, SHAPES[name], is_json=True) == in_json


TEXT = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E))


@given(st.dictionaries(TEXT, TEXT, min_size=1, max_size=3), st.sampled_from([SHAPES["Tags"]]), st.booleans())
def test_a_proposed_list_is_read_as_it_is_meant(value: dict[str, str], shape: Shape, is_json: bool) -> None:  # noqa: FBT001  hypothesis passes it by position
    advice = list_advice(value, shape, is_json=is_json)
    if advice.endswith("]") and "…" not in advice and value.keys().isdisjoint(("Key", "Value")):
        read = yaml.safe_load(advice.removeprefix("write "))
        assert read == [{"Key": key, "Value": it} for key, it in value.items()]
