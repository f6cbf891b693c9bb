"""Jupyter notebooks as files that make jobs."""

from __future__ import annotations

import json
import os
import re
from functools import partial

from ircompile.hosts.excerpts import joined
from ircompile.hosts.notebook import magics
from ircompile.hosts.notebook.cells import PYTHON, code_cells
from ircompile.hosts.notebook.ipython import UNKNOWN, python
from ircompile.hosts.python.reader import ANYTHING
from ircompile.hosts.snippets import Snippet
from ircompile.sources.cells import Cells

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircompile.hosts.excerpts import Excerpt
    from ircompile.hosts.snippets import Language
    from ircompile.sources.source import Source

MAGIC = re.compile(r"\s*^%%(!|\w+)[ \t]*([^\n]*)\n?", re.MULTILINE)
"""The first line of a cell that begins with a magic for the whole cell."""
DIALECTS = (PYTHON, "ipython", "pyspark")
"""How the names of Python begin in the metadata of notebooks."""


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
        own = _Cell(cell.number, is_ascii=is_ascii)
        if cell.language.startswith(DIALECTS):
            found += own.snippets(cell)
        elif cell.language in magics.SHELLS:
            found.append(own.snippet("shell", cell))
    return found


class _Cell:
    """Makes snippets of a cell.

    Args:
        number: Its number.
        is_ascii: Whether the notebook escapes all characters that are not ASCII.
    """

    def __init__(self, number: int, *, is_ascii: bool) -> None:
        self._number = number
        self._escape = partial(_escaped, is_ascii=is_ascii)

    def snippet(self, language: Language, text: Excerpt, *, is_alone: bool = False) -> Snippet:
        """Return a part of the cell as a snippet."""
        return Snippet(language, text.text, text.offsets, self._number, self._escape, is_alone)

    def snippets(self, text: Excerpt) -> Iterator[Snippet]:
        """Yield the snippets of a cell, or of a part of it after a magic."""
        magic = MAGIC.match(text.text)
        if magic:
            yield from self._after_magic(text, magic)
            return
        program, commands = python(text)
        yield self.snippet("python", program)
        for it in commands:
            yield self.snippet("shell", it)

    def _after_magic(self, text: Excerpt, magic: re.Match[str]) -> Iterator[Snippet]:
        name, arguments = magic[1], magic[2].split()
        body = text.part(magic.end(), len(text.text))
        anything = text.instead(f"{ANYTHING}\n", magic.start())
        if name in magics.BODY:
            yield from self.snippets(body)
            names = [it for it in arguments if it.isidentifier()]
            yield from (self.snippet("python", body.instead(f"{it} = {UNKNOWN}\n", len(body.text))) for it in names)
        elif name in magics.FILES:
            language = magics.ENDINGS.get(os.path.splitext(arguments[-1])[1].lower()) if arguments else None
            if language:
                yield self.snippet(language, body, is_alone=True)
        elif name in magics.PROGRAMS:
            if language := _language(name, arguments):
                yield self.snippet(language, body, is_alone=True)
            if any(it.startswith("-") for it in arguments):  # such as `--out NAME`
                yield self.snippet("python", anything)
        elif name in magics.FOREIGN:
            if arguments:
                yield self.snippet("python", anything)
        else:
            program, _ = python(body)
            yield self.snippet("python", joined([anything, program]))
            yield self.snippet("python", anything)


def _language(name: str, arguments: list[str]) -> Language | None:
    """Return the language of the body of a cell magic that runs a program, if it may be of interest."""
    programs = [os.path.basename(it) for it in arguments] if name == magics.SCRIPT else [name]
    if not magics.SHELLS.isdisjoint(programs):
        return "shell"
    return None if magics.PYTHONS.isdisjoint(programs) else "python"


def _escaped(text: str, *, is_ascii: bool) -> str:
    """Return a text as it is written in a string of JSON."""
    return json.dumps(text, ensure_ascii=is_ascii)[1:-1]
