"""Values with placeholders for what is half typed, as the rules see them: unknown, and members that there may be."""

from __future__ import annotations

from ircompile.editing.broken.repair import HOLE, members_in
from ircompile.findings.values import MAYBE, UNKNOWN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.model.shapes import Shape


def with_unknown(value: Any, shape: Shape | None) -> Any:
    """Return a value in which what is half typed is not known.

    A half-typed value may be any, and so may a mapping of which only that is known. In a mapping with other members,
    half-typed ones do not count, unless they have the name of a member.

    Args:
        value: The value.
        shape: Its shape; None if the model does not know it.
    """
    if isinstance(value, str):
        return UNKNOWN if HOLE in value else value
    if isinstance(value, list):
        return [with_unknown(item, shape and shape.element) for item in value]
    if not isinstance(value, dict):
        return value
    members = shape.members if shape else {}
    known = {key: with_unknown(item, members.get(key)) for key, item in value.items() if not _is_hole(key)}
    if len(known) == len(value):
        return known
    if not known:
        return UNKNOWN
    named = [name for key in value if _is_hole(key) for name in members_in(key) if name in members]
    return {**dict.fromkeys(named, MAYBE), **known}


def has_hole(value: Any) -> bool:
    """Return whether something in a value is half typed."""
    return HOLE in str(value)


def _is_hole(value: Any) -> bool:
    return isinstance(value, str) and HOLE in value
