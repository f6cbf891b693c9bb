"""The request as a JSON Schema (draft 2020-12), for editors and for other people's validators.

It holds the facts whose breach is an error, and says what the shape check says: the two blame the same pointers.
"""

from __future__ import annotations

from ircompile.model.patterns import portable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.model.model import Model
    from ircompile.model.shapes import Fact, Shape

TYPES = {"structure": "object", "list": "array", "string": "string", "integer": "integer"}


def json_schema(model: Model, *, shorthand: bool = False) -> dict[str, Any]:
    """The schema of a request; with `shorthand`, of a manifest, where a string may stand for a structure."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Amazon SageMaker Inference Recommender job",
        "$comment": f"CreateInferenceRecommendationsJob, {model.snapshot}",
        **_schema(model.request, shorthand=shorthand),
    }


def _schema(shape: Shape, *, shorthand: bool) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": TYPES[shape.kind]} if shape.kind in TYPES else {}
    if shape.hint:
        schema["description"] = shape.hint
    for fact in shape.facts:
        if fact.severity == "error":
            _narrow(schema, fact, shape)
    if shape.kind == "structure":
        schema["properties"] = {name: _member(member, shorthand=shorthand) for name, member in shape.members.items()}
        schema["required"] = list(shape.needed)
        schema["additionalProperties"] = False
    if shape.element:
        schema["items"] = _member(shape.element, shorthand=shorthand)
    return schema


def _member(shape: Shape, *, shorthand: bool) -> dict[str, Any]:
    schema = _schema(shape, shorthand=shorthand)
    written = shape.kind == "structure" or (shape.element and shape.element.kind == "structure")
    if shorthand and written:
        return {"anyOf": [{"type": "string", "description": "AWS CLI shorthand"}, schema]}
    return schema


def _narrow(schema: dict[str, Any], fact: Fact, shape: Shape) -> None:
    """Add one fact to the schema of its shape; of two bounds the narrower holds."""
    if fact.kind == "pattern":
        # The end is asserted without `$`, which in some dialects lets a final newline pass.
        pattern = f"^(?:{portable(fact.pattern)})(?![\\s\\S])"
        if "pattern" in schema:
            schema.setdefault("allOf", []).append({"pattern": pattern})
        else:
            schema["pattern"] = pattern
    elif fact.kind == "values":
        schema["enum"] = [*fact.values, *fact.also]
    else:
        unit = {"integer": "imum", "string": "Length", "list": "Items"}[shape.kind]
        if fact.low is not None:
            schema["min" + unit] = max(fact.low, schema.get("min" + unit, fact.low))
        if fact.high is not None:
            schema["max" + unit] = min(fact.high, schema.get("max" + unit, fact.high))
        if fact.step:
            schema["multipleOf"] = fact.step
