"""A manifest's values with their places in the text."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Protocol

    class Offsets(Protocol):
        """For each character of a text, and for its end, an offset in another text."""

        def __getitem__(self, index: int, /) -> int: ...


class Node:
    """One value and where it stands: offsets in characters into the text it was read from.

    `value` is the plain value (dict, list, str, int, float, bool or None). `items` holds the nodes below a
    mapping (by key) or a list (by index), `keys` the place of each key of a mapping; both are None for a
    scalar. `style` says how a scalar is written: "plain", "'", '"', "|", ">", or "tagged" if it has a YAML tag.
    An alias of YAML has as its `target` the node at the anchor.
    """

    __slots__ = ("end", "items", "keys", "start", "style", "target", "value")

    def __init__(
        self,
        value: Any,
        start: int,
        end: int,
        *,
        items: dict[str, Node] | list[Node] | None = None,
        keys: dict[str, tuple[int, int]] | None = None,
        style: str = "plain",
        target: Node | None = None,
    ) -> None:
        self.value = value
        self.start = start
        self.end = end
        self.items = items
        self.keys = keys
        self.style = style
        self.target = target

    def alias(self, start: int, end: int) -> Node:
        """The same value, referred to from another place."""
        return Node(self.value, start, end, items=self.items, keys=self.keys, style=self.style, target=self)

    @property
    def members(self) -> dict[str, Node]:
        """The nodes of a mapping, by key; of anything else none."""
        return self.items if isinstance(self.items, dict) else {}

    @property
    def elements(self) -> list[Node]:
        """The nodes of a list; of anything else none."""
        return self.items if isinstance(self.items, list) else []

    def below(self, step: str | int) -> Node | None:
        """The node one step down, or None where there is none."""
        if isinstance(self.items, dict):
            return self.items.get(step) if isinstance(step, str) else None
        if self.items is not None and isinstance(step, int) and step < len(self.items):
            return self.items[step]
        return None


def moved(node: Node, places: Offsets) -> Node:
    """A node of a string as a node of the text around it: `places` has the offset there of each of its characters."""
    top = _moved_alone(node, places)
    waiting = [(node, top)]
    while waiting:
        old, new = waiting.pop()
        if isinstance(old.items, dict):
            new.items = {key: _moved_alone(item, places) for key, item in old.items.items()}
            waiting += zip(old.items.values(), new.items.values(), strict=True)
        elif old.items is not None:
            new.items = [_moved_alone(item, places) for item in old.items]
            waiting += zip(old.items, new.items, strict=True)
    return top


def _moved_alone(node: Node, places: Offsets) -> Node:
    """A moved node without those below it."""
    keys = {key: (places[start], places[end]) for key, (start, end) in (node.keys or {}).items()}
    return Node(node.value, places[node.start], places[node.end], keys=keys or None, style=node.style)
