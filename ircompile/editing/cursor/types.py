"""What is found at an offset of a text, and the mappings and lists on the way there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from ircompile.editing.answers import Span
    from ircompile.findings.values import Path

DEEPEST: Final = 200
"""The levels of nesting that are followed; a request has 7, and no text with more than these is read."""
Position = Literal["key", "value", "dash", "comment", "text"]
"""What may be written at an offset: a key of a mapping, a value, an item of a list with its dash, a comment, or nothing
of which anything is known."""
Layout = Literal["block", "flow", "json"]
"""How the values around an offset are written: YAML with indentation, YAML in brackets, or JSON."""

BLOCK_SCALAR: Final = "|"
"""The quote of text in a block scalar."""


@dataclass(slots=True)
class Collection:
    """A mapping or a list of the text, as far as it was read.

    Attributes:
        path: Its path.
        column: The column of its keys or dashes; -1 in brackets and for the whole document.
        is_list: Whether it is a list.
        is_open: Whether the last key or dash has no value yet.
        is_text: Whether the last value is a plain scalar, which may go on in the next lines.
        members: The scalars of a mapping by their keys; "" for other values.
        items: The scalars of a list; "" for other values.
        key: The last key.
    """

    path: Path
    column: int = -1
    is_list: bool = False
    is_open: bool = True
    is_text: bool = False
    members: dict[str, str] = field(default_factory=dict)
    items: list[str] = field(default_factory=list)
    key: str | None = None

    @property
    def slot(self) -> Path:
        """The path of the last value."""
        if self.is_list:
            return (*self.path, len(self.items) - 1)
        return self.path if self.key is None else (*self.path, self.key)

    def add(self, key: str = "") -> None:
        """Begin the next value; in a mapping, that of a key."""
        self.is_open, self.is_text = True, False
        if self.is_list:
            self.items.append("")
        else:
            self.key = key
            self.members.setdefault(key, "")

    def fill(self, scalar: str = "", *, is_text: bool = False) -> None:
        """End the last value; with its text if it is a scalar."""
        self.is_open, self.is_text = False, is_text
        if self.is_list and self.items:
            self.items[-1] = scalar
        elif self.key is not None and scalar:
            self.members[self.key] = scalar


@dataclass(frozen=True, slots=True)
class Cursor:
    """What is at an offset.

    Attributes:
        position: What may be written there.
        path: The path of the mapping that a key is in, of a value, or of the item that a dash begins.
        span: The word that is there, without its quotes.
        layout: How values are written there.
        quote: The quote before the word, or ""; `BLOCK_SCALAR` if the word is all lines of one.
        is_closed: Whether a quote ends the word.
        around: The mapping or the list that the word is in.
        column: The column at which a key or dash, or the first of a new mapping, is written in a block.
        begins_line: Whether nothing but blanks and dashes is before the word.
        blanks: The span of blanks before the word, and those that must be there instead; None if they are right.
        has_colon: Whether a colon follows.
        comma_before: The offset at which a comma is missing before the word; None if none is.
        comma_after: Whether a comma is missing after it.
        item: The path of the item that a dash begins if one is written instead of a key; None if none can be.
        document: The span of the document.
        root: The mapping that the document is, as far as it was read; None if it is none.
    """

    position: Position
    path: Path
    span: Span
    layout: Layout = "block"
    quote: str = ""
    is_closed: bool = False
    around: Collection = field(default_factory=lambda: Collection(()))
    column: int = 0
    begins_line: bool = False
    blanks: tuple[Span, str] | None = None
    has_colon: bool = False
    comma_before: int | None = None
    comma_after: bool = False
    item: Path | None = None
    document: Span = (0, 0)
    root: Collection | None = None
