"""The width of texts on a terminal, and their wrapping."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def width(text: str) -> int:
    """Return the columns that a text takes on a terminal: two for a wide character, none for a combining one."""
    if text.isascii():
        return len(text)
    import unicodedata

    return sum(
        0 if unicodedata.category(character) in ("Mn", "Me") else 1 + (unicodedata.east_asian_width(character) in "WF")
        for character in text
    )


def wrapped(text: str, columns: int, *, used: int = 0, indent: int = 0) -> Iterator[str]:
    """Yield the lines of a text, broken at blanks; a word that is too long is not broken, so that it can be copied.

    Args:
        text: The text.
        columns: The columns of a line; 0 to break nothing.
        used: Columns of the first line that are taken.
        indent: Columns by which the other lines are indented.
    """
    first, *words = text.split(" ") if columns else [text]
    line, room = first, columns - used
    if room < width(first) <= columns - indent:
        yield ""
        line, room = " " * indent + first, columns
    for word in words:
        longer = f"{line} {word}"
        if width(longer) > room:
            yield line
            longer, room = " " * indent + word, columns
        line = longer
    yield line
