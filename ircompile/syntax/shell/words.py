"""The words of a command, with the offsets of their characters in its text."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Word:
    """One argument of a command.

    Attributes:
        text: What the program gets.
        start: Offset of the word in the source, including its quotes.
        end: Offset after it.
        text_end: Offset after what is written for its last character; `end` or, if it is quoted, less.
        run_indexes: The indexes in `text` at which runs begin. The characters of a run are adjacent in the source, too.
        run_offsets: The offset in the source of each run.
    """

    text: str
    start: int
    end: int
    text_end: int
    run_indexes: array[int] = field(repr=False)
    run_offsets: array[int] = field(repr=False)

    def offset(self, index: int) -> int:
        """Return the offset in the source of character `index` of the text; `end` after the last character."""
        if index >= len(self.text):
            return self.end
        run = bisect_right(self.run_indexes, index) - 1
        return self.run_offsets[run] + index - self.run_indexes[run]


class SimpleCommand(list[Word]):
    """The words of a command.

    Attributes:
        assignments: The words `NAME=value` before the command, which the program doesn't get.
    """

    def __init__(self) -> None:
        super().__init__()
        self.assignments: list[Word] = []


class WordBuilder:
    """A word that is being read.

    Attributes:
        start: Offset of the word in the source.
        end: Offset after what was read of it.
        text_end: Offset after the text that was read of it.
        is_assignment: Whether it begins as `NAME=`.
        is_reported: Whether a character of it that should be quoted has been reported.
        parts: The text that was read, in parts.
        bracket: Offset of the first unquoted `[`; -1 if there is none.
        braces: Offsets of the unquoted `{` that are not closed yet.
        has_comma: For each of these, whether a comma follows it.
    """

    def __init__(self, start: int, *, is_assignment: bool) -> None:
        self.start = self.end = self.text_end = start
        self.is_assignment = is_assignment
        self.is_reported = False
        self.parts: list[str] = []
        self.bracket = -1
        self.braces = array("q")
        self.has_comma = bytearray()
        self._length = 0
        self._run_indexes = array("q")
        self._run_offsets = array("q")

    def add(self, text: str, start: int, end: int) -> None:
        """Add a text that is written as characters `start` to `end` of the source."""
        if not self._run_offsets or start - self._run_offsets[-1] != self._length - self._run_indexes[-1]:
            self._run_indexes.append(self._length)
            self._run_offsets.append(start)
        self.parts.append(text)
        self._length += len(text)
        self.end = self.text_end = end

    def brace(self, mark: str, start: int) -> int:
        """Note an unquoted `{`, `,` or `}`; return the offset of the `{` if bash and zsh expand the braces, or -1."""
        if mark == "{":
            self.braces.append(start)
            self.has_comma.append(False)
        elif self.braces and mark == ",":
            self.has_comma[-1] = True
        elif self.braces:
            found = self.braces[-1] if self.has_comma[-1] else -1
            if len(self.braces) > 1:  # bash matches the first one with the next closing brace after a comma
                self.braces.pop()
                self.has_comma.pop()
            return found
        return -1

    def build(self) -> Word:
        """Return the word."""
        return Word("".join(self.parts), self.start, self.end, self.text_end, self._run_indexes, self._run_offsets)
