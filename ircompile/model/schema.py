"""The request as a JSON Schema (draft 2020-12), for editors and other validators.

It contains the facts whose violation is an error, and reports the same pointers as the shape check.
"""

from __future__ import annotations

from ircompile.model.fields import field
from ircompile.model.patterns import portable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.model.model import Model
    from ircompile.model.shapes import Fact, Shape

TYPES = {"structure": "object", "list": "array", "string": "string", "integer": "integer"}


def json_schema(model: Model, *, shorthand: bool = False) -> dict[str, Any]:
    """Return the schema of a request; with `shorthand`, that of a manifest, in which structures may be strings."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Amazon SageMaker Inference Recommender job",
        "$comment": f"CreateInferenceRecommendationsJob, {model.snapshot}",
        **_schema(model.request, shorthand=shorthand),
    }


def _schema(shape: Shape, *, shorthand: bool) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": TYPES[shape.kind]} if shape.kind in TYPES else {}
    about = field(shape.path)
    if description := " ".join(filter(None, (about.about, f"Use {shape.hint}." if shape.hint else ""))):
        schema["description"] = description
    if about.default is not None:
        schema["default"] = about.default
    for fact in shape.facts:
        if fact.severity == "error":
            schema |= _narrowed(schema, fact, shape)
    if shape.kind == "structure":
        schema["properties"] = {name: _member(member, shorthand=shorthand) for name, member in shape.members.items()}
        schema["required"] = list(shape.needed)
        schema["additionalProperties"] = False
    if shape.element:
        schema["items"] = _member(shape.element, shorthand=shorthand)
    return schema


def _member(shape: Shape, *, shorthand: bool) -> dict[str, Any]:
    schema = _schema(shape, shorthand=shorthand)
    has_structure = shape.kind == "structure" or (shape.element and shape.element.kind == "structure")
    if shorthand and has_structure:
        return {"anyOf": [{"type": "string", "description": "AWS CLI shorthand"}, schema]}
    return schema


def _narrowed(schema: dict[str, Any], fact: Fact, shape: Shape) -> dict[str, Any]:
    """Return the keywords that add a fact to the schema of its shape; of two bounds, the narrower one applies."""
    if fact.kind == "pattern":
        # not `$`, which in some dialects matches before a final newline
        pattern = f"^(?:{portable(fact.pattern)})(?![\\s\\S])"
        if "pattern" not in schema:
            return {"pattern": pattern}
        return {"allOf": [*schema.get("allOf", ()), {"pattern": pattern}]}
    if fact.kind == "values":
        return {"enum": [*fact.values, *fact.also]}
    unit = {"integer": "imum", "string": "Length", "list": "Items"}[shape.kind]
    bounds = {}
    if fact.low is not None:
        bounds["min" + unit] = max(fact.low, schema.get("min" + unit, fact.low))
    if fact.high is not None:
        bounds["max" + unit] = min(fact.high, schema.get("max" + unit, fact.high))
    if fact.step:
        bounds["multipleOf"] = fact.step
    return bounds
