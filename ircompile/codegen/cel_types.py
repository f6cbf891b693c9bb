"""What is known of values before there are any: the types of the rule language, as far as the model tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ircompile.model.shapes import Shape

if TYPE_CHECKING:
    Type = Shape | str | tuple[str, Any] | None
    """What is known of a value: its shape; the name of its type in CEL; for "list" and "map" with that of what is in
    it; or nothing."""

KINDS: Final = {"structure": "map", "list": "list", "string": "string", "integer": "int"}
PYTHON: Final = {"str": "string", "int": "int", "float": "double", "bool": "bool", "list": "list", "dict": "map"}


def kind(type_: Type) -> str | None:
    """The name that CEL has for a type."""
    if isinstance(type_, Shape):
        return KINDS[type_.kind]
    return type_[0] if isinstance(type_, tuple) else type_


def inside_of(type_: Type) -> Type:
    """What the elements of a list are."""
    if isinstance(type_, Shape):
        return type_.element
    return type_[1] if isinstance(type_, tuple) else None
