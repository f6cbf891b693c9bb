"""The manifest of a command: the request that it sends, with spans in its words, and the findings on them."""

from __future__ import annotations

from ircompile.findings.finding import Blame, Finding
from ircompile.manifest.manifest import Manifest
from ircompile.syntax.command_line import CommandError, read_command_line
from ircompile.syntax.command_line.arguments import read_arguments
from ircompile.syntax.command_line.findings import command_finding, error_findings, option_findings
from ircompile.syntax.command_line.options import INPUT_JSON, INPUT_YAML, option_name
from ircompile.syntax.command_line.pitfalls import option_pitfalls
from ircompile.syntax.command_line.tree import name_span, pieces_of, word_tree
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
    """Return the request of the one `aws` command in a text.

    Args:
        source: The text, as a shell reads it.
        model: The model of the request.
        cli_version: 1 or 2; None for 1, or 2 if the command has an option that only version 2 knows.
        directory: Folder in which relative paths in the command start; files outside of it are not read.

    Returns:
        A manifest with spans in the words of the command. If a shell or the AWS CLI would refuse the command, its
        document is not `is_complete`, and has the findings that say why.
    """
    try:
        words = read_words(source.original)
    except ExceptionGroup as group:
        errors = [error for error in group.exceptions if isinstance(error, ShellError)]
        return Manifest(source, unread([_shell_finding(error) for error in errors]), model)
    argv = [word.text for word in words]
    version = cli_version or (2 if INPUT_YAML in argv else 1)
    try:
        body = read_command_line(argv, model.request, cli_version=version, directory=directory)
    except CommandError as error:
        findings = _error_findings(argv, words, version, directory, model.request)
        findings = findings or [command_finding(error, argv, _span(error, words))]
        return Manifest(source, unread(findings), model)
    arguments = read_arguments(argv, version, model.request)
    findings = _findings(arguments, words, directory, model.request)
    region = arguments.shared.get("--region")
    document = Document(body, _tree(body, arguments, words), findings)
    return Manifest(source, document, model, region=(region and region.text) or "")


def _shell_finding(error: ShellError) -> Finding:
    span = (error.start, error.end)
    return Finding("command-needs-shell", [Blame((), span=span)], message=error.message, help=error.help)


def _error_findings(argv: list[str], words: list[Word], version: int, directory: str, request: Shape) -> list[Finding]:
    """Return the findings on errors in the values of options; none if the options themselves can't be read."""
    try:
        own = read_arguments(argv, version, request).own
    except CommandError:
        return []
    return [
        finding
        for member, shape in request.members.items()
        if option_name(member) in own
        for finding in error_findings(member, shape, pieces_of(own[option_name(member)], words), directory)
    ]


def _findings(arguments: GivenOptions, words: list[Word], directory: str, request: Shape) -> list[Finding]:
    """Return the findings on a command that the AWS CLI accepts."""
    findings = list(option_pitfalls(arguments, words))
    for member, shape in request.members.items():
        given = arguments.own.get(option_name(member))
        if given:
            findings += option_findings(member, shape, pieces_of(given, words), directory)
    return findings


def _span(error: CommandError, words: list[Word]) -> tuple[int, int]:
    """Return the span of the word with the error; the end of the last word if one is missing."""
    if error.index < len(words):
        return words[error.index].start, words[error.index].end
    return (words[-1].end, words[-1].end) if words else (0, 0)


def _tree(body: dict[str, Any], arguments: GivenOptions, words: list[Word]) -> Node:
    """Return the tree of the request, with spans in the words of the command."""
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
            keys[name] = name_span(words[given.index])
            items[name] = word_tree(value, pieces_of(given, words))
    return Node(body, words[0].start, words[-1].end, items=items, keys=keys)
