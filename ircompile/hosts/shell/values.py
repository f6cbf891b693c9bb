"""The value of an option in a script, as far as it is known.

A gap is part of one value: it is expected to have no quotes, commas or brackets that change what is around it. But a
gap that is a whole key, or a whole element of a list, may be any number of them.
"""

from __future__ import annotations

import re

from ircompile.config.settings import Limits
from ircompile.findings.finding import Blame, Finding
from ircompile.findings.values import MAYBE, UNKNOWN, PartialText
from ircompile.hosts.shell.json_gaps import scan_with_gaps
from ircompile.syntax import REMOTE
from ircompile.syntax.command_line.pitfalls import duplicate_key_pitfalls, integer_pitfalls
from ircompile.syntax.command_line.shorthand_errors import syntax_finding, type_findings
from ircompile.syntax.shell.gaps import GAP, GAPS, MANY, has_gap, readable
from ircompile.syntax.shorthand.errors import ShorthandError
from ircompile.syntax.shorthand.reader import read_shorthand
from ircompile.syntax.tree import Node, moved

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    from ircompile.findings.values import Path
    from ircompile.model.shapes import Shape
    from ircompile.syntax.command_line.tree import Piece
    from ircompile.syntax.tree import Offsets

PARTS: Final = re.compile(f"[{GAP}{MANY}]+|[^{GAP}{MANY}]+")
"""The gaps of a text, and what is between them."""


class Values:
    """Reads the values of the options of one command.

    Attributes:
        findings: The findings on them.
    """

    def __init__(self, limits: Limits) -> None:
        self.findings: list[Finding] = []
        self._limits = limits

    def read(self, member: str, shape: Shape, pieces: list[Piece]) -> Node:
        """Return the value of a member of the request from the words of its option."""
        if not pieces:
            return Node([], 0, 0, items=[])
        first, last = pieces[0], pieces[-1]
        span = first.offsets[0], last.offsets[len(last.text)]
        if is_unknown(first.text):
            return Node(UNKNOWN, *span)
        if shape.kind == "string":
            return known(Node(first.text, *span), shape)
        if shape.element is None or (len(pieces) == 1 and first.text.lstrip().startswith("[")):
            return self._structure(first, shape, (member,))
        if any(is_unknown(piece.text) for piece in pieces):
            return Node(UNKNOWN, *span)
        items = [self._structure(piece, shape.element, (member, at)) for at, piece in enumerate(pieces)]
        return Node([item.value for item in items], *span, items=items)

    def document(self, piece: Piece, request: Shape) -> Node:
        """Return the request that is given as one JSON document."""
        return self._json(piece, request, ())

    def _structure(self, piece: Piece, shape: Shape, path: Path) -> Node:
        if piece.text.lstrip().startswith(("{", "[")):
            return self._json(piece, shape, path)
        return self._shorthand(piece, shape, path)

    def _json(self, piece: Piece, shape: Shape, path: Path) -> Node:
        text, offsets = piece
        root, findings = scan_with_gaps(text, self._limits)
        self.findings += [moved_finding(it, offsets, path) for it in findings]
        return moved(known(root, shape), offsets)

    def _shorthand(self, piece: Piece, shape: Shape, path: Path) -> Node:
        text, offsets = piece
        try:
            root, duplicates, at_signs = read_shorthand(text)
        except ShorthandError as error:
            if error.kind != "file" and not _is_near_gap(text, error.index):
                self.findings.append(syntax_finding(text, error, shape, path, offsets))
            return Node(UNKNOWN, offsets[0], offsets[len(text)])
        _drop_gaps(root, shape, text)
        unusable = list(type_findings(root, shape, path, text))
        paths = {it.blames[0].path[len(path) :] for it in unusable}
        self.findings += duplicate_key_pitfalls(duplicates, path, offsets, in_command=True)
        self.findings += integer_pitfalls(moved(root, offsets), shape, path)
        self.findings += unusable
        return moved(_Shorthand(paths, loads_files=bool(at_signs)).known(root, shape, ()), offsets)


def is_unknown(text: str) -> bool:
    """Return whether nothing is known of a value: it is a gap, or names a file or an address."""
    return GAPS.fullmatch(text) is not None or text.startswith(REMOTE)


def known(node: Node, shape: Shape | None) -> Node:
    """Return what is known of a value with gaps: a tree with `UNKNOWN` for values, and `MAYBE` for members."""
    if shape is None or node.value is UNKNOWN:
        return Node(UNKNOWN, node.start, node.end)
    if isinstance(node.items, dict):
        return _mapping(node, shape, {key: known(it, shape.members.get(key)) for key, it in node.items.items()})
    if isinstance(node.items, list):
        return _list(node, [known(it, shape.element) for it in node.items])
    return _scalar(node)


def _mapping(node: Node, shape: Shape, items: dict[str, Node]) -> Node:
    """Return a mapping; a key with a gap means that there may be any other members."""
    named = {key: item for key, item in items.items() if not has_gap(key)}
    value: dict[str, Any] = {key: item.value for key, item in named.items()}
    if len(named) < len(items):
        value = {**dict.fromkeys(shape.members, MAYBE), **value}
    keys = {key: span for key, span in (node.keys or {}).items() if key in named}
    return Node(value, node.start, node.end, items=named, keys=keys)


def _list(node: Node, items: list[Node]) -> Node:
    """Return a list; if an element is a gap without quotes, there may be any number of them."""
    if any(map(_is_gap, node.elements)):
        return Node(UNKNOWN, node.start, node.end)
    return Node([it.value for it in items], node.start, node.end, items=items)


def _scalar(node: Node) -> Node:
    """Return a scalar, which has no style of YAML: the quotes of a shell are around it."""
    return Node(text_with_gaps(node.value), node.start, node.end, style="tagged")


def text_with_gaps(value: Any) -> Any:
    """Return a text with gaps for a text that has some; any other value as it is."""
    if not isinstance(value, str) or not has_gap(value):
        return value
    return PartialText(None if GAPS.fullmatch(part) else part for part in PARTS.findall(value))


class _Shorthand:
    """What is known of shorthand.

    Args:
        unusable: The paths of the values that have another type than they were meant to have.
        loads_files: Whether strings may name files.
    """

    def __init__(self, unusable: set[Path], *, loads_files: bool) -> None:
        self._unusable = unusable
        self._loads_files = loads_files

    def known(self, node: Node, shape: Shape | None, path: Path) -> Node:
        """Return what is known of a value, with the type of the model."""
        if shape is None or path in self._unusable:
            return Node(UNKNOWN, node.start, node.end)
        if isinstance(node.items, dict) and shape.kind != "list":
            items = {key: self.known(it, shape.members.get(key), (*path, key)) for key, it in node.items.items()}
            return _mapping(node, shape, items)
        if isinstance(node.items, list):
            return _list(node, [self.known(it, shape.element, (*path, at)) for at, it in enumerate(node.items)])
        if shape.kind == "list" and not (node.items is None and (has_gap(node.value) or self._is_file(node.value))):
            return _list(node, [self.known(node, shape.element, (*path, 0))])
        return self._scalar(node, shape)

    def _scalar(self, node: Node, shape: Shape) -> Node:
        scalar = _scalar(node)
        if self._is_file(node.value) or (shape.kind != "string" and has_gap(node.value)):
            scalar.value = UNKNOWN
        elif shape.kind == "integer":
            scalar.value = _integer(node.value)
        return scalar

    def _is_file(self, value: str) -> bool:
        return self._loads_files and value.startswith(REMOTE)


def _drop_gaps(root: Node, shape: Shape, text: str) -> None:
    """Drop the gaps in comma lists without brackets: `a=b,$X` may be a list, or a value before other members."""
    members = root.members
    for key, node in list(members.items()):
        stated = [it for it in node.elements if not _is_gap(it)]
        if text[node.start : node.start + 1] != "[" and len(stated) < len(node.elements):
            is_list = key in shape.members and shape.members[key].kind == "list"
            members[key] = Node(GAP, node.start, node.end) if is_list or len(stated) != 1 else stated[0]
            members[f"{GAP}{node.end}"] = Node(GAP, node.end, node.end)


def _is_gap(node: Node) -> bool:
    """Return whether a value is a gap without quotes."""
    return node.style == "plain" and isinstance(node.value, str) and GAPS.fullmatch(node.value) is not None


def _integer(text: str) -> int | str:
    """Return the integer that a text means; the text itself if it means none, which the shape check reports."""
    try:
        return int(text) if len(text) <= Limits().digits else text
    except ValueError:
        return text


def _is_near_gap(text: str, index: int) -> bool:
    """Return whether the part of shorthand with an error has a gap before it."""
    start = max(text.rfind(mark, 0, index) for mark in ",{[") + 1
    return has_gap(text[start : index + 1])


def moved_finding(finding: Finding, offsets: Offsets, path: Path | None = None) -> Finding:
    """Return a finding with readable words, and with spans in the text around that in which it was found.

    Args:
        finding: The finding.
        offsets: For each character of the text, and for its end, the offset in the text around it.
        path: The path that it is about; None to keep its own.
    """
    blames = [
        Blame(
            it.path if path is None else path,
            str(readable(it.label)),
            part=it.part,
            span=it.span and (offsets[it.span[0]], offsets[it.span[1]]),
        )
        for it in finding.blames
    ]
    return Finding(
        finding.rule,
        blames,
        message=readable(finding.message),
        help=readable(finding.help),
        notes=[readable(note) for note in finding.notes],
        severity="warning" if finding.rule == "duplicate-key" else finding.severity,
        confidence=finding.confidence,
    )
