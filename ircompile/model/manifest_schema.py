"""The JSON Schema of manifests, in which structures may be strings, with what editors show and insert.

The keywords that are not in the standard are those of the JSON service of VS Code, which yaml-language-server knows,
too. Where one keyword has the effect of another, this module writes the one with which both insert what is valid.
"""

from __future__ import annotations

import itertools
import json

from ircompile.model.schema_keywords import MANY, keywords
from ircompile.model.skeleton import listed_values, skeleton

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from ircompile.model.shapes import Shape

SHOWN = ("description", "markdownDescription", "defaultSnippets")
"""The keywords that are about a value, whether it is written as a structure or as a string."""


class ManifestSchema:
    """Writes the schemas of shapes.

    Attributes:
        page: Returns the description of a field in Markdown.
    """

    def __init__(self, page: Callable[[Shape], str] | None) -> None:
        self.page = page

    def of(self, shape: Shape) -> dict[str, Any]:
        """Return the schema of a shape."""
        schema = keywords(shape) | self._description(shape)
        if shape.kind == "structure":
            schema |= {"defaultSnippets": snippets(shape)}
            schema["properties"] = {name: self._member(member) for name, member in shape.members.items()}
            schema["additionalProperties"] = False
            # beside `properties`, yaml-language-server would complete all that is required as one, called "object"
            required = [{"required": list(shape.needed)}] if shape.needed else []
            if more := [*required, *(self._missing(it) for it in shape.members.values() if _is_chosen(it))]:
                schema["allOf"] = more
        if shape.element:
            # not beside `type`, where yaml-language-server would offer an element in place of the list
            schema |= {"if": {"type": "array"}, "then": {"items": self._member(shape.element)}}
        return schema

    def _member(self, shape: Shape) -> dict[str, Any]:
        """Return the schema of a member or an element."""
        schema = self.of(shape)
        suggested = {"doNotSuggest": True} if _is_chosen(shape) else {}
        if shape.kind == "structure" or (shape.element and shape.element.kind == "structure"):
            shown = {key: schema[key] for key in SHOWN if key in schema}
            return {**shown, **suggested, "anyOf": [schema, {"type": "string"}]}
        return schema | suggested

    def _missing(self, shape: Shape) -> dict[str, Any]:
        """Return a schema that suggests a member to a structure that does not have it.

        In the schema of a list, the snippet would be suggested within its elements as well. Beside several values, it
        would not be inserted with the name, but nothing would.
        """
        about = {"description": keywords(shape).get("description", "")} | self._description(shape)
        suggestion = {shape.name: about | {"defaultSnippets": snippets(shape)}}
        return {"if": {"type": "object", "required": [shape.name]}, "else": {"properties": suggestion}}

    def _description(self, shape: Shape) -> dict[str, Any]:
        return {"markdownDescription": self.page(shape)} if self.page and shape.path else {}


def _is_chosen(shape: Shape) -> bool:
    """Return whether a shape is a list, or one of several values."""
    return bool(shape.element) or bool(listed_values(shape))


def snippets(shape: Shape) -> list[dict[str, Any]]:
    """Return the snippet for a value, the only one: of several, editors would insert none with the name.

    Within lists, structures are one line: yaml-language-server forgets the indentation of an element's first member.
    """
    body = _with_stops(skeleton(shape), itertools.count(1))
    if 0 < len(values := listed_values(shape)) <= MANY:
        body = f"${{1|{','.join(values)}|}}"
    if "[*]." in shape.path and not isinstance(body, str):
        body = f"^{_in_one_line(body)}"
    return [{"label": shape.name or "a new job", "body": body}]


def _with_stops(value: Any, numbers: Iterator[int]) -> Any:
    """Return a value in which each scalar is to be replaced; what follows `^` is inserted as it is."""
    if isinstance(value, dict):
        return {name: _with_stops(item, numbers) for name, item in value.items()}
    if isinstance(value, list):
        return [_with_stops(item, numbers) for item in value]
    stop = f"${{{next(numbers)}:{value}}}"
    if isinstance(value, str):
        return stop if value[:1].isalpha() else f"^{json.dumps(stop)}"  # YAML would read a bare "2" as a number
    return f"^{stop}"


def _in_one_line(body: Any) -> str:
    """Return a snippet as JSON, which is YAML, too."""
    if isinstance(body, dict):
        return f"{{{', '.join(f'{json.dumps(name)}: {_in_one_line(item)}' for name, item in body.items())}}}"
    if isinstance(body, list):
        return f"[{', '.join(map(_in_one_line, body))}]"
    return str(body[1:]) if body.startswith("^") else json.dumps(body)
