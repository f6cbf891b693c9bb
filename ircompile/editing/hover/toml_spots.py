"""The key or the value of a TOML text that is at an offset, also where the text is not valid."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ircompile.config.file import MAX_BYTES
from ircompile.config.toml import MAX_DEPTH, MAX_STEPS
from ircompile.config.toml_positions import TOKEN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from ircompile.editing.answers import Span
    from ircompile.findings.finding import Part
    from ircompile.findings.values import Path

    Token = re.Match[str]


TYPED: Final = re.compile(rf"{TOKEN.pattern} | (?P<open> [\"'] [^\n]* )", TOKEN.flags)
"""A token, or a string without its end."""
NAMES: Final = ("word", "string", "open")
"""The kinds of tokens that keys and scalars are written with."""


@dataclass(frozen=True, slots=True)
class TomlSpot:
    """A key or a scalar of a TOML text.

    Attributes:
        path: The path of the value, in which every element of a list has the index 0.
        part: Whether it is the key or the value.
        span: Where it is written.
        text: What is written, without quotes; escapes are kept.
    """

    path: Path
    part: Part
    span: Span
    text: str


def toml_spot(text: str, offset: int) -> TomlSpot | None:
    """Return the key or scalar around an offset; None if there is none, or the text is too large."""
    if len(text) > 2 * MAX_BYTES:
        return None
    found = (it for it in _Reader(text).spots() if it.span[0] <= offset <= it.span[1])
    return max(found, key=lambda it: it.span, default=None)


class _Reader:
    """Reads tokens as far as they make sense, and begins again at what looks like a new statement."""

    def __init__(self, text: str) -> None:
        self._tokens = [token for token in TYPED.finditer(text) if token.lastgroup != "blank"]
        self._at = 0
        self._table: Path = ()

    def spots(self) -> Iterator[TomlSpot]:
        """Yield the keys and scalars, in the order of the text."""
        while self._at < len(self._tokens):
            if self._is("["):
                yield from self._header()
            elif self._is_name():
                yield from self._pair()
            else:
                self._at += 1

    def _is(self, *marks: str) -> bool:
        return self._at < len(self._tokens) and self._tokens[self._at][0] in marks

    def _is_name(self, at: int | None = None) -> bool:
        at = self._at if at is None else at
        return at < len(self._tokens) and self._tokens[at].lastgroup in NAMES

    def _header(self) -> Iterator[TomlSpot]:
        """Yield the names of a table's header."""
        is_list = self._tokens[self._at + 1 : self._at + 2] and self._tokens[self._at + 1][0] == "["
        self._at += 2 if is_list else 1
        self._table = ()
        yield from self._names(())
        self._table = (*self._keys, *((0,) if is_list else ()))
        while self._is("]"):
            self._at += 1

    def _names(self, above: Path) -> Iterator[TomlSpot]:
        """Yield the names of a key, and keep the path in `_keys`."""
        self._keys = above
        while self._is_name():
            token = self._tokens[self._at]
            self._keys = (*self._keys, _plain(token[0]))[:MAX_STEPS]
            yield TomlSpot(self._keys, "key", token.span(), _plain(token[0]))
            self._at += 1
            if not self._is("."):
                return
            self._at += 1

    def _pair(self) -> Iterator[TomlSpot]:
        """Yield the names of a key, and what its value consists of."""
        open_: list[tuple[str, Path]] = []
        yield from self._names(self._table)
        path = self._keys
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            if token[0] == "\n":
                if not open_ or self._begins_statement():
                    return
                self._at += 1
            elif token[0] in ("[", "{"):
                open_.append((token[0], path))
                path = (*path, 0) if token[0] == "[" and len(path) < MAX_DEPTH else path
                self._at += 1
            elif token[0] in ("]", "}"):
                path = open_.pop()[1] if open_ else path
                self._at += 1
            elif self._is_name() and open_ and open_[-1][0] == "{" and self._tokens[self._at - 1][0] in ("{", ","):
                yield from self._names(open_[-1][1])
                path = self._keys
            elif token.lastgroup in NAMES:
                yield TomlSpot(path, "value", token.span(), _plain(token[0]))
                self._at += 1
            else:
                self._at += 1

    def _begins_statement(self) -> bool:
        """Return whether a line that should be within brackets looks like a header or a key with its value."""
        after = [token[0] for token in self._tokens[self._at + 1 : self._at + 4]]
        if self._is_name(self._at + 1):
            return after[1:2] == ["="]
        at = self._at + (3 if after[:2] == ["[", "["] else 2)
        return after[:1] == ["["] and self._is_name(at) and self._tokens[at].lastgroup == "word"


def _plain(text: str) -> str:
    """Return a key or a scalar without quotes."""
    for quote in ('"""', "'''", '"', "'"):
        if text.startswith(quote) and text.endswith(quote) and len(text) >= 2 * len(quote):
            return text[len(quote) : -len(quote)]
    return text[1:] if text[:1] in ("'", '"') else text
