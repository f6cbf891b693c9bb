"""The generated shape check agrees with jsonschema on the exported schema."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given, settings
from jsonschema import Draft202012Validator, validators
from strategies import flawed_values

from ircompile.findings.finding import Finding
from ircompile.findings.values import pointer
from ircompile.model.model import SHIPPED
from ircompile.model.schema import json_schema
from ircompile.model.shape_check import check

HERE = Path(__file__).parent
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


def lines(found: Finding) -> list[str]:
    """Return all of a finding, one part a line."""
    (blame,) = found.blames
    parts = [("label", blame.label), ("help", found.help), *(("note", note) for note in found.notes)]
    parts += [("change", f"{it.kind} {it.new!r}{' (safe)' * it.safe}: {it.title}") for it in found.changes]
    parts += [("meant", pointer(found.meant)), ("severity", f"{found.severity or ''} {found.confidence or ''}".strip())]
    head = f"{pointer(blame.path)} ({blame.part}): {found.message} [{found.rule}]"
    return [head, *(f"  {name}: {text}" for name, text in parts if text)]


def test_findings_say_what_is_wrong_and_what_to_do(golden: Any) -> None:
    value = yaml.safe_load((HERE / "flawed.yaml").read_text("utf-8"))
    found = "\n".join(line for it in check(value, SHIPPED) for line in lines(it)) + "\n"
    golden(HERE / "flawed.txt", found.replace(SHIPPED.snapshot, "(the model)"))
