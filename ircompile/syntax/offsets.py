"""The offset of each character of a string in the text that it was written in."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

    from ircompile.syntax.tree import Node, Style

ESCAPE: Final = re.compile(r"\\(?:u[0-9a-fA-F]{4}(?:\\u[dD][c-fC-F][0-9a-fA-F]{2})?|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}|.)")
BLANKS: Final = re.compile(r"[ \t]*")
ESCAPED_END: Final = re.compile(r"(?:\\\r?\n[ \t]*)+")
"""Escaped ends of lines, which are not in the value, with the indentation of the next line."""
FOLD: Final = re.compile(r"[ \t]*\r?\n[ \t]*")


def character_offsets(text: str, node: Node) -> Sequence[int]:
    """Return the offset in `text` of each character of the string `node`, and the offset after the last one.

    For an alias, these are offsets in the text of its anchor. Escapes, doubled quotes, folded lines and the
    indentation of block scalars are followed. Characters that can't be told apart in the text share the nearest
    known offset.
    """
    node = node.target or node
    value, start = node.value, node.start + (node.style in ("'", '"'))
    if text[start : start + len(value)] == value:
        return range(start, start + len(value) + 1)
    if node.style in ("|", ">"):
        start = text.find("\n", start) + 1
    offsets = []
    for character in value:
        start = _start_of(character, text, start, node)
        offsets.append(min(start, node.end))
        start = min(_end_of(character, text, start, node.style), node.end)
    return [*offsets, start]


def _start_of(character: str, text: str, offset: int, node: Node) -> int:
    """Return where `character` starts: at `offset`, or after a fold or an indentation that is not in the value."""
    if node.style == '"' and (escaped := ESCAPED_END.match(text, offset)):
        offset = escaped.end()
    if offset >= node.end or text[offset] == character or text[offset] == "\\":
        return offset
    fold = FOLD.match(text, offset)
    if fold and character not in " \n":
        return fold.end()
    if text[offset] in " \t" and node.style in ("|", ">"):
        return BLANKS.match(text, offset).end()  # type: ignore[union-attr]  # it also matches nothing
    return offset


def _end_of(character: str, text: str, start: int, style: Style) -> int:
    """Return the offset after `character`, which starts at `start`."""
    if style == '"' and text[start : start + 1] == "\\":
        escape = ESCAPE.match(text, start)
        return escape.end() if escape else start + 1
    if style == "'" and text[start : start + 2] == "''":
        return start + 2
    if character in " \n":
        fold = FOLD.match(text, start)
        return fold.end() if fold and style not in ("|", ">") else start + 1
    return start + 1
