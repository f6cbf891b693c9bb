"""A command line as a manifest: the request that it sends, with places in its words, and the traps in them."""

from __future__ import annotations

from ircompile.findings.finding import Blame, Finding
from ircompile.manifest.manifest import Manifest
from ircompile.manifest.options import command_finding, error_findings, option_findings
from ircompile.manifest.pitfalls import option_pitfalls
from ircompile.syntax.command_line import CommandError, read_command_line
from ircompile.syntax.command_line.arguments import read_arguments
from ircompile.syntax.command_line.options import INPUT_JSON, INPUT_YAML, option_name
from ircompile.syntax.command_line.tree import pieces_of, word_tree
from ircompile.syntax.document import Document, unread
from ircompile.syntax.shell import ShellError, Word, read_words
from ircompile.syntax.tree import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.model.model import Model
    from ircompile.model.shapes import Shape
    from ircompile.sources.source import Source
    from ircompile.syntax.command_line.arguments import GivenOptions


def read_command(source: Source, model: Model, *, cli_version: int | None = None, directory: str = ".") -> Manifest:
    """The request of the one `aws` command in a text, as a manifest whose values stand in the command's words.

    Args:
        source: The text, as it stands in a script.
        model: The model that it is read by.
        cli_version: 1 or 2; None for 1, or 2 where the command has an option that only 2 knows.
        directory: Where the paths in the command begin; files outside of it are not read.

    Returns:
        A manifest. If a shell or the AWS CLI would refuse the command, its document is not `is_complete` and says why.
    """
    try:
        words = read_words(source.original)
    except ExceptionGroup as faults:
        return _refused(
            source, model, [_needs_shell(fault) for fault in faults.exceptions if isinstance(fault, ShellError)]
        )
    argv = [word.text for word in words]
    version = cli_version or (2 if INPUT_YAML in argv else 1)
    try:
        body = read_command_line(argv, model.request, cli_version=version, directory=directory)
    except CommandError as error:
        inside = _faults(argv, words, version, directory, model.request)
        return _refused(source, model, inside or [command_finding(error, argv, _span(error, words))])
    arguments = read_arguments(argv, version, model.request)
    findings = _findings(arguments, words, directory, model.request)
    region = arguments.shared.get("--region")
    document = Document(body, _tree(body, arguments, words), findings)
    return Manifest(source, document, model, region=(region and region.text) or "")


def _refused(source: Source, model: Model, findings: list[Finding]) -> Manifest:
    return Manifest(source, unread(findings), model)


def _needs_shell(fault: ShellError) -> Finding:
    span = (fault.start, fault.end)
    return Finding("command-needs-shell", [Blame((), span=span)], message=fault.message, help=fault.help)


def _faults(argv: list[str], words: list[Word], version: int, directory: str, request: Shape) -> list[Finding]:
    """What is wrong inside of the words of the request's options, at its places."""
    try:
        own = read_arguments(argv, version, request).own
    except CommandError:
        return []
    given = {member: own[option_name(member)] for member in request.members if option_name(member) in own}
    return [
        it
        for member, words_ in given.items()
        for it in error_findings(member, request.members[member], pieces_of(words_, words), directory)
    ]


def _findings(arguments: GivenOptions, words: list[Word], directory: str, request: Shape) -> list[Finding]:
    """What is to be said of a command line that the AWS CLI lets pass."""
    found = list(option_pitfalls(arguments, words))
    for member, shape in request.members.items():
        given = arguments.own.get(option_name(member))
        if given:
            found += option_findings(member, shape, pieces_of(given, words), directory)
    return found


def _span(error: CommandError, words: list[Word]) -> tuple[int, int]:
    """Where the word at fault stands; behind the last one, where a word is missing."""
    if error.index < len(words):
        return words[error.index].start, words[error.index].end
    return (words[-1].end, words[-1].end) if words else (0, 0)


def _tree(body: dict[str, Any], arguments: GivenOptions, words: list[Word]) -> Node:
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
