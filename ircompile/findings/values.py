"""Paths into plain values, and the marker for values that are not known."""

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


class Unknown:
    """A value that is not known; either `UNKNOWN` or `MAYBE`."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __repr__(self) -> str:
        return self._name


UNKNOWN = Unknown("UNKNOWN")
"""A value that is present, but not known, or that already has a finding: no rule reports it."""
MAYBE = Unknown("MAYBE")
"""A member that a program may or may not set: no rule reports that it is present, or that it is absent."""


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


def put(value: Any, path: Path, new: Any) -> Any:
    """Return `value` with `new` at `path`. Containers on the path are copied, all others are shared."""
    if not path:
        return new
    copy = value.copy()
    copy[path[0]] = put(copy[path[0]], path[1:], new) if len(path) > 1 else new
    return copy
