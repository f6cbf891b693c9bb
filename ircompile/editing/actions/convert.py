"""Edits that write a structure as shorthand, or shorthand as the structure that it means."""

from __future__ import annotations

import json

from ircompile.emitting.shorthand import shorthand
from ircompile.emitting.yaml_manifest import scalar, yaml_flow, yaml_lines
from ircompile.findings.diagnostic import Edit
from ircompile.findings.values import get
from ircompile.linting.fix_structure import VALUE_START

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    from ircompile.findings.values import Path
    from ircompile.manifest.manifest import Manifest
    from ircompile.model.shapes import Shape
    from ircompile.syntax.tree import Node

INDENT: Final = "  "


def to_shorthand(manifest: Manifest, path: Path) -> Edit | None:
    """Return the edit that writes a structure as shorthand; None if the text around it does not allow one.

    Args:
        manifest: A manifest in YAML or JSON.
        path: The path of the structure.

    Raises:
        EmitError: No shorthand means the same.
    """
    place = _Place(manifest, path)
    shape = manifest.model.request.at(path)
    if place.is_named or shape is None or shape.kind != "structure":
        return None
    new = place.string(shorthand(get(manifest.value, path), shape, path))
    if place.is_flow_itself or place.key is None:
        return Edit(place.start, place.end, new)
    return Edit(place.key[1], place.end, f": {new}") if place.follows_key else None


def to_structure(manifest: Manifest, path: Path) -> Edit | None:
    """Return the edit that writes a shorthand string as a structure; None if the text around it does not allow one.

    Args:
        manifest: A manifest in YAML or JSON.
        path: The path of the string, in the place of a structure or of a list of structures.

    Raises:
        EmitError: YAML can't contain a value.
    """
    place = _Place(manifest, path)
    value, shape = get(manifest.value, path), manifest.model.request.at(path)
    if place.is_named:
        return None
    if manifest.source.kind == "json":
        return Edit(place.start, place.end, place.json(value))
    if place.is_in_flow:
        return Edit(place.start, place.end, yaml_flow(value))
    return place.block(value, shape)


class _Place:
    """Where a value is written, and how its surroundings are.

    Attributes:
        key: The span of its key; None for an element of a list.
        start: Where it starts.
        end: Where it ends, without blanks after it.
    """

    def __init__(self, manifest: Manifest, path: Path) -> None:
        self._is_json = manifest.source.kind == "json"
        self._text = manifest.source.text
        self._around: list[Node] = manifest.written(path)[: len(path)]
        node = manifest.written(path)[len(path)]
        self._is_alias = node.target is not None
        keys = self._around[-1].keys or {}
        self.key = keys.get(path[-1]) if isinstance(path[-1], str) else None
        self.start = node.start
        self.end = node.start + len(self._text[node.start : node.end].rstrip())

    @property
    def is_named(self) -> bool:
        """Whether it is an alias, or begins with an anchor or a tag."""
        return self._is_alias or self._text[self.start : self.start + 1] in ("&", "!", "*", "")

    @property
    def is_flow_itself(self) -> bool:
        """Whether it is written in brackets."""
        return self._text[self.start] in "{["

    @property
    def is_in_flow(self) -> bool:
        """Whether it is written within brackets."""
        return any(self._text[it.start : it.start + 1] in ("{", "[") for it in self._around)

    @property
    def follows_key(self) -> bool:
        """Whether nothing but a colon and blanks is between its key and it."""
        return self.key is not None and bool(VALUE_START.fullmatch(self._text, self.key[1], self.start))

    def string(self, text: str) -> str:
        """Return a string as it is written there."""
        return json.dumps(text) if self._is_json else scalar(text, flow=self.is_in_flow)

    def json(self, value: Any) -> str:
        """Return a value as it is written in JSON: on several lines if what is around it is."""
        around = self._around[-1]
        if "\n" not in self._text[around.start : around.end]:
            return json.dumps(value, ensure_ascii=False)
        line = self._line_start(self.start)
        margin = self._text[line : self.start]
        margin = margin[: len(margin) - len(margin.lstrip())]
        unit = "\t" if margin.startswith("\t") else INDENT
        return self._joined(json.dumps(value, ensure_ascii=False, indent=unit).split("\n"), margin)

    def block(self, value: Any, shape: Shape | None) -> Edit | None:
        """Return the edit that writes a value in its lines; what follows on the line stays on it."""
        lines = yaml_lines(value, shape, {})
        line_end = self._text.find("\n", self.end)
        line_end = len(self._text) if line_end < 0 else line_end
        line_end -= self._text.endswith("\r", self.end, line_end)
        rest = self._text[self.end : line_end]
        if self.key is None:
            margin = " " * (self.start - self._line_start(self.start))
            return Edit(self.start, line_end, self._joined([lines[0] + rest, *lines[1:]], margin))
        if not self.follows_key:
            return None
        margin = " " * (self.key[0] - self._line_start(self.key[0])) + INDENT
        return Edit(self.key[1], line_end, self._joined([f":{rest}", *lines], margin))

    def _line_start(self, offset: int) -> int:
        return self._text.rfind("\n", 0, offset) + 1

    def _joined(self, lines: list[str], margin: str) -> str:
        """Return lines as one text, all but the first after a margin."""
        line_end = "\r\n" if "\r\n" in self._text else "\n"
        return f"{line_end}{margin}".join(lines)
