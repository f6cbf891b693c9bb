"""The trees of YAML texts without anchors and tags, composed by libyaml, or by PyYAML if it was built without that.

libyaml's composer takes a third of the time of `reader`, but it recurses. It is used only for texts whose values are
known, and with them that their depth is bounded.
"""

from __future__ import annotations

from ircompile.syntax.tree import Node
from ircompile.syntax.yaml.lazy_node import LazyNode
from ircompile.syntax.yaml.libyaml import has_composer, libyaml

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.syntax.yaml.lazy_node import Parts

yaml = libyaml()


class _Composer(yaml.CParser if has_composer() else yaml.SafeLoader):  # type: ignore[misc]  # it has no stubs
    """A composer, which need not resolve tags since the values are known."""

    def resolve(self, *_: object) -> None:
        """Resolve nothing."""

    descend_resolver = ascend_resolver = resolve


def composed_trees(text: str, values: list[Any], offset: int = 0) -> list[Node]:
    """Return the tree of each document of a text.

    Args:
        text: The text, which has no anchors, tags, merges and duplicate keys.
        values: The values of its documents.
        offset: Where the text starts in the source.
    """
    composer = _Composer(text)
    found: list[Node] = []
    while composer.check_node():
        found.append(_tree(composer.get_node(), values[len(found)], text, offset))
    return found


def _tree(node: Any, value: Any, text: str, offset: int) -> Node:
    start = node.start_mark.index + offset
    if type(node) is yaml.ScalarNode:
        return Node(value, start, node.end_mark.index + offset, style=node.style or "plain")
    return LazyNode(value, start, lambda: _end(node, text) + offset, lambda: _parts(node, value, text, offset), _tree)


def _parts(node: Any, value: Any, text: str, offset: int) -> Parts:
    if isinstance(value, list):
        return {number: (item, value[number], text, offset) for number, item in enumerate(node.value)}, None
    keys = {key.value: (key.start_mark.index + offset, key.end_mark.index + offset) for key, _ in node.value}
    return {key.value: (item, value[key.value], text, offset) for key, item in node.value}, keys


def _end(node: Any, text: str) -> int:
    """Return the end of a node; for a block collection, which is never empty, libyaml's is the next token's start."""
    while type(node) is not yaml.ScalarNode and text[node.start_mark.index] not in "[{":
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return int(node.end_mark.index)
