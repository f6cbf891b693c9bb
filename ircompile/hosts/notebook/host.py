"""Jupyter notebooks as files that make jobs."""

from __future__ import annotations

import json
from functools import partial

from ircompile.hosts.notebook.cell_reader import CellReader
from ircompile.hosts.notebook.cells import PYTHON, code_cells
from ircompile.hosts.notebook.magics import SHELLS
from ircompile.sources.cells import Cells

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.hosts.snippets import Snippet
    from ircompile.sources.source import Source

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
        own = CellReader(cell.number, partial(_escaped, is_ascii=is_ascii))
        if cell.language.startswith(DIALECTS):
            found += own.snippets(cell)
        elif cell.language in SHELLS:
            found.append(own.snippet("shell", cell))
    return found


def _escaped(text: str, *, is_ascii: bool) -> str:
    """Return a text as it is written in a string of JSON."""
    return json.dumps(text, ensure_ascii=is_ascii)[1:-1]
