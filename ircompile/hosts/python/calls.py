"""The calls in a Python program that make jobs, as trees of values with their spans."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from ircompile.findings.values import UNKNOWN
from ircompile.hosts.python.program import Program
from ircompile.hosts.python.values import Mapping, Scalar, Sequence, Value
from ircompile.syntax.tree import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence as Seq
    from typing import Any

    from ircompile.hosts.python.values import Span

METHOD = "create_inference_recommendations_job"
MAX_NODES = 10_000
"""The most values of a request that are worked out."""


@dataclass(slots=True)
class Cell:
    """A part of a text that is a Python program, or a part of one.

    Attributes:
        text: Its text.
        start: The offset of its first character.
        tree: Its syntax tree.
    """

    text: str
    start: int
    tree: ast.Module


@dataclass(slots=True)
class Call:
    """A call that makes a job.

    Attributes:
        span: The span of the call.
        request: The request that it sends.
        is_open: Whether the request may have more members than these.
    """

    span: Span
    request: Node
    is_open: bool


def calls(cells: Seq[Cell]) -> list[Call]:
    """Return the calls in cells that run one after the other, in the order of the text.

    Raises:
        TooMuchWorkError: The program is too large.
        RecursionError: It is nested too deep.
    """
    reported: list[tuple[ast.Call, Call]] = []
    spans = _Spans(cells)

    def on_call(node: ast.Call, args: list[Value], named: Mapping) -> Value | None:
        if not (isinstance(node.func, ast.Attribute) and node.func.attr == METHOD) or args:
            return None
        reported.append((node, Call(spans(node), _Trees().tree(named), named.is_open)))
        return Value(spans(node))

    def discard(count: int) -> None:
        del reported[count:]

    Program(spans, on_call, lambda: len(reported), discard).run([cell.tree for cell in cells])
    found = {id(node): call for node, call in reported}
    return sorted(found.values(), key=lambda call: call.span)


class _Spans:
    """Function that returns the offsets at which a node of one of several cells begins and ends."""

    def __init__(self, cells: Seq[Cell]) -> None:
        self._cells: dict[int, _Lines] = {}
        for cell in cells:
            lines = _Lines(cell)
            for node in ast.walk(cell.tree):
                self._cells[id(node)] = lines

    def __call__(self, node: ast.expr | ast.keyword) -> Span:
        lines = self._cells.get(id(node))
        if lines is None:
            return (0, 0)
        start = lines.offset(node.lineno, node.col_offset)
        if isinstance(node, ast.keyword):
            return start, start + len(node.arg or "")
        end = lines.offset(node.end_lineno or node.lineno, node.end_col_offset or node.col_offset)
        return start, end


class _Lines:
    """The lines of a cell, as Python counts them."""

    def __init__(self, cell: Cell) -> None:
        self._lines = _split(cell.text)
        self._starts = [cell.start]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line))

    def offset(self, number: int, column: int) -> int:
        """Return the offset of a line and a column, which counts bytes of UTF-8."""
        if number > len(self._lines):
            return self._starts[-1]
        line = self._lines[number - 1]
        characters = column if line.isascii() else len(line.encode()[:column].decode(errors="ignore"))
        return self._starts[number - 1] + characters


def _split(text: str) -> list[str]:
    """Return the lines of a text, which end at LF, CR or CRLF only."""
    import re

    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text)


class _Trees:
    """Makes trees of values.

    Args:
        size: The most nodes that it makes; what goes beyond is unknown.
    """

    def __init__(self, size: int = MAX_NODES) -> None:
        self._left = size
        self._around: set[int] = set()

    def tree(self, value: Value) -> Node:
        """Return the tree of a value, in which values that are not known are `UNKNOWN`."""
        self._left -= 1
        if isinstance(value, Scalar):
            return Node(value.value, *value.span, style="plain" if value.is_literal else "tagged")
        if self._left < 0 or id(value) in self._around:  # a list that contains itself
            return Node(UNKNOWN, *value.span)
        self._around.add(id(value))
        node = self._collection(value)
        self._around.discard(id(value))
        return node

    def _collection(self, value: Value) -> Node:
        if isinstance(value, Sequence) and value.items is not None:
            items = [self.tree(it) for it in value.items]
            return Node([it.value for it in items], *value.span, items=items)
        if isinstance(value, Mapping) and all(isinstance(key, str) for key in value.items):
            members = {
                key: Node(UNKNOWN, *it.span) if key in value.maybe else self.tree(it) for key, it in value.items.items()
            }
            plain: dict[str, Any] = {key: it.value for key, it in members.items()}
            keys = {key: value.keys[key] for key in members if key in value.keys}
            return Node(plain, *value.span, items=members, keys=keys)
        return Node(UNKNOWN, *value.span)
