"""A manifest's values with their spans in the text."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal, Protocol

    Style = Literal["plain", "'", '"', "|", ">", "tagged"]
    """How a scalar is written; "tagged" if it has a YAML tag."""

    class Offsets(Protocol):
        """For each character of a text, and for its end, an offset in another text."""

        def __getitem__(self, index: int, /) -> int: ...


class Node:
    """A value and its span in the text that it was read from.

    Attributes:
        value: The plain value: dict, list, str, int, float, bool or None.
        start: Offset of its first character.
        end: Offset after its last character.
        items: The nodes below a mapping (by key) or a list (by index); None for a scalar.
        keys: The span of each key of a mapping; None for anything else.
        style: How a scalar is written.
        target: For a YAML alias, the node that has the anchor.
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
        style: Style = "plain",
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
        """Return a node for an alias of this one at another span."""
        return Node(
            self.value, start, end, items=self.items, keys=self.keys, style=self.style, target=self.target or self
        )

    @property
    def has_items(self) -> bool:
        """Whether there are nodes below it."""
        return bool(self.items)

    @property
    def members(self) -> dict[str, Node]:
        """The nodes of a mapping by key; empty for anything else."""
        return self.items if isinstance(self.items, dict) else {}

    @property
    def elements(self) -> list[Node]:
        """The nodes of a list; empty for anything else."""
        return self.items if isinstance(self.items, list) else []

    def below(self, step: str | int) -> Node | None:
        """Return the node at a key or an index of this one, or None if there is none."""
        if isinstance(self.items, dict):
            return self.items.get(step) if isinstance(step, str) else None
        if self.items is not None and isinstance(step, int) and step < len(self.items):
            return self.items[step]
        return None


def style_of(text: str) -> Style:
    """Return the style of a scalar that is written as `text`: quoted or plain."""
    return "'" if text.startswith("'") else '"' if text.startswith('"') else "plain"


def moved(node: Node, offsets: Offsets) -> Node:
    """Return a copy of a node and all below it, with its offsets in a string replaced by those in the text around it.

    Args:
        node: A node that was read from the string.
        offsets: The offset in the text of each character of the string, and of its end.
    """
    top = _moved_alone(node, offsets)
    waiting = [(node, top)]
    while waiting:
        old, new = waiting.pop()
        if isinstance(old.items, dict):
            new.items = {key: _moved_alone(item, offsets) for key, item in old.items.items()}
            waiting += zip(old.items.values(), new.items.values(), strict=True)
        elif old.items is not None:
            new.items = [_moved_alone(item, offsets) for item in old.items]
            waiting += zip(old.items, new.items, strict=True)
    return top


def _moved_alone(node: Node, offsets: Offsets) -> Node:
    """Return a moved copy of a node without the nodes below it."""
    keys = {key: (offsets[start], offsets[end]) for key, (start, end) in (node.keys or {}).items()}
    return Node(node.value, offsets[node.start], offsets[node.end], keys=keys or None, style=node.style)
