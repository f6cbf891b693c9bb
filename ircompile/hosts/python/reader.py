"""The jobs in Python programs, and in snippets that run one after the other with the same names."""

from __future__ import annotations

import ast
import builtins
import re
import warnings
from contextlib import suppress
from dataclasses import replace
from keyword import iskeyword

from ircompile.hosts.python.calls import Cell, calls
from ircompile.hosts.python.known_calls import EVALUATORS
from ircompile.hosts.python.right_size import NAME as RIGHT_SIZE
from ircompile.hosts.python.right_size import note
from ircompile.hosts.python.work import TooMuchWorkError
from ircompile.hosts.search import operation_in
from ircompile.hosts.snippets import UnreadError
from ircompile.sources.files import METHOD
from ircompile.syntax.document import Document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ircompile.config.settings import Limits
    from ircompile.hosts.python.calls import Call
    from ircompile.hosts.python.flows import Flows
    from ircompile.hosts.reading import Unread
    from ircompile.hosts.snippets import Snippet
    from ircompile.model.model import Model
    from ircompile.model.shapes import Shape

ANYTHING = "from _ import *"
"""A program that may assign any name and change any value, as one that is not known may."""
NAME = re.compile(r"\w+")
STAR = re.compile(r"\bimport\s*\*")
BUILTINS = frozenset(dir(builtins))
INDENTATION = re.compile(r"(?m)^[ \t]*(?=[^ \t\r\n])")
LINE = re.compile(r"([ \t]*)[^\n]*\n?")


def documents(snippets: Sequence[Snippet], model: Model, limits: Limits) -> list[Document | Unread]:
    """Return a document for each call that makes a job, and the snippets that can't be read."""
    del limits  # the work is limited by `TooMuchWorkError`
    groups = [[it for it in snippets if not it.is_alone], *([it] for it in snippets if it.is_alone)]
    found: list[Document | Unread] = []
    for group in filter(None, groups):
        made = _together(group, model.request)
        for it in made:
            if isinstance(it, Document) and group[0].is_inner:
                it.is_inner = True
        found += made
    return found


def _together(snippets: Sequence[Snippet], request: Shape) -> list[Document | Unread]:
    """Return the same as `documents` for snippets that run one after the other with the same names."""
    cells = []
    found: list[Document | Unread] = []
    for it in snippets:
        try:
            cells.append(Cell(it.text, it.offsets, parsed(it.text), is_template=it.is_template))
        except UnreadError as error:
            found.append((it, error))
            cells.append(_instead(it, _effects(it.text)))
    try:
        made = _calls(cells, request)
    except UnreadError:
        made = []
        for it, cell in zip(snippets, cells, strict=True):
            try:
                made += _calls_alone(it, cell, request)
            except UnreadError as error:
                found.append((it, error))
    found += map(_document, made)
    for it, cell in zip(snippets, cells, strict=True):
        found += _quoted(it, cell.nodes, request)
    return found


def _document(call: Call) -> Document:
    document = Document(call.request.value, call.request, call.findings, call=call.span)
    if call.is_sdk:
        document.note = note
    return document


def _quoted(snippet: Snippet, nodes: Sequence[ast.AST], request: Shape) -> Iterator[Document]:
    """Yield the documents of the programs in the strings of a program; a text that is none only mentions a job."""
    for it in quoted(snippet, nodes, (METHOD, RIGHT_SIZE)):
        with suppress(UnreadError):
            for call in _calls_alone(
                it, Cell(it.text, it.offsets, parsed(it.text), is_template=it.is_template), request
            ):
                document = _document(call)
                document.is_inner = True
                yield document


def _calls_alone(snippet: Snippet, cell: Cell, request: Shape) -> list[Call]:
    """Return the calls in a snippet, of which only what is known without the others is known.

    Raises:
        UnreadError: It is too large or nested too deeply.
    """
    if not operation_in(snippet.text):
        return []
    return _calls([_instead(snippet, ANYTHING), cell], request)


def _instead(snippet: Snippet, program: str) -> Cell:
    """Return a cell with another program instead of a snippet or before it."""
    return Cell(program, [snippet.offsets[0]] * (len(program) + 1), ast.parse(program))


def _effects(text: str) -> str:
    """Return a program that does to names and values what a text that can't be parsed may do at most.

    A program that has no syntax does nothing; but this one may be for another version of Python.
    """
    names = {it for it in NAME.findall(text) if it.isidentifier() and not iskeyword(it)}
    if names & EVALUATORS or STAR.search(text):
        return ANYTHING
    changed = sorted(names - BUILTINS) or ["_"]
    return f"_({', '.join(changed)})\n{' = '.join(changed)} = _()\n"


def _calls(cells: Sequence[Cell], request: Shape) -> list[Call]:
    """Return the calls in cells.

    Raises:
        UnreadError: They are too large or nested too deeply.
    """
    try:
        return calls(cells, request)
    except TooMuchWorkError:
        raise UnreadError("it is too large to be worked out") from None
    except RecursionError:
        raise UnreadError("it is nested too deeply") from None


def parsed(text: str) -> ast.Module:
    """Return the syntax tree of a program.

    Raises:
        UnreadError: It has none.
    """
    try:
        with warnings.catch_warnings(action="ignore"):  # such as those of invalid escapes
            return ast.parse(text)
    except SyntaxError as error:
        lines = text.splitlines(keepends=True)[: (error.lineno or 1) - 1]
        offset = min(len("".join(lines)) + max((error.offset or 1) - 1, 0), len(text))
        raise UnreadError(error.msg, (offset, offset)) from None
    except (ValueError, MemoryError, RecursionError) as error:  # a NUL, or too much nesting
        raise UnreadError(str(error) or "it is nested too deeply") from None


def flows(snippets: Sequence[Snippet]) -> Flows:
    """Return the ways of the values in the snippets of a file.

    Of a snippet that can't be read, and of a command in a notebook, which may have names of the notebook in it, all
    words count as uses of these names.
    """
    from ircompile.hosts.python.flows import Flows

    cells = []
    words: set[str] = set()
    for it in snippets:
        try:
            if it.language == "python":
                cells.append(Cell(it.text, it.offsets, parsed(it.text), is_template=it.is_template))
            elif it.cell:
                words.update(NAME.findall(it.text))
        except UnreadError:
            words.update(NAME.findall(it.text))
    return Flows(cells, words)


def quoted(snippet: Snippet, nodes: Iterable[ast.AST], operations: tuple[str, ...]) -> Iterator[Snippet]:
    """Yield the texts of literals on several lines that name one of some operations, without indentation.

    Args:
        snippet: The program.
        nodes: The nodes of its syntax tree.
        operations: The names.
    """
    if not any(it in snippet.text for it in operations):
        return
    for node in nodes:
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
