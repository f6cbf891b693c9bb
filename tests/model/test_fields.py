"""The descriptions of the fields: each field has one, in whole sentences, and defaults are values that it takes."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import reduce
from typing import Any

import pytest

from ircompile.model.fields import field
from ircompile.model.model import SHIPPED
from ircompile.model.shape_check import check
from ircompile.model.shapes import Shape
from ircompile.model.skeleton import example, skeleton
from ircompile.package import module

SHAPES = {shape.path: shape for shape in SHIPPED.request.walk() if shape.path and not shape.path.endswith("[*]")}


def test_every_field_is_described_and_nothing_else() -> None:
    assert module("fields").FIELDS.keys() == SHAPES.keys()


@pytest.mark.parametrize("path", SHAPES)
def test_a_description_is_one_or_more_short_sentences(path: str) -> None:
    described = field(path)
    assert re.fullmatch(r"[A-Z`].{10,160}\.", described.about)
    assert bool(described.source) == bool(described.missing)


@pytest.mark.parametrize("path", [path for path in SHAPES if field(path).default is not None])
def test_a_default_is_a_value_that_the_field_takes(path: str) -> None:
    request: dict[str, Any] = {}
    *above, name = path.split(".")
    reduce(lambda below, step: below.setdefault(step, {}), above, request)[name] = field(path).default
    assert [found for found in check(request, SHIPPED) if found.blames[0].path == (*above, name)] == []


@pytest.mark.parametrize("path", SHAPES)
def test_a_skeleton_is_a_value_that_the_field_takes(path: str) -> None:
    """It has what is required, and no finding, not even a warning."""
    request = skeleton(SHAPES[path])
    for step in reversed(path.removesuffix("[*]").split(".")):
        name, is_list = step.removesuffix("[*]"), step.endswith("[*]")
        request = {name: [request] if is_list else request}
    assert [found for found in check(request, SHIPPED) if found.rule != "missing-field"] == []
    steps = len(re.findall(r"[^.\[]+|\[", path))
    assert [it for found in check(request, SHIPPED) if len(it := found.blames[0].path) >= steps] == []


@pytest.mark.parametrize("path", SHAPES)
def test_a_field_has_one_value_to_begin_with(path: str) -> None:
    shape, described = SHAPES[path], field(path)
    known = [described.default is not None, described.example is not None, shape.kind == "structure", has_values(shape)]
    assert sum(known) == 1 or path in TWICE or shape.element
    assert set(described.skeleton) <= set((shape.element or shape).members)


TWICE = {"StoppingConditions.FlatInvocations", "InputConfig.EndpointConfigurations[*].InstanceType"}
"""A default among several values, and an example that is better known than the first value."""


def has_values(shape: Shape) -> bool:
    return any(fact.kind == "values" for fact in shape.facts)


def test_an_example_that_a_model_does_not_allow_is_not_used() -> None:
    shape = SHAPES["InputConfig.EndpointConfigurations[*].InstanceType"]
    (fact,) = shape.facts
    assert (skeleton(shape), example(shape)) == ("ml.c5.xlarge", "ml.c5.xlarge")
    newer = replace(shape, facts=(replace(fact, values=("ml.c9.large",)),))
    assert (skeleton(newer), example(newer)) == ("ml.c9.large", None)
    number = replace(shape, kind="integer", facts=())
    assert (skeleton(number), example(number)) == (1, None)
    assert skeleton(replace(shape, kind="other", facts=(), path="Share")) == ""
