"""Where keys and elements stand in a TOML text, which Python's reader of TOML does not tell."""

from __future__ import annotations

import re

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
END: Final = ("end", "", 0)


def places(text: str) -> dict[Path, int]:
    """The offset of every table, key and element of a list, by its path; the text must be TOML."""
    return _Reader(text).places


class _Reader:
    """Reads statement by statement; what a value says is passed over, but for what stands in it."""

    def __init__(self, text: str) -> None:
        self.places: dict[Path, int] = {}
        self._tokens = [
            (match.lastgroup or "", match[0], match.start())
            for match in TOKEN.finditer(text)
            if match.lastgroup != "blank"
        ]
        self._at = 0
        self._sizes: dict[Path, int] = {}
        table: Path = ()
        while self._skip("\n") != END:
            if self._token[1] == "[":
                table = self._header()
            else:
                self._pair(table)

    @property
    def _token(self) -> tuple[str, str, int]:
        return self._tokens[self._at] if self._at < len(self._tokens) else END

    def _skip(self, *texts: str) -> tuple[str, str, int]:
        """The next token that is none of these."""
        while self._token[1] in texts and self._token != END:
            self._at += 1
        return self._token

    def _header(self) -> Path:
        """The path of the table that a header begins: of one in a list, the list's last."""
        start = self._token[2]
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
        start = self._token[2]
        for step in self._key():
            table = (*table, step)
            self._note(table, start)
        self._skip("=")
        self._value(table)

    def _key(self) -> list[str]:
        steps = []
        while (token := self._skip("."))[0] in ("word", "string"):
            steps.append(_name(token[1]))
            self._at += 1
        return steps

    def _value(self, path: Path) -> None:
        kind, text, _ = self._token
        if text == "[" and kind == "mark":
            self._elements(path)
        elif text == "{" and kind == "mark":
            self._at += 1
            while self._skip(",", "\n")[1] != "}":
                self._pair(path)
            self._at += 1
        elif kind == "string":
            self._at += 1
        else:  # a number, a date: several tokens, perhaps
            while self._token[0] == "word" or self._token[1] == ".":
                self._at += 1

    def _elements(self, path: Path) -> None:
        self._at += 1
        number = 0
        while (token := self._skip(",", "\n"))[1] != "]":
            self._note((*path, number), token[2])
            self._value((*path, number))
            number += 1
        self._at += 1

    def _note(self, path: Path, start: int) -> None:
        self.places.setdefault(path, start)


def _name(text: str) -> str:
    """The key that is written so."""
    if text[0] not in "\"'":
        return text
    import tomllib

    name: str = tomllib.loads(f"key = {text}")["key"]
    return name
