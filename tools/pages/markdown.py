"""Tables, cells and links of Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield the lines of a table, and an empty line."""
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""


def contents(names: Iterable[str], options: str = "") -> str:
    """Return a list of pages that the site shows beside the page, and not on it."""
    listed = "\n".join(names)
    return f"\n```{{toctree}}\n:hidden:\n{options}\n{listed}\n```\n"
