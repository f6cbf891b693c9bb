"""The texts that are open in the editor."""

from __future__ import annotations

import json
import os
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from pygls.uris import to_fs_path

from ircompile.editing.lines import LineTable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ircompile.editing.answers import Problem, Span
    from ircompile.editing.lines import Encoding, Position

    Range = tuple[Position, Position]


@dataclass
class Document:
    """A text that is open.

    Attributes:
        uri: Its address.
        name: The path of its file, relative to the working directory if it is in it.
        text: The text.
        version: The version of the text, as the client counts.
        encoding: What the client counts the characters of positions in.
        problems: The findings that were made in the text; None before.
    """

    uri: str
    name: str
    text: str
    version: int | None
    encoding: Encoding
    problems: list[Problem] | None = field(default=None, repr=False)

    @cached_property
    def lines(self) -> LineTable:
        """The lines of the text."""
        return LineTable(self.text, self.encoding)

    @property
    def parts(self) -> Sequence[tuple[str, int | None]]:
        """The addresses and versions of the texts of which it consists for the client."""
        return [(self.uri, self.version)]

    def place(self, span: Span) -> tuple[str, Range]:
        """Return the address and the range of a span."""
        return self.uri, (self.lines.position(span[0]), self.lines.position(span[1]))

    def offset(self, uri: str, line: int, character: int) -> int:  # noqa: ARG002  a notebook has several texts
        """Return the offset of a position in the text at an address."""
        return self.lines.offset(line, character)

    def written(self, text: str) -> str | None:
        """Return what the client is to write for a replacement of a span; None if that is not certain."""
        return text


@dataclass
class Cell:
    """A cell of a notebook.

    Attributes:
        uri: The address of its text.
        text: The text.
        version: The version of the text.
        is_code: Whether it is code.
        encoding: What the client counts the characters of positions in.
    """

    uri: str
    text: str
    version: int
    is_code: bool
    encoding: Encoding

    @cached_property
    def lines(self) -> LineTable:
        """The lines of the text."""
        return LineTable(self.text, self.encoding)

    @cached_property
    def offsets(self) -> list[int]:
        """The offset of each character, and of the end, in the JSON of the text, after its quote."""
        return [0, *accumulate(len(json.dumps(it, ensure_ascii=False)) - 2 for it in self.text)]


class Notebook(Document):
    """A notebook that is open, whose cells are texts of their own for the client.

    Its text is the JSON of a notebook with these cells.

    Args:
        uri: Its address.
        name: The path of its file.
        cells: The cells.
        version: Its version.
        encoding: What the client counts the characters of positions in.
    """

    def __init__(self, uri: str, name: str, cells: Sequence[Cell], version: int | None, encoding: Encoding) -> None:
        self.cells = cells
        self._starts = []
        parts = ['{"cells": [']
        length = len(parts[0])
        for number, cell in enumerate(cells):
            kind = "code" if cell.is_code else "markdown"
            opening = f'{", " * bool(number)}{{"cell_type": "{kind}", "source": "'
            body = json.dumps(cell.text, ensure_ascii=False)[1:-1]
            closing = '", "metadata": {}, "outputs": [], "execution_count": null}'
            self._starts.append(length + len(opening))
            parts += [opening, body, closing]
            length += len(opening) + len(body) + len(closing)
        language = '"metadata": {"language_info": {"name": "python"}}'
        parts.append(f'], {language}, "nbformat": 4, "nbformat_minor": 5}}\n')
        super().__init__(uri, name, "".join(parts), version, encoding)

    @property
    def parts(self) -> Sequence[tuple[str, int | None]]:
        """The addresses and versions of the cells."""
        return [(cell.uri, cell.version) for cell in self.cells]

    def place(self, span: Span) -> tuple[str, Range]:
        """Return the address of the cell in which a span begins, and its range there."""
        at = max(bisect_right(self._starts, span[0]) - 1, 0)
        cell, start = self.cells[at], self._starts[at]
        first, last = (max(bisect_right(cell.offsets, offset - start) - 1, 0) for offset in span)
        return cell.uri, (cell.lines.position(first), cell.lines.position(last))

    def offset(self, uri: str, line: int, character: int) -> int:
        """Return the offset of a position in a cell."""
        at = next((number for number, cell in enumerate(self.cells) if cell.uri == uri), None)
        if at is None:
            return 0
        cell = self.cells[at]
        return self._starts[at] + cell.offsets[cell.lines.offset(line, character)]

    def written(self, text: str) -> str | None:
        """Return what a replacement in JSON is in the cell; None if it is not a part of a string."""
        try:
            found: str = json.loads(f'"{text}"')
        except ValueError:
            return None
        return found


def path_of(uri: str, root: str) -> str | None:
    """Return the path of the file at an address, relative to the working directory if it is in it; None for no file.

    Args:
        uri: The address.
        root: The folder in which a text that was never saved counts as being.
    """
    scheme, _, rest = uri.partition(":")
    if scheme == "untitled":
        path: str | None = os.path.join(root, os.path.basename(rest) or "untitled")
    elif scheme == "file":
        path = to_fs_path(uri)
    else:
        path = None
    return shown(path) if path and "\0" not in path else None


def shown(path: str) -> str:
    """Return a path, relative to the working directory if it is in it."""
    here = os.path.join(os.path.abspath(""), "")
    path = os.path.abspath(path)
    return path.removeprefix(here)
