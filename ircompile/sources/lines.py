"""Line numbers without an index of all lines: a text may have millions, of which few are needed."""

from __future__ import annotations

from bisect import bisect_left

BLOCK = 1 << 14
"""Characters between two offsets for which the lines and bytes before them are stored."""


class Lines:
    """Conversion between offsets and line numbers, which count from 1. Only LF ends a line, also in CRLF.

    Args:
        text: The text.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._before: list[int] = [0]  # the line ends before each block
        self._bytes: list[int] = [0]  # the bytes before each block
        for start in range(0, len(text) - BLOCK, BLOCK):
            self._before.append(self._before[-1] + text.count("\n", start, start + BLOCK))

    def number(self, offset: int) -> int:
        """Return the line of an offset."""
        block = min(offset // BLOCK, len(self._before) - 1)
        return self._before[block] + self._text.count("\n", block * BLOCK, offset) + 1

    def start(self, number: int) -> int:
        """Return the offset at which a line begins."""
        if number == 1:
            return 0
        block = max(bisect_left(self._before, number - 1) - 1, 0)
        at = block * BLOCK - 1
        for _ in range(number - 1 - self._before[block]):
            at = self._text.index("\n", at + 1)
        return at + 1

    def bytes_before(self, offset: int, encoding: str) -> int:
        """Return the bytes of the text before an offset; all calls must give the same encoding."""
        block = offset // BLOCK
        while len(self._bytes) <= block:
            start = (len(self._bytes) - 1) * BLOCK
            self._bytes.append(self._bytes[-1] + len(self._text[start : start + BLOCK].encode(encoding)))
        return self._bytes[block] + len(self._text[block * BLOCK : offset].encode(encoding))
