"""What the AWS CLI lets pass in a command line although hardly anybody means it."""

from __future__ import annotations

from ircompile.config.settings import Limits
from ircompile.findings.finding import Blame, Finding
from ircompile.findings.messages import shown
from ircompile.manifest.integers import odd_integers
from ircompile.syntax.command_line.options import INPUT_YAML
from ircompile.syntax.document import DocumentError
from ircompile.syntax.json_text import scan
from ircompile.syntax.shorthand.errors import ShorthandError
from ircompile.syntax.shorthand.reader import read_shorthand
from ircompile.syntax.tree import moved

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircompile.findings.values import Path
    from ircompile.model.shapes import Shape
    from ircompile.syntax.command_line.arguments import GivenOptions
    from ircompile.syntax.command_line.tree import Piece
    from ircompile.syntax.shell import Word


def traps_in_options(arguments: GivenOptions, words: list[Word]) -> Iterator[Finding]:
    """The findings on the options of a command line that the AWS CLI accepts."""
    met: dict[str, Word] = {}
    for occurrence in arguments.occurrences:
        name, word = occurrence.name, words[occurrence.index]
        written = word.text.partition("=")[0]
        if written != name:
            message = f"{shown(written)} is short for `{name}`"
            advice = "write it in full: a new option that begins alike would make it ambiguous"
            yield Finding("option-abbreviated", [Blame((), span=_span(word))], message=message, help=advice)
        if name in met:
            blames = [Blame((), "has no effect", span=_span(met[name])), Blame((), "counts", span=_span(word))]
            message = f"`{name}` is given twice, and the AWS CLI takes the last one"
            yield Finding("option-repeated", blames, message=message, help="remove the one that is not meant")
        if name == INPUT_YAML:
            message = f"`{INPUT_YAML}` needs version 2 of the AWS CLI"
            advice = "write JSON and --cli-input-json where version 1 may be used"
            yield Finding("cli-yaml-needs-v2", [Blame((), span=_span(word))], message=message, help=advice)
        met[name] = word


def _span(word: Word) -> tuple[int, int]:
    return word.start, word.end


def traps_in_value(piece: Piece, shape: Shape | None, path: Path) -> Iterator[Finding]:
    """The findings on a structure that the AWS CLI accepts: keys that stand twice, integers that only Python has."""
    text, places = piece
    if text.lstrip().startswith(("{", "[")):
        yield from _in_json(piece, path)
        return
    try:
        root, repeated, _ = read_shorthand(text)
    except ShorthandError:
        return  # it names a file
    for start, end, key in repeated:
        yield Finding(
            "shorthand-duplicate-key",
            [Blame(path, "the second one", span=(places[start], places[end]))],
            message=f"the key {shown(key)} stands twice in one structure",
            help="remove one of the two",
            notes=("the AWS CLI silently takes the last one",),
            severity="warning",
        )
    if shape:
        yield from odd_integers(moved(root, places), shape, path)


def _in_json(piece: Piece, path: Path) -> Iterator[Finding]:
    """The findings on a value in JSON: keys that stand twice."""
    text, places = piece
    try:
        _, repeated = scan(text, Limits())
    except DocumentError:
        return  # the AWS CLI is less strict than we are
    for finding in repeated:
        blames = [
            Blame(path, it.label, span=(places[it.span[0]], places[it.span[1]])) for it in finding.blames if it.span
        ]
        yield Finding(
            finding.rule, blames, message=finding.message, help=finding.help, notes=finding.notes, severity="warning"
        )
