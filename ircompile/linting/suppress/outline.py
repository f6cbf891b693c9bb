"""Where the members and elements of documents stand, for those who come from a place in the text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ircompile.syntax.tree import Node


class Entry:
    """A member of a mapping, from its key to the end of its value, or an element of a list."""

    __slots__ = ("node", "parent", "start")

    def __init__(self, start: int, node: Node, parent: Entry | None) -> None:
        self.start = start
        self.node = node
        self.parent = parent


class Outline:
    """The entries of the documents of a text, in its order; what an alias or a merge brings stands elsewhere."""

    __slots__ = ("_entries", "_starts")

    def __init__(self, roots: Iterable[Node]) -> None:
        self._entries = sorted((entry for root in roots for entry in _entries(root)), key=lambda entry: entry.start)
        self._starts = [entry.start for entry in self._entries]

    def below(self, offset: int) -> Entry | None:
        """The entry that a line of its own stands above: the outermost of those that begin next behind a place.

        Between a key and its scalar it is theirs.
        """
        inside = next(self.around(offset), None)
        if inside and inside.node.items is None and offset < inside.node.start:
            return inside
        at = bisect_left(self._starts, offset)
        return self._entries[at] if at < len(self._entries) else None

    def around(self, offset: int) -> Iterator[Entry]:
        """The entries that a place is in, the innermost first."""
        at = bisect_right(self._starts, offset) - 1
        entry = self._entries[at] if at >= 0 else None
        while entry:
            if offset <= entry.node.end:
                yield entry
            entry = entry.parent


def _entries(root: Node) -> Iterator[Entry]:
    """The entries below a node, each before those in it."""
    waiting: list[tuple[Node, Entry | None]] = [(root, None)]
    while waiting:
        node, entry = waiting.pop()
        below = [((node.keys or {})[key][0], item) for key, item in node.members.items()]
        below += [(item.start, item) for item in node.elements]
        for start, item in below:
            if node.start <= start <= item.start and item.end <= node.end:
                inner = Entry(start, item, entry)
                yield inner
                if item.items:
                    waiting.append((item, inner))
