"""What writers of pages put into programs for their readers: placeholders, and backquotes around them."""

from __future__ import annotations

import re

from ircompile.hosts.excerpts import Excerpt, joined
from ircompile.hosts.notebook.ipython import UNKNOWN, python
from ircompile.hosts.python.reader import parsed
from ircompile.hosts.snippets import UnreadError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

STRING = r"""\#[^\n]*|\"""(?:[^\\]|\\.)*?\"""|'''(?:[^\\]|\\.)*?'''|"(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+'"""
PLACEHOLDER = r"<[A-Za-z][^<>\n=]*+>|\$\{[^{}\n]*+\}|\{\{[^{}\n]*+\}\}|(?<=[=:])[ \t]*…"
ELLIPSIS = r"(?<![\w)\]}])(?:\.\.\.|…)(?:\s*,)?"
PART = re.compile(
    rf"{STRING}|(?P<placeholder>{PLACEHOLDER})|(?P<rest>{ELLIPSIS})|(?P<open>[(\[{{])|(?P<close>[)\]}}])", re.DOTALL
)
"""A string or a comment; or else a placeholder, an ellipsis for more of the same, or a bracket."""
BETWEEN = 2
"""The number of the first part of a text that is between two backquotes, which count as parts, too."""


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
    """Return a program with an unknown value for each placeholder that is not in a string, and for each ellipsis."""
    edits: list[tuple[int, int, str]] = []
    around: list[re.Match[str]] = []  # the open brackets
    for it in PART.finditer(program.text):
        if it["placeholder"]:
            edits.append((*it.span(), UNKNOWN))
        elif it["open"]:
            around.append(it)
        elif it["close"] and around:
            around.pop()
        elif it["rest"] and around:
            edits += _for_ellipsis(it, around[-1])
    parts, kept = list[Excerpt](), 0
    for start, end, new in sorted(edits):
        parts += (program.part(kept, start), program.instead(new, start))
        kept = end
    return joined([*parts, program.part(kept, len(program.text))])


def _for_ellipsis(ellipsis: re.Match[str], bracket: re.Match[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the edits for an ellipsis: unknown items; in a dictionary, they come first and replace no others."""
    if bracket[0] == "[":
        yield *ellipsis.span(), f"*{UNKNOWN},"
    else:
        yield bracket.end(), bracket.end(), f"**{UNKNOWN}, "
        yield *ellipsis.span(), ""
