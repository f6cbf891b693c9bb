"""Collections whose inner nodes are made when they are first needed, since reports need few of them."""

from __future__ import annotations

from ircompile.package import Lazy
from ircompile.syntax.tree import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Parts = tuple[dict[Any, tuple[Any, ...]], dict[str, tuple[int, int]] | None]
    """The arguments for making each inner node, by its key or index, and the spans of the keys of a mapping."""


class LazyNode(Node):
    """A mapping or list.

    Args:
        value: Its plain value, a dict or a list.
        start: The offset at which it starts.
        end: Returns the offset at which it ends.
        find: Returns the parts of the inner nodes.
        make: Makes an inner node from its part.
    """

    def __init__(
        self, value: Any, start: int, end: Callable[[], int], find: Callable[[], Parts], make: Callable[..., Node]
    ) -> None:
        self._end = Lazy(end)
        self._parts = Lazy(find)
        self._make = make
        self._made: dict[str | int, Node] = {}
        self.value = value
        self.start = start
        self.style = "plain"
        self.target = None

    @property
    def end(self) -> Any:  # type: ignore[override]  # it is not set after `__init__`
        """The offset at which it ends."""
        return self._end()

    @property
    def items(self) -> Any:  # type: ignore[override]  # as above
        """The nodes inside, by key or by index."""
        nodes = {step: self.below(step) for step in self._parts()[0]}
        return nodes if isinstance(self.value, dict) else list(nodes.values())

    @property
    def has_items(self) -> bool:
        """Whether there are nodes below it."""
        return bool(self._parts()[0])

    @property
    def keys(self) -> Any:  # type: ignore[override]  # as above
        """The span of each key of a mapping; None for a list."""
        return self._parts()[1]

    def below(self, step: str | int) -> Node | None:
        """Return the node one step down, or None if there is none."""
        node = self._made.get(step)
        if node is None and step in (parts := self._parts()[0]):
            node = self._made[step] = self._make(*parts[step])
        return node
