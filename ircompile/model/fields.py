"""What each field of a request is for, and what a missing field means; the texts are in `fields.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ircompile.package import Lazy, module


@dataclass(frozen=True, slots=True)
class Field:
    """A description of a field.

    Attributes:
        about: What it is and when it matters, in whole sentences.
        default: The value that a missing field has, or None if none is documented.
        without: What a missing field means, if that is not a value, or "".
        source: The page that documents the two, or "".
        example: A value to begin with, or None if there is a default or a list of values.
        skeleton: The members to begin a structure, or each element of a list, with; () if the model decides.
    """

    about: str = ""
    default: str | int | None = None
    without: str = ""
    source: str = ""
    example: str | int | list[str] | None = None
    skeleton: tuple[str, ...] = ()

    @property
    def meaning(self) -> str:
        """What a missing field means; "" if that is not documented."""
        meaning = f"default: {self.default}" if self.default is not None else f"without it: {self.without}"
        return meaning if self.source else ""

    @property
    def missing(self) -> str:
        """What a missing field means, with the source; "" if that is not documented."""
        return f"{self.meaning} ({self.source})" if self.source else ""


def field(path: str) -> Field:
    """Return the description of a field; an empty one for a path that has none.

    Args:
        path: Its path, as in the guides: "Tags[*].Key".
    """
    found: Field = _fields().get(path, _NONE)
    return found


_NONE = Field()


def _read() -> dict[str, Field]:
    return {path: _field(raw) for path, raw in module("fields").FIELDS.items()}


def _field(raw: dict[str, Any]) -> Field:
    lists = {"source": ", ".join(raw.get("source", {}).values()), "skeleton": tuple(raw.get("skeleton", ()))}
    return Field(**{**raw, **lists})


_fields = Lazy(_read)
