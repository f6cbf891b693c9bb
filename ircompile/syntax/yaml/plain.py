"""The values of plain YAML, line by line: block mappings and lists of one-line scalars and flow collections.

Most manifests hold nothing else, and reading them needs no parser of the whole language, which takes several times as
long. What is not plain (anchors, tags, merges, multi-line scalars, escapes, scalars over which readers differ, any
fault) is left to `yaml_text`, which reads everything and can say what is wrong; where this reader answers, that one
gives the same.
"""

from __future__ import annotations

from ircompile.package import Lazy, compiled, module
from ircompile.syntax.yaml.plain_values import (
    DEEPEST,
    FIRST,
    LONGEST_WORD,
    NAME,
    NUMBER,
    QUOTED,
    SUSPECTS,
    WORDS,
    NotPlainError,
    json_of,
    known_parts,
    read,
    read_again,
    value_of,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    Entry = tuple[int, bool, str | None, Any, str | None]
    """Of a line the column at which it begins, whether with a dash, its key, its value, and the JSON that its value is
    read from wherever it stands; None for none."""

COMMENT: Entry = (-1, False, None, None, None)
"""Of a blank line, or a comment."""
BLOCK = r'!-"$-9;-~\u00a1-\ud7ff'
"""The characters of a plain scalar that may stand anywhere in it; a `:` only before one of them, and so a blank."""
LINE = (
    rf"( *+)(- )?(?:({NAME}):(?: ++|$))?"
    rf"(?:([\[{{][^#\n]*[\]}}])|({NUMBER})|({QUOTED})|({FIRST}[{BLOCK}]*+(?:(?: ++|:++)[{BLOCK}]++)*+))?"
    r" *+(?:(?<![^ ])#.*)?"
)
"""One line: indentation, dash, key, and a flow collection or a scalar: a number, in quotes, or plain."""
CLOSING = ("]", "}")
BETWEEN = "---"
"""The line between two documents."""
REMEMBERED = 10_000
"""Lines that are remembered, and parts of flow collections."""
LONGEST = 200
"""Characters of what is remembered, on average."""

known_lines: dict[str, Entry] = {}
"""What the lines of texts say that were read before."""


class _New:
    """What stands in a text and is not remembered: lines, and parts of the flow collections in them."""

    __slots__ = ("entries", "parts")

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self.parts: dict[str, str] = {}

    def remember(self) -> None:
        """Remember it for other texts, in which the same lines stand."""
        if sum(map(len, self.entries)) <= LONGEST * len(self.entries):
            _add(self.entries, known_lines)
            _add(self.parts, known_parts)


def _add(new: dict[str, Any], known: dict[str, Any]) -> None:
    if len(known) + len(new) > REMEMBERED:
        known.clear()
    if len(new) <= REMEMBERED:
        known.update(new)


line_matcher = Lazy(lambda: compiled(module("plain").LINE).fullmatch)
"""What matches a line by `LINE`."""


def entry_of(line: str) -> Entry:
    """Return what a line says that was read as plain before."""
    return known_lines.get(line) or _entry(line, _New())


def plain_yaml(text: str) -> list[Any] | None:
    """The values of the documents of a text, each a mapping; None where it is not plain."""
    lines = (text.replace("\r\n", "\n") if "\r" in text else text).split("\n")
    new = _New()
    try:
        values = [_document(part, new) for part in _parts(lines, new)] if BETWEEN in text else [_document(lines, new)]
    except NotPlainError:
        return None
    new.remember()
    return values


def _parts(lines: list[str], new: _New) -> Iterator[list[str]]:
    """The lines of each document; before the first mark of one there may be nothing."""
    marks = [number for number, line in enumerate(lines) if line == BETWEEN]
    for before, after in zip([-1, *marks], [*marks, len(lines)], strict=True):
        part = lines[before + 1 : after]
        if before >= 0 or not all(_entry(line, new) is COMMENT for line in part):
            yield part


def _entry(line: str, new: _New) -> Entry:
    """What a line says that is not remembered."""
    if known := new.entries.get(line):
        return known
    if line.endswith(CLOSING) and "#" not in line and (found := _behind_known(line, new)):
        return found
    match = line_matcher()(line)
    if match is None:
        raise NotPlainError
    indent, dash, key, flow, number, quoted, plain = match.groups()
    if key and len(key) <= LONGEST_WORD and key.lower() in WORDS:
        raise NotPlainError
    if flow and (dash or key):
        return _with_flow(line, len(indent), dash is not None, key, json_of(flow, new.parts), new)
    value = plain if plain and plain[0] not in SUSPECTS else value_of(number, quoted, plain)
    if flow or (value is not None and not (dash or key)):
        raise NotPlainError  # it stands behind neither dash nor key
    entry = new.entries[line] = (len(indent), dash is not None, key, value, None) if dash or key else COMMENT
    return entry


def _with_flow(line: str, indent: int, dash: bool, key: str | None, json: str, new: _New) -> Entry:  # noqa: FBT001  the hot loop
    """Likewise of a line with a flow collection, whose JSON is remembered, since a value is another one each time."""
    value = read(json)
    new.entries[line] = indent, dash, key, None, json
    return indent, dash, key, value, None


def _behind_known(line: str, new: _New) -> Entry | None:
    """Likewise where a flow collection stands behind what is known of other lines; None where none does."""
    bracket, brace = line.find("["), line.find("{")
    start = bracket if brace < 0 or -1 < bracket < brace else brace
    if start < 1 or line[start - 1] != " ":
        return None
    head = line[:start]
    indent, dash, key, value, _ = known_lines.get(head) or _entry(head, new)
    if value is not None or not (dash or key):
        return None
    return _with_flow(line, indent, dash, key, json_of(line[start:], new.parts), new)


def _document(lines: list[str], new: _New) -> dict[str, Any]:  # noqa: C901, PLR0912  the hot loop
    """The value of the lines of one document."""
    root: dict[str, Any] = {}
    level: Any = root  # the innermost open collection, and the column of its keys or dashes
    column = 0
    open_: list[tuple[Any, int]] = []  # those around it
    is_list = False
    waiting = None  # the last key, where its value comes on the lines below
    for line, found in zip(lines, map(known_lines.get, lines), strict=True):
        here, dash, key, value, json = found or _entry(line, new)
        if here < 0:
            continue
        if json is not None:
            value = read_again(json)
        if waiting is not None:
            if here < column or (here == column and not dash) or len(open_) > DEEPEST:
                raise NotPlainError  # it has no value
            inner: Any = [] if dash else {}
            level[waiting] = inner
            open_.append((level, column))
            level, column, waiting, is_list = inner, here, None, dash
        elif here != column or dash is not is_list:
            while here < column or (here == column and not dash and is_list):
                if not open_:
                    raise NotPlainError
                level, column = open_.pop()
                is_list = level.__class__ is list
            if here != column or dash is not is_list:
                raise NotPlainError
        if dash:
            if key is None:
                if value is None:
                    raise NotPlainError  # a dash before nothing
                level.append(value)
                continue
            item: dict[str, Any] = {}
            level.append(item)
            open_.append((level, column))
            level, column, is_list = item, here + 2, False
        if key in level:
            raise NotPlainError
        level[key] = value
        if value is None:
            waiting = key
    if waiting is not None or not root:
        raise NotPlainError
    return root
