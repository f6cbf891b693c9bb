"""Lines as the Language Server Protocol counts them: they end at LF, CRLF and CR, and at nothing else."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final, Literal

    Encoding = Literal["utf-8", "utf-16", "utf-32"]
    """What the characters of a position are counted in: bytes, 16-bit units or code points."""
    Position = tuple[int, int]
    """A line and a character in it, both from 0."""

LINE_END: Final = re.compile(r"\r\n|\r|\n")
UNITS: Final[dict[Encoding, tuple[str, int]]] = {
    "utf-8": ("utf-8", 1),
    "utf-16": ("utf-16-le", 2),
    "utf-32": ("utf-32-le", 4),
}
"""The codec of each encoding, and the bytes of what it counts."""


class LineTable:
    """Conversion between offsets in a text and positions.

    Args:
        text: The text.
        encoding: What the characters of positions are counted in.
    """

    __slots__ = ("_encoding", "_starts", "_text")

    def __init__(self, text: str, encoding: Encoding = "utf-16") -> None:
        self._text = text
        self._encoding = encoding
        if "\r" in text:
            self._starts = [0, *(end.end() for end in LINE_END.finditer(text))]
        else:
            self._starts = [*accumulate((len(line) + 1 for line in text.split("\n")[:-1]), initial=0)]

    def position(self, offset: int) -> Position:
        """Return the position of an offset; the end of the line for one between CR and LF."""
        offset = min(max(offset, 0), len(self._text))
        line = bisect_right(self._starts, offset) - 1
        start = self._starts[line]
        before = self._text[start:offset].removesuffix("\r")
        return line, len(before) if before.isascii() else self._width(before)

    def offset(self, line: int, character: int) -> int:
        """Return the offset of a position.

        A character after the end of its line means the end, a line after the last one the end of the text, and a
        character inside of another one the beginning of that.
        """
        if line < 0:
            return 0
        if line >= len(self._starts):
            return len(self._text)
        start, end = self.span(line)
        text = self._text[start:end]
        if text.isascii() or self._encoding == "utf-32":
            return start + min(max(character, 0), len(text))
        ends = list(accumulate(map(self._width, text)))
        return start + bisect_right(ends, character)

    def span(self, line: int) -> tuple[int, int]:
        """Return the offsets at which a line begins and ends; its end characters do not belong to it."""
        start = self._starts[line]
        if line + 1 == len(self._starts):
            return start, len(self._text)
        end = self._starts[line + 1]
        return start, end - (2 if self._text.startswith("\r\n", end - 2) and end - 2 >= start else 1)

    def _width(self, text: str) -> int:
        """Return how much a text counts."""
        codec, size = UNITS[self._encoding]
        return len(text.encode(codec, "surrogatepass")) // size
