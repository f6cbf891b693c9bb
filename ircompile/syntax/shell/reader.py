"""Reads tokens of shell text into the words and errors of one command."""

from __future__ import annotations

from ircompile.syntax.shell.errors import (
    BLANK,
    CARET,
    COMMENT,
    MAX_LENGTH,
    MAX_WORDS,
    NO_BACKSLASH,
    ShellError,
    shell_error,
)
from ircompile.syntax.shell.tokens import BETWEEN, PLAIN, PROMPT, SEQUENCE, expansion_end
from ircompile.syntax.shell.word_reader import WordReader
from ircompile.syntax.shell.words import SimpleCommand

TYPE_CHECKING = False
if TYPE_CHECKING:
    from re import Match
    from typing import Final, NoReturn

    from ircompile.syntax.shell.errors import Kind

MAX_ERRORS: Final = 100
"""Errors after which the rest of a text is not read."""
EXPANSIONS: Final[dict[str, Kind]] = {"`": "`", "(": "$(", "{": "${", "[": "$["}
"""The kind of error for an expansion, by the last character of its opener."""


class _EndError(Exception):
    """The rest of the text is not read."""


class Reader(WordReader):
    """Reads one text.

    Attributes:
        command: The words that were read.
        errors: What can't be read without a shell.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.command = SimpleCommand()
        self.errors: list[ShellError] = []
        self._has_crlf = False

    def read(self) -> None:
        """Read the text, up to the first error after which it can't be understood."""
        try:
            self._read()
        except _EndError:
            return

    def _read(self) -> None:
        if len(self._text) > MAX_LENGTH:
            self._fail("length", MAX_LENGTH, MAX_LENGTH + 1)
        nul = self._text.find("\0")
        if nul >= 0:
            self._error("nul", nul, nul + 1)
        prompt = PROMPT.match(self._text)
        self._offset = prompt.end() if prompt else 0
        while self._offset < self._end:
            self._next(PLAIN)
        self._end_word()

    def _fail(self, kind: Kind, start: int, end: int) -> NoReturn:
        self._error(kind, start, end)
        raise _EndError

    def _error(self, kind: Kind, start: int, end: int, help: str = "") -> None:
        self.errors.append(shell_error(kind, self._text, start, end, help))
        if len(self.errors) == MAX_ERRORS:
            raise _EndError

    def _unquoted(self, kind: Kind, start: int, end: int) -> None:
        """Report characters that should be quoted, once in a word: quoting the word fixes all of them."""
        word = self._word(start)
        if not word.is_reported:
            word.is_reported = True
            self._error(kind, start, end)

    def _end_word(self) -> None:
        word, self._builder = self._builder, None
        if word is None:
            return
        command = self.command
        words = command.assignments if word.is_assignment and not command else command
        words.append(word.build())
        if len(words) > MAX_WORDS:
            self._fail("words", word.start, word.end)

    def _newline(self, token: Match[str]) -> None:
        self._end_word()
        if not self.command and not self.command.assignments:
            return
        between = BETWEEN.match(self._text, token.end())
        start = between.end() if between else token.end()
        if start < self._end:
            self._error("second", start, start + 1, self._help_for_second(start))
        raise _EndError

    def _help_for_second(self, start: int) -> str:
        """Return the likely reason why the text at `start` doesn't belong to the command before it, or ""."""
        last = (self.command or self.command.assignments)[-1]
        if self._text.endswith("^", last.start, last.end):
            return CARET
        if self._text.endswith(("\\ ", "\\\t"), last.start, last.end):
            return BLANK
        if not self._text.startswith("-", start):
            return ""
        return COMMENT if "#" in self._text[last.end : start] else NO_BACKSLASH

    def _carriage(self, token: Match[str]) -> None:
        if not self._has_crlf:
            self._has_crlf = True
            self._error("carriage", *token.span())
        super()._carriage(token)

    def _powershell(self, token: Match[str]) -> None:
        self._error("powershell", token.start(), token.start() + 1)

    def _wrong(self, token: Match[str]) -> None:
        self._error("wrong", *token.span())

    def _last(self, token: Match[str]) -> None:
        self._error("last", *token.span())

    def _parameter(self, token: Match[str]) -> None:
        self._word(token.start())
        self._error("parameter", *token.span())

    def _nested(self, token: Match[str]) -> None:
        start, end = token.span()
        self._word(start)
        opener = token[0][-1]
        after = expansion_end(self._text, end, opener)
        if not after:
            self._fail("unclosed", start, end)
        self._offset = after
        is_arithmetic = opener == "(" and self._text.startswith("(", end)
        self._error("$((" if is_arithmetic else EXPANSIONS[opener], start, after)

    def _here(self, token: Match[str]) -> None:
        self._fail("here", *token.span())

    def _redirection(self, token: Match[str]) -> None:
        self._end_word()
        self._error("redirection", *token.span())

    def _operator(self, token: Match[str]) -> None:
        self._fail("operator", *token.span())

    def _tilde(self, token: Match[str]) -> None:
        word = self._word(token.start())
        begins = not word.parts and word.start == token.start()
        if begins or (word.is_assignment and word.parts[-1].endswith(("=", ":"))):
            self._unquoted("tilde", *token.span())
        self._literal(token)

    def _pattern(self, token: Match[str]) -> None:
        start, end = token.span()
        word = self._word(start)
        if token[0] in "*?":
            self._unquoted("pattern", start, end)
        elif token[0] == "[" and word.bracket < 0:
            word.bracket = start
        elif token[0] == "]" and word.bracket >= 0:
            self._unquoted("brackets", word.bracket, end)
        self._literal(token)

    def _brace(self, token: Match[str]) -> None:
        start, end = token.span()
        opener = self._word(start).brace(token[0], start)
        if opener >= 0:
            self._unquoted("braces", opener, end)
        sequence = SEQUENCE.match(self._text, start) if token[0] == "{" else None
        if sequence:
            self._unquoted("braces", *sequence.span())
        self._literal(token)
