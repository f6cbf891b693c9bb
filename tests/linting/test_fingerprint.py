"""Fingerprints identify a finding by its content, not by its line."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reports import DIAGNOSTIC

import ircompile
from ircompile.findings.diagnostic import Severity
from ircompile.linting.fingerprint import fingerprint, fingerprints


def test_a_fingerprint_depends_on_quoted_values() -> None:
    def identities(name: str, seconds: int) -> list[str]:
        value = {"JobName": name, "InputConfig": {"JobDurationInSeconds": seconds}}
        found = ircompile.lint(json.dumps(value), "a.json")
        return [fingerprint(it) for it in found if it.rule in ("bad-format", "out-of-range")]

    name, seconds = identities("a_1", 99_999)
    assert identities("a_1", 88_888) == [name, seconds]
    assert identities("a_2", 99_999) == [identities("a_2", 99_999)[0], seconds]
    assert identities("a_2", 99_999)[0] != name
    assert identities("_ 1", 99_999)[0] != identities("_ 2", 99_999)[0]


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ({"line": 9, "end_line": 9, "column": 3}, True),
        ({"severity": Severity.INFO, "help": "", "label": "x"}, True),
        ({"filename": "./b/../a.yaml"}, True),
        ({"message": "1501 s is  more than 900"}, True),
        ({"message": "1500 s is more than ml.c5.2xlarge"}, False),
        ({"filename": "b.yaml"}, False),
        ({"rule": "text-encoding"}, False),
        ({"pointer": "/JobType"}, False),
    ],
)
def test_a_fingerprint_depends_on_the_content_of_a_finding(changed: dict[str, Any], *, same: bool) -> None:
    it = dataclasses.replace(DIAGNOSTIC, message="1500 s is more than 900")
    other = dataclasses.replace(it, **changed)
    assert (fingerprint(it) == fingerprint(other)) is same


def test_equal_findings_have_different_fingerprints() -> None:
    other = dataclasses.replace(DIAGNOSTIC, line=7)
    first, second, third = fingerprints([DIAGNOSTIC, other, DIAGNOSTIC])
    assert [first, second, third] == [fingerprint(DIAGNOSTIC, nth) for nth in (0, 1, 2)]
    assert len({first, second, third}) == 3


LISTS: dict[str, list[Any]] = {
    "/Tags": [{"Key": f"k{number}", "Value": "a!"} for number in range(4)],
    "/InputConfig/EndpointConfigurations": [
        {"InstanceType": "ml.c5.huge"},
        {"InstanceType": "ml.c5.large", "Foo": 1},
        {"ServerlessConfig": {"MemorySizeInMB": 1000, "MaxConcurrency": 4}},
        {
            "InstanceType": "ml.m5.large",
            "EnvironmentParameterRanges": {"CategoricalParameterRanges": [{"Name": "A"}, {"Name": "B"}]},
        },
    ],
    "/InputConfig/TrafficPattern/Phases": [
        {"InitialNumberOfUsers": 1, "SpawnRate": 5, "DurationInSeconds": 120 + rate} for rate in range(3)
    ],
    "/InputConfig/ContainerConfig/SupportedInstanceTypes": ["ml.a", "ml.b", "ml.c"],
    "/InputConfig/VpcConfig/Subnets": ["a", "b", "subnet-1"],
}
"""Lists of which most elements have findings of their own."""
OF_ONE_VALUE = {"not-allowed-value", "bad-format", "unknown-field", "missing-field", "out-of-range"}


def known_in_lists(lists: dict[str, list[Any]]) -> set[str]:
    """Return the fingerprints of what is wrong with single values in a job with these lists."""
    job: dict[str, Any] = {}
    for path, elements in lists.items():
        *above, name = path[1:].split("/")
        structure = job
        for step in above:
            structure = structure.setdefault(step, {})
        structure[name] = elements
    found = [it for it in ircompile.lint(json.dumps(job), "a.json") if it.rule in OF_ONE_VALUE and it.identity]
    assert len({fingerprint(it) for it in found}) == len(found)
    return {fingerprint(it) for it in found}


KNOWN = known_in_lists(LISTS)


def test_elements_of_all_lists_have_findings() -> None:
    assert len(KNOWN) == 17


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_fingerprints_survive_changes_around_an_element(data: Any) -> None:
    shuffled = {path: data.draw(st.permutations(elements)) for path, elements in LISTS.items()}
    assert known_in_lists(shuffled) == KNOWN
    kept = {path: data.draw(st.lists(st.sampled_from(range(len(it))), unique=True)) for path, it in LISTS.items()}
    assert known_in_lists({path: [LISTS[path][number] for number in some] for path, some in kept.items()}) <= KNOWN


def test_a_number_may_change_in_an_element_without_identity() -> None:
    path = "/InputConfig/TrafficPattern/Phases"
    rates = [{**phase, "SpawnRate": 7} for phase in LISTS[path]]
    assert known_in_lists({**LISTS, path: rates}) == KNOWN


def test_a_value_of_an_element_may_change_beside_its_identity() -> None:
    tags = [{**LISTS["/Tags"][0], "Value": "b!"}, *LISTS["/Tags"][1:]]
    assert len(known_in_lists({**LISTS, "/Tags": tags}) - KNOWN) == 1  # its message quotes the value
