"""`yaml-ambiguous-scalar`: plain scalars that YAML readers take for different values."""

from __future__ import annotations

from ircompile.findings.finding import Blame, Change, Finding
from ircompile.findings.messages import shown
from ircompile.model.shape_check import name_of
from ircompile.syntax.yaml import NOT_TEXT
from ircompile.syntax.yaml.scalars import AWS_CLI, UNREADABLE, integer, readings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircompile.findings.values import Path
    from ircompile.model.shapes import Shape
    from ircompile.syntax.tree import Node

FIRST_CHARACTERS = NOT_TEXT | frozenset("yYoO=<")
"""The first characters of all scalars that some reader does not take for a string."""
MAX_SCALARS = 2000
"""The most different scalars of a document that are examined, since each is read by every reader."""


def ambiguities(root: Node, text: str, request: Shape) -> Iterator[Finding]:
    """Yield the findings in a YAML document: errors for integers and for what the AWS CLI can't read, else warnings.

    Args:
        root: The root of the document.
        text: The text that the document was read from.
        request: The shape of requests.
    """
    seen: set[str] = set()
    for node, shape, path in _candidates(root, request, (), text):
        written = text[node.start : node.end]
        seen.add(written)
        if len(seen) > MAX_SCALARS:
            yield _too_many(path)
            return
        yield from _check_scalar(node, shape, path, written)


def _candidates(node: Node, shape: Shape, path: Path, text: str) -> Iterator[tuple[Node, Shape, Path]]:
    """Yield the scalars that readers may differ on, those that aliases repeat too, with their shapes and paths."""
    node = node.target or node
    if shape.kind == "structure" and isinstance(node.items, dict):
        for name, item in node.items.items():
            if name in shape.members:
                yield from _candidates(item, shape.members[name], (*path, name), text)
    elif shape.element and isinstance(node.items, list):
        for index, item in enumerate(node.items):
            yield from _candidates(item, shape.element, (*path, index), text)
    elif (
        shape.kind in ("string", "integer")
        and node.style == "plain"
        and text[node.start : node.start + 1] in FIRST_CHARACTERS
    ):
        yield node, shape, path


def _too_many(path: Path) -> Finding:
    return Finding(
        "limit-exceeded",
        [Blame(path)],
        message=f"there are too many ambiguous scalars: the limit is {MAX_SCALARS}",
        help="put them in quotes",
    )


def _check_scalar(node: Node, shape: Shape, path: Path, written: str) -> Iterator[Finding]:
    values_by_reader = readings(written)
    is_integer = shape.kind == "integer"
    if not values_by_reader or (not is_integer and not isinstance(node.value, str)):
        return
    if is_integer:
        advice = "write a plain decimal number"
        number = integer(written)
        changes = [] if number is None else [Change("replace", path, number, safe=False, title=f"write {number}")]
    else:
        advice = "put it in quotes"
        changes = [Change("quote", path, node.value, safe=True, title=advice)]
    yield Finding(
        "yaml-ambiguous-scalar",
        [Blame(path, "YAML readers read different values")],
        message=f"{name_of(shape)} is {shown(written)}, which YAML readers read differently",
        help=advice,
        notes=("; ".join(f"{reader} reads {value}" for reader, value in values_by_reader.items()),),
        severity="error" if is_integer or values_by_reader[AWS_CLI] == UNREADABLE else "warning",
        changes=changes,
    )
