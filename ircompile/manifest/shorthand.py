"""The expansion of shorthand in a manifest to the values that it means, with their spans and findings."""

from __future__ import annotations

from ircompile.config.settings import Limits
from ircompile.findings.finding import Blame, Finding
from ircompile.findings.messages import shown
from ircompile.findings.values import UNKNOWN, put
from ircompile.syntax import REMOTE
from ircompile.syntax.command_line.pitfalls import duplicate_key_pitfalls, integer_pitfalls
from ircompile.syntax.command_line.shorthand_errors import syntax_finding, type_findings
from ircompile.syntax.shorthand.coercion import coerce
from ircompile.syntax.shorthand.errors import ShorthandError
from ircompile.syntax.shorthand.reader import read_shorthand
from ircompile.syntax.tree import Node, moved

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from ircompile.findings.values import Path
    from ircompile.model.shapes import Shape


def expanded(text: str, shape: Shape, path: Path, offsets: Sequence[int]) -> tuple[Any, Node | None, list[Finding]]:
    """Return the value of a shorthand string.

    Args:
        text: The string.
        shape: The shape of the structure that it is written for.
        path: The path of that structure in the request.
        offsets: The offset in the source of each character of the string, and of its end.

    Returns:
        The value with the types of the model, its tree with spans in the source, and the findings on it. If the
        string can't be read, the value is `UNKNOWN`, and there is no tree. Each part of it with an error that hides
        its value is `UNKNOWN`, too.
    """
    if text.startswith(REMOTE):
        return UNKNOWN, None, [_file_finding(text, path, (offsets[0], offsets[-1]))]
    try:
        root, duplicates, at_signs = read_shorthand(text)
    except ShorthandError as error:
        return UNKNOWN, None, [syntax_finding(text, error, shape, path, offsets, in_command=False)]
    unusable = list(type_findings(root, shape, path, text))
    root = moved(root, offsets)
    if any(scheme in text for scheme in REMOTE[:2]):
        unusable += _file_findings(root, path)
    value = coerce(root.value, shape, integer=_integer)
    for finding in unusable:
        value = _with_unknown(value, finding.blames[0].path[len(path) :])
    findings = [
        *duplicate_key_pitfalls(duplicates, path, offsets, in_command=False),
        *integer_pitfalls(root, shape, path),
        *(_at_sign_finding(path, (offsets[at], offsets[at + 1])) for at in at_signs),
        *unusable,
    ]
    return value, root, findings


def _with_unknown(value: Any, path: Path) -> Any:
    """Return a value with `UNKNOWN` at a path, or at the nearest path above it that the value has."""
    below = value
    for depth, step in enumerate(path):
        if below is UNKNOWN or (isinstance(below, list) and isinstance(step, str)):  # a list made of one structure
            return put(value, path[:depth], UNKNOWN)
        below = below[step]
    return put(value, path, UNKNOWN)


def _file_findings(root: Node, path: Path) -> Iterator[Finding]:
    """Yield the findings on scalars that look as if the AWS CLI would load a file."""
    waiting = [(path, root)]
    while waiting:
        path, node = waiting.pop()
        if isinstance(node.value, str) and node.value.startswith(REMOTE[:2]):
            yield _file_finding(node.value, path, (node.start, node.end))
        waiting += [((*path, key), item) for key, item in node.members.items()]
        waiting += [((*path, index), item) for index, item in enumerate(node.elements)]


def _integer(value: Any, _path: Path) -> Any:
    """Return the integer in a string; any other value as it is, which the shape check reports."""
    try:
        return int(value) if isinstance(value, str) and len(value) <= Limits().digits else value
    except ValueError:
        return value


def _file_finding(text: str, path: Path, span: tuple[int, int]) -> Finding:
    message = f"{shown(text)} names a file or URL, but a manifest can't load either"
    return Finding("shorthand-syntax", [Blame(path, span=span)], message=message, help="write the content itself")


def _at_sign_finding(path: Path, span: tuple[int, int]) -> Finding:
    message = "`@=` loads the content of a file, which a manifest can't do"
    help_ = "write `=` and the content itself"
    return Finding("shorthand-syntax", [Blame(path, span=span)], message=message, help=help_)
