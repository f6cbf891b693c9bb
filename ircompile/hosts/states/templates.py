"""Texts that a template fills in: in a mapping of AWS CloudFormation, or with placeholders such as `${Name}`."""

from __future__ import annotations

import re

from ircompile.findings.values import UNKNOWN, PartialText
from ircompile.hosts.snippets import Snippet
from ircompile.syntax.offsets import character_offsets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    from ircompile.syntax.tree import Node

SUB: Final = "Fn::Sub"
JOIN: Final = "Fn::Join"
FUNCTION: Final = re.compile(r"Fn::\w+|Ref|Condition")
"""The key of a mapping that is a function of CloudFormation."""
PLACEHOLDER: Final = re.compile(r"\$\{[^{}\n]*\}")
GAP: Final = "${}"
"""The placeholder for a part of a joined text that is not known."""
HIDDEN: Final = "\ue000"
"""A character of private use: a string of these is a placeholder that is not in a string."""
BARE: Final = re.compile(r'("(?:[^"\\]|\\.)*+")|' + PLACEHOLDER.pattern)
"""A string of JSON, or a placeholder outside of one."""


def is_function(node: Node) -> bool:
    """Return whether a node is a function of CloudFormation, whose value is not known."""
    return len(node.members) == 1 and all(map(FUNCTION.fullmatch, node.members))


def text_of(node: Node, around: Snippet) -> Snippet | None:
    """Return the text that a node means, with placeholders for the parts that are not known; None if it is not a text.

    Args:
        node: The node: a string, or a function that makes one.
        around: The text that the node was read from.
    """
    if isinstance(node.value, str):
        return Snippet("json", node.value, _outer(character_offsets(around.text, node), around), around.cell)
    if len(node.members) != 1:
        return None
    if sub := node.below(SUB):
        return text_of(sub.elements[0] if sub.elements else sub, around) if sub.value else None
    join = node.below(JOIN)
    if join and len(join.elements) == 2:  # noqa: PLR2004  the separator, and the parts
        return _joined(join.elements[0], join.elements[1], around)
    return None


def _joined(separator: Node, parts: Node, around: Snippet) -> Snippet | None:
    if not isinstance(separator.value, str):
        return None
    text = ""
    offsets: list[int] = []
    for node in parts.elements:
        part = text_of(node, around) or Snippet("json", GAP, [around.offsets[node.start]] * (len(GAP) + 1))
        if text:
            text += separator.value
            offsets += [part.offsets[0]] * len(separator.value)
        text += part.text
        offsets += [part.offsets[index] for index in range(len(part.text))]
    return Snippet("json", text, [*offsets, around.offsets[parts.end]], around.cell)


def _outer(offsets: Any, around: Snippet) -> Any:
    """Return offsets in the text of a snippet as offsets in the text of the file."""
    if isinstance(around.offsets, range) and around.offsets.start == 0:
        return offsets
    return [around.offsets[it] for it in offsets]


def hidden(text: str) -> str:
    """Return a text of JSON in which placeholders outside of strings are strings of the same length."""
    return BARE.sub(lambda found: found[1] or f'"{HIDDEN * (len(found[0]) - 2)}"', text) if "${" in text else text


def filled(text: str, also: re.Pattern[str] = PLACEHOLDER) -> Any:
    """Return a text, or what is known of it if parts of it are filled in later.

    Args:
        text: The text.
        also: What is filled in, besides placeholders.
    """
    if text.startswith(HIDDEN):
        return UNKNOWN
    parts: list[str | None] = []
    start = 0
    for gap in sorted({*_spans(PLACEHOLDER, text), *_spans(also, text)}):
        parts += text[start : gap[0]], None
        start = gap[1]
    return PartialText([*parts, text[start:]]) if parts else text


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [found.span() for found in pattern.finditer(text)]
