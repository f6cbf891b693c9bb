"""Places in a text that are filled in before it is sent: those of templates, and of texts that people read."""

from __future__ import annotations

import re

from ircompile.findings.values import UNKNOWN, PartialText
from ircompile.syntax.tree import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

    from ircompile.findings.values import Unknown

PLACE: Final = re.compile(
    r"(\$?\{\{[^{}\"]*\}\}|\$?\{[\w.!:\[\]<>=+,%^-]*\}|<[^<>\s](?:[^<>\n]*[^<>\s])?>|\bYOUR_[A-Z0-9_]+)"
)
"""A place such as `{inputs.x}`, `{{ x }}`, `${VAR}`, `<role>` and `YOUR_BUCKET`."""


def without_places(parts: Iterable[str | None]) -> str | Unknown:
    """Return the text of some parts, in which such places are gaps, too.

    A text that is nothing else is unknown, since it may become a value of another type.
    """
    split = [
        None if number % 2 else it
        for part in parts
        for number, it in (enumerate(PLACE.split(part)) if part is not None else ((1, None),))
    ]
    text = PartialText(split)
    return text.known if None not in split else text if text.known else UNKNOWN


def filled_in(node: Node) -> Node:
    """Return a copy of a tree in which such places are gaps."""
    if isinstance(node.items, dict):
        members = {key: filled_in(it) for key, it in node.items.items()}
        value: object = {**node.value, **{key: it.value for key, it in members.items()}}  # some may have no node
        return Node(value, node.start, node.end, items=members, keys=node.keys, style=node.style, target=node.target)
    if node.items is not None:
        elements = [filled_in(it) for it in node.items]
        return Node([it.value for it in elements], node.start, node.end, items=elements, target=node.target)
    value = without_places([node.value]) if isinstance(node.value, str) else node.value
    style = node.style if value == node.value else "tagged"
    return Node(value, node.start, node.end, style=style, target=node.target)
