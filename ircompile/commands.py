"""A command line as a manifest: the request that it sends, with places in its words, and the traps in them."""

from __future__ import annotations

from ircompile.config import Limits
from ircompile.finding import Blame, Finding
from ircompile.manifest import Manifest
from ircompile.model.shapes import request
from ircompile.reading import REMOTE as LOADED
from ircompile.reading.command_line import CommandError, parse_command
from ircompile.reading.command_line.advice import BARE_JSON, advise
from ircompile.reading.command_line.arguments import read_arguments
from ircompile.reading.command_line.options import INPUT_JSON, INPUT_YAML, option_name
from ircompile.reading.document import Document
from ircompile.reading.json_text import Refused, scan
from ircompile.reading.shell_words import ShellFault, Word, read_words
from ircompile.reading.word_tree import pieces_of, word_tree
from ircompile.shorthand_values import typed
from ircompile.traps import traps
from ircompile.tree import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.reading.command_line.arguments import Arguments
    from ircompile.reading.word_tree import Piece
    from ircompile.source import Source
    from ircompile.tree import Path


def read_command(source: Source, *, cli_version: int | None = None, directory: str = ".") -> Manifest:
    """The request of the one `aws` command in a text, as a manifest whose values stand in the command's words.

    Args:
        source: The text, as it stands in a script.
        cli_version: 1 or 2; None for 1, or 2 where the command has an option that only 2 knows.
        directory: Where the paths in the command begin; files outside of it are not read.

    Returns:
        A manifest; its document is not `whole`, and says why, where a shell or the AWS CLI would refuse the command.
    """
    try:
        words = read_words(source.text)
    except ExceptionGroup as faults:
        return _refused(source, [_needs_shell(fault) for fault in faults.exceptions if isinstance(fault, ShellFault)])
    argv = [word.text for word in words]
    version = cli_version or (2 if INPUT_YAML in argv else 1)
    try:
        body = parse_command(argv, cli_version=version, directory=directory)
    except CommandError as error:
        return _refused(source, _in_shorthand(argv, words, version, directory) or [_aws_refuses(error, words)])
    arguments = read_arguments(argv, version)
    findings = list(traps(arguments, words))
    return Manifest(source, Document(body, _tree(body, arguments, words), findings))


def _refused(source: Source, findings: list[Finding]) -> Manifest:
    return Manifest(source, Document(None, Node(None, 0, 0), findings, whole=False))


def _needs_shell(fault: ShellFault) -> Finding:
    span = (fault.start, fault.end)
    return Finding("command-needs-shell", [Blame((), span=span)], message=fault.message, help=fault.help)


def _in_shorthand(argv: list[str], words: list[Word], version: int, directory: str) -> list[Finding]:
    """What is wrong inside of the words that are shorthand, at its places."""
    try:
        arguments = read_arguments(argv, version)
    except CommandError:
        return []
    findings: list[Finding] = []
    for member, shape in request().members.items():
        given = arguments.own.get(option_name(member))
        for number, piece in enumerate(pieces_of(given, words) if given and shape.kind != "string" else []):
            path = (member, number) if shape.element else (member,)
            if piece[0].lstrip().startswith(("{", "[")):
                findings += _in_json(piece, path)
            elif not piece[0].startswith(LOADED):
                _, found = typed(piece, shape.element or shape, path, directory)
                findings += [finding for finding in found if finding.severity is None]
    return findings


def _in_json(piece: Piece, path: Path) -> list[Finding]:
    """What keeps a text from being JSON, where it stands; nothing where the shell took the quotes away."""
    text, places = piece
    try:
        scan(text, Limits())
    except Refused as refused:
        start, end = refused.finding.blames[0].span or (0, 0)
        blame = Blame(path, span=(places[start], places[min(end, len(text))]))
        wrong = Finding("parse-error", [blame], message=refused.finding.message, help=refused.finding.help)
        return [] if BARE_JSON.match(text) else [wrong]
    return []


def _aws_refuses(error: CommandError, words: list[Word]) -> Finding:
    if error.index < len(words):
        span = (words[error.index].start, words[error.index].end)
    else:
        span = (words[-1].end, words[-1].end) if words else (0, 0)
    notes = [f"the AWS CLI says: {error.aws.strip()}"] if error.aws else []
    help_ = advise(error, [word.text for word in words])
    return Finding("command-refused", [Blame((), span=span)], message=str(error), help=help_, notes=notes)


def _tree(body: dict[str, Any], arguments: Arguments, words: list[Word]) -> Node:
    """The request's values where they stand in the words of the command."""
    items: dict[str, Node] = {}
    keys: dict[str, tuple[int, int]] = {}
    whole = arguments.own.get(INPUT_JSON) or arguments.own.get(INPUT_YAML)
    document = word_tree(body, pieces_of(whole, words)) if whole else Node(body, 0, 0)
    for name, value in body.items():
        given = arguments.own.get(option_name(name))
        if given is None:
            items[name] = document.below(name) or Node(value, document.start, document.end)
            keys[name] = (document.keys or {}).get(name, (document.start, document.end))
        else:
            option = words[given.index]
            keys[name] = (option.start, option.start + len(option_name(name)))
            items[name] = word_tree(value, pieces_of(given, words))
    return Node(body, words[0].start, words[-1].end, items=items, keys=keys)
