"""Jupyter notebooks as files that make jobs."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import partial

from ircompile.hosts.excerpts import Excerpt, joined
from ircompile.hosts.notebook.cell_reader import CellReader
from ircompile.hosts.notebook.magics import SHELLS
from ircompile.hosts.snippets import UnreadError
from ircompile.sources.cells import Cells

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ircompile.hosts.snippets import Snippet
    from ircompile.sources.source import Source

TOKEN = re.compile(r'(?P<string>"(?:[^"\\]++|\\.)*+")(?P<key>\s*+:)?|(?P<open>[\[{])|[\]}]')
"""A string, which is a key if a colon follows, or a bracket."""
ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)")
"""An escape, or two, of one character."""
CELLS = (".cells[]", ".worksheets[].cells[]")
"""The path of a cell: below its notebook, or, before version 4 of the format, below a worksheet."""
SOURCES = (".source", ".source[]", ".input", ".input[]")
"""The path of the text of a cell, or of its lines, in the cell."""
PYTHON = "python"
DIALECTS = (PYTHON, "ipython", "pyspark")
"""How the names of Python begin in the metadata of notebooks."""


@dataclass(slots=True, frozen=True)
class Cell(Excerpt):
    """A code cell.

    Attributes:
        number: Its number, from 1; cells of other kinds count, too.
        language: Its language, in lower case.
    """

    number: int
    language: str


def code_cells(text: str) -> list[Cell]:
    """Return the code cells of a notebook.

    Raises:
        UnreadError: The text is not a notebook.
    """
    notebook = _loaded(text)
    language = _language(notebook.get("metadata"))
    found = []
    strings: dict[str, list[Excerpt]] = {}
    number = 0
    for path, string in _values(text):
        if string is not None:
            strings.setdefault(path, []).append(string)
        elif path in CELLS:
            number += 1
            kind, own = (strings.get(f"{path}.{key}") for key in ("cell_type", "language"))
            lines = next((strings[path + it] for it in SOURCES if path + it in strings), None)
            if lines and kind and kind[-1].text == "code":
                content = joined(map(_unescaped, lines))
                found.append(Cell(content.text, content.offsets, number, own[-1].text.lower() if own else language))
            strings = {}
    return found


def _loaded(text: str) -> dict[str, Any]:
    """Return a notebook as a value."""
    try:
        notebook = json.loads(text, parse_int=str)  # of integers of any size
    except json.JSONDecodeError as error:
        reason = error.msg[:1].lower() + error.msg[1:]
        raise UnreadError(f"it is not JSON: {reason}", (error.pos, error.pos)) from None
    except RecursionError:
        raise UnreadError("it is nested too deeply") from None
    if not isinstance(notebook, dict) or not any(isinstance(notebook.get(it), list) for it in ("cells", "worksheets")):
        raise UnreadError("it is not a notebook: it has no list of cells")
    return notebook


def _language(metadata: Any) -> str:
    """Return the language that the metadata of a notebook give, in lower case; Python if they give none."""
    for part, key in (("language_info", "name"), ("kernelspec", "language")):
        given = metadata.get(part) if isinstance(metadata, dict) else None
        if isinstance(given, dict) and isinstance(given.get(key), str):
            return str(given[key]).lower()
    return PYTHON


def _values(text: str) -> Iterator[tuple[str, Excerpt | None]]:
    """Yield the path to each string of a JSON text but keys, with its content, and to each closing bracket."""
    around = [""]  # the paths of what is open
    below = [""]  # the paths of what is in it next
    for token in TOKEN.finditer(text):
        start, end = token.start() + 1, token.end("string") - 1
        if token.lastgroup == "string":
            yield below[-1], Excerpt(text[start:end], range(start, end + 1))
        elif token.lastgroup == "key":
            below[-1] = f"{around[-1]}.{text[start:end]}"
        elif token.lastgroup:
            around.append(below[-1])
            below.append(f"{below[-1]}[]")
        else:
            below.pop()
            yield around.pop(), None


def _unescaped(string: Excerpt) -> Excerpt:
    """Return the text that the content of a string of JSON means."""
    if "\\" not in string.text:
        return string
    offsets: list[int] = []
    at = 0
    for it in ESCAPE.finditer(string.text):
        offsets += string.offsets[at : it.start() + 1]
        at = it.end()
    return Excerpt(json.loads(f'"{string.text}"'), [*offsets, *string.offsets[at:]])


def snippets(source: Source) -> list[Snippet]:
    """Return the snippets in the cells of a notebook, and note the cells in the source.

    Raises:
        UnreadError: The text is not a notebook.
    """
    found: list[Snippet] = []
    cells = code_cells(source.text)
    source.cells = Cells([(it.number, it.text, it.offsets) for it in cells])
    is_ascii = source.text.isascii() and "\\u" in source.text
    for cell in cells:
        own = CellReader(cell.number, partial(_escaped, is_ascii=is_ascii))
        if cell.language.startswith(DIALECTS):
            found += own.snippets(cell)
        elif cell.language in SHELLS:
            found.append(own.snippet("shell", cell))
    return found


def _escaped(text: str, *, is_ascii: bool) -> str:
    """Return a text as it is written in a string of JSON."""
    return json.dumps(text, ensure_ascii=is_ascii)[1:-1]
