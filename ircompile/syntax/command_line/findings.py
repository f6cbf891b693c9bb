"""Findings on the value of an option: what the AWS CLI refuses in it, and what it accepts by accident."""

from __future__ import annotations

import re

from ircompile.config.settings import Limits
from ircompile.findings.finding import Blame, Finding
from ircompile.syntax import REMOTE
from ircompile.syntax.command_line.pitfalls import value_pitfalls
from ircompile.syntax.command_line.shorthand_errors import structure_findings
from ircompile.syntax.command_line.tree import FileOffsets, Piece, loaded
from ircompile.syntax.document import DocumentError
from ircompile.syntax.json_text import scan
from ircompile.syntax.paramfile import location, named_file
from ircompile.syntax.shorthand.errors import FILE_NAME, TYPOGRAPHIC_QUOTE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from ircompile.findings.values import Path
    from ircompile.model.shapes import Shape
    from ircompile.syntax.command_line.error import CommandError
BARE_JSON: Final = re.compile(r"\s*[\[{]\s*[A-Za-z_][\w-]*\s*:")
"""JSON without the quotes around its keys."""
WITHOUT_QUOTES: Final = "the shell removed the quotes of the JSON: put the whole value in single quotes"
PART: Final = re.compile(r"[A-Za-z][\w.]*[@]?=")
"""The start of a part of a shorthand value."""


def option_findings(member: str, shape: Shape, pieces: list[Piece], directory: str) -> list[Finding]:
    """Return all findings on the value of an option: its errors, then its pitfalls.

    Args:
        member: The member of the request.
        shape: The shape of the member.
        pieces: The arguments of the option.
        directory: Folder of the files that they may name; none outside of it is read.
    """
    findings = error_findings(member, shape, pieces, directory)
    for piece, structure, path in _structures(member, shape, pieces, directory):
        findings += value_pitfalls(piece, structure, path)
    return findings


def error_findings(member: str, shape: Shape, pieces: list[Piece], directory: str) -> list[Finding]:
    """Return the findings on what the AWS CLI refuses in the value of an option, or reads as another type.

    The arguments are those of `option_findings`.
    """
    findings = []
    for number, (piece, structure, path) in enumerate(_structures(member, shape, pieces, directory)):
        found = _piece_findings(piece, structure, path, directory)
        if number and found and "=" not in piece.text:
            found = [_split_word_finding(found[0], pieces[number - 1].text, piece.text), *found[1:]]
        findings += found
    return findings


def _structures(member: str, shape: Shape, pieces: list[Piece], directory: str) -> Iterator[tuple[Piece, Shape, Path]]:
    """Yield the text, shape and path of each argument that is a structure, or JSON; of a file that it names, instead.

    An option that takes a string has none.
    """
    for number, piece in enumerate(pieces if shape.kind != "string" else ()):
        path = (member, number) if shape.element else (member,)
        yield loaded(piece, directory), shape.element or shape, path


def _split_word_finding(finding: Finding, previous: str, text: str) -> Finding:
    """Return a finding with a message that the shell split a word."""
    return Finding(
        finding.rule,
        finding.blames,
        message="the shell seems to have split this from the word before it",
        help=f"put both in quotes as one word: '{previous} {text}'",
        notes=finding.notes,
    )


def _piece_findings(piece: Piece, shape: Shape, path: Path, directory: str) -> list[Finding]:
    text, offsets = piece
    if isinstance(offsets, FileOffsets):
        inside = Piece(text, range(len(text) + 1))
        return [_in_file(it, text, offsets) for it in _text_findings(inside, shape, path, directory)]
    if BARE_JSON.match(text):  # the shell removed its quotes
        return []
    return _text_findings(piece, shape, path, directory)


def _in_file(finding: Finding, text: str, offsets: FileOffsets) -> Finding:
    """Return a finding on the word that names a file, with a message that has the place in the file."""
    main = finding.blames[0]
    where = location(offsets.name, text, main.span[0] if main.span else 0)
    return Finding(
        finding.rule,
        [Blame(main.path, main.label, span=(offsets.start, offsets.end))],
        message=f"{where}: {finding.message}",
        help=finding.help,
        notes=finding.notes,
    )


def _text_findings(piece: Piece, shape: Shape, path: Path, directory: str) -> list[Finding]:
    if piece.text.lstrip().startswith(("{", "[")):
        return _json_findings(piece, path)
    return [] if piece.text.startswith(REMOTE) else structure_findings(piece, shape, path, directory)


def _json_findings(piece: Piece, path: Path) -> list[Finding]:
    """Return the syntax error of a JSON text, if any."""
    text, offsets = piece
    try:
        scan(text, Limits())
    except DocumentError as error:
        start, end = error.finding.blames[0].span or (0, 0)
        blame = Blame(path, span=(offsets[start], offsets[min(end, len(text))]))
        return [Finding("parse-error", [blame], message=error.finding.message, help=error.finding.help)]
    return []


def command_finding(error: CommandError, argv: list[str], span: tuple[int, int]) -> Finding:
    """Return the finding for a command, or the value of an option, that the AWS CLI refuses.

    Args:
        error: The error.
        argv: All arguments.
        span: The span of the argument with the error.
    """
    word = argv[error.index] if error.index < len(argv) else ""
    aws = error.aws.strip()
    if named_file(word.partition("=")[2] if word.startswith("--") else word):
        aws = aws.partition("\n")[0]  # what follows is all of the file
    notes = [f"the AWS CLI says: {aws}"] if aws else []
    return Finding("command-refused", [Blame((), span=span)], message=str(error), help=advise(error, argv), notes=notes)


def advise(error: CommandError, argv: list[str]) -> str:
    """Return what to write instead, or "" if that is unknown."""
    word = argv[error.index] if error.index < len(argv) else ""
    value = word.partition("=")[2] if word.startswith("--") else word
    if BARE_JSON.match(value):
        return WITHOUT_QUOTES
    if TYPOGRAPHIC_QUOTE.search(value):
        return "an editor or a web page replaced the quotes: type them again"
    if FILE_NAME.match(value):
        return f"to load a file, write file://{value}"
    if error.kind == "unknown-options" and (PART.match(word) or word[:1] in ("{", "[", "}", "]")):
        return "the shell seems to have split a value: put the whole value in single quotes"
    return ""
