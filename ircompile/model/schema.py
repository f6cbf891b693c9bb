"""The request as a JSON Schema, for editors and other validators.

It contains the facts whose violation is an error, and reports the same pointers as the shape check.
"""

from __future__ import annotations

from ircompile.model.schema_keywords import keywords
from ircompile.package import SCHEMAS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ircompile.model.model import Model
    from ircompile.model.shapes import Shape

NEWEST = "2020-12"
DRAFTS = {
    NEWEST: "https://json-schema.org/draft/2020-12/schema",
    "7": "http://json-schema.org/draft-07/schema#",
}
"""The drafts of JSON Schema in which the schema can be written; its keywords mean the same in both."""


def json_schema(
    model: Model, *, shorthand: bool = False, draft: str = NEWEST, page: Callable[[Shape], str] | None = None
) -> dict[str, Any]:
    """Return the schema of a request, or that of a manifest.

    Args:
        model: The model.
        shorthand: Whether it is that of a manifest: structures may be strings, and editors get links and snippets.
        draft: The draft of JSON Schema, one of `DRAFTS`.
        page: Returns the description of a field in Markdown, for a manifest.
    """
    if shorthand:
        from ircompile.model.manifest_schema import ManifestSchema

        schema = ManifestSchema(page).of(model.request)
    else:
        schema = _schema(model.request)
    edition = "" if draft == NEWEST else f".draft-{draft}"
    address = f"{SCHEMAS}{'manifest' if shorthand else 'request'}{edition}.json"
    return {
        "$schema": DRAFTS[draft],
        **({"$id": address} if model.ships else {}),  # the schema of a user's own model is another one
        "$comment": f"CreateInferenceRecommendationsJob, {model.snapshot}",
        "description": "A job of Amazon SageMaker Inference Recommender.",
        **schema,
    }


def _schema(shape: Shape) -> dict[str, Any]:
    schema = keywords(shape)
    if shape.kind == "structure":
        schema["properties"] = {name: _schema(member) for name, member in shape.members.items()}
        schema["required"] = list(shape.needed)
        schema["additionalProperties"] = False
    if shape.element:
        schema["items"] = _schema(shape.element)
    return schema
