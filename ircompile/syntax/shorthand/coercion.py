"""From the strings of shorthand to the types of the model, as the AWS CLI converts them.

Shorthand knows strings, lists and structures only; the model says which strings are numbers and where a lone
value stands for a list of one. JSON and YAML are never converted.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ircompile.findings.values import Path
    from ircompile.model.shapes import Shape


class CoercionError(ValueError):
    """A value that is no integer where the model wants one.

    `path` leads to it; `aws` is what the CLI prints: Python's own words, without the option's name.
    """

    def __init__(self, path: Path, value: Any, aws: str) -> None:
        super().__init__(f"{value!r} is no integer" if isinstance(value, str) else f"an integer can't be {value!r}")
        self.path = path
        self.aws = aws


def python_integer(value: Any, path: Path) -> int:
    """An integer as the AWS CLI takes it: whatever Python's `int()` does."""
    try:
        return int(value)
    except (TypeError, ValueError) as error:
        raise CoercionError(path, value, str(error)) from None


def coerce(value: Any, shape: Shape, path: Path = (), *, integer: Callable[[Any, Path], Any] = python_integer) -> Any:
    """Convert a parsed shorthand value (str, bytes, list, dict) to what `shape` wants, without changing it.

    Whatever the conversion has no word for (unknown members, a structure given as a string) is left for the
    validation to refuse.

    Args:
        value: The parsed value.
        shape: What the model wants there.
        path: Where the value stands.
        integer: Converts a value in an integer's place, and decides what happens to one that is none.

    Raises:
        CoercionError: By default: the first value, in model order, that Python's `int()` does not take.
    """
    if shape.kind == "structure" and isinstance(value, dict):
        return value | {
            name: coerce(value[name], member, (*path, name), integer=integer)
            for name, member in shape.members.items()
            if value.get(name) is not None
        }
    if shape.kind == "list":
        if not isinstance(value, list):
            return [value]  # and its inside is never looked at: "Phases={SpawnRate=1}" keeps its string
        element = shape.element
        assert element is not None  # noqa: S101  every list shape has one
        return [coerce(item, element, (*path, index), integer=integer) for index, item in enumerate(value)]
    return integer(value, path) if shape.kind == "integer" else value
