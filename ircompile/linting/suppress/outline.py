"""Lookup of a text's mapping members and list elements by offset."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ircompile.syntax.tree import Node


@dataclass(frozen=True, slots=True)
class Entry:
    """A member of a mapping or an element of a list.

    Attributes:
        start: The offset of the member's key, or of the element.
        node: The member's value, or the element.
        parent: The entry that contains this one; None at the top of a document.
    """

    start: int
    node: Node
    parent: Entry | None


class Outline:
    """The entries of a text's documents, in the order of the text.

    Values that an alias or a merge key repeats are entries only where they are written.
    """

    def __init__(self, roots: Iterable[Node]) -> None:
        self._entries = sorted((entry for root in roots for entry in _entries(root)), key=lambda entry: entry.start)
        self._starts = [entry.start for entry in self._entries]

    def below(self, offset: int) -> Entry | None:
        """Return the entry that a comment on its own line precedes, or None after the last entry.

        That is the outermost of the entries that start next after the offset; between a key and its scalar, it is
        the entry of that key.
        """
        inside = next(self.around(offset), None)
        if inside and inside.node.items is None and offset < inside.node.start:
            return inside
        index = bisect_left(self._starts, offset)
        return self._entries[index] if index < len(self._entries) else None

    def around(self, offset: int) -> Iterator[Entry]:
        """Yield the entries that contain an offset, the innermost first."""
        index = bisect_right(self._starts, offset) - 1
        entry = self._entries[index] if index >= 0 else None
        while entry:
            if offset <= entry.node.end:
                yield entry
            entry = entry.parent


def _entries(root: Node) -> Iterator[Entry]:
    """Yield the entries below a node, each before the entries that it contains."""
    waiting: list[tuple[Node, Entry | None]] = [(root, None)]
    while waiting:
        node, parent = waiting.pop()
        keys = node.keys or {}
        children = [(keys[key][0], item) for key, item in node.members.items() if key in keys]
        children += [(item.start, item) for key, item in node.members.items() if key not in keys]
        children += [(item.start, item) for item in node.elements]
        for start, item in children:
            if node.start <= start <= item.start and item.end <= node.end:
                entry = Entry(start, item, parent)
                yield entry
                if item.items:
                    waiting.append((item, entry))
