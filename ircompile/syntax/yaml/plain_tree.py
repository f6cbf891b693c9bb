"""The trees of plain YAML, in which collections find their nodes when these are first needed."""

from __future__ import annotations

from ircompile.syntax.tree import Node, style_of
from ircompile.syntax.yaml.lazy_node import LazyNode
from ircompile.syntax.yaml.plain import COMMENT, SEPARATOR, entry_of, known_lines, line_matcher

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.syntax.yaml.lazy_node import Parts
    from ircompile.syntax.yaml.plain import Entry, PlainText

    _Row = tuple[int, str, Entry]
    """The offset of a line with a value, the line, and its entry."""

VALUES = (4, 5, 6, 7)
"""The groups of a matched line that contain a value."""


def plain_trees(text: str, plain: PlainText, offset: int = 0) -> list[Node]:
    """Return the tree of each document of a text.

    Args:
        text: A text without CR.
        plain: What `plain_yaml` read in it.
        offset: Where the text starts in the source.
    """
    documents: list[list[_Row]] = [[]]
    start = offset
    known, new, values = known_lines.get, plain.new_lines, plain.values
    for line in text.split("\n"):
        entry = known(line) or (entry_of(line, new) if line != SEPARATOR else None)
        if entry is None:
            documents.append([])
        elif entry is not COMMENT:
            documents[-1].append((start, line, entry))
        start += len(line) + 1
    found = documents[len(documents) - len(values) :]  # before the first separator there may be only comments
    return [_collection(rows, _inner(rows[0]), value) for rows, value in zip(found, values, strict=True)]


def _inner(row: _Row) -> int:
    """Return the column of the key of a row, or of what follows its dash, if it has one."""
    place = row[2][0]
    return place // 2 + 2 * (place % 2)


def _collection(rows: list[_Row], column: int, value: Any) -> Node:
    """Return the block collection on some lines.

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
    starts = [number for number, row in enumerate(rows) if row[2][0] == 2 * column + 1]
    ends = [*starts[1:], len(rows)]
    return {number: (rows[starts[number] : ends[number]], item) for number, item in enumerate(value)}, None


def _members(rows: list[_Row], column: int, value: dict[str, Any]) -> Parts:
    starts = [number for number, row in enumerate(rows) if row[2][0] == 2 * column]
    if rows[0][2][0] % 2:  # the first key follows a dash
        starts.insert(0, 0)
    ends = [*starts[1:], len(rows)]
    keys = {key: rows[number][0] + column for key, number in zip(value, starts, strict=True)}
    parts = {key: (rows[start:end], value[key]) for key, start, end in zip(value, starts, ends, strict=True)}
    return parts, {key: (start, start + len(key)) for key, start in keys.items()}


def _element(rows: list[_Row], value: Any) -> Node:
    """Return an element of a list: what follows its dash, or a mapping whose first key does."""
    has_key = rows[0][2][1] is not None
    return _collection(rows, _inner(rows[0]), value) if has_key else _inline(rows[0], value)


def _member(rows: list[_Row], value: Any) -> Node:
    """Return the value of a key: what follows it on its line, or the collection on the lines below."""
    if len(rows) == 1:
        return _inline(rows[0], value)
    below = rows[1:]
    return _collection(below, below[0][2][0] // 2, value)


def _inline(row: _Row, value: Any) -> Node:
    """Return the scalar or flow collection on a line."""
    offset, line, _ = row
    start, end = _span(line)
    if isinstance(value, dict | list):
        from ircompile.syntax.yaml.composed_tree import composed_trees

        return composed_trees(line[start:end], [value], offset + start)[0]
    return Node(value, offset + start, offset + end, style=style_of(line[start:end]))


def _span(line: str) -> tuple[int, int]:
    """Return the span in a line of its value."""
    match = line_matcher()(line)
    span: tuple[int, int] = next(match.span(group) for group in VALUES if match[group] is not None)
    return span
