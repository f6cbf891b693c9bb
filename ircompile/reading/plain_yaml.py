"""The values of plain YAML, line by line: block mappings and lists of one-line scalars and flow collections.

Most manifests hold nothing else, and reading them needs no parser of the whole language, which takes several times as
long. What is not plain (anchors, tags, merges, multi-line scalars, escapes, scalars over which readers differ, any
fault) is left to `yaml_text`, which reads everything and can say what is wrong; where this reader answers, that one
gives the same.
"""

from __future__ import annotations

from ircompile.built import compiled, module
from ircompile.reading import NOT_TEXT, has_sign
from ircompile.reading.document import Document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from ircompile.config import Limits
    from ircompile.source import Source
    from ircompile.tree import Node

    Piece = tuple[str | None, str | int | None]
    """Of what stands between two signs of a flow collection its key and its scalar; None for none."""
    Entry = tuple[int, bool, str | None, Any]
    """Of a line the column at which it begins, whether with a dash, its key, and its scalar; None for none."""

NOTHING: Entry = (-1, False, None, None)
"""Of a blank line, or a comment."""
NAME = r"[A-Za-z][A-Za-z0-9_-]*"
NUMBER = r"0|[1-9][0-9]{0,17}"
QUOTED = r"""'[^'\n]*'|"[^"\\\n]*\""""
FIRST = r"[A-Za-z0-9/_.$(]"
BLOCK = r'!-"$-9;-~\u00a1-\ud7ff'
"""The characters of a plain scalar that may stand anywhere in it; a `:` only before one of them, and so a blank."""
FLOW = r'!-"$-+\--9;-Z\\^-z|~\u00a1-\ud7ff'
"""Likewise in flow collections, where `,`, brackets and braces separate."""
LINE = (
    rf"( *)(- )?(?:({NAME}):(?: +|$))?"
    rf"(?:([\[{{][^#\n]*[\]}}])|({NUMBER})|({QUOTED})|({FIRST}[{BLOCK}]*+(?:(?: ++|:++)[{BLOCK}]++)*+))?"
    r" *(?:(?<!\S)#.*)?"
)
"""One line: indentation, dash, key, and a flow collection or a scalar: a number, in quotes, or plain."""
PIECE = rf" *(?:({NAME}):(?: +|$))?(?:({NUMBER})|({QUOTED})|({FIRST}[{FLOW}]*+(?:(?: ++|:++)[{FLOW}]++)*+))? *"
"""What stands between two signs of a flow collection: a key, a scalar, both or nothing."""
SIGN = r"([\[\]{},])"

SUSPECTS = NOT_TEXT | frozenset("yYoO")
"""The first characters of all plain scalars that some reader takes for no string and that are read here."""
WORDS = frozenset({"yes", "no", "on", "off", "y", "n", "true", "false", "null"})
"""Words that some reader takes for no string, in lower case."""
LONGEST_WORD = 5
NUMERIC = frozenset("0123456789+-_.:abcdefABCDEFxXoOtTzZiInN ")
"""The characters of everything that some reader takes for a number or a date."""
BETWEEN = "---"
"""The line between two documents."""
REMEMBERED = 10_000
"""Lines that are remembered, and pieces of flow collections."""
LONGEST_LINE = 200
"""Characters of what is remembered."""
DEEPEST = 50
"""Levels that are read here; a request needs 7."""


class Unusual(Exception):
    """Something in a text is not plain."""


_found: list[Callable[..., Any]] = []


def _patterns() -> list[Callable[..., Any]]:
    """What matches a line, what matches a piece of a flow collection, and what cuts one into pieces and signs."""
    if not _found:
        built = module("plain")
        _found.extend([compiled(built.LINE).fullmatch, compiled(built.PIECE).fullmatch, compiled(built.SIGN).split])
    return _found


def read_quickly(source: Source, limits: Limits) -> list[Document]:
    """The documents of a YAML source, as `read_yaml` gives them; places of plain ones are read when asked for."""
    values = plain_yaml(source.text) if len(source.text) < limits.nodes and limits.depth > DEEPEST else None
    if values is None or len(values) > limits.documents:
        from ircompile.reading.yaml_text import read_yaml

        return read_yaml(source, limits)
    places = _Places(source, limits)
    return [Document(value, places.of(number), [], is_ordinary=True) for number, value in enumerate(values)]


class _Places:
    """The trees of a source's documents, read once for all of them, and only if one is asked for."""

    __slots__ = ("_documents", "_limits", "_source")

    def __init__(self, source: Source, limits: Limits) -> None:
        self._source = source
        self._limits = limits
        self._documents: list[Document] = []

    def of(self, number: int) -> Callable[[], Node]:
        """What gives the tree of a document."""

        def root() -> Node:
            from ircompile.reading.yaml_text import read_yaml

            self._documents = self._documents or read_yaml(self._source, self._limits)
            return self._documents[number].root

        return root


def plain_yaml(text: str) -> list[Any] | None:
    """The values of the documents of a text, each a mapping; None where it is not plain."""
    lines = (text.replace("\r\n", "\n") if "\r" in text else text).split("\n")
    try:
        if BETWEEN in text:
            return [_document(part) for part in _parts(lines)]
        return [_document(lines)]
    except Unusual:
        return None


def _parts(lines: list[str]) -> Iterator[list[str]]:
    """The lines of each document; before the first mark of one there may be nothing."""
    marks = [number for number, line in enumerate(lines) if line == BETWEEN]
    for before, after in zip([-1, *marks], [*marks, len(lines)], strict=True):
        part = lines[before + 1 : after]
        if before >= 0 or not all(_entry(line) is NOTHING for line in part):
            yield part


_entries: dict[str, Entry] = {}


def _entry(line: str) -> Entry:
    """What a line says; the same lines stand in many manifests of a repository, and are remembered."""
    match = (_found or _patterns())[0](line)
    if match is None or has_sign(line):
        raise Unusual
    indent, dash, key, flow, number, quoted, plain = match.groups()
    if key and key.lower() in WORDS:
        raise Unusual
    if flow and (dash or key):
        return len(indent), bool(dash), key, _flow(flow)
    value = plain if plain and plain[0] not in SUSPECTS else _scalar(number, quoted, plain)
    if flow or bool(dash or key) is not (value is not None or bool(key)):
        raise Unusual  # a dash before nothing, or something behind neither dash nor key
    entry = (len(indent), bool(dash), key, value) if dash or key else NOTHING
    if len(_entries) >= REMEMBERED:
        _entries.clear()
    if len(line) <= LONGEST_LINE:
        _entries[line] = entry
    return entry


def _scalar(number: str | None, quoted: str | None, plain: str | None) -> str | int | None:
    """The value of a scalar; None where there is none."""
    if plain:
        return scalar(plain) if plain[0] in SUSPECTS else plain
    if number:
        return int(number)
    return quoted[1:-1] if quoted else None


def _document(lines: list[str]) -> dict[str, Any]:  # noqa: C901, PLR0912  the hot loop
    """The value of the lines of one document."""
    root: dict[str, Any] = {}
    level: Any = root  # the innermost open collection, and the column of its keys or dashes
    column = 0
    open_: list[tuple[Any, int]] = []  # those around it
    is_list = False
    waiting = None  # the last key, where its value comes on the lines below
    for line, found in zip(lines, map(_entries.get, lines), strict=True):
        here, dash, key, value = found or _entry(line)
        if here < 0:
            continue
        if waiting is not None:
            if here < column or (here == column and not dash) or len(open_) > DEEPEST:
                raise Unusual  # it has no value
            new: Any = [] if dash else {}
            level[waiting] = new
            open_.append((level, column))
            level, column, waiting, is_list = new, here, None, dash
        elif here != column or dash is not is_list:
            while here < column or (here == column and not dash and is_list):
                if not open_:
                    raise Unusual
                level, column = open_.pop()
                is_list = level.__class__ is list
            if here != column or dash is not is_list:
                raise Unusual
        if dash:
            if key is None:
                level.append(value)
                continue
            item: dict[str, Any] = {}
            level.append(item)
            open_.append((level, column))
            level, column, is_list = item, here + 2, False
        if key in level:
            raise Unusual
        level[key] = value
        if value is None:
            waiting = key
    if waiting is not None or not root:
        raise Unusual
    return root


def scalar(text: str) -> str | int:
    """The value of a plain scalar.

    Raises:
        Unusual: Readers differ on it, or it is no string and no integer.
    """
    if not NUMERIC.issuperset(text) and (len(text) > LONGEST_WORD or text.lower() not in WORDS):
        return text
    if text.count(".") > 1 and ":" not in text:  # a version
        return text
    if "-" in text[1:] and text[4:5] != "-" and "e" not in text.lower():  # no date and no exponent
        return text
    raise Unusual


_pieces: dict[str, Piece] = {}


def _piece(text: str) -> Piece:
    """The key and the scalar between two signs; the same few stand in many manifests, and are remembered."""
    match = (_found or _patterns())[1](text)
    if match is None or (match[1] and match[1].lower() in WORDS):
        raise Unusual
    key, *scalars = match.groups()
    piece = key, _scalar(*scalars)
    if len(_pieces) < REMEMBERED and len(text) <= LONGEST_LINE:
        _pieces[text] = piece
    return piece


def _flow(text: str) -> Any:  # noqa: C901, PLR0912  the hot loop
    """The value of a flow collection."""
    parts = _patterns()[2](text)
    whole: list[Any] = []
    level: Any = whole
    open_: list[Any] = []
    is_closed = False  # whether a bracket was closed since the last comma
    last = ""
    value: Any
    for piece, sign in zip(parts[::2], parts[1::2], strict=False):
        key, value = _pieces.get(piece) or _piece(piece)
        if sign in ("[", "{"):
            if is_closed or value is not None or len(open_) > DEEPEST:
                raise Unusual
            value = [] if sign == "[" else {}
        elif is_closed or (value is None and sign != "," and last in ("[", "{")):
            if key is not None or value is not None:
                raise Unusual
        elif value is None:
            raise Unusual
        if value is not None:
            if level.__class__ is list and key is None:
                level.append(value)
            elif level.__class__ is dict and key is not None and key not in level:
                level[key] = value
            else:
                raise Unusual
        last = sign
        is_closed = False
        if sign in ("[", "{"):
            open_.append(level)
            level = value
        elif sign != ",":
            if (sign == "]") is not (level.__class__ is list) or not open_:
                raise Unusual
            level, is_closed = open_.pop(), True
        elif not open_:
            raise Unusual
    if open_ or len(whole) != 1 or parts[-1].strip(" "):
        raise Unusual
    return whole[0]
