"""Paths into plain values, and what is put in place of values that are not known."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    Path = tuple[str | int, ...]
    """The steps from the root to a value: member names and list indexes."""


def pointer(path: Iterable[str | int]) -> str:
    """Return the RFC 6901 JSON Pointer of a path: "/InputConfig/Endpoints/0"; the root is ""."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def steps_of(pointer: str) -> list[str]:
    """Return the steps of a JSON Pointer, unescaped; whether one is an index depends on the value."""
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]


class Unknown:
    """A value that is not known: `UNKNOWN`, `MAYBE` or a `PartialText`."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __repr__(self) -> str:
        return self._name


UNKNOWN = Unknown("UNKNOWN")
"""A value that is present, but not known, or that already has a finding: no rule reports it."""
MAYBE = Unknown("MAYBE")
"""A member that a program may or may not set: no rule reports that it is present, or that it is absent."""
GAP = "…"
"""How messages write a part of a text that is not known."""


class PartialText(Unknown):
    """A text of which parts are known, such as `f"job-{x}"` in Python or `arn:aws:iam::$ACCOUNT:role/x` in a script.

    It is certainly a text: where a mapping, a list or a number is expected, it is of a wrong type. Its `str` shows the
    gaps: "job-…". What no completion can repair is reported, see `ircompile.rulebook.checks.partial_texts`.

    Attributes:
        parts: The known parts in order; None for a gap, which is any text, an empty one included. Neighbours are
            joined, and no part is "". (None,) is a text of which nothing is known.
    """

    __slots__ = ("parts",)

    def __init__(self, parts: Iterable[str | None]) -> None:
        self.parts = joined(parts)
        super().__init__(f"PartialText({self.parts!r})")

    def __str__(self) -> str:
        return "".join(GAP if part is None else part for part in self.parts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PartialText) and self.parts == other.parts

    def __hash__(self) -> int:
        return hash(self.parts)

    @property
    def known(self) -> str:
        """The known parts without the gaps: of all completions, none is shorter."""
        return "".join(part for part in self.parts if part)

    def may_be(self, text: str) -> bool:
        """Return whether it can be completed to a text."""
        first, last = self.parts[0] or "", self.parts[-1] or ""
        at, end = len(first), len(text) - len(last)
        if at > end or not (text.startswith(first) and text.endswith(last)):
            return False
        for part in self.parts[1:-1]:
            if part:
                found = text.find(part, at, end)
                if found < 0:
                    return False
                at = found + len(part)
        return True


def joined(parts: Iterable[str | None]) -> tuple[str | None, ...]:
    """Return the parts of a text with its neighbouring known parts joined, and its neighbouring gaps."""
    found: list[str | None] = []
    for part in parts:
        if part is None:
            found += [None] if found[-1:] != [None] else []
        elif found and found[-1] is not None:
            found[-1] += part
        elif part:
            found.append(part)
    return tuple(found)


def get(value: Any, path: Path) -> Any:
    """Return the value at a path.

    Raises:
        KeyError: A mapping lacks a member of the path.
        IndexError: A list is too short.
        TypeError: A value on the path is neither a mapping nor a list.
    """
    for step in path:
        value = value[step]
    return value


def found(value: Any, path: Path, default: Any = None) -> Any:
    """Return the value at a path; a default if there is none."""
    try:
        return get(value, path)
    except (KeyError, IndexError, TypeError):
        return default


def put(value: Any, path: Path, new: Any) -> Any:
    """Return `value` with `new` at `path`. Containers on the path are copied, all others are shared."""
    if not path:
        return new
    copy = value.copy()
    copy[path[0]] = put(copy[path[0]], path[1:], new) if len(path) > 1 else new
    return copy
