"""The width of texts on a terminal, and their wrapping."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GAP = "  "
"""What is between two cells of a table."""
NARROW = 30
"""The fewest columns that a text in a table is wrapped to."""


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


def row(cells: Sequence[tuple[str, str]], widths: Sequence[int], text: str, columns: int) -> Iterator[str]:
    """Yield a row of a table whose last column is a text, wrapped beside the other cells, or below them if narrow.

    Args:
        cells: The other cells, each also as it is printed, with colours and links.
        widths: The widths of their columns.
        text: The text.
        columns: The columns of a line; 0 to break nothing.
    """
    taken = sum(widths) + len(GAP) * len(cells)
    if not columns or columns - taken >= NARROW:
        padded = (shown + " " * (size - width(plain)) for (plain, shown), size in zip(cells, widths, strict=True))
        first, *more = wrapped(text, columns, used=taken, indent=taken)
        yield GAP.join([*padded, first]).rstrip()
        yield from more
        return
    line, used = "", 0
    for plain, shown in cells:
        if line and used + len(GAP) + width(plain) > columns:
            yield line
            line, used = GAP, len(GAP)
        gap = GAP if line.strip() else ""
        line, used = line + gap + shown, used + len(gap) + width(plain)
    yield line
    margin = len(GAP) * 2
    yield from (" " * margin + part for part in wrapped(text, columns - margin))
