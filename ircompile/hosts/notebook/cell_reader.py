"""The snippets in a cell: Python without what only IPython reads, shell commands, and the bodies of magics."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

from ircompile.hosts.excerpts import joined
from ircompile.hosts.notebook import magics
from ircompile.hosts.notebook.ipython import UNKNOWN, python
from ircompile.hosts.python.reader import ANYTHING
from ircompile.hosts.snippets import LANGUAGES, Snippet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ircompile.hosts.excerpts import Excerpt
    from ircompile.hosts.snippets import Language

MAGIC = re.compile(r"\s*^%%(!|\w+)[ \t]*([^\n]*)\n?", re.MULTILINE)
"""The first line of a cell that begins with a magic for the whole cell."""


@dataclass(slots=True, frozen=True)
class CellReader:
    """Makes snippets of a cell of a notebook, or of what is written like one.

    Attributes:
        number: The number of the cell; 0 outside of notebooks.
        escape: Returns how the file writes a text that replaces a part of the cell.
    """

    number: int = 0
    escape: Callable[[str], str] = str

    def snippet(self, language: Language, text: Excerpt, *, is_alone: bool = False) -> Snippet:
        """Return a part of the cell as a snippet."""
        return Snippet(language, text.text, text.offsets, self.number, self.escape, is_alone)

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
            language = LANGUAGES.get(os.path.splitext(arguments[-1])[1].lower()) if arguments else None
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
