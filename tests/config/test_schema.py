"""The JSON Schemas of our own files are valid, published, and agree with the quick check."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from console import run
from jsonschema import Draft202012Validator
from tiny_rule import TINY

from ircompile.config.schema import schema, violation
from ircompile.config.settings import HIGHEST


@pytest.mark.parametrize("name", ["rule", "config"])
def test_our_schemas_are_valid(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


def test_the_quick_check_agrees_with_jsonschema() -> None:
    for value in [
        {},
        {"lint": {}},
        {"lint": []},
        {"limits": {"bytes": True}},
        {"limits": {"bytes": 1}},
        *({"limits": {name: highest + more}} for name, highest in HIGHEST.items() for more in (0, 1)),
        {"exclude": [1]},
    ]:
        assert (violation(value, "config") is None) == Draft202012Validator(schema("config")).is_valid(value)


@pytest.mark.parametrize("members", [{}, {"JobName": "'a'"}, {"JobName": "'a'", "JobType": "'b'"}])
def test_the_quick_check_of_a_rule_counts_members(members: dict[str, str]) -> None:
    rule = {**yaml.safe_load(TINY), "fix": {"kind": "safe", "set": members}}
    is_valid = Draft202012Validator(schema("rule")).is_valid(rule)
    assert (violation(rule, "rule") is None) == is_valid == (len(members) == 1)


@pytest.mark.parametrize("name", ["config", "plan", "report", "rule"])
def test_our_schemas_are_printed(name: str) -> None:
    assert json.loads(run(f"ircompile schema {name}")) == schema(name)


def test_every_setting_is_described() -> None:
    def undescribed(found: dict[str, Any], path: str) -> Iterator[str]:
        for name, below in found.get("properties", {}).items():
            if "description" not in below:
                yield f"{path}{name}"
            yield from undescribed(below, f"{path}{name}.")
        for key in ("items", "additionalProperties"):
            if isinstance(found.get(key), dict):
                yield from undescribed(found[key], f"{path}*.")

    assert [*undescribed(schema("config"), "")] == []
