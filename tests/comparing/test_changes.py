"""Differences between requests: elements of lists are matched by what identifies them, all else by name or position."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from strategies import flawed_values

from ircompile.comparing.changes import Change, Comparer
from ircompile.findings.values import MAYBE, UNKNOWN, PartialText, pointer
from ircompile.model.model import SHIPPED

TAGS = [{"Key": "team", "Value": "x"}, {"Key": "cost", "Value": "1"}]
ENDPOINT = "/InputConfig/EndpointConfigurations/0"
PHASES = [{"SpawnRate": 1}, {"SpawnRate": 2}]


def endpoints(*types: str, **members: Any) -> dict[str, Any]:
    return {"InputConfig": {"EndpointConfigurations": [{"InstanceType": name, **members} for name in types]}}


TABLE: list[tuple[dict[str, Any], dict[str, Any], list[str]]] = [
    ({"JobName": "a"}, {"JobName": "a"}, []),
    ({"JobName": "a"}, {"JobName": "b"}, ["changed /JobName () 'a' 'b'"]),
    ({"JobName": "a"}, {"JobType": "Default"}, ["removed /JobName () 'a' None", "added /JobType () None 'Default'"]),
    ({"Tags": TAGS}, {"Tags": TAGS[::-1]}, []),
    ({"Tags": TAGS}, {"Tags": TAGS[1:]}, [f"removed /Tags/0 ('Key=team',) {TAGS[0]} None"]),
    (
        {"Tags": TAGS},
        {"Tags": [{"Key": "cost", "Value": "2"}, TAGS[0]]},
        ["changed /Tags/0/Value ('Key=cost',) '1' '2'"],
    ),
    (endpoints("ml.c5.xlarge", "ml.m5.large"), endpoints("ml.m5.large", "ml.c5.xlarge"), []),
    (
        endpoints("ml.c5.xlarge"),
        endpoints("ml.m5.large"),
        [
            f"added {ENDPOINT} ('InstanceType=ml.m5.large',) None {{'InstanceType': 'ml.m5.large'}}",
            f"removed {ENDPOINT} ('InstanceType=ml.c5.xlarge',) {{'InstanceType': 'ml.c5.xlarge'}} None",
        ],
    ),
    (
        {"InputConfig": {"TrafficPattern": {"Phases": PHASES}}},
        {"InputConfig": {"TrafficPattern": {"Phases": PHASES[::-1]}}},
        [
            "changed /InputConfig/TrafficPattern/Phases/0/SpawnRate () 1 2",
            "changed /InputConfig/TrafficPattern/Phases/1/SpawnRate () 2 1",
        ],
    ),
    ({"JobName": "1"}, {"JobName": 1}, ["changed /JobName () '1' 1"]),
    ({"JobName": True}, {"JobName": 1}, ["changed /JobName () True 1"]),
    (
        {"a": [1, {"b": 1}]},
        {"a": [2, {"b": 2}, 3]},
        ["changed /a/0 () 1 2", "changed /a/1/b () 1 2", "added /a/2 () None 3"],
    ),
    ({"a": {"b": 1}}, {"a": {"b": 2, "c": 3}}, ["changed /a/b () 1 2", "added /a/c () None 3"]),
]


def shown(old: Any, new: Any, *, with_defaults: bool = False) -> list[str]:
    found = Comparer(with_defaults=with_defaults).compare(old, new, SHIPPED.request)
    return [f"{it.kind} {pointer(it.path)} {it.labels} {it.old!r} {it.new!r}" for it in found.changes]


@pytest.mark.parametrize(("old", "new", "changes"), TABLE)
def test_differences(old: Any, new: Any, changes: list[str]) -> None:
    assert shown(old, new) == changes


def test_values_that_are_not_known_are_no_differences() -> None:
    old = {"JobName": UNKNOWN, "JobType": MAYBE, "RoleArn": "a"}
    found = Comparer().compare(old, {"JobName": "a", "RoleArn": "a"}, SHIPPED.request)
    assert found.changes == []
    assert found.unknown == ["/JobName", "/JobType"]


def test_a_text_with_gaps_differs_from_one_that_it_can_not_be() -> None:
    old = {"JobName": PartialText(["job-", None]), "JobType": PartialText([None])}
    found = Comparer().compare(old, {"JobName": "churn", "JobType": "Default"}, SHIPPED.request)
    assert found.changes == [Change(("JobName",), "changed", old["JobName"], "churn")]
    assert found.unknown == ["/JobType"]


def test_what_an_answer_fills_in_is_no_difference() -> None:
    filled = {"StoppingConditions": {"FlatInvocations": "Stop"}}
    assert shown({"StoppingConditions": {}}, filled, with_defaults=True) == []
    assert len(shown({"StoppingConditions": {}}, filled)) == 1


@settings(max_examples=300, deadline=None)
@given(flawed_values(SHIPPED.request), flawed_values(SHIPPED.request))
def test_a_comparison_backwards_says_the_opposite(old: Any, new: Any) -> None:
    before = copy.deepcopy((old, new))
    forth, back = (Comparer().compare(*pair, SHIPPED.request).changes for pair in ((old, new), (new, old)))
    opposite = {"added": "removed", "removed": "added", "changed": "changed"}
    assert sorted((opposite[it.kind], repr(it.new), repr(it.old)) for it in forth) == sorted(
        (it.kind, repr(it.old), repr(it.new)) for it in back
    )
    assert (old, new) == before


@settings(max_examples=300, deadline=None)
@given(flawed_values(SHIPPED.request))
def test_a_request_does_not_differ_from_itself(value: Any) -> None:
    assert Comparer().compare(value, copy.deepcopy(value), SHIPPED.request).changes == []
