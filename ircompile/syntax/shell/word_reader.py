"""Reads tokens of shell text into words, as commands and scripts have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod

from ircompile.syntax.shell.tokens import ANSI, ASSIGNMENT, DOUBLE, PLAIN, character, characters
from ircompile.syntax.shell.words import WordBuilder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from re import Match, Pattern
    from typing import NoReturn

    from ircompile.syntax.shell.errors import Kind


class WordReader(ABC):
    """Reads the words of a text. Each group of the token patterns is handled by the method of its name."""

    _builder: WordBuilder | None = None
    """The word that is being read; None between words."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._offset = 0
        self._end = len(text)
        names = {*PLAIN.groupindex, *DOUBLE.groupindex, *ANSI.groupindex}
        self._handlers: dict[str | None, Callable[[Match[str]], None]] = {
            name: getattr(self, f"_{name}") for name in names
        }

    @abstractmethod
    def _end_word(self) -> None:
        """Add the word that is being read, if there is one, to the command."""

    @abstractmethod
    def _fail(self, kind: Kind, start: int, end: int) -> NoReturn:
        """Report what keeps the text after it from being read; raises an exception."""

    @abstractmethod
    def _wrong(self, token: Match[str]) -> None:
        """Read an escape that is not a character."""

    def _next(self, pattern: Pattern[str]) -> str:
        """Read a token, and return its kind."""
        token = pattern.match(self._text, self._offset, self._end)
        assert token  # noqa: S101  `other` takes any character
        self._offset = token.end()
        kind = str(token.lastgroup)
        self._handlers[kind](token)
        return kind

    def _word(self, start: int) -> WordBuilder:
        """Return the word that is being read, or a new one that begins at `start`."""
        word = self._builder
        if word is None:
            word = self._builder = WordBuilder(start, is_assignment=ASSIGNMENT.match(self._text, start) is not None)
        return word

    def _literal(self, token: Match[str]) -> None:
        self._word(token.start()).add(token[0], *token.span())

    _other = _literal

    def _escape(self, token: Match[str]) -> None:
        self._word(token.start()).add(token[0][1:], *token.span())

    def _join(self, token: Match[str]) -> None:  # noqa: B027  there is nothing to do
        """Skip a backslash-newline, which neither begins nor ends a word."""

    def _blank(self, _: Match[str]) -> None:
        self._end_word()

    def _comment(self, token: Match[str]) -> None:
        if self._builder:
            self._literal(token)
        else:
            newline = self._text.find("\n", self._offset, self._end)
            self._offset = newline if newline >= 0 else self._end

    def _carriage(self, token: Match[str]) -> None:
        """Skip a CR at the end of a line, and the LF after a backslash and a CR."""
        if token[0] != "\r":
            self._offset = min(self._offset + 1, self._end)

    def _single(self, token: Match[str]) -> None:
        start, end = token.span()
        word = self._word(start)
        word.add(token[0][1:-1], start + 1, end - 1)
        word.end = end

    def _open(self, token: Match[str]) -> None:
        self._fail("quote", *token.span())

    def _double(self, token: Match[str]) -> None:
        self._quoted(DOUBLE, token)

    def _ansi(self, token: Match[str]) -> None:
        self._quoted(ANSI, token)

    def _quoted(self, pattern: Pattern[str], opener: Match[str]) -> None:
        self._word(opener.start())
        while self._offset < self._end:
            if self._next(pattern) == "close":
                return
        self._fail("quote", opener.end() - 1, opener.end())

    def _close(self, token: Match[str]) -> None:
        self._word(token.start()).end = token.end()

    def _code(self, token: Match[str]) -> None:
        self._add_escaped(character(token[0]), token)

    def _bytes(self, token: Match[str]) -> None:
        self._add_escaped(characters(token[0]), token)

    def _add_escaped(self, text: str, token: Match[str]) -> None:
        if text:
            self._word(token.start()).add(text, *token.span())
        else:
            self._wrong(token)
