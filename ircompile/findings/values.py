"""Paths into plain values, and the value that stands for one that is not known."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    Path = tuple[str | int, ...]
    """The steps from the root to a value: member names and list indexes."""


def pointer(path: Iterable[str | int]) -> str:
    """The RFC 6901 JSON Pointer of a path: "/InputConfig/Endpoints/0"; the root is ""."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


class _Unknown:
    __slots__ = ()

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN = _Unknown()
"""Stands in a request for a value that was found faulty before: it is there, and nothing is said of it again."""


def get(value: Any, path: Path) -> Any:
    """The value at `path`, which is there."""
    for step in path:
        value = value[step]
    return value


def put(value: Any, path: Path, new: Any) -> Any:
    """A copy of `value`, as far as it must be one, that has `new` at `path`."""
    if not path:
        return new
    copy = value.copy()
    copy[path[0]] = put(copy[path[0]], path[1:], new) if len(path) > 1 else new
    return copy
