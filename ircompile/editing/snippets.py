"""The texts of members and values that completions insert, with places to fill in."""

from __future__ import annotations

import json
import re

from ircompile.emitting.yaml_manifest import scalar as yaml_scalar
from ircompile.model.fields import field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Final

    from ircompile.editing.cursor_types import Layout
    from ircompile.model.shapes import Shape

MOST_CHOICES: Final = 12
"""The most values of a field among which a place lets choose; longer lists are completed when the place is reached."""
NUMBER: Final = "1.7"
WORD: Final = "a"
"""What tells the patterns of texts that look like numbers, and need quotes, from others."""


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
            return default
        self._count += 1
        return f"${{{self._count}:{default}}}" if default else f"${self._count}"

    def needed(self, shape: Shape) -> Sequence[str]:
        """Return the members that a structure can't be without."""
        return () if self._is_partial else shape.needed

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
        """Return the lines of a structure with the members that it needs."""
        needed = self.needed(shape)
        return [line for name in needed for line in self.member(name, shape.members[name])] or [self.place()]

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
            members = [self.inline_member(name, shape.members[name]) for name in self.needed(shape)]
            return f"{{{', '.join(members) or self.place()}}}"
        if shape.element:
            return f"[{self.inline(shape.element) if self._has_places else ''}]"
        return self.scalar(shape)

    def scalar(self, shape: Shape) -> str:
        """Return a scalar as a place to fill in."""
        if choices := scalar_values(shape):
            return self._choice([self.written(value) for value in choices])
        if shape.kind == "integer":
            return self.place(_number(shape, is_json=self._layout == "json"))
        needs_quotes = self._layout == "json" or _looks_like_number(shape)
        return f'"{self.place()}"' if needs_quotes else self.place()

    def _choice(self, values: list[str]) -> str:
        if not self._has_places:
            return (
                '""' if self._layout == "json" and values[0][0] == '"' else values[0] if self._layout == "json" else ""
            )
        if len(values) > MOST_CHOICES:
            return f'"{self.place()}"' if self._layout == "json" else self.place()
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


def _number(shape: Shape, *, is_json: bool) -> str:
    """Return a number to begin with: the default of a field; in JSON, which has no gaps, else the least allowed."""
    default = field(shape.path).default
    if isinstance(default, int):
        return str(default)
    least = max((fact.low for fact in shape.facts if fact.kind == "range" and fact.low is not None), default=1)
    return str(max(least, 1)) if is_json else ""


def _looks_like_number(shape: Shape) -> bool:
    patterns = [fact.pattern for fact in shape.facts if fact.kind == "pattern"]
    return any(re.fullmatch(it, NUMBER) and not re.fullmatch(it, WORD) for it in patterns if r"\p" not in it)
