"""Programs in the strings of a program, such as an example that a page shows, or a function written to a file."""

from __future__ import annotations

import ast
import re
from dataclasses import replace

from ircompile.hosts.python.names import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircompile.hosts.snippets import Snippet

INDENTATION = re.compile(r"(?m)^[ \t]*(?=[^ \t\r\n])")
LINE = re.compile(r"([ \t]*)[^\n]*\n?")


def quoted(snippet: Snippet, tree: ast.Module, operations: tuple[str, ...]) -> Iterator[Snippet]:
    """Yield the texts of literals on several lines that name one of some operations, without indentation.

    Args:
        snippet: The program.
        tree: Its syntax tree.
        operations: The names.
    """
    if not any(it in snippet.text for it in operations):
        return
    for node in nodes(tree):
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            continue
        if any(it in node.value for it in operations):
            start = snippet.text.find(node.value)
            if "\n" in node.value and start >= 0:  # otherwise it has escapes, or is made of several literals
                yield _dedented(snippet, start, start + len(node.value))


def _dedented(snippet: Snippet, start: int, end: int) -> Snippet:
    """Return a part of a snippet without the indentation that all its lines have."""
    text = snippet.text[start:end]
    width = min((len(it[0]) for it in INDENTATION.finditer(text)), default=0)
    kept = [
        start + offset
        for line in LINE.finditer(text)
        for offset in range(line.start() + min(width, len(line[1])), line.end())
    ]
    return replace(
        snippet,
        text="".join(snippet.text[it] for it in kept),
        offsets=[snippet.offsets[it] for it in (*kept, end)],
        is_template=True,
    )
