"""The code blocks of a page of reStructuredText."""

from __future__ import annotations

import re

from ircompile.hosts.excerpts import joined
from ircompile.hosts.markdown.fences import LINE, Fence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircompile.hosts.excerpts import Excerpt

DIRECTIVE = re.compile(r"[ \t]*+\.\.[ \t]++(?:code-block|code|sourcecode|code-cell|prompt)::(?P<info>.*+)")
"""The line above a block of code; options may follow it."""
LITERAL = re.compile(r"(?![ \t]*+\.\.[ \t]).*::[ \t]*+$")
"""A paragraph above a block whose language is not said."""
TAB = 8
"""The columns to the next tab stop, twice those of Markdown."""
OPTION = re.compile(r"[ \t]++:[\w-]++:")


def code_blocks(page: Excerpt) -> Iterator[Fence]:
    """Yield the code blocks of a page."""
    info, around = None, 0  # what is said of the block that is open, and the columns of the text around it
    block: list[re.Match[str]] = []
    for line in LINE.finditer(page.text):
        text = line[0].rstrip()
        if info is not None:
            if not text or _indent(text) > around:
                if block or (text and not OPTION.match(text)):
                    block.append(line)
                continue
            yield from _block(page, block, info)
            info, block = None, []
        if opening := DIRECTIVE.match(text) or LITERAL.match(text):
            info, around = (opening["info"] if opening.re is DIRECTIVE else ""), _indent(text)
    if info is not None:
        yield from _block(page, block, info)


def _block(page: Excerpt, lines: list[re.Match[str]], info: str) -> Iterator[Fence]:
    """Yield a block without the indentation of its first line, unless it is empty."""
    if not lines:
        return
    margin = len(lines[0][0]) - len(lines[0][0].lstrip(" \t"))
    parts = [page.part(it.start() + min(margin, len(it[0]) - len(it[0].lstrip(" \t"))), it.end()) for it in lines]
    text = joined(parts)
    yield Fence(text.text, text.offsets, info.strip())


def _indent(text: str) -> int:
    """Return the columns of blanks at the start of a line."""
    return len(text.expandtabs(TAB)) - len(text.expandtabs(TAB).lstrip(" "))
