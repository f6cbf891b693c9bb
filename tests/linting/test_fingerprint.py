"""Fingerprints identify a finding by its content, not by its line."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest
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
