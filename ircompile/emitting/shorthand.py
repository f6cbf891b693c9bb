"""A structure as shorthand, `a=b,c=[d,{e=f}]`, which the AWS CLI reads as the same value."""

from __future__ import annotations

import re

from ircompile.emitting.words import RUNNER, EmitError, is_literal, is_printable_ascii
from ircompile.findings.messages import kind_of, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    from ircompile.findings.values import Path
    from ircompile.model.shapes import Shape

KEY: Final = re.compile(r"[A-Za-z0-9_.#/:-]+")
UNQUOTED: Final = re.compile(r"""[^"',\[\]{}= ](?:[^"',\]}]*[^"',\]} ])?""")
"""Printable text that needs no quotes anywhere."""


class NotShorthandError(EmitError):
    """A value can't be written in shorthand.

    Attributes:
        path: The path to the member that can't.
    """

    def __init__(self, path: Path, reason: str) -> None:
        name = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")
        super().__init__(f"{shown(name) if name else 'the value'} can't be written in shorthand: {reason}; use JSON")
        self.path = path


def shorthand(value: Any, shape: Shape, path: Path = ()) -> str:
    """Return the shorthand of a structure, in printable ASCII.

    Members keep their order. Text is quoted only where necessary, in double quotes if either kind works.

    Args:
        value: The structure.
        shape: Its shape, by which the AWS CLI converts text to integers and lists.
        path: The path of the value, for the error.

    Raises:
        NotShorthandError: No shorthand is read as this value.
    """
    if not isinstance(value, dict):
        raise NotShorthandError(path, f"it is {kind_of(value)}, not a structure")
    if not value:
        raise NotShorthandError(path, "an empty structure has no shorthand")
    writer = _Writer()
    writer.members(value, shape, path)
    text = writer.text()
    if not is_literal(text):
        raise NotShorthandError((*path, next(iter(value))), "aws or a CI runner would read the name as something else")
    return text


def shorthand_words(value: Any, shape: Shape, path: Path = ()) -> list[str]:
    """Return the shorthand of each structure of a list, as `--tags` takes them.

    Raises:
        NotShorthandError: As for `shorthand`.
    """
    if not isinstance(value, list) or shape.element is None:
        raise NotShorthandError(path, f"it is {kind_of(value)}, not a list of structures")
    return [shorthand(item, shape.element, (*path, index)) for index, item in enumerate(value)]


class _Writer:
    """Writes from end to start, since how a text must be quoted can depend on what follows it."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._quotes: set[str] = set()  # the kinds of quotes in what follows

    def text(self) -> str:
        """Return what was written."""
        return "".join(reversed(self._parts))

    def members(self, value: dict[str, Any], shape: Shape | None, path: Path) -> None:
        """Write the pairs of a structure."""
        known = shape.members if shape else {}
        for count, (name, item) in enumerate(reversed(value.items())):
            member_path = (*path, name)
            if not KEY.fullmatch(name):
                raise NotShorthandError(member_path, "keys may contain only letters, digits and - _ . # / :")
            self._parts.append("," if count else "")
            self._value(item, known.get(name), member_path)
            self._parts.append(f"{name}=")

    def _value(self, value: Any, shape: Shape | None, path: Path) -> None:
        """Write a value so that the AWS CLI reads the same after its conversion by the model."""
        kind = shape.kind if shape else "unknown"
        if kind == "integer":
            if type(value) is not int:
                raise NotShorthandError(path, f"{kind_of(value)} would be read as an integer")
            self._parts.append(str(value))
        elif kind == "list" and not isinstance(value, list):
            raise NotShorthandError(path, f"{kind_of(value)} would be read as a list of one")
        elif isinstance(value, str):
            self._string(value, path)
        elif isinstance(value, dict):
            self._parts.append("}")
            self.members(value, shape if kind == "structure" else None, path)
            self._parts.append("{")
        elif isinstance(value, list):
            self._list(value, shape, path)
        else:
            raise NotShorthandError(path, f"{kind_of(value)} would be read as a string")

    def _list(self, value: list[Any], shape: Shape | None, path: Path) -> None:
        self._parts.append("]")
        for index in range(len(value) - 1, -1, -1):
            self._value(value[index], shape.element if shape else None, (*path, index))
            self._parts.append("," if index else "")
        self._parts.append("[")

    def _string(self, text: str, path: Path) -> None:
        if RUNNER.search(text):
            raise NotShorthandError(
                path, f"a CI runner would read {shown(text)} as a command, and shorthand has no escapes"
            )
        if not is_printable_ascii(text):
            raise NotShorthandError(path, f"{shown(text)} is not printable ASCII, and shorthand has no escapes")
        ends_in_backslash = text.endswith("\\")
        if UNQUOTED.fullmatch(text):
            # The blank is not part of the value: it keeps the backslash from escaping a comma after it.
            self._parts.append(text + " " if ends_in_backslash else text)
            return
        for quote in sorted("\"'", key=text.count):
            # A backslash before the closing quote escapes it if another quote of its kind follows.
            if not (ends_in_backslash and quote in self._quotes):
                escaped = text.replace("\\", "\\\\").replace(quote, "\\" + quote)
                self._parts.append(f"{quote}{escaped}{quote}")
                self._quotes.update(mark for mark in "\"'" if mark in self._parts[-1])
                return
        raise NotShorthandError(path, f"{shown(text)} ends in a backslash, and text in quotes follows it")
