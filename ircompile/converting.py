"""What people hand to `convert`: a manifest, a command, or the value of one member, told apart and read."""

from __future__ import annotations

import re

from ircompile.commands import read_command
from ircompile.config import Config, Limits
from ircompile.linting import read
from ircompile.manifest import Manifest
from ircompile.model.shapes import request
from ircompile.reading.command_line.advice import BARE_JSON, WITHOUT_QUOTES
from ircompile.reading.command_line.options import option_name
from ircompile.reading.document import Document
from ircompile.reading.json_text import read_json
from ircompile.reading.shorthand import ShorthandError, parse_shorthand
from ircompile.refusals import refusal
from ircompile.shorthand_values import typed
from ircompile.traps import shorthand_traps
from ircompile.tree import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Final

    from ircompile.finding import Finding
    from ircompile.source import Source

COMMAND: Final = re.compile(r"(?:\s*#[^\n]*\n|\s)*+(?:[$%] )?aws(?:\s|\Z)")
"""How a text begins that is a command: `aws`, behind comments and a prompt."""
OPERATION: Final = re.compile(r"\bsagemaker\s[^\n]{0,1000}\bcreate-inference-recommendations-job\b|\A#!")
"""What a script holds that has the command behind something else."""
MAPPING: Final = re.compile(r"(?:\s*#[^\n]*\n|---[^\n]*\n|\s)*[\"']?[A-Za-z]\w*[\"']?:(?:\s|\Z)")
"""How a YAML mapping begins; shorthand has no blank behind a colon."""


def is_command(text: str) -> bool:
    """Whether a text is meant as a command line."""
    return bool(COMMAND.match(text)) or (not is_manifest(text) and bool(OPERATION.search(text)))


def is_manifest(text: str) -> bool:
    """Whether a text that is no command is meant as YAML or JSON."""
    return text.lstrip()[:1] in ("{", "[") or bool(MAPPING.match(text))


def members() -> dict[str, str]:
    """The members of a request by the names that `--param` takes: stopping-conditions -> StoppingConditions."""
    return {option_name(member).removeprefix("--"): member for member in request().members}


def read_job(source: Source, *, cli_version: int | None, directory: str) -> list[Manifest]:
    """The jobs of a text: one command, or the documents of a YAML or JSON text."""
    if is_command(source.text):
        source.kind = "command"
        return [read_command(source, cli_version=cli_version, directory=directory)]
    return read(source, Config())


def read_value(source: Source, member: str, *, directory: str) -> Manifest:
    """The value of one member, as its option takes it: a request of this member alone."""
    source.kind = "value"
    shape = request().members[member]
    text = source.text.rstrip("\n")
    findings: list[Finding] = []
    if shape.kind == "string":
        root = Node(text, 0, len(text))
    elif text.lstrip()[:1] in ("{", "["):
        document = read_json(source, Limits())[0]
        if not document.whole:
            if BARE_JSON.match(text):
                document.findings[0].help = WITHOUT_QUOTES
            return Manifest(source, document)
        root, findings = document.root, document.findings
    elif shape.element:
        nodes = []
        for number, (start, word) in enumerate(_lines(text)):
            piece = (word, range(start, start + len(word) + 1))
            node, found = typed(piece, shape.element, (member, number), directory)
            nodes.append(node)
            findings += found
        root = Node([node.value for node in nodes], 0, len(text), items=nodes)
    else:
        root, findings = typed((text, range(len(text) + 1)), shape, (member,), directory)
    value = {member: root.value}
    below = Node(value, 0, len(text), items={member: root}, keys={member: (0, 0)})
    return Manifest(source, Document(value, below, findings))


def read_shorthand_value(source: Source, *, directory: str) -> tuple[Manifest, Any]:
    """The value of shorthand that belongs to no member; the manifest is empty, and says what is wrong."""
    source.kind = "value"
    text = source.text.rstrip("\n")
    try:
        value = parse_shorthand(text, directory=directory)
    except ShorthandError as error:
        fault = refusal(text, error, None, (), range(len(text) + 1))
        return Manifest(source, Document({}, Node({}, 0, 0), [fault], whole=False)), {}
    traps = list(shorthand_traps((text, range(len(text) + 1)), None, ()))
    return Manifest(source, Document({}, Node({}, 0, 0), traps)), value


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that hold something, each a word, and where they begin."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, line
        start += len(line) + 1
