"""The generated shape check agrees with jsonschema on the exported schema."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import given, settings
from jsonschema import Draft202012Validator, validators
from strategies import flawed_values

from ircompile.findings.values import pointer
from ircompile.model.model import SHIPPED
from ircompile.model.schema import json_schema
from ircompile.model.shape_check import check

INTEGERS = Draft202012Validator.TYPE_CHECKER.redefine("integer", lambda _, value: type(value) is int)
ORACLE = validators.extend(Draft202012Validator, type_checker=INTEGERS)(json_schema(SHIPPED))  # type: ignore[no-untyped-call]  # a gap in its stubs


def found_by_jsonschema(value: Any) -> set[str]:
    blamed = set()
    for error in ORACLE.iter_errors(value):
        path = tuple(error.absolute_path)
        if error.validator == "additionalProperties":
            known = error.schema["properties"]
            blamed |= {pointer((*path, key)) for key in error.instance if key not in known}
        else:
            blamed.add(pointer(path))
    return blamed


def found_by_the_check(value: Any) -> set[str]:
    return {pointer(found.blames[0].path) for found in check(value, SHIPPED) if found.severity in (None, "error")}


@settings(max_examples=600, deadline=None)
@given(flawed_values(SHIPPED.request))
def test_the_check_finds_what_jsonschema_finds(value: Any) -> None:
    assert found_by_the_check(value) == found_by_jsonschema(value)


def test_the_check_does_not_change_the_value() -> None:
    value = {"JobName": "a", "Tags": [{"Key": "a"}], "InputConfig": {"JobDurationInSeconds": None}}
    before = copy.deepcopy(value)
    list(check(value, SHIPPED))
    assert value == before
