"""What a text becomes when a completion is accepted."""

from __future__ import annotations

import re

from ircompile.editing.answers import Item

CHOICE = re.compile(r"\$\{\d+\|((?:[^|\\]|\\.)*?)\|\}")
DEFAULT = re.compile(r"\$\{\d+:((?:[^}\\]|\\.)*)\}")
STOP = re.compile(r"(?<!\\)\$\d+")
ESCAPE = re.compile(r"\\([\\$}])")


def filled(snippet: str) -> str:
    """Return the text of a snippet: the first of its choices, its defaults, and nothing at other places."""
    snippet = CHOICE.sub(lambda it: it[1].split(",")[0], snippet)
    return ESCAPE.sub(r"\1", STOP.sub("", DEFAULT.sub(r"\1", snippet)))


def accepted(text: str, item: Item, *, snippets: bool = True) -> str:
    """Return a text after an item was accepted, in an editor that knows snippets or one that doesn't."""
    new = item.plain if not snippets else filled(item.text) if item.is_snippet else item.text
    edits = [(edit.start, edit.end, edit.text) for edit in item.also] + [(*item.span, new)]
    for start, end, written in sorted(edits, key=lambda it: it[:2], reverse=True):
        text = text[:start] + written + text[end:]
    return text
