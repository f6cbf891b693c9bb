"""The trees of YAML texts without anchors and tags, composed by libyaml.

libyaml's composer takes a third of the time of `reader`, but it recurses: only texts whose values were read before, and
whose depth is known to be bounded, may come here.
"""

from __future__ import annotations

from ircompile.syntax.tree import Node
from ircompile.syntax.yaml.libyaml import libyaml

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

yaml = libyaml()


class _Composer(yaml.CParser):  # type: ignore[misc,name-defined]  # it has no stubs
    """libyaml's composer, which resolves no tags: the values are known."""

    def resolve(self, *_: object) -> None:
        """Resolve nothing."""

    descend_resolver = ascend_resolver = resolve


def trees(text: str, values: list[Any]) -> list[Node]:
    """Return the tree of each document of a text.

    Args:
        text: The text, which has no anchors, tags, merges and duplicate keys.
        values: The values of its documents.
    """
    composer = _Composer(text)
    found: list[Node] = []
    while composer.check_node():
        found.append(_tree(composer.get_node(), values[len(found)], text))
    return found


def _tree(node: Any, value: Any, text: str) -> Node:
    start, end = node.start_mark.index, node.end_mark.index
    if type(node) is yaml.ScalarNode:
        return Node(value, start, end, style=node.style or "plain")
    if type(node) is yaml.MappingNode:
        items: Any = {key.value: _tree(item, value[key.value], text) for key, item in node.value}
        keys = {key.value: (key.start_mark.index, key.end_mark.index) for key, _ in node.value}
        below = list(items.values())
    else:
        keys = None
        items = below = [_tree(item, one, text) for item, one in zip(node.value, value, strict=True)]
    if text[start] not in "[{":  # without brackets, libyaml says where the next thing begins
        end = below[-1].end if below else start
    return Node(value, start, end, items=items, keys=keys)
