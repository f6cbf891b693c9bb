"""The jobs in shell scripts: a document for each command that makes one."""

from __future__ import annotations

from dataclasses import dataclass

from ircompile.findings.finding import Blame, Finding
from ircompile.findings.values import MAYBE, UNKNOWN
from ircompile.hosts.placeholders import filled_in
from ircompile.hosts.shell.commands import Finder
from ircompile.hosts.shell.options import read_options
from ircompile.hosts.shell.values import Values, is_unknown, known, moved_finding
from ircompile.hosts.snippets import UnreadError, whole
from ircompile.syntax.command_line.arguments import OPERATION, GivenOptions
from ircompile.syntax.command_line.findings import command_finding
from ircompile.syntax.command_line.options import INPUT_JSON, INPUT_YAML, option_name
from ircompile.syntax.command_line.pitfalls import option_pitfalls
from ircompile.syntax.command_line.tree import name_span, pieces_of
from ircompile.syntax.document import Document
from ircompile.syntax.shell.errors import PROBLEMS
from ircompile.syntax.shell.gaps import has_gap
from ircompile.syntax.tree import Node, moved
from ircompile.syntax.yaml.aws_cli import RefusedError, read_one

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from ircompile.config.settings import Limits
    from ircompile.hosts.reading import Unread
    from ircompile.hosts.shell.commands import Found
    from ircompile.hosts.shell.options import Options
    from ircompile.hosts.snippets import Snippet
    from ircompile.model.model import Model
    from ircompile.model.shapes import Shape
    from ircompile.sources.source import Source
    from ircompile.syntax.command_line.tree import Piece
    from ircompile.syntax.shell.words import Word
    from ircompile.syntax.tree import Offsets
BROKEN = frozenset(("parse-error", "shorthand-syntax"))
"""Findings on a word that its author may have meant to end elsewhere, so that more options follow."""


def snippets(source: Source) -> list[Snippet]:
    """Return the script."""
    return [whole(source.text, "shell")]


def documents(snippets: Sequence[Snippet], model: Model, limits: Limits) -> Iterator[Document | Unread]:
    """Yield a document for each command that makes a job, and the snippets of which a part can't be read."""
    for snippet in snippets:
        finder = Finder()
        finder.read(snippet.text, range(len(snippet.text) + 1))
        for error, offsets in finder.errors:
            yield snippet, UnreadError(str(error), (offsets[error.start], offsets[error.end]))
        for found in finder.found:
            if found.error:
                span = found.offsets[found.error.start], found.offsets[found.error.end]
                yield snippet, UnreadError(str(found.error), span)
            elif document := _document(found, model.request, limits):
                yield _placed(document, found, snippet)


def _document(found: Found, request: Shape, limits: Limits) -> Document | None:
    """Return the request of a command, with spans in the text of its words; None if it sends none."""
    words = found.words
    argv = ["aws", *(word.text for word in words[1:])]
    if not found.lost and not any(word.startswith("-") or has_gap(word) for word in argv[argv.index(OPERATION) :]):
        return None  # it is only mentioned
    options = read_options(argv, request)
    if options is None:
        return None
    values = Values(limits)
    root = _root(found, options, values, request)
    findings = [command_finding(it, argv, _span(it.index, words)) for it in options.errors]
    findings += option_pitfalls(GivenOptions(options.shared, options.own, options.occurrences), words)
    findings += _lost_findings(found)
    message, advice = PROBLEMS["braces"]
    findings += (
        Finding("command-needs-shell", [Blame((), span=(it.start, it.end))], message=message, help=advice)
        for it in found.split
    )
    region = options.shared.get("--region")
    return Document(
        root.value,
        root,
        [*findings, *values.findings],
        call=(root.start, root.end),
        region=region.text if region and region.text and not has_gap(region.text) else "",
    )


def _root(found: Found, options: Options, values: Values, request: Shape) -> Node:
    """Return the tree of a request; members that are given by options replace those of a document."""
    words = found.words
    is_open = options.is_open or found.lost is not None
    items: dict[str, Node] = {}
    keys: dict[str, tuple[int, int]] = {}
    for name in (INPUT_JSON, INPUT_YAML):
        given = options.own.get(name)
        if given and given.values:
            document = _input(name, pieces_of(given, words)[0], values, request)
            is_open |= not isinstance(document.value, dict) or MAYBE in document.value.values()
            items |= document.members
            keys |= document.keys or {}
        is_open |= name in options.broken
    for member, shape in request.members.items():
        name = option_name(member)
        if given := options.own.get(name):
            items[member] = values.read(member, shape, pieces_of(given, words))
            keys[member] = name_span(words[given.index])
        elif name in options.broken:
            items[member] = Node(UNKNOWN, words[0].start, words[0].end)
    value: dict[str, Any] = {key: item.value for key, item in items.items()}
    broken = max((it.blames[0].span or (0, 0) for it in values.findings if it.rule in BROKEN), default=(0, 0))
    if is_open or broken[0] >= words[-1].start:
        value = {**dict.fromkeys(request.members, MAYBE), **value}
    return Node(value, words[0].start, words[-1].end, items=items, keys=keys)


def _input(option: str, piece: Piece, values: Values, request: Shape) -> Node:
    """Return the request that is given as a document; an unknown value if nothing is known of it."""
    end = piece.offsets[len(piece.text)]
    if is_unknown(piece.text):
        return Node(UNKNOWN, piece.offsets[0], end)
    if option == INPUT_JSON:
        return values.document(piece, request)
    try:
        value = read_one(piece.text)
    except RefusedError as error:
        if not has_gap(piece.text):
            blame = Blame((), span=(piece.offsets[0], end))
            message = f"{option} is not YAML: {error.problem}"
            values.findings.append(Finding("command-refused", [blame], message=message))
        return Node(UNKNOWN, piece.offsets[0], end)
    return known(_plain(value, piece.offsets[0], end), request)


def _plain(value: Any, start: int, end: int) -> Node:
    """Return the tree of a plain value, all of it with one span."""
    if isinstance(value, dict):
        items = {str(key): _plain(it, start, end) for key, it in value.items()}
        return Node(value, start, end, items=items, keys=dict.fromkeys(items, (start, end)))
    if isinstance(value, list):
        return Node(value, start, end, items=[_plain(it, start, end) for it in value])
    return Node(value, start, end)


def _span(index: int, words: list[Word]) -> tuple[int, int]:
    """Return the span of a word; the end of the last one if a word is missing."""
    return (words[index].start, words[index].end) if index < len(words) else (words[-1].end, words[-1].end)


def _lost_findings(found: Found) -> Iterator[Finding]:
    """Yield the finding on options in the line after the command."""
    if found.lost:
        blame = Blame((), span=(found.lost.start, found.lost.end))
        message = "the command ends in the line before, so that this is no option of it"
        yield Finding("command-refused", [blame], message=message, help=found.advice)


def _placed(document: Document, found: Found, snippet: Snippet) -> Document:
    """Return a document with spans in the text of the file."""
    offsets = _Offsets(found.offsets, snippet.offsets)
    root = moved(document.root, offsets)
    root = filled_in(root) if snippet.is_template else root
    findings = [moved_finding(it, offsets) for it in document.findings]
    call = (root.start, root.end)
    return Document(root.value, root, findings, call=call, region=document.region)


@dataclass(frozen=True, slots=True)
class _Offsets:
    """The offset in the file of each character of a text within a snippet, and of its end."""

    inner: Offsets
    outer: Offsets

    def __getitem__(self, index: int) -> int:
        """Return the offset of a character."""
        return self.outer[self.inner[index]]
