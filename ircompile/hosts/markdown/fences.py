"""The fences of a page of Markdown, as CommonMark has them, with the offset of each character in them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ircompile.hosts.excerpts import Excerpt, joined

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

OPENING = re.compile(
    r"(?P<before>[ \t]*+(?:(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))[ \t]*+)*+)"
    r"(?P<fence>`{3,}+(?=[^`]*+$)|~{3,}+)(?P<info>.*+)$"
)
"""The line that opens a fence, after the marks of the quotes and lists that it is in."""
QUOTE = re.compile(r"[ \t]*+>")
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
COMMENT = re.compile(r"[ \t]*+<!--(?P<end>.*?-->)?")
TAB = 4
"""The columns of a tab."""


@dataclass(slots=True, frozen=True)
class Fence(Excerpt):
    """The text in a fence, without the indentation and the marks of quotes before its lines.

    Attributes:
        info: What is written after the marks that open it.
    """

    info: str


def fences(page: Excerpt) -> Iterator[Fence]:
    """Yield the fences of a page; one that is never closed ends with the page or with the quote that it is in."""
    opened: _Open | None = None
    is_comment = False
    for line in LINE.finditer(page.text):
        text = line[0]
        if opened is not None:
            start = opened.start_of(text)
            if start is not None and not opened.is_closed_by(text[start:]):
                opened.lines.append(page.part(line.start() + start, line.end()))
                continue
            yield opened.fence(page)
            opened = None
            if start is not None:
                continue
        if is_comment:
            is_comment = "-->" not in text
        elif opening := OPENING.match(text.rstrip("\r\n")):
            opened = _Open(opening, line.end())
        elif comment := COMMENT.match(text):
            is_comment = not comment["end"]
    if opened is not None:
        yield opened.fence(page)


class _Open:
    """A fence whose end was not read yet.

    Attributes:
        lines: Its lines so far.
    """

    def __init__(self, opening: re.Match[str], end: int) -> None:
        before, self._marks, self._info = opening["before"], opening["fence"], opening["info"]
        self._quotes = before.count(">")
        self._indent = len(before[before.rfind(">") + 1 :].expandtabs(TAB))
        self._end = end  # of the line that opens it
        self.lines: list[Excerpt] = []

    def start_of(self, line: str) -> int | None:
        """Return the offset in a line at which the text of the fence begins; None if its quote ends before."""
        at = 0
        for _ in range(self._quotes):
            quote = QUOTE.match(line, at)
            if not quote:
                return None
            at = quote.end()
        columns = 0
        while columns < self._indent and line[at : at + 1] in (" ", "\t"):
            columns += TAB if line[at] == "\t" else 1
            at += 1
        return at

    def is_closed_by(self, text: str) -> bool:
        """Return whether a line, without what is before the text of the fence, closes it."""
        marks = text.strip()
        is_text = text.expandtabs(TAB).startswith(" " * TAB)  # such as a fence in a docstring
        return len(marks) >= len(self._marks) and not (is_text or marks.strip(self._marks[0]))

    def fence(self, page: Excerpt) -> Fence:
        """Return the fence with the lines so far."""
        text = joined(self.lines) if self.lines else page.part(self._end, self._end)
        return Fence(text.text, text.offsets, self._info.strip())
