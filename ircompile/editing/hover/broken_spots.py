"""The key or the value at an offset of a text that can't be read."""

from __future__ import annotations

import re

from ircompile.editing.completion import may_be_job
from ircompile.editing.cursor import cursor
from ircompile.editing.spots import Spot, spot_at
from ircompile.manifest.manifest import Manifest
from ircompile.syntax.document import Document
from ircompile.syntax.tree import Node, style_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from ircompile.editing.answers import Span
    from ircompile.editing.cursor.types import Cursor
    from ircompile.editing.settings import Settings
    from ircompile.findings.values import Path
    from ircompile.model.model import Model
    from ircompile.sources.source import Source


NOWHERE: Final = (-1, -1)
"""The span of what is not in the text."""
RUN: Final = re.compile(r"[^\s\"'\[\]{},]{0,200}")
"""The rest of a word with punctuation in it, such as an ARN."""
WORD: Final = re.compile(r"[A-Za-z]\w*")
LONGEST_NAME: Final = 100
"""Characters before and after an offset in which a name is looked for."""
DIGITS: Final = re.compile("[0-9]{1,10}")


def broken_spot(source: Source, offset: int, settings: Settings) -> Spot | None:
    """Return the key or value at an offset, in a manifest of its own; None if there is none, or it is not known.

    Args:
        source: The text.
        offset: The offset.
        settings: The settings for the text.
    """
    model = settings.model
    run = RUN.match(source.text, offset)
    for at in (offset, run.end() if run else offset):  # what follows an open quote is clear at its end only
        found = cursor(source.text, at, is_json=source.kind == "json")
        word = source.text[slice(*found.span)]
        path = (*found.path, word) if found.position == "key" else found.path
        is_known = found.position in ("key", "value") and model.request.at(path) is not None
        if word and is_known and found.span[0] <= offset and (settings.is_overlay or may_be_job(found, settings)):
            inner = _key(word, found.span) if found.position == "key" else _scalar(word, found, model)
            return _spot(source, found.path, inner, offset, model)
    return None


def named_spot(source: Source, offset: int, settings: Settings) -> Spot | None:
    """Return the member that is named at an offset of a program that can't be read; None for names of several members.

    The arguments are those of `broken_spot`.
    """
    model = settings.model
    start = source.text.rfind("\n", 0, offset) + 1
    words = WORD.finditer(source.text, max(start, offset - LONGEST_NAME), offset + LONGEST_NAME)
    word = next((it for it in words if it.start() <= offset <= it.end()), None)
    paths = [shape.path for shape in model.request.walk() if word and shape.name == word[0] and shape.path[-1:] != "]"]
    if word is None or len(paths) != 1:
        return None
    above = paths[0].rpartition(".")[0].replace("[*]", ".0").split(".")
    path = tuple(0 if step == "0" else step for step in above if step)
    return _spot(source, path, _key(word[0], word.span()), offset, model)


def _spot(source: Source, path: Path, node: Node, offset: int, model: Model) -> Spot | None:
    """Return the spot at an offset in a manifest that has nothing but a node at a path."""
    root = _above(path, node)
    return spot_at([Manifest(source, Document(root.value, root, []), model)], offset)


def _key(word: str, span: Span) -> Node:
    """Return the node of a mapping that has nothing but a key."""
    return Node({word: None}, *span, items={word: Node(None, *NOWHERE)}, keys={word: span})


def _scalar(word: str, found: Cursor, model: Model) -> Node:
    """Return the node of a value."""
    shape = model.request.at(found.path)
    is_number = shape is not None and shape.kind == "integer" and DIGITS.fullmatch(word) and not found.quote
    start, end = found.span[0] - len(found.quote), found.span[1] + found.is_closed
    return Node(int(word) if is_number else word, start, end, style=style_of(found.quote))


def _above(path: Path, node: Node) -> Node:
    """Return the tree in which a value at a path is all there is."""
    for step in reversed(path):
        if isinstance(step, str):
            node = Node({step: node.value}, node.start, node.end, items={step: node})
        else:
            before = [Node(None, *NOWHERE)] * step
            node = Node([*[None] * step, node.value], node.start, node.end, items=[*before, node])
    return node
