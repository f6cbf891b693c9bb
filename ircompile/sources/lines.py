"""Lines of a text, found again without a number for each of them: a text may have millions, and few are asked for."""

from __future__ import annotations

from bisect import bisect_left

BLOCK = 1 << 14
"""Characters between two places at which lines and bytes are counted up."""


class Lines:
    """Numbers of lines, from 1, and where they begin. Only LF ends a line, as in an editor (CRLF ends with it).

    Args:
        text: The text.
    """

    __slots__ = ("_before", "_bytes", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._before: list[int] = [0]  # at each block, how many lines have ended
        self._bytes: list[int] = [0]  # likewise, how many bytes there are
        for start in range(0, len(text) - BLOCK, BLOCK):
            self._before.append(self._before[-1] + text.count("\n", start, start + BLOCK))

    def number(self, offset: int) -> int:
        """The line of an offset."""
        block = min(offset // BLOCK, len(self._before) - 1)
        return self._before[block] + self._text.count("\n", block * BLOCK, offset) + 1

    def start(self, number: int) -> int:
        """The offset at which a line begins."""
        if number == 1:
            return 0
        block = max(bisect_left(self._before, number - 1) - 1, 0)
        at = block * BLOCK - 1
        for _ in range(number - 1 - self._before[block]):
            at = self._text.index("\n", at + 1)
        return at + 1

    def bytes_before(self, offset: int, encoding: str) -> int:
        """How many bytes the text before an offset has in an encoding, always the same one."""
        block = offset // BLOCK
        while len(self._bytes) <= block:
            start = (len(self._bytes) - 1) * BLOCK
            self._bytes.append(self._bytes[-1] + len(self._text[start : start + BLOCK].encode(encoding)))
        return self._bytes[block] + len(self._text[block * BLOCK : offset].encode(encoding))
