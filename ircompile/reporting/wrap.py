"""Texts in the columns of a terminal."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def width(text: str) -> int:
    """The columns that a text takes on a terminal: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    import unicodedata

    return sum(
        0 if unicodedata.category(character) in ("Mn", "Me") else 1 + (unicodedata.east_asian_width(character) in "WF")
        for character in text
    )


def wrapped(text: str, columns: int, *, used: int = 0, indent: int = 0) -> Iterator[str]:
    """The lines of a text, broken at blanks; a longer word has a line of its own, so that it can be copied.

    Args:
        text: The text.
        columns: How many a line has room for; 0 if there is no end to it.
        used: Columns of the first line that are taken.
        indent: Columns that the other lines are indented by.
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
