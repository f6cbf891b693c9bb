"""Values to begin with: an example of a field, and a structure with the members that are usually written."""

from __future__ import annotations

from ircompile.model.fields import field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.model.shapes import Shape

KINDS = {"string": str, "integer": int, "list": list}
"""The types of values."""
TYPICAL = {"string": "", "integer": 1, "other": ""}
"""Values of fields that nothing is known of, which only a user's own service model has."""


def skeleton(shape: Shape) -> Any:
    """Return a value to begin with: the default, the example, the first that is allowed, or a structure of such."""
    if shape.kind == "structure":
        return {name: skeleton(shape.members[name]) for name in beginning(shape)}
    known = [field(shape.path).default, example(shape), *listed_values(shape)[:1]]
    if found := [value for value in known if _fits(value, shape)]:
        return found[0]
    return [skeleton(shape.element)] if shape.element else TYPICAL[shape.kind]


def example(shape: Shape) -> Any:
    """Return the example of a field, or of an element of a list; None if it has none."""
    listed = field(shape.path.removesuffix("[*]")).example
    found = listed[0] if isinstance(listed, list) and not shape.element else listed
    return found if _fits(found, shape) else None


def _fits(value: Any, shape: Shape) -> bool:
    """Return whether a value is of the right type and allowed, which in a user's own service model it may not be."""
    is_typed = value is not None and isinstance(value, KINDS.get(shape.kind, object))
    return is_typed and value in (listed_values(shape) or (value,))


def listed_values(shape: Shape) -> tuple[str, ...]:
    """Return the values that a field should have; () if they are not listed."""
    return next((fact.values for fact in shape.facts if fact.kind == "values"), ())


def beginning(shape: Shape) -> tuple[str, ...]:
    """Return the members with which a structure is begun."""
    chosen = field(shape.path.removesuffix("[*]")).skeleton
    return tuple(name for name in chosen if name in shape.members) or shape.needed or tuple(shape.members)
