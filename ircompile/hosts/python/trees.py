"""Trees of the values of a program."""

from __future__ import annotations

from ircompile.findings.values import MAYBE, UNKNOWN, PartialText
from ircompile.hosts.placeholders import without_places
from ircompile.hosts.python.texts import parts_of
from ircompile.hosts.python.values import Mapping, Scalar, Sequence, Text, Value
from ircompile.syntax.tree import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping as ReadOnly
    from typing import Any

    from ircompile.model.shapes import Shape

MAX_NODES = 10_000
"""The most values of a request that are worked out."""


class Trees:
    """Makes trees of values.

    Args:
        is_template: Whether its texts have places that are filled in later.
    """

    def __init__(self, *, is_template: bool = False) -> None:
        self._is_template = is_template
        self._left = MAX_NODES
        self._around: set[int] = set()

    def tree(self, value: Value, shape: Shape | None) -> Node:
        """Return the tree of a value.

        Values that are not known are `UNKNOWN` in it, and texts with gaps `PartialText`; members that may be there or
        not are `MAYBE`, which includes all members of its shape if nothing is known of the others.

        Args:
            value: The value.
            shape: Its shape, if it has one.
        """
        self._left -= 1
        if self._is_template and (parts := parts_of(value)) is not None:
            known = without_places(parts)
            is_whole = isinstance(value, Scalar) and value.is_literal and known == value.value
            return Node(known, *value.span, style="plain" if is_whole else "tagged")
        if isinstance(value, Scalar):
            return Node(value.value, *value.span, style="plain" if value.is_literal else "tagged")
        if isinstance(value, Text):
            return Node(PartialText(value.parts), *value.span, style="tagged")
        if self._left < 0 or id(value) in self._around:  # a list that contains itself
            return Node(UNKNOWN, *value.span)
        self._around.add(id(value))
        node = self._collection(value, shape)
        self._around.discard(id(value))
        return node

    def _collection(self, value: Value, shape: Shape | None) -> Node:
        if isinstance(value, Sequence) and value.items is not None:
            items = [self.tree(it, shape.element if shape else None) for it in value.items]
            return Node([it.value for it in items], *value.span, items=items)
        if isinstance(value, Mapping) and value.kind == "dict":
            return self._mapping(value, shape.members if shape else {})
        return Node(UNKNOWN, *value.span)

    def _mapping(self, value: Mapping, members: ReadOnly[str, Shape]) -> Node:
        items = {  # a key that is not a string is an unknown member, with the name by which botocore refuses it
            str(key): Node(MAYBE, *it.span) if key in value.maybe else self.tree(it, members.get(str(key)))
            for key, it in value.items.items()
        }
        plain: dict[str, Any] = {key: it.value for key, it in items.items()}
        if value.is_open:
            plain = {**dict.fromkeys(members, MAYBE), **plain}
        keys = {str(key): value.keys[key] for key in value.items if key in value.keys}
        return Node(plain, *value.span, items=items, keys=keys)
