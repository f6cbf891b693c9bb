"""Integers of shorthand that the AWS CLI takes, although hardly anybody else would."""

from __future__ import annotations

import re

from ircompile.findings.finding import Blame, Change, Finding
from ircompile.findings.messages import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from ircompile.findings.values import Path
    from ircompile.model.shapes import Shape
    from ircompile.syntax.tree import Node

PLAIN: Final = re.compile(r"-?(?:0|[1-9][0-9]*)")
SIGNED: Final = re.compile(r"\+(?:0|[1-9][0-9]*)")
"""A form that means the same to everybody who takes it."""


def odd_integers(node: Node, shape: Shape, path: Path) -> Iterator[Finding]:
    """The texts in the places of integers that Python's int() takes, and JSON would not.

    Args:
        node: What shorthand was read as, with places in the source.
        shape: What it stands for.
        path: Where that is in the request.
    """
    for name, item in node.members.items():
        if name in shape.members:
            yield from odd_integers(item, shape.members[name], (*path, name))
    for index, item in enumerate(node.elements):
        if shape.element:
            yield from odd_integers(item, shape.element, (*path, index))
    if shape.kind == "integer" and isinstance(node.value, str) and not PLAIN.fullmatch(node.value):
        number = _integer(node.value)
        if number is not None:
            yield _odd(node, number, path)


def _odd(node: Node, number: int, path: Path) -> Finding:
    advice = f"write {number}"
    return Finding(
        "shorthand-integer",
        [Blame(path, span=(node.start, node.end))],
        message=f"{shown(node.value)} is an integer to the AWS CLI, but to hardly anybody else",
        help=advice,
        severity="warning",
        changes=[Change("replace", path, number, safe=bool(SIGNED.fullmatch(node.value)), title=advice)],
    )


def _integer(text: str) -> int | None:
    try:
        return int(text)
    except ValueError:
        return None
