"""What writers of pages put into programs for their readers: placeholders, and backquotes around them."""

from __future__ import annotations

import re

from ircompile.hosts.excerpts import Excerpt, joined
from ircompile.hosts.notebook.ipython import UNKNOWN, python
from ircompile.hosts.python.reader import parsed
from ircompile.hosts.snippets import UnreadError

STRING = r"""\#[^\n]*|\"""(?:[^\\]|\\.)*?\"""|'''(?:[^\\]|\\.)*?'''|"(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+'"""
PLACEHOLDER = r"<[A-Za-z][^<>\n=]*+>|\$\{[^{}\n]*+\}|\{\{[^{}\n]*+\}\}|…"
BETWEEN = 2
"""The number of the first part of a text that is between two backquotes, which count as parts, too."""
PART = re.compile(rf"(?P<string>{STRING})|(?P<placeholder>{PLACEHOLDER})", re.DOTALL)
"""A string or a comment, or a placeholder outside of both."""


def tidied(program: Excerpt) -> Excerpt:
    """Return a program with unknown values for placeholders; the same one if it can be parsed, or still can't be."""
    if _is_parsed(program):
        return program
    changed = _with_values(_without_backquotes(program))
    return changed if _is_parsed(changed) else program


def _is_parsed(program: Excerpt) -> bool:
    try:
        parsed(python(program)[0].text)
    except UnreadError:
        return False
    return True


def _without_backquotes(program: Excerpt) -> Excerpt:
    """Return a program without backquotes; what is between two begins at the first and ends after the second."""
    parts = re.split("(`)", program.text)
    texts, offsets, at = [], list[int](), 0
    for number, text in enumerate(parts):
        start = at
        at += len(text)
        if text != "`" and text:
            is_within = number % 4 == BETWEEN
            texts.append(text)
            offsets += (program.offsets[start - is_within], *program.offsets[start + 1 : at])
    return Excerpt("".join(texts), [*offsets, program.offsets[-1]])


def _with_values(program: Excerpt) -> Excerpt:
    """Return a program with an unknown value instead of each placeholder that is not in a string."""
    parts: list[Excerpt] = []
    kept = 0
    for it in PART.finditer(program.text):
        if it["placeholder"]:
            parts += (program.part(kept, it.start()), program.instead(UNKNOWN, it.start()))
            kept = it.end()
    return joined([*parts, program.part(kept, len(program.text))])
