"""What is at an offset of a configuration in any state: a table's name, a key, or a value, with its path."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from ircompile.config.toml import MAX_DEPTH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from ircompile.findings.values import Path

NAME: Final = r"(?:[\w-]+|\"[^\"\n]*\"|'[^'\n]*')"
"""A step of a key."""
HEADER: Final = re.compile(rf"^[ \t]*(\[\[?)[ \t]*({NAME}(?:[ \t]*\.[ \t]*{NAME})*)[ \t]*\]\]?", re.MULTILINE)
OPEN_HEADER: Final = re.compile(r"^[ \t]*\[\[?[ \t]*([\w.\"'-]*)\Z")
"""A header up to the offset."""
KEY: Final = re.compile(rf"^[ \t]*([\w.-]+|{NAME})[ \t]*=", re.MULTILINE)
TOKEN: Final = re.compile(
    r"""(?P<blank>[ \t\r]+|\#[^\n]*)|(?P<string>\"[^\"\n]*\"?|'[^'\n]*'?)|(?P<mark>[][{}=,\n])|"""
    r"""(?P<word>[^][{}=,\s"'\#]+)"""
)
HAS_VALUE: Final = re.compile(r"[ \t]*=")
STEP: Final = re.compile(NAME)
FREE: Final = re.compile(r"[ \t]*(?:[\r\n#,\]}=]|\Z)")
"""What may follow a place where something is missing."""
NEXT_ITEM: Final = re.compile(r"(?:\s++|\#[^\n]*+)*+[^\s,\]#]")
"""An item that follows."""
REST: Final = re.compile(r"[\w.-]*")


@dataclass(slots=True)
class TomlCursor:
    """What is at an offset of a configuration.

    Attributes:
        position: A table's name, a key or a value; "none" in comments and after values.
        path: The path of the table that a key is in, or of a value; for a table's name, what is typed of it.
        span: The word that is there, without its quotes.
        quote: The quote before the word, or "".
        is_closed: Whether a quote ends the word.
        is_inline: Whether a key is in braces.
        has_value: Whether a key has its `=`.
        present: The keys of the table, or the items of the list.
        comma_after: Whether a comma is missing after an item.
    """

    position: Literal["table", "key", "value", "none"]
    path: Path
    span: tuple[int, int]
    quote: str = ""
    is_closed: bool = False
    is_inline: bool = False
    has_value: bool = False
    present: set[str] = field(default_factory=set)
    comma_after: bool = False


@dataclass(slots=True)
class _Level:
    """A value in brackets or braces, or a statement.

    Attributes:
        mark: Its bracket; "" for statements.
        path: Its path; in a list, that of the items.
        key: The last key.
        is_value: Whether a value follows.
        is_done: Whether a comma or the end of the line must follow.
        present: The keys, or the items.
    """

    mark: str
    path: Path
    key: Path = ()
    is_value: bool = False
    is_done: bool = False
    present: set[str] = field(default_factory=set)


def toml_cursor(text: str, offset: int) -> TomlCursor:
    """Return what is at an offset of a TOML text."""
    line = text.rfind("\n", 0, offset) + 1
    if (header := OPEN_HEADER.match(text[line:offset])) and not text.startswith("[", offset):
        rest = REST.match(text, offset)
        span = (offset - len(header[1]), rest.end() if rest else offset)
        return TomlCursor("table", _steps(header[1]), span)
    start, table, after = 0, (), len(text)
    for found in HEADER.finditer(text):
        if found.start() > offset:
            after = found.start()
            break
        if found.end() > offset:
            return TomlCursor("none", (), (offset, offset))
        start, table = found.end(), (*_steps(found[2]), *((0,) if found[1] == "[[" else ()))
    keys = {_plain(found[1]) for found in KEY.finditer(text, start, after)}
    paths = (_steps(found[2]) for found in HEADER.finditer(text))
    keys |= {path[len(table)] for path in paths if len(path) > len(table) and path[: len(table)] == table}
    return _within(text, start, offset, table, keys)


def _within(text: str, start: int, offset: int, table: Path, keys: set[str]) -> TomlCursor:
    """Return what is at an offset of a table that begins before it."""
    levels = [_Level("", table, present=keys)]
    for token in TOKEN.finditer(text, start):
        first, last = token.span()
        kind = token.lastgroup
        if first >= offset and not (kind == "word" and first == offset):
            break
        if last >= offset and kind in ("string", "word") and not (_is_closed(token) and last == offset):
            return _at(text, levels[-1], offset, token)
        if (last >= offset and token[0].startswith("#")) or len(levels) > MAX_DEPTH:
            return TomlCursor("none", (), (offset, offset))
        has_value = kind in ("string", "word") and HAS_VALUE.match(text, last) is not None
        _take(token[0], kind or "", levels, has_value=has_value)
    return _at(text, levels[-1], offset, None)


def _is_closed(token: re.Match[str]) -> bool:
    return token.lastgroup == "string" and len(token[0]) > 1 and token[0][-1] == token[0][0]


def _take(text: str, kind: str, levels: list[_Level], *, has_value: bool) -> None:
    """Read a token before the offset."""
    top = levels[-1]
    if kind in ("string", "word"):
        top.is_done = top.mark == "[" or top.is_value
        if top.mark == "[":
            top.present.add(_plain(text))
        elif not top.is_value:
            top.key = _steps(text)
            if has_value and top.mark == "{":
                top.present.add(_plain(text))
    elif text == "=":
        top.is_value = True
    elif text in ("[", "{"):
        top.is_done = True
        path = (*top.path, *top.key) if top.mark != "[" else top.path
        levels.append(_Level(text, (*path, 0) if text == "[" else path))
    elif text in ("]", "}") and len(levels) > 1:
        levels.pop()
    elif (text == "\n" and not top.mark) or (text == "," and top.mark):
        top.is_value, top.is_done, top.key = False, False, ()


def _at(text: str, level: _Level, offset: int, token: re.Match[str] | None) -> TomlCursor:
    """Return what is at an offset, where a token is or none."""
    quote = token[0][0] if token and token.lastgroup == "string" else ""
    is_closed = token is not None and _is_closed(token)
    span = (offset, offset)
    if token:
        span = (token.start() + len(quote), token.end() - is_closed)
        if quote and not is_closed:
            rest = REST.match(text, offset, token.end())
            span = (span[0], rest.end() if rest else offset)
    if span[0] > offset or level.is_done or (token is None and not FREE.match(text, offset)):
        return TomlCursor("none", (), (offset, offset))
    if level.mark == "[":
        comma = token is None and NEXT_ITEM.match(text, offset) is not None
        return TomlCursor("value", level.path, span, quote, is_closed, present=level.present, comma_after=comma)
    if level.is_value and level.key:
        return TomlCursor("value", (*level.path, *level.key), span, quote, is_closed)
    line = text[text.rfind("\n", 0, offset) + 1 : span[0] - len(quote)]
    if level.is_value or (level.key and token is None) or (not level.mark and line.strip(" \t")):
        return TomlCursor("none", (), (offset, offset))
    has_value = HAS_VALUE.match(text, span[1] + is_closed) is not None
    own = text[slice(*span)]
    before, _, own = own.rpartition(".") if not quote else ("", "", own)
    path = (*level.path, *_steps(before))
    span = (span[1] - len(own), span[1])
    return TomlCursor("key", path, span, quote, is_closed, level.mark == "{", has_value, level.present - {own})


def _steps(key: str) -> tuple[str, ...]:
    """Return the steps of a key with dots."""
    return tuple(_plain(found) for found in STEP.findall(key))


def _plain(step: str) -> str:
    return step.strip("\"'")
