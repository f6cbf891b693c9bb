"""Copies of values with all below them."""

from __future__ import annotations

from ircompile.hosts.python.values import Mapping, Sequence, Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


def copier(memo: dict[int, Value] | None = None) -> Callable[[Value], Value]:
    """Return a function that copies values with all below them; what they share, their copies share.

    Args:
        memo: A dictionary for the copies.
    """
    memo = {} if memo is None else memo

    def copy(value: Value) -> Value:
        if not isinstance(value, (Mapping, Sequence)):
            return value
        if (known := memo.get(id(value))) is not None:
            return known
        if isinstance(value, Mapping):
            new = memo[id(value)] = value.copied()
            new.items = {key: copy(item) for key, item in value.items.items()}
            return new
        twin = memo[id(value)] = Sequence(value.span, value.kind, None, value.changes)
        twin.items = None if value.items is None else [copy(item) for item in value.items]
        return twin

    return copy
