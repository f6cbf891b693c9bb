"""The comments of a page above its fences: `<!-- ... -->`, and `{/* ... */}` in MDX."""

from __future__ import annotations

import re

from ircompile.hosts.code import Layout
from ircompile.hosts.excerpts import Excerpt
from ircompile.hosts.markdown.fences import fences
from ircompile.hosts.snippets import Snippet
from ircompile.syntax.comments import Comment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircompile.sources.source import Source

LINE = re.compile(r"[ \t>]*(?P<comment><!--(?:(?!-->).)*+|\{/\*(?:(?!\*/\}).)*+)(?:-->|\*/\})[ \t]*\r?\n?")
"""A line that is a comment."""
BLANK = re.compile(r"[ \t>]*\r?\n?")


def comments(source: Source) -> list[tuple[Snippet, int]]:
    """Return the comments above the fences of a page, each with the offset at which its fence ends."""
    found = []
    for fence in fences(Excerpt(source.text, range(len(source.text) + 1))):
        body = source.text.rfind("\n", 0, fence.offsets[0]) + 1
        opening = source.text.rfind("\n", 0, max(body - 1, 0)) + 1
        for start, end in _lines_above(source.text, opening):
            comment = Snippet("comment", source.text[start:end], range(start, end + 1))
            found.append((comment, fence.offsets[-1]))
    return found


def _lines_above(text: str, offset: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the lines with comments above an offset, up to one that is neither a comment nor blank."""
    while offset:
        start = text.rfind("\n", 0, offset - 1) + 1
        if LINE.fullmatch(text, start, offset):
            yield start, offset
        elif not BLANK.fullmatch(text, start, offset):
            return
        offset = start


def layout(text: str) -> Layout:
    """Return the comment in a line, which is about what follows in the code."""
    match = LINE.fullmatch(text)
    start, end = match.span("comment") if match else (0, 0)
    end = start + len(text[start:end].rstrip())
    return Layout([Comment(start, end, own_line=True)] if match else [], closed=[(-1, len(text) + 1)])
