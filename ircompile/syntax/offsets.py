"""Where each character of a string stands in the text that it was written in."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

    from ircompile.syntax.tree import Node

ESCAPE: Final = re.compile(r"\\(?:u[0-9a-fA-F]{4}(?:\\u[dD][c-fC-F][0-9a-fA-F]{2})?|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}|.)")
BLANKS: Final = re.compile(r"[ \t]*")
FOLD: Final = re.compile(r"[ \t]*\r?\n[ \t]*")


def character_offsets(text: str, node: Node) -> Sequence[int]:
    """For each character of the string `node` its offset in `text`, and at last the offset after them.

    Of an alias it is the text at the anchor. Escapes, doubled quotes, folded lines and the indentation of block
    scalars are followed. Where a string was written in a way that can't be followed character by character, its
    characters share the nearest known place.
    """
    node = node.target or node
    value, start = node.value, node.start + (node.style in ("'", '"'))
    if text[start : start + len(value)] == value:
        return range(start, start + len(value) + 1)
    if node.style in ("|", ">"):
        start = text.find("\n", start) + 1
    places = []
    for character in value:
        start = _next(text, start, character, node)
        places.append(min(start, node.end))
        start = min(_after(text, start, character, node.style), node.end)
    return [*places, start]


def _next(text: str, at: int, character: str, node: Node) -> int:
    """Where `character` begins, from `at` on: behind a fold or an indentation that stands for nothing."""
    if at >= node.end or text[at] == character or text[at] == "\\":
        return at
    fold = FOLD.match(text, at)
    if fold and character not in " \n":
        return fold.end()
    if text[at] in " \t" and node.style in ("|", ">"):
        return BLANKS.match(text, at).end()  # type: ignore[union-attr]  # it matches nothing, too
    return at


def _after(text: str, at: int, character: str, style: str) -> int:
    """The offset after the character that begins at `at`."""
    if style == '"' and text[at : at + 1] == "\\":
        escape = ESCAPE.match(text, at)
        return escape.end() if escape else at + 1
    if style == "'" and text[at : at + 2] == "''":
        return at + 2
    if character in " \n":
        fold = FOLD.match(text, at)
        return fold.end() if fold and style not in ("|", ">") else at + 1
    return at + 1
