"""What may be written at an offset in a YAML block, given what was read up to its line."""

from __future__ import annotations

from ircompile.editing.cursor.lines import COMMENT, OPEN_KEY
from ircompile.editing.cursor.types import BLOCK_SCALAR, Cursor

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from typing import Any

    from ircompile.editing.answers import Span
    from ircompile.editing.cursor.levels import Levels
    from ircompile.editing.cursor.lines import Lines
    from ircompile.editing.cursor.types import Collection, Position
    from ircompile.findings.values import Path


class Words:
    """The answers to what is at an offset.

    Args:
        lines: The lines of the document.
        levels: The mappings and lists around the line that is read.
        offset: The offset.
    """

    def __init__(self, lines: Lines, levels: Levels, offset: int) -> None:
        self._lines = lines
        self._levels = levels
        self._offset = offset

    def nothing(self, around: Collection | None = None, *, is_comment: bool = False) -> Cursor:
        """Return that nothing of a request can be written, at the last value of what is around."""
        slot = (around or self._levels.top).slot
        return Cursor("comment" if is_comment else "text", slot, (self._offset, self._offset))

    def after_value(self, stop: int) -> Cursor:
        """Return that the offset is after a value, maybe in a comment."""
        return self.nothing(is_comment=self._is_comment(stop))

    def in_block_scalar(self, span: Span) -> Cursor:
        """Return that the offset is in the lines of a block scalar."""
        return Cursor("text", self._levels.top.slot, span, quote=BLOCK_SCALAR)

    def in_scalar(self, span: Span, quote: str = "", *, is_closed: bool = False) -> Cursor:
        """Return that the offset is in a scalar."""
        top = self._levels.top
        return Cursor("value", top.slot, span, quote=quote, is_closed=is_closed, around=top, column=top.column + 2)

    def at_key(self, start: int, key: re.Match[str], around: Collection) -> Cursor:
        """Return that the offset is in a key that has a colon, or between the two."""
        first, last = key.span(1)
        quote = key[1][:1] if key[1][:1] in ("'", '"') else ""
        span = (first + len(quote), last - len(quote))
        if not span[0] <= self._offset <= span[1]:
            return self.nothing()
        column = first - start
        return self._key(around, span, quote, is_closed=bool(quote), column=column)

    def before_value(self, at: int, end: int) -> Cursor:
        """Return that the offset is after a colon or an anchor, before what follows at another offset."""
        top = self._levels.top
        column, is_dash = self._lines.next_begins(end)
        has_value = column > top.column or (is_dash and column == top.column and not top.is_list)
        is_comment = self._lines.text[at : at + 1] == "#"
        if has_value or (at < end and not is_comment) or (is_comment and self._offset > at):
            return self.nothing(is_comment=is_comment and self._offset > at)
        here = (self._offset, self._offset)
        has_blank = self._lines.text[self._offset - 1 : self._offset] in (" ", "\t")
        blanks = None if has_blank else (here, " ")
        return Cursor("value", top.slot, here, around=top, column=top.column + 2, blanks=blanks)

    def at_blank(self, start: int) -> Cursor:
        """Return what may be written in the blanks of a line that has nothing else."""
        if self._lines.text[start - 1 : start] not in ("", "\n", "\r", "\ufeff"):  # after `---` in the same line
            return self.nothing()
        following = self._lines.next_begins(self._offset)
        column = self._offset - start
        around = self._levels.at_word(column, following)
        return self._beginning(start, start, (self._offset, self._offset), around, following)

    def after_dash(self, start: int, dash: int, at: int) -> Cursor:
        """Return what may be written after a dash, before what follows at another offset."""
        is_comment = self._lines.text[at : at + 1] == "#"
        if self._offset < dash or self._offset > at or not (is_comment or self._lines.is_blank(at)):
            return self.nothing(is_comment=is_comment and self._offset > at)
        here = (self._offset, self._offset)
        return self._beginning(start, dash, here, self._levels.top, self._lines.next_begins(at))

    def at_word(self, start: int, at: int, end: int) -> Cursor:
        """Return what a word without a colon may become."""
        text = self._lines.text
        quote = text[at] if text[at] in "\"'" else ""
        comment = text.find(" #", at, end)
        stop = at + len(text[at : end if comment < 0 else comment].rstrip())
        is_first = not text[start:at].strip(" \t")
        if quote and at < self._offset and (key := OPEN_KEY.match(text, at, end)) and self._offset <= key.end(1):
            around = self._levels.add_key(at - start, "")
            return self._key(around, key.span(1), quote, column=at - start)
        following = self._lines.next_begins(end)
        around = self._levels.at_word(at - start, following) if is_first else self._levels.top
        if not at + len(quote) <= self._offset <= stop:
            return self.nothing(around, is_comment=self._is_comment(stop))
        is_closed = bool(quote) and text[stop - 1] == quote and self._offset < stop
        span = (at + len(quote), stop - is_closed)
        first = start if is_first else at
        return self._beginning(start, first, span, around, following, quote=quote, is_closed=is_closed)

    def _key(self, around: Collection, span: Span, quote: str, **extra: Any) -> Cursor:
        return Cursor("key", around.path, span, quote=quote, around=around, has_colon=True, begins_line=True, **extra)

    def _beginning(
        self,
        start: int,
        blanks: int,
        span: Span,
        around: Collection,
        following: tuple[int, bool],
        *,
        quote: str = "",
        is_closed: bool = False,
    ) -> Cursor:
        """Return what a word at the beginning of a line or after a dash may become: a key, an item or a value.

        Args:
            start: Where the line begins.
            blanks: Where the blanks before the word begin.
            span: The word.
            around: What it is in.
            following: The column of the next line, and whether a dash is there.
            quote: The quote before the word.
            is_closed: Whether a quote ends it.
        """
        at = span[0] - len(quote)
        if around.column < 0 and not around.is_open:  # before the first column of the document, or after its brackets
            root = self._levels.root
            if root is None or root.column < 0:
                return self.nothing(around)
            around = root
        column = at - start + (at == blanks > start)  # directly after a dash, a blank is missing
        if around.is_text and column > around.column and span[1] > span[0]:
            return self.nothing(around)
        position, path, wanted, item = self._role(column, around, following)
        return Cursor(
            position,
            path,
            span,
            quote=quote,
            is_closed=is_closed,
            around=around,
            column=wanted,
            begins_line=True,
            blanks=self._blanks(blanks, at, wanted - (at - start)),
            item=item,
        )

    def _role(
        self, column: int, around: Collection, following: tuple[int, bool]
    ) -> tuple[Position, Path, int, Path | None]:
        """Return what a word at a column may become, its path, the column where it must be, and the item of a dash."""
        next_column, next_is_dash = following
        last = around.column
        is_nested = next_column > last or (next_is_dash and next_column == last and not around.is_list)
        if around.is_open and (is_nested or column > last):
            if not is_nested:
                return "value", around.slot, column, None
            self._levels.awaited = around.slot
            return (
                ("dash", (*around.slot, 0), next_column, None)
                if next_is_dash
                else ("key", around.slot, next_column, None)
            )
        if around.is_list:
            return "dash", (*around.path, len(around.items)), last, None
        return "key", around.path, last, self._levels.item_at(last, around)

    def _blanks(self, start: int, end: int, missing: int) -> tuple[Span, str] | None:
        """Return the blanks before a word that have to change for it to be `missing` columns further; None if none."""
        needed = " " * max(end - start + missing, 0)
        return None if self._lines.text[start:end] == needed else ((start, end), needed)

    def _is_comment(self, start: int) -> bool:
        sign = COMMENT.search(self._lines.text, start, self._offset)
        return sign is not None
