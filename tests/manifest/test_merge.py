"""Merging as JSON Merge Patch, with identities of lists, and where merged values come from."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ircompile.findings.values import get
from ircompile.manifest.merge import Origins, merge, merged
from ircompile.model.model import SHIPPED
from ircompile.model.shapes import Shape

REQUEST = SHIPPED.request

RFC = [
    ({"a": "b"}, {"a": "c"}, {"a": "c"}),
    ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
    ({"a": "b"}, {"a": None}, {}),
    ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
    ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
    ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
    ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
    ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
    (["a", "b"], ["c", "d"], ["c", "d"]),
    ({"a": "b"}, ["c"], ["c"]),
    ({"a": "foo"}, None, None),
    ({"a": "foo"}, "bar", "bar"),
    ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
    ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
    ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
]
"""The examples in appendix A of RFC 7396: a target, a patch and the result."""


@pytest.mark.parametrize(("target", "patch", "result"), RFC)
@pytest.mark.parametrize("shape", [None, REQUEST])
def test_the_examples_of_the_rfc(target: Any, patch: Any, result: Any, shape: Shape | None) -> None:
    assert merge(target, patch, shape) == result


@pytest.mark.parametrize(
    ("path", "target", "patch", "result"),
    [
        (
            "Tags",
            [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}],
            [{"Key": "c", "Value": "4"}, {"Key": "a", "Value": "3"}],
            [{"Key": "a", "Value": "3"}, {"Key": "b", "Value": "2"}, {"Key": "c", "Value": "4"}],
        ),
        (
            "InputConfig.EndpointConfigurations",
            [{"InstanceType": "ml.c5.large", "InferenceSpecificationName": "x"}, {"ServerlessConfig": {"MemorySizeInMB": 1024}}],
            [{"ServerlessConfig": {"MaxConcurrency": 2}}, {"InstanceType": "ml.c5.large", "InferenceSpecificationName": None}],
            [{"InstanceType": "ml.c5.large"}, {"ServerlessConfig": {"MemorySizeInMB": 1024, "MaxConcurrency": 2}}],
        ),
        (
            "InputConfig.EndpointConfigurations[*].EnvironmentParameterRanges.CategoricalParameterRanges",
            [{"Name": "A", "Value": ["1"]}],
            [{"Name": "A", "Value": ["2"]}, {"Name": "B", "Value": ["3"]}],
            [{"Name": "A", "Value": ["2"]}, {"Name": "B", "Value": ["3"]}],
        ),
        ("InputConfig.Endpoints", [{"EndpointName": "a"}], [{"EndpointName": "b"}], [{"EndpointName": "a"}, {"EndpointName": "b"}]),
        (
            "StoppingConditions.ModelLatencyThresholds",
            [{"Percentile": "P95", "ValueInMilliseconds": 1}],
            [{"Percentile": "P95", "ValueInMilliseconds": 2}],
            [{"Percentile": "P95", "ValueInMilliseconds": 2}],
        ),
        ("InputConfig.TrafficPattern.Phases", [{"SpawnRate": 1}, {"SpawnRate": 2}], [{"DurationInSeconds": 120}], [{"DurationInSeconds": 120}]),
        ("InputConfig.VpcConfig.Subnets", ["a", "b"], ["c"], ["c"]),
        ("Tags", [{"Key": "a"}], [], [{"Key": "a"}]),
        ("Tags", None, [{"Key": "a", "Value": None}], [{"Key": "a"}]),
        ("Tags", [{"Key": "a"}], [{"Key": "b"}, {"Value": "without"}], [{"Key": "b"}, {"Value": "without"}]),
        ("Tags", [{"Key": "a"}], [{"Key": "b"}, {"Key": "b"}], [{"Key": "b"}, {"Key": "b"}]),
        ("Tags", [{"Key": "a"}, {"Key": "a"}], [{"Key": "a", "Value": "1"}], [{"Key": "a", "Value": "1"}, {"Key": "a", "Value": "1"}]),
        ("Tags", [{"Key": 1}], [{"Key": "1"}, {"Key": True}], [{"Key": 1}, {"Key": "1"}, {"Key": True}]),
    ],
)  # fmt: skip
def test_lists_with_an_identity_are_merged_by_it_and_others_replaced(
    path: str, target: Any, patch: Any, result: Any
) -> None:
    shape = next(it for it in REQUEST.walk() if it.path == path)
    assert merge(target, patch, shape) == result


KEYS = st.sampled_from(["a", "b", "c"])
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | KEYS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=10,
)


def rfc_7396(target: Any, patch: Any) -> Any:
    """The pseudocode in section 2 of RFC 7396."""
    if not isinstance(patch, dict):
        return patch
    target = copy.deepcopy(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            target.pop(name, None)
        else:
            target[name] = rfc_7396(target.get(name), value)
    return target


@given(PLAIN, PLAIN)
def test_merging_is_that_of_the_rfc_where_no_list_has_an_identity(target: Any, patch: Any) -> None:
    assert merge(target, patch, REQUEST) == rfc_7396(target, patch)


def values(shape: Shape, *, nulls: bool = False) -> st.SearchStrategy[Any]:
    """Partial values of a shape, with few different scalars, so that elements of lists have the same identity."""
    if shape.kind == "structure":
        members = {name: values(member, nulls=nulls) for name, member in shape.members.items()}
        if nulls:
            members = {name: st.none() | member for name, member in members.items()}
        return st.fixed_dictionaries({}, optional=members)
    if shape.kind == "list":
        assert shape.element
        return st.lists(values(shape.element, nulls=nulls), max_size=3)
    return st.sampled_from(["x", "y", "z"] if shape.kind == "string" else [1, 2, 3])


TAGS = Shape(
    "structure", "", members={name: REQUEST.members[name] for name in ("Tags", "StoppingConditions", "JobName")}
)
"""A part of the request, so that examples meet: with its 64 fields, two of them rarely set the same."""
REQUESTS, PATCHES = values(TAGS), values(TAGS, nulls=True)


@given(PATCHES)
def test_the_empty_overlay_changes_nothing(job: Any) -> None:
    assert merge(job, {}, TAGS) == job


@given(PATCHES, st.lists(PATCHES, max_size=3))
def test_merging_never_changes_an_input(job: Any, overlays: list[Any]) -> None:
    before = copy.deepcopy([job, *overlays])
    merged([job, *overlays], TAGS)
    assert [job, *overlays] == before


@given(PATCHES, REQUESTS, REQUESTS)
def test_overlay_after_overlay_is_their_merge(job: Any, first: Any, second: Any) -> None:
    assert merge(merge(job, first, TAGS), second, TAGS) == merge(job, merge(first, second, TAGS), TAGS)


def places(value: Any, path: tuple[Any, ...] = ()) -> Any:
    yield path, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in items:
        yield from places(item, (*path, step))


@given(st.lists(PATCHES, min_size=1, max_size=4))
def test_every_value_comes_from_what_the_layers_say(layers: list[Any]) -> None:
    origins = Origins(layers, TAGS)
    for path, value in places(merged(layers, TAGS)):
        found = origins.of(path)
        assert not found.rest
        for part in [*found.parts, *found.replaced]:
            assert get(layers[part.layer], part.path) == part.value
        for part in found.parts:
            back = origins.path_of(part.layer, part.path)
            assert back is not None
            assert [(it.layer, it.path) for it in origins.of(back).parts if it.layer == part.layer] == [
                (part.layer, part.path)
            ]
        start = [type(value)()] if found.parts[0].is_patch and isinstance(value, dict | list) else []
        assert merged([*start, *(part.value for part in found.parts)], found.shape) == value


def test_what_was_replaced_and_what_removed_is_known() -> None:
    layers = [
        {"Tags": [{"Key": "a", "Value": "1"}], "JobName": "x"},
        {"Tags": [{"Key": "b"}, {"Key": "a", "Value": "2"}]},
        {"JobName": None},
    ]
    found = Origins(layers, REQUEST).of(("Tags", 0, "Value"))
    assert [(it.layer, it.path) for it in found.parts] == [(1, ("Tags", 1, "Value"))]
    assert [(it.layer, it.path) for it in found.replaced] == [(0, ("Tags", 0, "Value"))]
    found = Origins(layers, REQUEST).of(("Tags",))
    assert [it.layer for it in found.parts] == [0, 1]
    found = Origins(layers, REQUEST).of(("JobName",))
    assert found.rest == ("JobName",)
    assert [(it.layer, it.value) for it in found.replaced] == [(0, "x"), (2, None)]


def test_steps_that_a_value_does_not_have_are_kept() -> None:
    origins = Origins([{"Tags": 3}, {"JobName": "a"}], REQUEST)
    path = ("Tags", 0, "Key")
    assert origins.path_of(0, path) == path
    found = origins.of(path)
    assert ([part.value for part in found.parts], found.rest) == ([3], (0, "Key"))
