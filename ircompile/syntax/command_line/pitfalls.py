"""Findings on what the AWS CLI accepts, although it is probably a mistake."""

from __future__ import annotations

import re

from ircompile.config.settings import Limits
from ircompile.findings.finding import Blame, Change, Finding
from ircompile.findings.messages import shown
from ircompile.syntax.command_line.options import INPUT_YAML
from ircompile.syntax.document import DocumentError
from ircompile.syntax.json_text import scan
from ircompile.syntax.shorthand.errors import ShorthandError
from ircompile.syntax.shorthand.reader import read_shorthand
from ircompile.syntax.tree import moved

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from ircompile.findings.values import Path
    from ircompile.model.shapes import Shape
    from ircompile.syntax.command_line.arguments import GivenOptions
    from ircompile.syntax.command_line.tree import Piece
    from ircompile.syntax.shell import Word
    from ircompile.syntax.shorthand.reader import Duplicate
    from ircompile.syntax.tree import Node, Offsets

JSON_INTEGER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)")
PLUS_INTEGER: Final = re.compile(r"\+(?:0|[1-9][0-9]*)")
"""A sign that all readers which accept it understand alike, so that it is safe to remove."""


def option_pitfalls(arguments: GivenOptions, words: list[Word]) -> Iterator[Finding]:
    """Yield the findings on the options of a command: abbreviated, repeated, or unknown to version 1 of the AWS CLI."""
    previous: dict[str, Word] = {}
    for occurrence in arguments.occurrences:
        name, word = occurrence.name, words[occurrence.index]
        written = word.text.partition("=")[0]
        if written != name:
            message = f"{shown(written)} is short for `{name}`"
            advice = "write it in full: a new option with the same beginning would make it ambiguous"
            yield Finding("option-abbreviated", [_blame(word)], message=message, help=advice)
        if name in previous:
            blames = [_blame(previous[name], "has no effect"), _blame(word, "is used")]
            message = f"`{name}` is given twice; the AWS CLI uses the last value"
            yield Finding("option-repeated", blames, message=message, help="remove one of the two")
        if name == INPUT_YAML:
            message = f"`{INPUT_YAML}` requires version 2 of the AWS CLI"
            advice = "use `--cli-input-json` with JSON if version 1 must work, too"
            yield Finding("cli-yaml-needs-v2", [_blame(word)], message=message, help=advice)
        previous[name] = word


def _blame(word: Word, label: str = "") -> Blame:
    return Blame((), label, span=(word.start, word.end))


def value_pitfalls(piece: Piece, shape: Shape | None, path: Path) -> Iterator[Finding]:
    """Yield the findings on a structure in an option: duplicate keys, and integers that only Python accepts.

    Args:
        piece: The structure, in shorthand or JSON.
        shape: The shape of the structure; None if it is not known.
        path: The path of the structure in the request.
    """
    text, offsets = piece
    if text.lstrip().startswith(("{", "[")):
        yield from _json_pitfalls(piece, path)
        return
    try:
        root, duplicates, _ = read_shorthand(text)
    except ShorthandError:
        return  # it names a file
    yield from duplicate_key_pitfalls(duplicates, path, offsets, in_command=True)
    if shape:
        yield from integer_pitfalls(moved(root, offsets), shape, path)


def _json_pitfalls(piece: Piece, path: Path) -> Iterator[Finding]:
    """Yield the findings on duplicate keys in JSON, as warnings, with their spans in the command."""
    text, offsets = piece
    try:
        _, duplicates = scan(text, Limits())
    except DocumentError:
        return  # the AWS CLI is less strict than this reader
    for it in duplicates:
        spans = [(blame.label, blame.span) for blame in it.blames if blame.span]
        blames = [Blame(path, label, span=(offsets[start], offsets[end])) for label, (start, end) in spans]
        yield Finding(it.rule, blames, message=it.message, help=it.help, notes=it.notes, severity="warning")


def duplicate_key_pitfalls(
    duplicates: list[Duplicate], path: Path, offsets: Offsets, *, in_command: bool
) -> Iterator[Finding]:
    """Yield the findings on keys that are repeated below the top level of shorthand.

    Args:
        duplicates: The repeated keys.
        path: The path of the whole structure in the request.
        offsets: The offset in the source of each character of the shorthand, and of its end.
        in_command: Whether the shorthand is an argument of a command, where they are warnings, not a string in a
            manifest.
    """
    for start, end, key in duplicates:
        yield Finding(
            "shorthand-duplicate-key",
            [Blame(path, "the second one", span=(offsets[start], offsets[end]))],
            message=f"duplicate key {shown(key)}",
            help="remove one of the two",
            notes=(f"the AWS CLI {'silently uses' if in_command else 'would silently use'} the last one",),
            severity="warning" if in_command else None,
        )


def integer_pitfalls(node: Node, shape: Shape, path: Path) -> Iterator[Finding]:
    """Yield the findings on integers that Python's `int()` accepts and JSON would not.

    Args:
        node: The value, as shorthand is read, with spans in the source.
        shape: The shape of the value.
        path: The path of the value in the request.
    """
    for name, item in node.members.items():
        if name in shape.members:
            yield from integer_pitfalls(item, shape.members[name], (*path, name))
    for index, item in enumerate(node.elements):
        if shape.element:
            yield from integer_pitfalls(item, shape.element, (*path, index))
    if shape.kind == "integer" and isinstance(node.value, str) and not JSON_INTEGER.fullmatch(node.value):
        try:
            number = int(node.value)
        except ValueError:
            return
        yield _integer_finding(node, number, path)


def _integer_finding(node: Node, number: int, path: Path) -> Finding:
    advice = f"write {number}"
    is_safe = bool(PLUS_INTEGER.fullmatch(node.value))
    return Finding(
        "shorthand-integer",
        [Blame(path, span=(node.start, node.end))],
        message=f"the AWS CLI reads {shown(node.value)} as an integer, but few other programs do",
        help=advice,
        severity="warning",
        changes=[Change("replace", path, number, safe=is_safe, title=advice)],
    )
