"""The keywords of JSON Schema that state the facts about one value whose violation is an error, and describe it."""

from __future__ import annotations

from ircompile.model.fields import field
from ircompile.model.patterns import portable
from ircompile.model.skeleton import example

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.model.shapes import Fact, Shape

TYPES = {"structure": "object", "list": "array", "string": "string", "integer": "integer"}
MANY = 12
"""The most values that a message lists."""


def keywords(shape: Shape) -> dict[str, Any]:
    """Return the schema of a shape without its members and elements."""
    schema: dict[str, Any] = {"type": TYPES[shape.kind]} if shape.kind in TYPES else {}
    about = field(shape.path)
    if description := " ".join(filter(None, (about.about, f"Use {shape.hint}." if shape.hint else ""))):
        schema["description"] = description
    if about.default is not None:
        schema["default"] = about.default
    if examples := _examples(shape):
        schema["examples"] = examples
    for fact in shape.facts:
        if fact.severity == "error":
            schema |= _narrowed(schema, fact, shape)
    return schema


def _examples(shape: Shape) -> list[Any]:
    """Return the values that a field should have, or an example; [] if an enumeration or a default shows the values."""
    values = next((it for it in shape.facts if it.kind == "values"), None)
    if values:
        return [] if values.severity == "error" else list(values.values)
    shown = example(shape)
    return [] if shown is None or shape.element else [shown]


def _narrowed(schema: dict[str, Any], fact: Fact, shape: Shape) -> dict[str, Any]:
    """Return the keywords that add a fact to the schema of its shape; of two bounds, the narrower one applies."""
    hint = fact.hint or next((it.hint for it in shape.facts if it.kind == fact.kind and it.hint), "")
    message = f"Use {hint}." if hint else ""
    if fact.kind == "pattern":
        # not `$`, which in some dialects matches before a final newline
        pattern = {"pattern": f"^(?:{portable(fact.pattern)})(?![\\s\\S])"}
        pattern |= {"patternErrorMessage": message} if message else {}
        return {"allOf": [*schema.get("allOf", ()), pattern]} if "pattern" in schema else pattern
    if fact.kind == "values":
        enum: dict[str, Any] = {"enum": [*fact.values, *fact.also]}
        return enum | ({"errorMessage": message} if len(fact.values) > MANY and message else {})
    unit = {"integer": "imum", "string": "Length", "list": "Items"}[shape.kind]
    bounds = {}
    if fact.low is not None:
        bounds["min" + unit] = max(fact.low, schema.get("min" + unit, fact.low))
    if fact.high is not None:
        bounds["max" + unit] = min(fact.high, schema.get("max" + unit, fact.high))
    if fact.step:
        bounds["multipleOf"] = fact.step
    return bounds
