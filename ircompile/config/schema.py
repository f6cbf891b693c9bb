"""The tool's own files against their JSON Schemas: a quick yes or no, and jsonschema's word on what is wrong."""

from __future__ import annotations

import functools
import json

from ircompile.findings.messages import nearest, shown
from ircompile.package import HERE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.findings.values import Path

TYPES = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool}


@functools.cache
def schema(name: str) -> dict[str, Any]:
    """A schema that ships with the package: "rule", "config", "report"."""
    with open(f"{HERE}/config/schemas/{name}.json", encoding="utf-8") as file:
        found: dict[str, Any] = json.load(file)
    return found


def fault(value: Any, name: str) -> tuple[Path, str, str] | None:
    """Where a value does not fit a shipped schema ("key" or "value" of a path), and why; None where it does."""
    whole = schema(name)
    return None if _fits(value, whole, whole) else _explained(value, whole)


def _fits(value: Any, rule: dict[str, Any], whole: dict[str, Any]) -> bool:
    """Whether a value fits, for the keywords that our schemas use; a False is left to jsonschema to explain."""
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


def _explained(value: Any, whole: dict[str, Any]) -> tuple[Path, str, str]:
    from jsonschema import Draft202012Validator, validators
    from jsonschema.exceptions import best_match

    # To jsonschema 10.0 is an integer, too, which nobody means who writes 1e01.
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
        return (*path, key), "key", f"unknown key {shown(key)}" + (f", did you mean `{near}`?" if near else "")
    if error.validator == "required":
        key = next(key for key in error.validator_value if key not in error.instance)
        return path, "value", f"the key `{key}` is missing"
    if error.validator == "enum":
        return path, "value", f"{shown(error.instance)} is none of {', '.join(map(str, error.validator_value))}"
    where = f"`{path[-1]}`" if path else "the file"
    if error.validator == "maxItems":
        return path, "value", f"{where} has {len(error.instance)} elements, {error.validator_value} are the most"
    return path, "value", f"{where}: {error.message[:200]}"
