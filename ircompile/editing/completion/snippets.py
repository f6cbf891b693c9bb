"""The texts of members and values that completions insert, with places to fill in."""

from __future__ import annotations

import json
import re

from ircompile.emitting.yaml_manifest import scalar as yaml_scalar
from ircompile.model.skeleton import beginning, skeleton

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Final

    from ircompile.editing.cursor.types import Layout
    from ircompile.model.shapes import Shape

MOST_CHOICES: Final = 12
"""The most values of a field among which a place lets choose; others have an example."""


def literal(text: str) -> str:
    """Return a text as a snippet that has it, without places to fill in."""
    return re.sub(r"([\\$])", r"\\\1", text)


class Snippets:
    """Writes members and values of a request.

    Args:
        layout: How they are written.
        is_partial: Whether nothing is required, as in overlays.
        has_places: Whether places to fill in are written; without them, no more than the editor's user asked for is.
    """

    def __init__(self, layout: Layout, *, is_partial: bool = False, has_places: bool = True) -> None:
        self._layout = layout
        self._is_partial = is_partial
        self._has_places = has_places
        self._count = 0

    def place(self, default: str = "") -> str:
        """Return the next place to fill in."""
        if not self._has_places:
            return ""
        self._count += 1
        escaped = re.sub(r"([\\$}])", r"\\\1", default)
        return f"${{{self._count}:{escaped}}}" if default else f"${self._count}"

    def _begun(self, shape: Shape) -> Sequence[str]:
        """Return the members with which a structure is begun."""
        return () if self._is_partial else beginning(shape)

    # --- YAML blocks

    def member(self, name: str, shape: Shape) -> list[str]:
        """Return the lines of a member."""
        if shape.kind == "structure":
            below = self.structure(shape)
        elif shape.element:
            below = self.item(shape.element)
        else:
            return [f"{name}: {self.scalar(shape)}"]
        return [f"{name}:", *(f"  {line}" for line in below if self._has_places)]

    def structure(self, shape: Shape) -> list[str]:
        """Return the lines of a structure with the members with which it is begun."""
        return [line for name in self._begun(shape) for line in self.member(name, shape.members[name])] or [
            self.place()
        ]

    def item(self, shape: Shape) -> list[str]:
        """Return the lines of an item of a list."""
        if shape.kind != "structure":
            return [f"- {self.inline(shape)}"]
        return self.dashed(self.structure(shape))

    @staticmethod
    def dashed(lines: list[str]) -> list[str]:
        """Return the lines of a mapping as those of an item."""
        return [f"- {lines[0]}", *(f"  {line}" for line in lines[1:])]

    # --- one line

    def inline_member(self, name: str, shape: Shape) -> str:
        """Return a member on one line."""
        key = f'"{name}"' if self._layout == "json" else name
        return f"{key}: {self.inline(shape)}"

    def inline(self, shape: Shape) -> str:
        """Return a value on one line."""
        if shape.kind == "structure":
            members = [self.inline_member(name, shape.members[name]) for name in self._begun(shape)]
            return f"{{{', '.join(members if self._has_places else []) or self.place()}}}"
        if shape.element:
            return f"[{self.inline(shape.element) if self._has_places else ''}]"
        return self.scalar(shape)

    def scalar(self, shape: Shape) -> str:
        """Return a scalar as a place to fill in, with an example in it."""
        if 0 < len(choices := scalar_values(shape)) <= MOST_CHOICES:
            return self._choice([self.written(value) for value in choices])
        value = skeleton(shape)
        is_like_number = isinstance(value, str) and not value[:1].isalpha()  # as what replaces it may be
        example = json.dumps(value) if is_like_number else self.written(value)
        quote = '"' if example[:1] == '"' else ""
        if self._has_places:
            return quote + self.place(example[1:-1] if quote else example) + quote
        return example if self._layout == "json" and not quote else 2 * quote

    def _choice(self, values: list[str]) -> str:
        if not self._has_places:
            return (
                '""' if self._layout == "json" and values[0][0] == '"' else values[0] if self._layout == "json" else ""
            )
        self._count += 1
        escaped = [re.sub(r"([\\,|])", r"\\\1", value) for value in values]
        return f"${{{self._count}|{','.join(escaped)}|}}"

    def written(self, value: Any) -> str:
        """Return a scalar as it is written."""
        return json.dumps(value) if self._layout == "json" else yaml_scalar(value, flow=self._layout == "flow")


def scalar_values(shape: Shape) -> list[str | int]:
    """Return the values of a field that is one of a few; those of a number if it has steps, or its default."""
    for fact in shape.facts:
        if fact.kind == "values":
            return [*fact.values, *fact.also]
        if fact.kind == "range" and fact.step and fact.low is not None and fact.high is not None:
            return [*range(fact.low, fact.high + 1, fact.step)]
    return []
