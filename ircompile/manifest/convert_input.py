"""What people hand to `convert`: a manifest, a command, or the value of one member, told apart and read."""

from __future__ import annotations

import re

from ircompile.config.settings import Config
from ircompile.manifest.command import read_command
from ircompile.manifest.load import read
from ircompile.manifest.manifest import Manifest
from ircompile.manifest.options import command_finding, error_findings, option_findings
from ircompile.manifest.pitfalls import value_pitfalls
from ircompile.manifest.shorthand_errors import syntax_finding
from ircompile.sources.files import ENDINGS
from ircompile.sources.source import kind_of
from ircompile.syntax.command_line import CommandError
from ircompile.syntax.command_line.argparse_layer import Argument, Given
from ircompile.syntax.command_line.files import Files
from ircompile.syntax.command_line.options import option_name
from ircompile.syntax.command_line.tree import Piece, word_tree
from ircompile.syntax.command_line.values import Values
from ircompile.syntax.document import Document, unread
from ircompile.syntax.shorthand.errors import ShorthandError
from ircompile.syntax.shorthand.reader import parse_shorthand
from ircompile.syntax.tree import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    from ircompile.findings.finding import Finding
    from ircompile.model.model import Model
    from ircompile.model.shapes import Shape
    from ircompile.sources.source import Kind, Source

COMMAND: Final = re.compile(r"(?:\s++|#[^\n]*+\n)*+(?:[$%] )?aws(?:\s|\Z)")
"""How a text begins that is a command: `aws`, behind comments and a prompt."""
OPERATION: Final = re.compile(r"(?m)^(?>[^\n]*?\bsagemaker\s)[^\n]*?\bcreate-inference-recommendations-job\b|\A#!")
"""What a script holds that has the command behind something else."""
MAPPING: Final = re.compile(r"(?:\s++|#[^\n]*+\n|---[^\n]*+\n|-[ \t])*+[\"']?[A-Za-z]\w*+[\"']?:(?:\s|\Z)")
"""How YAML begins that has a mapping; shorthand has no blank behind a colon."""
FOLDER: Final = "."
"""Where the names of files begin in all that is converted, as for the AWS CLI; none outside of it is read."""


def written_in(name: str, text: str) -> Kind:
    """The kind of a source: "command", "yaml", "json", or "value" for what is none of them."""
    if COMMAND.match(text):
        return "command"
    kind = kind_of(name, text)
    if kind == "json" or name.lower().endswith(ENDINGS) or MAPPING.match(text):
        return kind
    return "command" if OPERATION.search(text) else "value"


def members(request: Shape) -> dict[str, str]:
    """The members of a request by the names that `--param` takes: stopping-conditions -> StoppingConditions."""
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
    """The jobs of a text; where it is the value of a member, a request of this member alone.

    Args:
        source: The text.
        member: The member that is asked for; "" for the whole request.
        model: The model that it is read by.
        cli_version: The AWS CLI whose rules count for a command and for a value.
        is_argument: Whether the text is a word, so that the end of its last line is a part of it.
        config: What bounds YAML and JSON; none is looked for.
    """
    config = config or Config()
    if source.kind == "command":
        return [read_command(source, model, cli_version=cli_version, directory=FOLDER)]
    if source.kind == "value" or (
        member and model.request.members[member].kind == "string" and not _is_job(source, config, model)
    ):
        return [read_value(source, member, model, cli_version=cli_version or 1, is_argument=is_argument)]
    if source.kind == "json":
        source.text = source.original  # JSON knows itself what may stand in it
    elif source.text != source.original:
        return [_unread(source, model, [])]  # to every reader of YAML it is another text
    manifests = read(source, config, model)
    if not member or len(manifests) > 1 or _is_job(source, config, model):
        return manifests
    if source.kind == "json":
        return [read_value(source, member, model, cli_version=cli_version or 1, is_argument=is_argument)]
    document = manifests[0].document
    return (
        [_of_member(source, model, member, document.value, document.root, document.findings)]
        if document.is_complete
        else manifests
    )


def _is_job(source: Source, config: Config, model: Model) -> bool:
    """Whether the top level of a YAML or JSON text has members of a request."""
    value = read(source, config, model)[0].document.value
    return isinstance(value, dict) and any(name in model.request.members for name in value)


def read_value(source: Source, member: str, model: Model, *, cli_version: int, is_argument: bool) -> Manifest:
    """The value of one member, as its option takes it: a request of this member alone."""
    shape = model.request.members[member]
    text = source.original if is_argument else source.original.rstrip("\r\n")
    pieces = _words(text) if shape.element and not is_argument else [_piece(text, 0)]
    given = Given(0, [Argument(number, piece.text) for number, piece in enumerate(pieces)])
    option = option_name(member)
    try:
        value = Values(Files(FOLDER, cli_version)).read(option, shape, given)
    except CommandError as error:
        word, places = pieces[error.index]
        wrong = command_finding(error, [word for word, _ in pieces], (places[0], places[len(word)]))
        return _unread(source, model, error_findings(member, shape, pieces, FOLDER) or [wrong])
    root = word_tree(value, pieces)
    return _of_member(source, model, member, value, root, option_findings(member, shape, pieces, FOLDER))


def _of_member(source: Source, model: Model, member: str, value: Any, root: Node, findings: list[Finding]) -> Manifest:
    whole = {member: value}
    node = Node(whole, 0, len(source.text), items={member: root}, keys={member: (0, 0)})
    return Manifest(source, Document(whole, node, findings), model)


def _unread(source: Source, model: Model, findings: list[Finding]) -> Manifest:
    return Manifest(source, unread(findings), model)


def _piece(text: str, start: int) -> Piece:
    return Piece(text, range(start, start + len(text) + 1))


def _words(text: str) -> list[Piece]:
    """The words of an option that takes several: the lines that hold something, or one text in JSON."""
    if text.lstrip().startswith(("{", "[")):
        return [_piece(text, 0)]
    pieces, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            pieces.append(_piece(line, start))
        start += len(line) + 1
    return pieces


def read_shorthand_value(source: Source, model: Model, *, is_argument: bool) -> tuple[Manifest, Any]:
    """The value of shorthand that belongs to no member; the manifest is empty, and says what is wrong."""
    text, places = piece = _piece(source.original if is_argument else source.original.rstrip("\r\n"), 0)
    try:
        value = parse_shorthand(text, directory=FOLDER)
    except ShorthandError as error:
        return _unread(source, model, [syntax_finding(text, error, None, (), places)]), {}
    return Manifest(source, Document({}, Node({}, 0, 0), list(value_pitfalls(piece, None, ()))), model), value
