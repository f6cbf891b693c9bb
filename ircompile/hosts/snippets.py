"""Snippets: the texts in one language within a file, such as the cells of a notebook."""

from __future__ import annotations

from dataclasses import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Literal

    Language = Literal["python", "shell", "json", "yaml", "comment"]
    Span = tuple[int, int]

LANGUAGES: dict[str, Language] = {
    ".py": "python",
    ".sh": "shell",
    ".bash": "shell",
    ".json": "json",
    ".yaml": "yaml",
    ".yml": "yaml",
}
"""The languages of files that code writes, by the endings of their names."""


@dataclass(slots=True, frozen=True)
class Snippet:
    """A text in one language within a file.

    Attributes:
        language: The language.
        text: The text, without what the file writes around or into it, such as the escapes of a JSON string.
        offsets: For each character of it and for its end, the offset in the text of the file; a `range` if it is there
            as a whole.
        cell: The number of the cell of a notebook that it is in; 0 outside of notebooks.
        escape: Returns how the file writes a text that replaces a part of it.
        is_alone: Whether it is a program of its own, which shares no names with the others of the file.
        is_template: Whether its texts have places that are filled in before it is used, such as `<role>`.
        is_inner: Whether it is in a text of another snippet, whose quotes and escapes it has to observe.
    """

    language: Language
    text: str
    offsets: Sequence[int]
    cell: int = 0
    escape: Callable[[str], str] = str
    is_alone: bool = False
    is_template: bool = False
    is_inner: bool = False

    def span(self, start: int, end: int) -> Span:
        """Return the span in the text of the file of a span of the snippet."""
        return self.offsets[start], self.offsets[end]

    def is_added(self, index: int) -> bool:
        """Return whether a character is not in the text of the file, but was put before the next one."""
        return self.offsets[index] == self.offsets[index + 1]


def whole(text: str, language: Language) -> Snippet:
    """Return the snippet of a file that is written in one language."""
    return Snippet(language, text, range(len(text) + 1))


class UnreadError(Exception):
    """A text can't be read.

    Attributes:
        span: Where the reason is.
    """

    def __init__(self, message: str, span: Span = (0, 0)) -> None:
        super().__init__(message)
        self.span = span
