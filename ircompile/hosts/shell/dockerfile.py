"""Dockerfiles: the commands of `RUN`, `CMD`, `ENTRYPOINT` and `HEALTHCHECK` in them."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from ircompile.config.settings import Limits
from ircompile.hosts.comment_lines import above_snippets
from ircompile.hosts.search import operation_in
from ircompile.hosts.shell.texts import quoted
from ircompile.hosts.snippets import Snippet
from ircompile.syntax.document import DocumentError
from ircompile.syntax.json_text import scan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from ircompile.sources.source import Source

INSTRUCTION: Final = re.compile(
    r"""
    [ \t]* (?:ONBUILD[ \t]+)? (?: RUN | CMD | ENTRYPOINT | HEALTHCHECK[ \t](?:[^\n]*?[ \t])?CMD ) (?=[ \t\\])
    (?:[ \t]+--[\w-]+=\S+)* [ \t]*
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""An instruction that runs a command, with its options."""
COMMENT: Final = re.compile(r"[ \t]*(?:#[^\n]*)?(?:\n|\Z)")
"""A comment or a blank line, which may be between lines that are continued."""
HERE: Final = re.compile(r"<<-?[ \t]*([\"']?)(\w+)\1")
CONTINUED: Final = re.compile(r"\\[ \t]*\n?\Z")


def snippets(source: Source) -> list[Snippet]:
    """Return the commands that name the operation."""
    return [it for it in _instructions(source.text) if operation_in(it.text)]


def comments(source: Source) -> list[tuple[Snippet, int]]:
    """Return the comments above the instructions that name the operation, each with the offset at which it ends."""
    return above_snippets(source.text, snippets(source))


def _instructions(text: str) -> Iterator[Snippet]:
    """Yield the command of each instruction that has one, without the comments in it."""
    at = 0
    while at < len(text):
        start = at
        match = INSTRUCTION.match(text, at)
        spans, at = _lines(text, match.end() if match else at)
        if match:
            bodies, at = _bodies(text, spans, at)
            command = "".join(text[slice(*span)] for span in spans)
            if bodies and HERE.fullmatch(command.strip()):
                spans = [(bodies[0][0], text.rfind("\n", 0, bodies[0][1] - 1) + 1)]
            else:
                spans += bodies
            offsets = [offset for span in spans for offset in range(*span)]
            yield _script(Snippet("shell", "".join(text[slice(*span)] for span in spans), [*offsets, spans[-1][1]]))
        at = max(at, start + 1)


def _script(snippet: Snippet) -> Snippet:
    """Return a command as a script; it may be a list of arguments in JSON."""
    if not snippet.text.startswith("["):
        return snippet
    try:
        root, _ = scan(snippet.text.replace("\\\n", "  "), Limits())
    except DocumentError:
        return snippet
    return replace(quoted(root.elements, snippet), escape=_escaped) if root.elements else snippet


def _escaped(text: str) -> str:
    """Return a text as it is written in a string of JSON."""
    return json.dumps(text)[1:-1]


def _lines(text: str, at: int) -> tuple[list[tuple[int, int]], int]:
    """Return the spans of the lines of an instruction, and the offset after them."""
    spans = []
    while at < len(text):
        end = text.find("\n", at) + 1 or len(text)
        spans.append((at, end))
        at = end
        if not CONTINUED.search(text, spans[-1][0], end):
            break
        while at < len(text) and (comment := COMMENT.match(text, at)):
            at = comment.end()
    return spans or [(at, at)], at


def _bodies(text: str, spans: list[tuple[int, int]], at: int) -> tuple[list[tuple[int, int]], int]:
    """Return the spans of the here-documents of an instruction, with their last lines, and the offset after them."""
    bodies = []
    for span in spans:
        for here in HERE.finditer(text, *span):
            end = re.compile(rf"^\t*{here[2]}[ \t\r]*(?:\n|\Z)", re.MULTILINE).search(text, at)
            if end:
                bodies.append((at, end.end()))
                at = end.end()
    return bodies, at
