"""The exported JSON Schemas are valid schemas."""

from __future__ import annotations

from jsonschema import Draft202012Validator

from ircompile.model.model import SHIPPED
from ircompile.model.schema import json_schema


def test_the_schemas_are_valid() -> None:
    Draft202012Validator.check_schema(json_schema(SHIPPED))
    Draft202012Validator.check_schema(json_schema(SHIPPED, shorthand=True))
