"""Where the keys, scalars and elements of a TOML text are, which `tomllib` doesn't report, also if it is not valid."""

from __future__ import annotations

import re
from typing import NamedTuple

from ircompile.config.toml import MAX_DEPTH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final, Literal

    from ircompile.findings.values import Path

    Token = re.Match[str]

TOKEN: Final = re.compile(
    r"""
    (?P<blank> [ \t\r]+ | \#[^\n]* )
  | (?P<line> \n )
  | (?P<string> \"{3} (?: \\. | [^\\] )*? \"{3,5} | '{3} .*? '{3,5} | " (?: \\. | [^"\\] )* " | '[^']*' )
  | (?P<mark> [][{}=.,] )
  | (?P<word> [^][{}=.,\s"'\#]+ )
  | (?P<open> [\"'] [^\n]* )
    """,
    re.VERBOSE | re.DOTALL,
)
"""A token; `open` is a string without its end."""
NAMES: Final = ("word", "string", "open")
"""The kinds of tokens that keys and scalars are written with."""


class Spot(NamedTuple):
    """A part of a TOML text.

    Attributes:
        path: The path of the value.
        part: Whether it is a step of a key, a scalar, or the beginning of an element.
        span: Where it is written.
        text: What is written, without quotes.
        start: Where what gives the path its value begins: a header, a key with its value, an element; -1 if it is only
            a step on the way to a table.
    """

    path: Path
    part: Literal["key", "value", "item"]
    span: tuple[int, int]
    text: str
    start: int


def offsets(text: str) -> dict[Path, int]:
    """Return the offsets of all tables, keys and list elements by their paths; the text must be valid TOML."""
    found: dict[Path, int] = {}
    for it in _Reader(text, is_valid=True).spots():
        if it.start >= 0:
            found.setdefault(it.path, it.start)
    return found


def spots(text: str) -> Iterator[Spot]:
    """Yield the parts of a text in any state, in their order."""
    return _Reader(text, is_valid=False).spots()


class _Level:
    """A value in brackets or braces, as far as it was read: its path, and the number of the element."""

    def __init__(self, mark: str, path: Path) -> None:
        self.mark = mark
        self.path = path
        self.number = 0
        self.is_fresh = True


class _Reader:
    """Reads tokens as far as they make sense, and begins again at what looks like a new statement."""

    def __init__(self, text: str, *, is_valid: bool) -> None:
        self._tokens = [token for token in TOKEN.finditer(text) if token.lastgroup != "blank"]
        self._is_valid = is_valid
        self._at = 0
        self._table: Path = ()
        self._key: Path = ()
        self._sizes: dict[Path, int] = {}

    def spots(self) -> Iterator[Spot]:
        """Yield the parts of the text."""
        while self._at < len(self._tokens):
            if self._is("["):
                yield from self._header()
            elif self._is_name(self._at):
                yield from self._pair()
            else:
                self._at += 1

    def _is(self, mark: str) -> bool:
        return self._at < len(self._tokens) and self._tokens[self._at][0] == mark

    def _is_name(self, at: int) -> bool:
        return at < len(self._tokens) and self._tokens[at].lastgroup in NAMES

    def _header(self) -> Iterator[Spot]:
        """Yield the steps of a header, of which the last is the table, in an array of tables the last element."""
        first = self._tokens[self._at]
        self._at += 1
        is_element = self._is("[") and self._tokens[self._at].start() == first.end()
        self._at += is_element
        table: Path = ()
        steps = [*self._steps((), -1)]
        for number, step in enumerate(steps):
            table = (*table, step.path[-1])
            is_last = number + 1 == len(steps)
            yield step._replace(path=table, start=first.start() if is_last else -1)
            if is_last and is_element:
                self._sizes[table] = self._sizes.get(table, 0) + 1
            if table in self._sizes and (is_element or not is_last):
                table = (*table, self._sizes[table] - 1)
        if is_element:
            yield Spot(table, "item", first.span(), "", first.start())
        self._table = table
        while self._is("]"):
            self._at += 1

    def _steps(self, above: Path, start: int) -> Iterator[Spot]:
        """Yield the steps of a key, and keep its path in `_key`."""
        self._key = above
        while self._is_name(self._at):
            token = self._tokens[self._at]
            self._key = (*self._key[: MAX_DEPTH - 1], _plain(token[0]))
            yield Spot(self._key, "key", token.span(), _plain(token[0]), start)
            self._at += 1
            if not self._is("."):
                return
            self._at += 1

    def _pair(self) -> Iterator[Spot]:
        """Yield the steps of a key, and what its value consists of."""
        levels: list[_Level] = []
        yield from self._steps(self._table, self._tokens[self._at].start())
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            top = levels[-1] if levels else None
            if token[0] == "\n" and (top is None or self._begins_statement()):
                return
            if top and top.mark == "{" and top.is_fresh and self._is_name(self._at):
                top.is_fresh = False
                yield from self._steps(top.path, token.start())
                continue
            yield from self._part(token, levels)
            self._at += 1

    def _part(self, token: Token, levels: list[_Level]) -> Iterator[Spot]:
        """Yield what begins with a token of a value."""
        top = levels[-1] if levels else None
        text = token[0]
        if text == "\n":
            return
        if text in ("]", "}") and top:
            levels.pop()
        elif text == "," and top:
            top.number += 1
            top.is_fresh = True
        else:
            if top and top.mark == "[":
                self._key = (*top.path[: MAX_DEPTH - 1], top.number)
                if top.is_fresh:
                    yield Spot(self._key, "item", token.span(), "", token.start())
                top.is_fresh = False
            if text in ("[", "{"):
                levels.append(_Level(text, self._key))
            elif token.lastgroup in NAMES:
                yield Spot(self._key, "value", token.span(), _plain(text), token.start())

    def _begins_statement(self) -> bool:
        """Return whether a line that should be within brackets looks like a header or a key with its value."""
        if self._is_valid:
            return False
        after = [token[0] for token in self._tokens[self._at + 1 : self._at + 4]]
        if self._is_name(self._at + 1):
            return after[1:2] == ["="]
        at = self._at + (3 if after[:2] == ["[", "["] else 2)
        return after[:1] == ["["] and self._is_name(at) and self._tokens[at].lastgroup == "word"


def _plain(text: str) -> str:
    """Return a key or a scalar without quotes and escapes; one that is not valid keeps its escapes."""
    if text[0] not in "\"'":
        return text
    if "\\" in text and text[0] == '"':
        import tomllib

        try:
            name: str = tomllib.loads(f"key = {text}")["key"]
        except tomllib.TOMLDecodeError:
            pass
        else:
            return name
    for quote in ('"""', "'''", '"', "'"):
        if text.startswith(quote) and text.endswith(quote) and len(text) >= 2 * len(quote):
            return text[len(quote) : -len(quote)]
    return text[1:]
