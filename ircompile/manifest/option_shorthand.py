"""A structure in shorthand as the AWS CLI reads and types it: everything that is wrong with it."""

from __future__ import annotations

from ircompile.findings.finding import Blame, Finding
from ircompile.findings.messages import shown
from ircompile.findings.values import get
from ircompile.manifest.shorthand import mistyped
from ircompile.manifest.shorthand_errors import refusal
from ircompile.syntax.shorthand.coercion import CoercionError, coerce
from ircompile.syntax.shorthand.errors import TYPOGRAPHIC_QUOTE, ShorthandError
from ircompile.syntax.shorthand.reader import parse_shorthand, read_shorthand
from ircompile.syntax.tree import Node, moved

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.findings.values import Path
    from ircompile.model.shapes import Shape
    from ircompile.syntax.command_line.tree import Piece


def faults_in_shorthand(piece: Piece, shape: Shape, path: Path, directory: str) -> list[Finding]:
    """What is wrong with a structure; of what the AWS CLI lets pass, what it takes for something else than is meant.

    Args:
        piece: The text, and the places of its characters.
        shape: The structure that the option takes.
        path: Where it stands in the request.
        directory: Where paths in it begin; files outside of it are not read.
    """
    text, places = piece
    try:
        value = parse_shorthand(text, directory=directory)
    except ShorthandError as error:
        return [refusal(text, error, shape, path, places)]
    try:
        root = read_shorthand(text)[0]
    except ShorthandError:  # it names a file, whose content has no place here
        root = Node(value, 0, len(text))
    wrong = [finding for _, finding in mistyped(root, shape, path, text)]
    root = moved(root, places)
    try:
        coerce(value, shape, path)
    except CoercionError as error:
        if not wrong:  # a list that became something else says more
            wrong.append(_no_integer(error, root, path, get(value, error.path[len(path) :])))
    return wrong


def _no_integer(error: CoercionError, root: Node, path: Path, value: Any) -> Finding:
    node = root
    for step in error.path[len(path) :]:
        node = node.below(step) or node
    name = next((step for step in reversed(error.path) if isinstance(step, str)), "the value")
    return Finding(
        "wrong-type",
        [Blame(error.path, f"`{name}` must be an integer", span=(node.start, node.end))],
        message=f"`{name}` must be an integer, not {shown(value)}",
        help="typographic quotes are no quotes: type them again" if TYPOGRAPHIC_QUOTE.search(str(value)) else "",
        notes=(f"the AWS CLI says: {error.aws}",),
    )
