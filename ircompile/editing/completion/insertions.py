"""Completions as edits of a text: with the quotes, commas, blanks and line ends that are missing around the word."""

from __future__ import annotations

from ircompile.editing.answers import Item
from ircompile.editing.completion.snippets import Snippets, literal
from ircompile.findings.diagnostic import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ircompile.editing.answers import ItemKind
    from ircompile.editing.cursor.types import Cursor
    from ircompile.model.shapes import Shape


class Insertions:
    """Makes the items for a place.

    Args:
        text: The text.
        cursor: The place.
        is_partial: Whether nothing is required, as in overlays.
    """

    def __init__(self, text: str, cursor: Cursor, *, is_partial: bool = False) -> None:
        self._text = text
        self._cursor = cursor
        self._is_partial = is_partial
        self._comma = "," if cursor.comma_after else ""
        before = cursor.comma_before
        self._also: tuple[Edit, ...] = () if before is None else (Edit(before, before, ","),)

    def key(self, name: str, shape: Shape, **about: Any) -> Item:
        """Return the item for a member of a mapping that is there."""
        cursor = self._cursor
        start, end = cursor.span
        if cursor.has_colon:
            word = f'"{name}"' if cursor.layout == "json" and not cursor.quote else name
            return self._item(name, "member", word + ("" if cursor.is_closed else cursor.quote), **about)
        end += cursor.is_closed
        if cursor.layout == "block":
            return self._block(name, "member", (start, end), lambda it: it.member(name, shape), **about)
        return self._inline(name, "member", (start, end), lambda it: it.inline_member(name, shape), **about)

    def first_key(self, name: str, shape: Shape, **about: Any) -> Item:
        """Return the item for a member of a mapping that begins with it."""
        return self._begun(name, "member", lambda it: it.member(name, shape), **about)

    def first_keys(self, label: str, shape: Shape, **about: Any) -> Item:
        """Return the item for a mapping with all members that it needs."""
        return self._begun(label, "snippet", lambda it: it.structure(shape), **about)

    def item(self, label: str, kind: ItemKind, write: Callable[[Snippets], list[str]], **about: Any) -> Item:
        """Return the item for an item of a list in a block, of which `write` gives the lines without the dash."""
        return self._begun(label, kind, lambda it: it.dashed(write(it)), **about)

    def brackets(self, label: str, shape: Shape, **about: Any) -> Item:
        """Return the item for a mapping or list in brackets."""
        return self._inline(label, "snippet", self._cursor.span, lambda it: it.inline(shape), **about)

    def scalar(self, value: str | int, kind: ItemKind, **about: Any) -> Item:
        """Return the item for a value."""
        cursor = self._cursor
        start, end = cursor.span
        if not cursor.quote:
            return self._item(str(value), kind, Snippets(cursor.layout).written(value) + self._comma, **about)
        if self._comma and cursor.is_closed:
            return self._item(str(value), kind, f"{value}{cursor.quote},", span=(start, end + 1), **about)
        return self._item(
            str(value), kind, str(value) + ("" if cursor.is_closed else cursor.quote + self._comma), **about
        )

    def _begun(self, label: str, kind: ItemKind, write: Callable[[Snippets], list[str]], **about: Any) -> Item:
        """Return the item for what begins in the line of the word, or else in the next."""
        return self._block(label, kind, self._cursor.span, write, is_below=not self._cursor.begins_line, **about)

    def _block(
        self,
        label: str,
        kind: ItemKind,
        span: tuple[int, int],
        write: Callable[[Snippets], list[str]],
        *,
        is_below: bool = False,
        **about: Any,
    ) -> Item:
        """Return the item for lines of a block."""
        cursor = self._cursor
        margin = "\n" + " " * cursor.column
        snippet = margin.join(write(self._snippets()))
        plain = margin.join(write(self._snippets(has_places=False)))
        if cursor.quote:
            quoted = f"{label}{cursor.quote}:"
            snippet, plain = (it.replace(f"{label}:", quoted, 1) for it in (snippet, plain))
        if not is_below:
            return self._item(label, kind, plain, snippet=snippet, span=span, **about)
        line = self._text[max(self._text.rfind("\n", 0, span[0]), self._text.rfind("\r", 0, span[0])) + 1 : span[0]]
        blanks = (span[0] - len(line) + len(line.rstrip(" \t")), span[0])
        return self._item(
            label, kind, margin + plain, snippet=margin + snippet, span=span, blanks=(blanks, ""), **about
        )

    def _inline(
        self, label: str, kind: ItemKind, span: tuple[int, int], write: Callable[[Snippets], str], **about: Any
    ) -> Item:
        """Return the item for a text in brackets."""
        quote = self._cursor.quote
        snippet, plain = (write(self._snippets(has_places=it)) + self._comma for it in (True, False))
        if quote:  # which is there already
            named = f'"{label}"' if self._cursor.layout == "json" else label
            snippet, plain = (it.replace(named, label + quote, 1) for it in (snippet, plain))
        return self._item(label, kind, plain, snippet=snippet, span=span, **about)

    def _snippets(self, *, has_places: bool = True) -> Snippets:
        return Snippets(self._cursor.layout, is_partial=self._is_partial, has_places=has_places)

    def _item(
        self,
        label: str,
        kind: ItemKind,
        plain: str,
        *,
        snippet: str = "",
        span: tuple[int, int] | None = None,
        blanks: tuple[tuple[int, int], str] | None = None,
        **about: Any,
    ) -> Item:
        """Return an item with the blanks before it as they have to be."""
        span = span or self._cursor.span
        also = self._also
        (start, end), needed = blanks or self._cursor.blanks or ((0, 0), "")
        before = self._text[start:end]
        if before != needed and needed.startswith(before) and span[0] == span[1] == end:
            plain, snippet = needed[len(before) :] + plain, snippet and needed[len(before) :] + snippet
        elif before != needed:
            also += (Edit(start, end, needed),)
        is_snippet = bool(snippet) and snippet != literal(plain)
        text = snippet if is_snippet else plain
        return Item(label, kind, span, text, is_snippet=is_snippet, plain=plain, also=also, **about)
