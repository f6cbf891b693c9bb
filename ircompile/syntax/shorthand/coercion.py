"""Conversion of the strings of shorthand to the types of the model, as the AWS CLI does it.

Shorthand has only strings, lists and structures. The model tells which strings are integers, and where a single value
means a list of one. JSON and YAML are never converted.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ircompile.findings.values import Path
    from ircompile.model.shapes import Shape


class CoercionError(ValueError):
    """Raised for a value that is not an integer where the model wants one.

    Attributes:
        path: The path of the value.
        aws: The AWS CLI's message, which is Python's own and doesn't name the option.
    """

    def __init__(self, path: Path, value: Any, aws: str) -> None:
        super().__init__(f"{value!r} is not an integer" if isinstance(value, str) else f"an integer can't be {value!r}")
        self.path = path
        self.aws = aws


def python_integer(value: Any, path: Path) -> int:
    """Return an integer as the AWS CLI does, which accepts whatever Python's `int()` accepts."""
    try:
        return int(value)
    except (TypeError, ValueError) as error:
        raise CoercionError(path, value, str(error)) from None


def coerce(value: Any, shape: Shape, path: Path = (), *, integer: Callable[[Any, Path], Any] = python_integer) -> Any:
    """Return a parsed shorthand value (str, bytes, list, dict) converted to a shape; the argument is not changed.

    Anything that can't be converted (unknown members, a string instead of a structure) is left for the validation to
    refuse.

    Args:
        value: The parsed value.
        shape: The shape of the value.
        path: The path of the value.
        integer: Converts a value where the model wants an integer, given its path.

    Raises:
        CoercionError: By default, for the first value, in the order of the model, that Python's `int()` refuses.
    """
    if shape.kind == "structure" and isinstance(value, dict):
        return value | {
            name: coerce(value[name], member, (*path, name), integer=integer)
            for name, member in shape.members.items()
            if value.get(name) is not None
        }
    if shape.kind == "list":
        if not isinstance(value, list):
            return [value]  # not converted itself: "Phases={SpawnRate=1}" keeps its string
        element = shape.element
        assert element is not None  # noqa: S101  every list shape has one
        return [coerce(item, element, (*path, index), integer=integer) for index, item in enumerate(value)]
    return integer(value, path) if shape.kind == "integer" else value
