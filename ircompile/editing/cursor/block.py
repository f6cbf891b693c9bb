"""What is at an offset in the blocks of YAML, whose structure is their indentation."""

from __future__ import annotations

import re
from dataclasses import replace

from ircompile.editing.cursor.flow import FlowReader
from ircompile.editing.cursor.levels import Levels
from ircompile.editing.cursor.lines import BLANKS, DASH, ENTRY, HEADER, KEY, PROPERTIES, QUOTED, Lines
from ircompile.editing.cursor.types import DEEPEST
from ircompile.editing.cursor.words import Words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from ircompile.editing.cursor.types import Cursor

AFTER_QUOTE: Final = re.compile(r"[ \t]*+(?:[\r\n#]|\Z)")
"""What may follow quoted text."""
REST: Final = re.compile(r"[\w./:-]*+")
"""The rest of a word in text whose second quote is missing."""
MAX_DEPTH: Final = 20
"""The levels at which entries are skipped as a whole; for each level, the text is searched once."""


class BlockReader:
    """Follows the lines of a document, and notes what is at an offset.

    Args:
        text: The text.
        start: Where the document begins.
        end: Where it ends.
        offset: The offset.
    """

    def __init__(self, text: str, start: int, end: int, offset: int) -> None:
        self._text = text
        self._offset = offset
        self._lines = Lines(text, start, end)
        self._levels = Levels()
        self._words = Words(self._lines, self._levels, offset)
        self._here = self._lines.start_of_line(offset)
        self._level = self._column_here()
        self._found: Cursor | None = None

    def _column_here(self) -> int:
        """Return the column of what begins in the line of the offset, or of the next line if that is deeper."""
        line = self._lines.line(self._here)
        following, _ = self._lines.next_begins(line.end(2))
        return max(len(line[1]) if line[2] else self._offset - self._here, following)

    def read(self) -> Cursor:
        """Return what is at the offset."""
        at = self._lines.start
        while at < self._lines.end:
            after = self._line(at)
            if self._found is not None and self._is_over(at, self._found):
                break
            if len(self._levels.open) > DEEPEST:
                self._found = self._found or self._words.nothing()
                break
            at = after
        if self._found is None:  # the text is empty, or ends with a line end
            self._found = self._words.at_blank(self._here)
        return replace(self._found, around=self._levels.arrived or self._found.around, root=self._levels.root)

    def _is_over(self, at: int, found: Cursor) -> bool:
        """Return whether the lines after one say nothing more about the mapping or list that the offset is in."""
        if self._levels.awaited is not None and self._levels.arrived is None:
            return at > self._offset and not self._lines.is_blank(at)
        around = self._levels.arrived or found.around
        return all(it is not around for it in self._levels.open)

    def _line(self, start: int) -> int:
        """Read a line and what it begins, and return where the next line to read begins."""
        if (after := self._whole_entry(start)) is not None:
            return after
        line = self._lines.line(start)
        at, end = line.span(2)
        here = self._found is None and start <= self._offset <= end
        if self._lines.is_blank(at):
            if here:
                is_comment = self._offset > at
                self._found = self._words.nothing(is_comment=True) if is_comment else self._words.at_blank(start)
            return line.end()
        if here and self._offset < at:  # in the indentation, nothing can be written
            self._found, here = self._words.nothing(self._levels.at(at - start)), False
        while (dash := DASH.match(self._text, at, end)) is not None and len(self._levels.open) <= DEEPEST:
            self._levels.add_item(at - start)
            if here and self._offset <= at:
                self._found, here = self._words.nothing(), False
            at = dash.end()
            is_blank = self._lines.is_blank(at)
            if here and (self._offset < at or is_blank):
                self._found, here = self._words.after_dash(start, dash.start() + 1, at), False
            if is_blank:
                return line.end()
        return self._content(start, at, end, here=here)

    def _whole_entry(self, start: int) -> int | None:
        """Read a key or a dash with all that is below it, and return its end; None if the offset may be in it."""
        if len(self._levels.open) > MAX_DEPTH or start == self._here:
            return None
        entry = ENTRY.match(self._text, start, self._here if start < self._here else self._lines.end)
        if entry is None:
            return None
        column = len(entry[1])
        if start < self._here and not (entry["key"] or entry["item"]):
            last = self._whole_items(start, entry[1])
            if last is not None:
                return last
        if entry.end() == self._here and column < self._level:
            return None
        if entry["key"]:
            self._levels.add_key(column, entry["key"])
        else:
            self._levels.add_item(column)
        scalar = entry["value"] or entry["item"] or ""
        if scalar or entry["rest"].strip(" \t") or entry["below"].strip():
            self._levels.top.fill(scalar, is_text=True)
        return entry.end()

    def _whole_items(self, start: int, blanks: str) -> int | None:
        """Read the mappings of a list up to the last one before the line of the offset, and return where that begins.

        Returns:
            None if it is the only one.
        """
        items = re.compile(rf"(?:{blanks}-[ ]+[A-Za-z]\w*+:[^\r\n]*+\r?\n(?:{blanks}[ ]+[^\r\n]*+\r?\n)*+)*+")
        run = items.match(self._text, start, self._here)
        last = self._text.rfind(f"\n{blanks}- ", start, run.end() if run else start) + 1
        if last <= start:
            return None
        self._levels.add_item(len(blanks), self._text.count(f"\n{blanks}- ", start, last - 1) + 1)
        self._levels.top.fill()
        return last

    def _content(self, start: int, at: int, end: int, *, here: bool) -> int:
        """Read the key with its value, or the value, of a line, and return where the next line to read begins."""
        key = KEY.match(self._text, at, end)
        is_first = not self._text[start:at].strip(" \t")
        if key is None:
            if here and self._text[at] not in "[{|>*&!":
                self._found = self._words.at_word(start, at, end)
                return self._lines.after_line(end)
            if is_first and not self._levels.at(at - start).is_open:
                return self._lines.after_line(end)  # the rest of a scalar, or a word out of place
            return self._value(at, end, here=here)
        is_typed = here and self._offset < key.end()
        name = "" if is_typed else key[1].strip("\"'")
        around = self._levels.add_key(at - start, name)
        if is_typed:
            self._found, here = self._words.at_key(start, key, around), False
        first = self._first(key.end(), end)
        is_blank = self._lines.is_blank(first)
        if here and (self._offset < first or is_blank):
            self._found, here = self._words.before_value(first, end), False
        return self._lines.after_line(end) if is_blank else self._value(first, end, here=here)

    def _first(self, at: int, end: int) -> int:
        """Return the first offset without a blank."""
        blanks = BLANKS.match(self._text, at, end)
        return blanks.end() if blanks else at

    def _value(self, at: int, end: int, *, here: bool) -> int:
        """Read a value that begins in a line, and return where the next line to read begins."""
        properties = PROPERTIES.match(self._text, at, end)
        first = properties.end() if properties else at
        if self._lines.is_blank(first):
            if here:
                self._found = self._words.before_value(first, end)
            return self._lines.after_line(end)
        if here and self._offset < first:
            self._found, here = self._words.nothing(), False
        mark = self._text[first]
        if mark in "|>" and HEADER.match(self._text, first, end):
            return self._block_scalar(end)
        if mark in "[{":
            return self._brackets(first)
        if mark in "\"'":
            return self._quoted(first, mark, here=here)
        return self._plain(first, end, here=here)

    def _plain(self, at: int, end: int, *, here: bool) -> int:
        """Read a plain scalar, with a comment after it."""
        comment = self._text.find(" #", at, end)
        stop = at + len(self._text[at : end if comment < 0 else comment].rstrip())
        if here:
            is_in_it = self._offset <= stop
            self._found = self._words.in_scalar((at, stop)) if is_in_it else self._words.after_value(stop)
        self._levels.top.fill(self._text[at:stop], is_text=True)
        return self._lines.after_line(end)

    def _quoted(self, at: int, quote: str, *, here: bool) -> int:
        """Read a quoted scalar; one whose second quote is missing ends with its line."""
        line_end = self._lines.end_of_line(at)
        whole = QUOTED[quote].match(self._text, at, self._lines.end)
        stop = whole.end() if whole else line_end
        is_closed = whole is not None and bool(whole[1])
        is_in_it = self._found is None and at < self._offset <= stop - is_closed
        is_closed_later = stop > line_end and self._lines.has_entry(at, stop, self._levels.top.column)
        if is_closed_later or (is_closed and is_in_it and not AFTER_QUOTE.match(self._text, stop)):
            stop, is_closed = line_end, False
            is_in_it = self._found is None and at < self._offset <= stop
        if is_in_it:
            rest = REST.match(self._text, self._offset, stop)
            inner = (at + 1, stop - 1 if is_closed else rest.end() if rest else self._offset)
            self._found = self._words.in_scalar(inner, quote, is_closed=is_closed)
        elif here:
            self._found = self._words.after_value(stop)
        self._levels.top.fill(self._text[at + 1 : stop - is_closed])
        return self._lines.after_line(stop)

    def _block_scalar(self, end: int) -> int:
        """Read the lines of a block scalar."""
        top = self._levels.top
        if self._found is None and self._offset <= end:
            self._found = self._words.nothing()
        first = at = self._lines.after_line(end)
        is_here = False
        while at < self._lines.end:
            line = self._lines.line(at)
            here = self._found is None and at <= self._offset <= line.end(2)
            if (line[2] and len(line[1]) <= top.column) or (here and self._offset - at <= top.column):
                break
            is_here = is_here or (here and not at <= self._offset < line.start(2))
            if here and not is_here:
                self._found = self._words.nothing()
            at = line.end() if line[3] else self._lines.end
        if is_here:
            self._found = self._words.in_block_scalar((first, at))
        top.fill()
        return at

    def _brackets(self, at: int) -> int:
        """Read a value in brackets; one that is not closed ends where a line has the next entry of the block."""
        top = self._levels.top
        offset = self._offset if self._found is None else -1
        reader = FlowReader(self._text, at, self._lines.end, offset, top.slot, top.column)
        reader.follow()
        closed = reader.closed_at
        self._levels.root = self._levels.root or reader.root
        self._found = self._found or reader.found
        is_cut_off = self._text[closed - 1] not in "}]" and closed == self._lines.start_of_line(closed)
        if not is_cut_off and self._found is None and closed <= self._offset <= self._lines.end_of_line(closed):
            self._found = self._words.after_value(closed)
        top.fill()
        return closed if is_cut_off else self._lines.after_line(closed)
