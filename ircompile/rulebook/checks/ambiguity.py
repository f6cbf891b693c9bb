"""`yaml-ambiguous-scalar`: plain scalars that one YAML reader takes for something else than another."""

from __future__ import annotations

from ircompile.findings.finding import Blame, Change, Finding
from ircompile.findings.messages import shown
from ircompile.model.shape_check import name_of
from ircompile.syntax.yaml import NOT_TEXT
from ircompile.syntax.yaml.scalars import integer, readings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircompile.findings.values import Path
    from ircompile.model.shapes import Shape
    from ircompile.syntax.tree import Node

SUSPECTS = NOT_TEXT | frozenset("yYoO=<")
"""The first characters of all scalars that some reader takes for no string."""
MOST = 2000
"""Different scalars of a document that are asked for; every reader has to read each."""


def ambiguities(root: Node, text: str, request: Shape) -> Iterator[Finding]:
    """The findings of a YAML document; an integer that is ambiguous is an error, a string a warning."""
    seen: set[str] = set()
    for node, shape, path in _below(root, request, (), text):
        written = text[node.start : node.end]
        seen.add(written)
        if len(seen) > MOST:
            yield _too_many(path)
            return
        yield from _scalar(node, shape, path, written)


def _below(node: Node, shape: Shape, path: Path, text: str) -> Iterator[tuple[Node, Shape, Path]]:
    """The scalars that some reader may take for something else, with their shapes and paths."""
    if shape.kind == "structure" and isinstance(node.items, dict):
        for name, item in node.items.items():
            if name in shape.members:
                yield from _below(item, shape.members[name], (*path, name), text)
    elif shape.element and isinstance(node.items, list):
        for index, item in enumerate(node.items):
            yield from _below(item, shape.element, (*path, index), text)
    elif (
        shape.kind in ("string", "integer") and node.style == "plain" and text[node.start : node.start + 1] in SUSPECTS
    ):
        yield node, shape, path


def _too_many(path: Path) -> Finding:
    return Finding(
        "limit-exceeded",
        [Blame(path)],
        message=f"there are too many scalars that readers may differ on: the limit is {MOST}",
        help="put them in quotes",
    )


def _scalar(node: Node, shape: Shape, path: Path, written: str) -> Iterator[Finding]:
    taken = readings(written)
    counts = shape.kind == "integer"
    if not taken or (not counts and not isinstance(node.value, str)):
        return
    if counts:
        label, advice = (
            "must be a plain decimal number",
            "write the number without leading zeros or other signs",
        )
        number = integer(written)
        changes = [] if number is None else [Change("replace", path, number, safe=False, title=f"write {number}")]
    else:
        label, advice = "readers differ on it", "put it in quotes"
        changes = [Change("quote", path, node.value, safe=True, title=advice)]
    yield Finding(
        "yaml-ambiguous-scalar",
        [Blame(path, label)],
        message=f"{name_of(shape)} {shown(written)} is not the same to every YAML reader",
        help=advice,
        notes=("; ".join(f"{reader} reads {value}" for reader, value in taken.items()),),
        severity="error" if counts else "warning",
        changes=changes,
    )
