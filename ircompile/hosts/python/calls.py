"""The calls in a Python program that make jobs, as trees of values with their spans."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from ircompile.hosts.python.program import Program
from ircompile.hosts.python.trees import Trees
from ircompile.hosts.python.values import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ircompile.hosts.python.values import Mapping, Span
    from ircompile.model.shapes import Shape
    from ircompile.syntax.tree import Node, Offsets

METHOD = "create_inference_recommendations_job"


@dataclass(slots=True)
class Cell:
    """A part of a text that is a Python program, or a part of one.

    Attributes:
        text: Its text.
        offsets: For each character of it and for its end, the offset in the text that it is a part of.
        tree: Its syntax tree.
    """

    text: str
    offsets: Offsets
    tree: ast.Module


@dataclass(slots=True)
class Call:
    """A call that makes a job.

    Attributes:
        span: The span of the call.
        request: The tree of the request that it sends; see `Trees`.
    """

    span: Span
    request: Node


def calls(cells: Sequence[Cell], request: Shape) -> list[Call]:
    """Return the calls in cells that run one after the other, in the order of the text.

    Args:
        cells: The cells.
        request: The shape of a request.

    Raises:
        TooMuchWorkError: The program is too large.
        RecursionError: It is nested too deep.
    """
    reported: list[tuple[ast.Call, Call]] = []
    spans = Spans(cells)

    def on_call(node: ast.Call, args: list[Value], named: Mapping) -> Value | None:
        if not (isinstance(node.func, ast.Attribute) and node.func.attr == METHOD) or args:
            return None
        reported.append((node, Call(spans(node), Trees().tree(named, request))))
        return Value(spans(node))

    def discard(count: int) -> None:
        del reported[count:]

    Program(spans, on_call, lambda: len(reported), discard).run([cell.tree for cell in cells])
    found = {id(node): call for node, call in reported}
    return sorted(found.values(), key=lambda call: call.span)


class Spans:
    """Function that returns the offsets at which a node of one of several cells begins and ends."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self._cells: dict[int, _Lines] = {}
        for cell in cells:
            lines = _Lines(cell)
            for node in ast.walk(cell.tree):
                self._cells[id(node)] = lines

    def __call__(self, node: ast.expr | ast.stmt | ast.keyword) -> Span:
        """Return the span of a statement or an expression, or of the name of an argument."""
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
        self._offsets = cell.offsets
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line))

    def offset(self, number: int, column: int) -> int:
        """Return the offset of a line and a column, which counts bytes of UTF-8."""
        if number > len(self._lines):
            return self._offsets[self._starts[-1]]
        line = self._lines[number - 1]
        characters = column if line.isascii() else len(line.encode()[:column].decode(errors="ignore"))
        return self._offsets[self._starts[number - 1] + characters]


def _split(text: str) -> list[str]:
    """Return the lines of a text, which end at LF, CR or CRLF only."""
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text)
