"""Comments on lines of their own above a part of a file: above a fence of a page, or an instruction of a Dockerfile."""

from __future__ import annotations

import re

from ircompile.hosts.code import Layout
from ircompile.hosts.snippets import Snippet
from ircompile.syntax.comments import Comment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from re import Pattern

OF_PAGES = re.compile(r"[ \t>]*(?P<comment><!--(?:(?!-->).)*+|\{/\*(?:(?!\*/\}).)*+)(?:-->|\*/\})[ \t]*\r?\n?")
"""A line of Markdown, or of MDX, that is a comment."""
OF_SCRIPTS = re.compile(r"[ \t]*(?P<comment>#[^\r\n]*)\r?\n?")
"""A line that is a comment in many other languages."""
BLANK = re.compile(r"[ \t>]*\r?\n?")


def above_snippets(text: str, snippets: Iterable[Snippet]) -> list[tuple[Snippet, int]]:
    """Return the comments that begin with `#` above the lines in which snippets begin, as `Code` takes them."""
    found: dict[int, tuple[Snippet, int]] = {}
    for it in snippets:
        start = text.rfind("\n", 0, it.offsets[0]) + 1
        for comment, end in lines_above(text, start, it.offsets[len(it.text)], OF_SCRIPTS):
            found.setdefault(comment.offsets[0], (comment, end))
    return list(found.values())


def lines_above(text: str, offset: int, end: int, pattern: Pattern[str]) -> Iterator[tuple[Snippet, int]]:
    """Yield the comments above a part of a text, as `Code` takes them, up to a line of anything else but blanks.

    Args:
        text: The text.
        offset: The offset at which the first line of the part begins.
        end: The offset at which the part ends.
        pattern: What a line with a comment is like.
    """
    while offset:
        start = text.rfind("\n", 0, offset - 1) + 1
        if pattern.fullmatch(text, start, offset):
            yield Snippet("comment", text[start:offset], range(start, offset + 1)), end
        elif not BLANK.fullmatch(text, start, offset):
            return
        offset = start


def layout(text: str) -> Layout:
    """Return the comment in a line, which is about what follows in the code."""
    match = OF_PAGES.fullmatch(text) or OF_SCRIPTS.fullmatch(text)
    start, end = match.span("comment") if match else (0, 0)
    end = start + len(text[start:end].rstrip())
    return Layout([Comment(start, end, own_line=True)] if match else [], closed=[(-1, len(text) + 1)])
