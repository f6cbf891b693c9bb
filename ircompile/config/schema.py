"""Validation of the tool's own files against their JSON Schemas: a fast check, and jsonschema to explain failures."""

from __future__ import annotations

import functools
import json
from typing import NamedTuple

from ircompile.findings.messages import listed, shown
from ircompile.findings.suggestions import nearest
from ircompile.package import HERE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.findings.finding import Part
    from ircompile.findings.values import Path

TYPES = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool}


@functools.cache
def schema(name: str) -> dict[str, Any]:
    """Return a schema that ships with the package.

    Args:
        name: "baseline", "config", "plan", "report" or "rule".
    """
    with open(f"{HERE}/config/schemas/{name}.json", encoding="utf-8") as file:
        found: dict[str, Any] = json.load(file)
    return found


def schema_at(path: Path, name: str) -> dict[str, Any] | None:
    """Return the part of a shipped schema that is about the value at a path; None if it has none."""
    found: Any = schema(name)
    for step in path:
        key = "additionalProperties" if isinstance(step, str) else "items"
        found = found.get("properties", {}).get(step) or found.get(key)
        if not isinstance(found, dict):
            return None
    return found  # type: ignore[no-any-return]  # JSON


class Violation(NamedTuple):
    """The reason why a value doesn't fit a schema, and the path of the value or key that is wrong."""

    path: Path
    message: str
    part: Part = "value"


def violation(value: Any, name: str) -> Violation | None:
    """Return why a value doesn't fit a shipped schema; None if it does."""
    whole = schema(name)
    return None if _fits(value, whole, whole) else _explained(value, whole)


def _fits(value: Any, rule: dict[str, Any], whole: dict[str, Any]) -> bool:
    """Return whether a value fits, for the keywords that our schemas use."""
    if "$ref" in rule:
        rule = whole["$defs"][rule["$ref"].rpartition("/")[2]]
    if "anyOf" in rule:
        return any(_fits(value, one, whole) for one in rule["anyOf"])
    if "enum" in rule:
        return bool(value in rule["enum"])
    if type(value) is not TYPES[rule["type"]]:
        return False
    if isinstance(value, dict):
        return _object_fits(value, rule, whole)
    return _array_fits(value, rule, whole) if isinstance(value, list) else _scalar_fits(value, rule)


def _array_fits(value: list[Any], rule: dict[str, Any], whole: dict[str, Any]) -> bool:
    if not rule.get("minItems", 0) <= len(value) <= rule.get("maxItems", len(value)):
        return False
    return all(_fits(item, rule["items"], whole) for item in value)


def _scalar_fits(value: Any, rule: dict[str, Any]) -> bool:
    if "pattern" in rule:
        import re

        return bool(re.search(rule["pattern"], value))
    return bool(rule.get("minimum", value) <= value <= rule.get("maximum", value))


def _object_fits(value: dict[str, Any], rule: dict[str, Any], whole: dict[str, Any]) -> bool:
    known, others = rule.get("properties", {}), rule.get("additionalProperties", False)
    if not all(key in value for key in rule.get("required", ())):
        return False
    if not rule.get("minProperties", 0) <= len(value) <= rule.get("maxProperties", len(value)):
        return False
    return all(
        _fits(item, known[key], whole) if key in known else bool(others) and _fits(item, others, whole)
        for key, item in value.items()
    )


def _explained(value: Any, whole: dict[str, Any]) -> Violation:
    from jsonschema import Draft202012Validator, validators
    from jsonschema.exceptions import best_match

    # jsonschema accepts 10.0 as an integer, which we don't.
    integers = Draft202012Validator.TYPE_CHECKER.redefine("integer", lambda _, it: type(it) is int)
    validator = validators.extend(Draft202012Validator, type_checker=integers)  # type: ignore[no-untyped-call]  # a gap in its stubs
    error = best_match(validator(whole).iter_errors(value))
    if error is None:
        raise AssertionError("the quick check is stricter than jsonschema")
    path = tuple(error.absolute_path)
    if error.validator == "additionalProperties" and error.validator_value is False:
        known = error.schema["properties"]
        key = next(key for key in error.instance if key not in known)
        near = nearest(key, known)
        message = f"unknown key {shown(key)}" + (f", did you mean `{near}`?" if near else "")
        return Violation((*path, key), message, "key")
    if error.validator == "required":
        key = next(key for key in error.validator_value if key not in error.instance)
        return Violation(path, f"the key `{key}` is missing")
    if error.validator == "enum":
        expected = listed(map(str, error.validator_value))
        return Violation(path, f"expected {expected}, not {shown(error.instance)}")
    where = f"`{path[-1]}`" if path else "the file"
    if "errorMessage" in error.schema and error.validator in ("pattern", "minItems"):
        what = shown(error.instance) if isinstance(error.instance, str) else f"`{path[-1]}`"
        return Violation(path, f"{what}: {error.schema['errorMessage']}")
    if error.validator == "maxItems":
        return Violation(
            path, f"{where} has {len(error.instance)} elements; at most {error.validator_value} are allowed"
        )
    return Violation(path, f"{where}: {error.message[:200]}")
