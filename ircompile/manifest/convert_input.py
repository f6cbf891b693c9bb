"""Reading the input of `convert`: a manifest, a command, or the value of one member."""

from __future__ import annotations

import re
from copy import copy

from ircompile.config.settings import Config
from ircompile.manifest.command import read_command
from ircompile.manifest.load import documents, read
from ircompile.manifest.manifest import Manifest
from ircompile.sources.files import ENDINGS
from ircompile.sources.source import Source, kind_of
from ircompile.syntax.command_line import CommandError
from ircompile.syntax.command_line.argparse_layer import Argument, Given
from ircompile.syntax.command_line.findings import command_finding, error_findings, option_findings
from ircompile.syntax.command_line.options import option_name
from ircompile.syntax.command_line.pitfalls import value_pitfalls
from ircompile.syntax.command_line.shorthand_errors import syntax_finding
from ircompile.syntax.command_line.tree import Piece, word_tree
from ircompile.syntax.command_line.values import Files, Values
from ircompile.syntax.document import Document, limit_exceeded, unread
from ircompile.syntax.shorthand.errors import ShorthandError
from ircompile.syntax.shorthand.reader import parse_shorthand
from ircompile.syntax.tree import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    from ircompile.findings.finding import Finding
    from ircompile.model.model import Model
    from ircompile.model.shapes import Shape
    from ircompile.sources.source import Kind

COMMAND_START: Final = re.compile(r"(?:\s++|#[^\n]*+\n)*+(?:[$%] )?aws(?:\s|\Z)")
"""The start of a command: `aws`, after comments and a prompt."""
SCRIPT: Final = re.compile(r"(?m)^(?>[^\n]*?\bsagemaker\s)[^\n]*?\bcreate-inference-recommendations-job\b|\A#!")
"""The operation, as in a script that has other text before the command; or the first line of a script."""
MAPPING_START: Final = re.compile(r"(?:\s++|#[^\n]*+\n|---[^\n]*+\n|-[ \t])*+[\"']?[A-Za-z]\w*+[\"']?:(?:\s|\Z)")
"""The start of a YAML mapping. In shorthand, no blank follows a colon."""
DIRECTORY: Final = "."
"""Folder in which relative paths start, as for the AWS CLI; files outside of it are not read."""


def input_kind(name: str, text: str) -> Kind:
    """Return the kind of a text: "command", "yaml", "json", or "value" for anything else."""
    if COMMAND_START.match(text):
        return "command"
    kind = kind_of(name, text)
    if kind == "json" or name.lower().endswith(ENDINGS) or MAPPING_START.match(text):
        return kind
    return "command" if SCRIPT.search(text) else "value"


def is_whole_command(manifest: Manifest) -> bool:
    """Return whether a script is nothing but one command, right or wrong, that needs no shell: it may load files."""
    needs_shell = any(finding.rule == "command-needs-shell" for finding in manifest.findings)
    return manifest.is_request or (not needs_shell and COMMAND_START.match(manifest.source.text) is not None)


def members_by_option(request: Shape) -> dict[str, str]:
    """Return the members of a request by the names of their options, without dashes: stopping-conditions."""
    return {option_name(member).removeprefix("--"): member for member in request.members}


def read_all(
    source: Source,
    member: str,
    model: Model,
    *,
    cli_version: int | None,
    is_argument: bool,
    config: Config | None = None,
) -> list[Manifest]:
    """Return the manifests of a text. The value of a member becomes a request with no other member.

    Args:
        source: The text.
        member: The member to convert; "" for the whole request.
        model: The model of the request.
        cli_version: The version of the AWS CLI by which commands and values are read; None for 1, or for 2 if a
            command has an option that only version 2 knows.
        is_argument: Whether the text is one argument, in which a line end at its end counts.
        config: The configuration with the limits; None for the defaults.
    """
    config = config or Config()
    if source.kind == "command":
        return [read_command(source, model, cli_version=cli_version, directory=DIRECTORY)]
    if source.kind == "value" or (
        member and model.request.members[member].kind == "string" and not _is_job(source, config, model)
    ):
        return [read_value(source, member, model, config, cli_version=cli_version or 1, is_argument=is_argument)]
    if source.kind == "json":
        source = _with_original_text(source)  # the JSON reader itself reports control characters
    elif "\ufffd" in source.text and "\ufffd" not in source.original:
        return [_unread(source, model, [])]  # YAML readers disagree on control characters
    manifests = read(source, config, model)
    if not member or len(manifests) > 1 or _is_job(source, config, model):
        return manifests
    if source.kind == "json":
        return [read_value(source, member, model, config, cli_version=cli_version or 1, is_argument=is_argument)]
    document = manifests[0].document
    return (
        [_of_member(source, model, member, document.value, document.root, document.findings)]
        if document.is_complete
        else manifests
    )


def _too_long(source: Source, config: Config) -> Finding | None:
    """Return the finding for shorthand that is longer than the limit, or None."""
    limit = config.limits.shorthand
    what = f"the shorthand has {len(source.text)} characters"
    return limit_exceeded("shorthand", limit, limit, what) if len(source.text) > limit else None


def _with_original_text(source: Source) -> Source:
    """Return a copy of a source in which no character is replaced."""
    found = copy(source)
    found.text = source.original
    return found


def _is_job(source: Source, config: Config, model: Model) -> bool:
    """Return whether a YAML or JSON text is a mapping with members of a request."""
    found = documents(source, config)
    value = found[0].value if found else None
    return isinstance(value, dict) and any(name in model.request.members for name in value)


def read_value(
    source: Source, member: str, model: Model, config: Config, *, cli_version: int, is_argument: bool
) -> Manifest:
    """Return a request with only one member, whose value is read as the arguments of its option."""
    shape = model.request.members[member]
    if source.kind == "value" and shape.kind != "string" and (finding := _too_long(source, config)):
        return _unread(source, model, [finding])
    text = source.original if is_argument else source.original.rstrip("\r\n")
    pieces = _pieces(text) if shape.element and not is_argument else [_piece(text, 0)]
    given = Given(0, [Argument(number, piece.text) for number, piece in enumerate(pieces)])
    option = option_name(member)
    try:
        value = Values(Files(DIRECTORY, cli_version)).read(option, shape, given)
    except CommandError as error:
        findings = error_findings(member, shape, pieces, DIRECTORY)
        if not findings:
            text, offsets = pieces[error.index]
            argv = [piece.text for piece in pieces]
            findings = [command_finding(error, argv, (offsets[0], offsets[len(text)]))]
        return _unread(source, model, findings)
    root = word_tree(value, pieces)
    return _of_member(source, model, member, value, root, option_findings(member, shape, pieces, DIRECTORY))


def _of_member(source: Source, model: Model, member: str, value: Any, root: Node, findings: list[Finding]) -> Manifest:
    request = {member: value}
    node = Node(request, 0, len(source.text), items={member: root}, keys={member: (0, 0)})
    return Manifest(source, Document(request, node, findings), model)


def _unread(source: Source, model: Model, findings: list[Finding]) -> Manifest:
    return Manifest(source, unread(findings), model)


def _piece(text: str, start: int) -> Piece:
    return Piece(text, range(start, start + len(text) + 1))


def _pieces(text: str) -> list[Piece]:
    """Return the arguments of an option that takes several: one a line, except blank lines; or a whole JSON text."""
    if text.lstrip().startswith(("{", "[")):
        return [_piece(text, 0)]
    pieces, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            pieces.append(_piece(line, start))
        start += len(line) + 1
    return pieces


def read_shorthand_value(source: Source, model: Model, config: Config, *, is_argument: bool) -> tuple[Manifest, Any]:
    """Return the findings on shorthand of an unknown member, as an empty manifest, and its value."""
    if finding := _too_long(source, config):
        return _unread(source, model, [finding]), {}
    text, offsets = piece = _piece(source.original if is_argument else source.original.rstrip("\r\n"), 0)
    try:
        value = parse_shorthand(text, directory=DIRECTORY)
    except ShorthandError as error:
        return _unread(source, model, [syntax_finding(text, error, None, (), offsets)]), {}
    return Manifest(source, Document({}, Node({}, 0, 0), list(value_pitfalls(piece, None, ()))), model), value
