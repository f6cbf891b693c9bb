"""Words, with the places of their characters."""

from __future__ import annotations

from array import array
from bisect import bisect_right


class Word:
    """One argument.

    Attributes:
        text: What a program is handed.
        start: Offset in characters where it begins in the source, quotes and all.
        end: Offset after it.
    """

    __slots__ = ("_indexes", "_offsets", "end", "start", "text")

    def __init__(self, text: str, start: int, end: int, indexes: array[int], offsets: array[int]) -> None:
        self.text = text
        self.start = start
        self.end = end
        self._indexes = indexes
        self._offsets = offsets

    def offset(self, index: int) -> int:
        """The offset in the source of character `index` of the text; behind the last character, `end`."""
        if index >= len(self.text):
            return self.end
        run = bisect_right(self._indexes, index) - 1
        return self._offsets[run] + index - self._indexes[run]


class SimpleCommand(list[Word]):
    """The words of a command; `assignments` are the words `NAME=value` before it, which the program isn't handed."""

    def __init__(self) -> None:
        super().__init__()
        self.assignments: list[Word] = []


class Draft:
    """A word while it is read, in runs whose characters stand side by side in the text and in the source.

    `bracket` is the first `[` that isn't quoted, `braces` are those that are open, and `split` tells which of them
    have a comma.
    """

    __slots__ = (
        "braces",
        "bracket",
        "end",
        "indexes",
        "is_assignment",
        "is_blamed",
        "length",
        "offsets",
        "parts",
        "split",
        "start",
    )

    def __init__(self, start: int, *, is_assignment: bool) -> None:
        self.start = self.end = start
        self.is_assignment = is_assignment
        self.is_blamed = False
        self.parts: list[str] = []
        self.length = 0
        self.indexes = array("q")
        self.offsets = array("q")
        self.bracket = -1
        self.braces = array("q")
        self.split = bytearray()

    def add(self, text: str, start: int, end: int) -> None:
        """Add what characters `start` to `end` of the source stand for."""
        if not self.offsets or start - self.offsets[-1] != self.length - self.indexes[-1]:
            self.indexes.append(self.length)
            self.offsets.append(start)
        self.parts.append(text)
        self.length += len(text)
        self.end = end

    def finished(self) -> Word:
        """The word, now that nothing more belongs to it."""
        return Word("".join(self.parts), self.start, self.end, self.indexes, self.offsets)
