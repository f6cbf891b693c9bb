"""Offsets of keys and elements in a TOML text, which `tomllib` doesn't report."""

from __future__ import annotations

import re
from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from ircompile.findings.values import Path

TOKEN: Final = re.compile(
    r"""
    (?P<blank> [ \t\r]+ | \#[^\n]* )
  | (?P<line> \n )
  | (?P<string> \"{3} (?: \\. | [^\\] )*? \"{3,5} | '{3} .*? '{3,5} | " (?: \\. | [^"\\] )* " | '[^']*' )
  | (?P<mark> [][{}=.,] )
  | (?P<word> [^][{}=.,\s"'\#]+ )
    """,
    re.VERBOSE | re.DOTALL,
)


class _Token(NamedTuple):
    kind: str
    text: str
    start: int


END: Final = _Token("end", "", 0)


def offsets(text: str) -> dict[Path, int]:
    """Return the offsets of all tables, keys and list elements by their paths; the text must be valid TOML."""
    return _Reader(text).offsets


class _Reader:
    """Reads a document statement by statement, and skips all values but those with keys or elements in them."""

    def __init__(self, text: str) -> None:
        self.offsets: dict[Path, int] = {}
        self._tokens = [
            _Token(match.lastgroup or "", match[0], match.start())
            for match in TOKEN.finditer(text)
            if match.lastgroup != "blank"
        ]
        self._at = 0
        self._sizes: dict[Path, int] = {}
        table: Path = ()
        while self._skip("\n") != END:
            if self._token.text == "[":
                table = self._header()
            else:
                self._pair(table)

    @property
    def _token(self) -> _Token:
        return self._tokens[self._at] if self._at < len(self._tokens) else END

    def _skip(self, *texts: str) -> _Token:
        """Skip tokens with one of these texts and return the next one."""
        while self._token.text in texts and self._token != END:
            self._at += 1
        return self._token

    def _header(self) -> Path:
        """Read a header and return the path of its table, which in an array of tables is the last element."""
        start = self._token.start
        is_element = self._tokens[self._at + 1][1:] == ("[", start + 1)
        self._skip("[")
        *above, name = self._key()
        table: Path = ()
        for step in above:
            table = (*table, step)
            if table in self._sizes:
                table = (*table, self._sizes[table] - 1)
        table = (*table, name)
        if is_element:
            self._note(table, start)
            self._sizes[table] = self._sizes.get(table, 0) + 1
            table = (*table, self._sizes[table] - 1)
        self._note(table, start)
        self._skip("]")
        return table

    def _pair(self, table: Path) -> None:
        start = self._token.start
        for step in self._key():
            table = (*table, step)
            self._note(table, start)
        self._skip("=")
        self._value(table)

    def _key(self) -> list[str]:
        steps = []
        while (token := self._skip(".")).kind in ("word", "string"):
            steps.append(_name(token.text))
            self._at += 1
        return steps

    def _value(self, path: Path) -> None:
        kind, text, _ = self._token
        if text == "[" and kind == "mark":
            self._elements(path)
        elif text == "{" and kind == "mark":
            self._at += 1
            while self._skip(",", "\n").text != "}":
                self._pair(path)
            self._at += 1
        elif kind == "string":
            self._at += 1
        else:  # a number or a date, maybe of several tokens
            while self._token.kind == "word" or self._token.text == ".":
                self._at += 1

    def _elements(self, path: Path) -> None:
        self._at += 1
        number = 0
        while (token := self._skip(",", "\n")).text != "]":
            self._note((*path, number), token.start)
            self._value((*path, number))
            number += 1
        self._at += 1

    def _note(self, path: Path, start: int) -> None:
        self.offsets.setdefault(path, start)


def _name(text: str) -> str:
    """Return a key without quotes and escapes."""
    if text[0] not in "\"'":
        return text
    import tomllib

    name: str = tomllib.loads(f"key = {text}")["key"]
    return name
