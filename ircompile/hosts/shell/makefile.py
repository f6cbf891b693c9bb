"""Makefiles: the recipes in them, and the commands in `$(shell …)`, as a shell gets them."""

from __future__ import annotations

import re

from ircompile.hosts.comment_lines import above_snippets
from ircompile.hosts.search import operation_in
from ircompile.hosts.snippets import Snippet
from ircompile.syntax.shell.gaps import GAP

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from ircompile.sources.source import Source

LINE: Final = re.compile(r"(?:[^\\\n]|\\[\s\S])*+\\?\n?")
"""A line, with those that continue it."""
PREFIX: Final = re.compile(r"(?:\t[ \t]*|[^\t#=\n][^=\n]*?:[^=\n;]*;[ \t]*)[@+-]*[ \t]*")
"""What is before the command in a recipe: a tab, or the rule and a semicolon."""
DEFINED: Final = re.compile(r"[ ]*define\b")
END: Final = re.compile(r"[ ]*endef\b")
REFERENCE: Final = re.compile(r"\$(?:([({])|([^\n]))|\\\n\t?")
"""A reference to a variable or a function; or the end of a line that is continued."""
SHELL: Final = re.compile(r"\s*shell\s")
BRACKET: Final = re.compile(r"[(){}]")


def snippets(source: Source) -> list[Snippet]:
    """Return the commands that name the operation."""
    found: list[Snippet] = []
    is_defined = False
    for line in LINE.finditer(source.text):
        if not line[0]:
            break
        is_defined = (is_defined or bool(DEFINED.match(line[0]))) and not END.match(line[0])
        if operation_in(line[0]):
            prefix = PREFIX.match(line[0])
            start = prefix.end() if prefix else 0
            is_recipe = prefix is not None or is_defined
            found += _in_line(source.text, line.start() + start, line.end(), is_recipe=is_recipe)
    return found


def comments(source: Source) -> list[tuple[Snippet, int]]:
    """Return the comments above the recipes that name the operation, each with the offset at which these end."""
    return above_snippets(source.text, snippets(source))


def _in_line(text: str, start: int, end: int, *, is_recipe: bool) -> Iterator[Snippet]:
    """Yield the command in a line, if it is a recipe, and those in calls of the function `shell`."""
    parts: list[str] = []
    offsets: list[int] = []
    at = start
    while match := REFERENCE.search(text, at, end):
        parts.append(text[at : match.start()])
        offsets += range(at, match.start())
        at = match.end()
        if match[2] == "$" or match[0].startswith("\\"):
            parts.append(match[0][:2].replace("$$", "$"))
            offsets += range(match.start(), match.start() + len(parts[-1]))
        else:
            at = _after(text, match.end(), end, match[1]) if match[1] else at
            if match[1] and (shell := SHELL.match(text, match.end())):
                yield from _in_line(text, shell.end(), at - 1, is_recipe=True)
            parts.append(GAP)
            offsets.append(match.start())
    parts.append(text[at:end])
    offsets += range(at, end + 1)
    snippet = Snippet("shell", "".join(parts), offsets)
    if is_recipe and operation_in(snippet.text):
        yield snippet


def _after(text: str, start: int, end: int, opener: str) -> int:
    """Return the offset after the bracket that closes a reference; that of its end if none does."""
    closer = ")" if opener == "(" else "}"
    depth = 1
    for match in BRACKET.finditer(text, start, end):
        depth += (match[0] == opener) - (match[0] == closer)
        if not depth:
            return match.end()
    return end
