"""The trees of plain YAML: collections know their lines, and look for what is inside when it is first needed."""

from __future__ import annotations

from ircompile.syntax.tree import Node, style_of
from ircompile.syntax.yaml.lazy_node import LazyNode
from ircompile.syntax.yaml.plain import BETWEEN, COMMENT, entry_of, known_lines, line_matcher

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.syntax.yaml.lazy_node import Parts
    from ircompile.syntax.yaml.plain import Entry

    _Row = tuple[int, str, Entry]
    """A line that holds a value, its offset before it, and what it says behind it."""

VALUES = (4, 5, 6, 7)
"""The groups of a matched line that hold a value."""


def plain_trees(text: str, values: list[Any]) -> list[Node]:
    """Return the tree of each document of a text.

    Args:
        text: A text that `plain_yaml` read, without CR.
        values: The values of its documents.
    """
    parts: list[list[_Row]] = [[]]
    start = 0
    known = known_lines.get
    for line in text.split("\n"):
        entry = known(line) or (entry_of(line) if line != BETWEEN else None)
        if entry is None:
            parts.append([])
        elif entry is not COMMENT:
            parts[-1].append((start, line, entry))
        start += len(line) + 1
    found = parts[len(parts) - len(values) :]  # nothing but comments may stand before the first mark
    return [_collection(rows, _inner(rows[0]), value) for rows, value in zip(found, values, strict=True)]


def _inner(row: _Row) -> int:
    """Return the column of the key of a row, or of what follows its dash."""
    column, dash, *_ = row[2]
    return column + 2 if dash else column


def _collection(rows: list[_Row], column: int, value: Any) -> Node:
    """Return the block collection of some lines.

    Args:
        rows: The lines, in the first of which it starts.
        column: The column of its dashes or keys.
        value: Its plain value.
    """
    start, (last, line, _) = rows[0][0] + column, rows[-1]

    def end() -> int:
        return last + _span(line)[1]

    if isinstance(value, list):
        return LazyNode(value, start, end, lambda: _elements(rows, column, value), _element)
    return LazyNode(value, start, end, lambda: _members(rows, column, value), _member)


def _elements(rows: list[_Row], column: int, value: list[Any]) -> Parts:
    starts = [number for number, row in enumerate(rows) if row[2][0] == column and row[2][1]]
    ends = [*starts[1:], len(rows)]
    return {number: (rows[starts[number] : ends[number]], item) for number, item in enumerate(value)}, None


def _members(rows: list[_Row], column: int, value: dict[str, Any]) -> Parts:
    starts = [number for number, row in enumerate(rows) if row[2][0] == column and not row[2][1]]
    if rows[0][2][1]:  # the first key is behind a dash
        starts.insert(0, 0)
    ends = [*starts[1:], len(rows)]
    keys = {key: rows[number][0] + column for key, number in zip(value, starts, strict=True)}
    parts = {key: (rows[start:end], value[key]) for key, start, end in zip(value, starts, ends, strict=True)}
    return parts, {key: (start, start + len(key)) for key, start in keys.items()}


def _element(rows: list[_Row], value: Any) -> Node:
    """Return an element of a list: what follows its dash, or a mapping whose first key does."""
    has_key = rows[0][2][2] is not None
    return _collection(rows, _inner(rows[0]), value) if has_key else _inline(rows[0], value)


def _member(rows: list[_Row], value: Any) -> Node:
    """Return the value of a key: what follows it on its line, or the collection on the lines below."""
    if len(rows) == 1:
        return _inline(rows[0], value)
    below = rows[1:]
    return _collection(below, below[0][2][0], value)


def _inline(row: _Row, value: Any) -> Node:
    """Return a scalar or a flow collection that stands on one line."""
    at, line, _ = row
    start, end = _span(line)
    if isinstance(value, dict | list):
        from ircompile.syntax.yaml.composed_tree import composed_trees

        return composed_trees(line[start:end], [value], at + start)[0]
    return Node(value, at + start, at + end, style=style_of(line[start:end]))


def _span(line: str) -> tuple[int, int]:
    """Return where the value of a line starts and ends in it."""
    match = line_matcher()(line)
    span: tuple[int, int] = next(match.span(group) for group in VALUES if match[group] is not None)
    return span
