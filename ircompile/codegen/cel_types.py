"""Translated expressions and their static types, as far as the service model determines them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ircompile.model.shapes import Shape

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal, TypeAlias

    CelType = Literal["bool", "double", "int", "list", "map", "string"]
    """The name of a type in CEL."""
    Type: TypeAlias = "Shape | CelType | Collection | None"
    """The static type of an expression; None if it is not known."""
    Scope: TypeAlias = Mapping[str, "Code"]
    """The translation of each variable."""

SHAPE_TYPES: Final[Mapping[str, CelType]] = {"structure": "map", "list": "list", "string": "string", "integer": "int"}
"""The CEL type of values of each kind of shape."""
PYTHON_TYPES: Final[Mapping[str, CelType]] = {
    "str": "string",
    "str | PartialText": "string",
    "int": "int",
    "float": "double",
    "bool": "bool",
    "list": "list",
    "dict": "map",
}
"""The CEL type of values of each Python type, by the type's name."""


@dataclass(frozen=True, slots=True)
class Collection:
    """The type of a list or map that has no shape.

    Attributes:
        type: Which of the two it is.
        element: The type of a list's elements, or of a map's values; None if it is not known.
    """

    type: Literal["list", "map"]
    element: CelType | None


@dataclass(frozen=True, slots=True)
class Code:
    """An expression translated to Python.

    Attributes:
        text: The Python expression.
        type: Its static type.
    """

    text: str
    type: Type

    @property
    def cel_type(self) -> CelType | None:
        """The name of its type in CEL, if known."""
        return cel_type(self.type)

    def member(self, name: str) -> str:
        """Return the Python expression for a member of this mapping."""
        return f"{self.text}[{name!r}]"

    def has(self, name: str) -> str:
        """Return the Python test of whether this mapping has a member."""
        return f"({name!r} in {self.text})"


def cel_type(type_: Type) -> CelType | None:
    """Return the name of a type in CEL, if it is known."""
    if isinstance(type_, Shape):
        return SHAPE_TYPES[type_.kind]
    return type_.type if isinstance(type_, Collection) else type_


def element_type(type_: Type) -> Type:
    """Return the type of the elements of a list."""
    if isinstance(type_, Shape):
        return type_.element
    return type_.element if isinstance(type_, Collection) else None


def have_shapes(left: Code, right: Code) -> bool:
    """Return whether both are values of the request, which Python compares as CEL does."""
    return isinstance(left.type, Shape) and isinstance(right.type, Shape)
