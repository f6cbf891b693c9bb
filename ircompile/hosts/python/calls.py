"""The calls in a Python program that make jobs, as trees of values with their spans."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field

from ircompile.hosts.python import right_size, senders
from ircompile.hosts.python.names import nodes
from ircompile.hosts.python.program import Program
from ircompile.hosts.python.trees import Trees
from ircompile.hosts.python.values import Mapping, Value
from ircompile.hosts.python.wrappers import integrated, wrapped
from ircompile.sources.files import METHOD, STATE_ACTION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ircompile.findings.finding import Finding
    from ircompile.hosts.python.values import Span
    from ircompile.model.shapes import Shape
    from ircompile.syntax.tree import Node, Offsets

SDK = re.compile(r"^\s*(?:import|from)\s+sagemaker\b", re.MULTILINE)
"""An import of the SageMaker Python SDK."""
OWN = re.compile(r"^[ \t]+(?:async )?def right_size\b", re.MULTILINE)
"""The definition of a method `right_size`."""

OWN_METHOD = re.compile(rf"^[ \t]+(?:async )?def {METHOD}\b", re.MULTILINE)
"""The definition of a method of the program itself that has the name of boto3's."""
KEYWORD = re.compile(r"[^\s=#\\]*")
"""The name of an argument as it is written."""
OF_SESSION = {"role", "sample_payload_url", "supported_content_types"}
"""Arguments of the method of the same name of a session of the SageMaker Python SDK, which needs them all."""


@dataclass(slots=True)
class Cell:
    """A part of a text that is a Python program, or a part of one.

    Attributes:
        text: Its text.
        offsets: For each character of it and for its end, the offset in the text that it is a part of.
        tree: Its syntax tree.
        is_template: Whether its texts have places that are filled in before it runs, such as `<role>`.
        nodes: The nodes of the tree.
    """

    text: str
    offsets: Offsets
    tree: ast.Module
    is_template: bool = False
    nodes: list[ast.AST] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.nodes = nodes(self.tree)


@dataclass(slots=True)
class Call:
    """A call that makes a job.

    Attributes:
        span: The span of the call.
        request: The tree of the request that it sends; see `Trees`.
        findings: What is wrong with its arguments, apart from the request.
        is_task: Whether it is given the request in a task of a state machine or a target of a schedule.
        is_sdk: Whether it calls `right_size` of the SageMaker Python SDK.
    """

    span: Span
    request: Node
    findings: list[Finding] = field(default_factory=list)
    is_sdk: bool = False
    is_task: bool = False


def calls(cells: Sequence[Cell], request: Shape) -> list[Call]:
    """Return the calls in cells that run one after the other, in the order of the text.

    Args:
        cells: The cells.
        request: The shape of a request.

    Raises:
        TooMuchWorkError: The program is too large.
        RecursionError: It is nested too deep.
    """
    reports = _Reports(cells, request)
    Program(reports.spans, reports.on_call, reports.count, reports.discard).run(
        [cell.tree for cell in cells], [node for cell in cells for node in cell.nodes]
    )
    return reports.calls()


class _Reports:
    """Collects the calls that make jobs.

    Attributes:
        spans: Returns the span of a node.
    """

    def __init__(self, cells: Sequence[Cell], request: Shape) -> None:
        self.spans = Spans(cells)
        self._request = request
        self._reported: list[tuple[tuple[int, int], Call]] = []  # by call, and number of the task in it
        self._has_sdk = any(SDK.search(cell.text) for cell in cells)
        self._has_own = any(OWN.search(cell.text) for cell in cells)
        self._has_action = any(STATE_ACTION in cell.text for cell in cells)
        self._has_method = any(OWN_METHOD.search(cell.text) for cell in cells)
        self._has_places = any(cell.is_template for cell in cells)

    def calls(self) -> list[Call]:
        """Return the calls in the order of the text, as reported last; a task is in the first that uses it."""
        last = dict(self._reported)
        calls = sorted(last.values(), key=lambda call: call.span)
        first = {_start(call): call for call in reversed(calls) if call.is_task}
        return [call for call in calls if not call.is_task or first[_start(call)] is call]

    def count(self) -> int:
        """Return the number of reports."""
        return len(self._reported)

    def discard(self, count: int) -> None:
        """Keep only so many reports."""
        del self._reported[count:]

    def _report(self, node: ast.Call, sent: Value, number: int = 0, *, is_template: bool = False, **more: Any) -> Value:
        tree = Trees(is_template=is_template or self._has_places).tree(sent, self._request)
        self._reported.append(((id(node), number), Call(self.spans(node), tree, **more)))
        return Value(self.spans(node))

    def on_call(
        self, node: ast.Call, function: Value | None, owner: Value | None, args: list[Value], named: Mapping
    ) -> Value | None:
        """Report a call if it makes a job, or is given what makes one; return its value if that is known by this."""
        if self._has_action:
            for number, task in enumerate(integrated([*args, named]), 1):
                self._report(node, task, number, is_task=True)
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        if name == METHOD and not args:
            return self._report(node, named) if self._is_request(named) else None
        if name == right_size.NAME:
            return self._right_size(node, owner, args, named)
        if (sent := senders.sent(function, args, named)) is not None:
            return self._report(node, sent)
        if (bound := senders.partial(self.spans(node), function, args, named)) is not None:
            return bound
        if (passed := senders.passed_on(args, named, self._request.members)) is not None:
            self._report(node, passed)
        elif isinstance(given := wrapped(name or getattr(node.func, "id", ""), named), Mapping):
            self._report(node, given, is_template=True)
        return None

    def _is_request(self, named: Mapping) -> bool:
        """Return whether arguments are those of boto3's method, not of another one of this name."""
        is_other = self._has_method and not named.items.keys() & self._request.members
        return not is_other and not named.items.keys() >= OF_SESSION

    def _right_size(self, node: ast.Call, owner: Value | None, args: list[Value], named: Mapping) -> Value | None:
        is_own = self._has_own and ast.unparse(node.func).partition(".")[0] in ("self", "cls")
        if is_own or not right_size.is_of_sdk(owner, args, named, has_sdk=self._has_sdk):
            return None
        sent = right_size.Request(self.spans(node), owner, args, named)
        made = self._report(node, sent.value, findings=sent.findings, is_sdk=True)
        return owner or made


def _start(call: Call) -> int:
    return call.request.start


class Spans:
    """Function that returns the offsets at which a node of one of several cells begins and ends."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self._cells: dict[int, _Lines] = {}
        for cell in cells:
            lines = _Lines(cell)
            for node in cell.nodes:
                self._cells[id(node)] = lines

    def __call__(self, node: ast.expr | ast.stmt | ast.keyword) -> Span:
        """Return the span of a statement or an expression, or of the name of an argument."""
        lines = self._cells.get(id(node))
        if lines is None:
            return (0, 0)
        start = lines.offset(node.lineno, node.col_offset)
        if isinstance(node, ast.keyword):
            return start, lines.name_end(node.lineno, node.col_offset)
        end = lines.offset(node.end_lineno or node.lineno, node.end_col_offset or node.col_offset)
        return start, end


class _Lines:
    """The lines of a cell, as Python counts them."""

    def __init__(self, cell: Cell) -> None:
        self._text = cell.text
        self._lines = _split(cell.text)
        self._offsets = cell.offsets
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line))

    def offset(self, number: int, column: int) -> int:
        """Return the offset of a line and a column, which counts bytes of UTF-8."""
        return self._offsets[self._index(number, column)]

    def name_end(self, number: int, column: int) -> int:
        """Return the offset after the name at a line and a column, which Python knows by its normal form only."""
        return self._offsets[KEYWORD.match(self._text, self._index(number, column)).end()]  # type: ignore[union-attr]  # it also matches nothing

    def _index(self, number: int, column: int) -> int:
        line = self._lines[number - 1]
        characters = column if line.isascii() else len(line.encode()[:column].decode(errors="ignore"))
        return self._starts[number - 1] + characters


def _split(text: str) -> list[str]:
    """Return the lines of a text, which end at LF, CR or CRLF only."""
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text)
