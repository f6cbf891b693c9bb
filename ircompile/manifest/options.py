"""The words of one option: what the AWS CLI refuses of them, where that is, and what it lets pass."""

from __future__ import annotations

from ircompile.config.settings import Limits
from ircompile.findings.finding import Blame, Finding
from ircompile.manifest.option_shorthand import faults_in_shorthand
from ircompile.manifest.pitfalls import traps_in_value
from ircompile.syntax import REMOTE as LOADED
from ircompile.syntax.command_line.advice import BARE_JSON, advise
from ircompile.syntax.command_line.tree import loaded
from ircompile.syntax.document import DocumentError
from ircompile.syntax.json_text import scan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircompile.findings.values import Path
    from ircompile.model.shapes import Shape
    from ircompile.syntax.command_line import CommandError
    from ircompile.syntax.command_line.tree import Piece


def faults_and_traps(member: str, shape: Shape, pieces: list[Piece], directory: str) -> list[Finding]:
    """All that is to be said of the words of a member's option."""
    found = faults(member, shape, pieces, directory)
    for piece, one, path in _structures(member, shape, pieces, directory):
        found += traps_in_value(piece, one, path)
    return found


def faults(member: str, shape: Shape, pieces: list[Piece], directory: str) -> list[Finding]:
    """What keeps the words of a member's option from being read, or meant, at its places."""
    found = []
    for number, (piece, one, path) in enumerate(_structures(member, shape, pieces, directory)):
        wrong = _faults(piece, one, path, directory)
        if number and wrong and "=" not in piece[0]:
            wrong[0].message = "this seems to belong to the word before it, from which the shell took it apart"
            wrong[0].help = f"put both in quotes, as one word: '{pieces[number - 1][0]} {piece[0]}'"
        found += wrong
    return found


def _structures(member: str, shape: Shape, pieces: list[Piece], directory: str) -> Iterator[tuple[Piece, Shape, Path]]:
    """The words that hold a structure each, or JSON; where they name files, what these hold."""
    for number, piece in enumerate(pieces if shape.kind != "string" else ()):
        path = (member, number) if shape.element else (member,)
        yield loaded(piece, directory), shape.element or shape, path


def _faults(piece: Piece, shape: Shape, path: Path, directory: str) -> list[Finding]:
    if piece[0].lstrip().startswith(("{", "[")):
        return _faults_in_json(piece, path)
    return [] if piece[0].startswith(LOADED) else faults_in_shorthand(piece, shape, path, directory)


def _faults_in_json(piece: Piece, path: Path) -> list[Finding]:
    """What keeps a text from being JSON, where it stands; nothing where the shell took the quotes away."""
    text, places = piece
    try:
        scan(text, Limits())
    except DocumentError as refused:
        start, end = refused.finding.blames[0].span or (0, 0)
        blame = Blame(path, span=(places[start], places[min(end, len(text))]))
        wrong = Finding("parse-error", [blame], message=refused.finding.message, help=refused.finding.help)
        return [] if BARE_JSON.match(text) else [wrong]
    return []


def refused(error: CommandError, argv: list[str], span: tuple[int, int]) -> Finding:
    """The finding for a command line, or the words of an option, that the AWS CLI refuses.

    Args:
        error: Why it does.
        argv: All words.
        span: Where the one at fault stands.
    """
    notes = [f"the AWS CLI says: {error.aws.strip()}"] if error.aws else []
    return Finding("command-refused", [Blame((), span=span)], message=str(error), help=advise(error, argv), notes=notes)
