"""Reads tokens of shell text into words and errors."""

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
from ircompile.syntax.shell.tokens import (
    ANSI,
    ASSIGNMENT,
    BETWEEN,
    DOUBLE,
    PLAIN,
    PROMPT,
    SEQUENCE,
    character,
    characters,
    expansion_end,
)
from ircompile.syntax.shell.words import SimpleCommand, WordBuilder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from re import Match, Pattern
    from typing import Final

    from ircompile.syntax.shell.errors import Kind

MAX_ERRORS: Final = 100
"""Errors after which the rest of a text is not read."""
EXPANSIONS: Final[dict[str, Kind]] = {"`": "`", "(": "$(", "{": "${", "[": "$["}
"""The kind of error for an expansion, by the last character of its opener."""


class Reader:
    """Reads one text. Each group of the token patterns is handled by the method of its name.

    Attributes:
        command: The words that were read.
        errors: What can't be read without a shell.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.offset = 0
        self.state = PLAIN
        self.quote_offset = 0
        self.word: WordBuilder | None = None
        self.command = SimpleCommand()
        self.errors: list[ShellError] = []
        self.has_crlf = False

    def read(self) -> None:
        """Read the text, up to the first error after which it can't be understood."""
        if len(self.text) > MAX_LENGTH:
            self._error("length", MAX_LENGTH, MAX_LENGTH + 1)
            return
        nul = self.text.find("\0")
        if nul >= 0:
            self._error("nul", nul, nul + 1)
        prompt = PROMPT.match(self.text)
        self.offset = prompt.end() if prompt else 0
        names = {*PLAIN.groupindex, *DOUBLE.groupindex, *ANSI.groupindex}
        handlers: dict[str | None, Callable[[Match[str]], None]] = {name: getattr(self, f"_{name}") for name in names}
        while self.offset < len(self.text):
            token = self.state.match(self.text, self.offset)
            assert token  # noqa: S101  `other` takes any character
            self.offset = token.end()
            handlers[token.lastgroup](token)
        if self.state is not PLAIN:
            self._error("quote", self.quote_offset, self.quote_offset + 1)
        self._end_word()

    def _stop(self) -> None:
        """Skip the rest of the text."""
        self.offset = len(self.text)
        self.state = PLAIN

    def _error(self, kind: Kind, start: int, end: int, help: str = "") -> None:
        self.errors.append(shell_error(kind, self.text, start, end, help))
        if len(self.errors) == MAX_ERRORS:
            self._stop()

    def _unquoted(self, kind: Kind, start: int, end: int) -> None:
        """Report characters that should be quoted, once in a word: quoting the word fixes all of them."""
        word = self._current_word(start)
        if not word.is_reported:
            word.is_reported = True
            self._error(kind, start, end)

    def _current_word(self, start: int) -> WordBuilder:
        """Return the word that is being read, or a new one that begins at `start`."""
        if self.word is None:
            self.word = WordBuilder(start, is_assignment=ASSIGNMENT.match(self.text, start) is not None)
        return self.word

    def _end_word(self) -> None:
        word, self.word = self.word, None
        if word is None:
            return
        command = self.command
        words = command.assignments if word.is_assignment and not command else command
        words.append(word.build())
        if len(words) > MAX_WORDS:
            self._error("words", word.start, word.end)
            self._stop()

    def _literal(self, token: Match[str]) -> None:
        self._current_word(token.start()).add(token[0], *token.span())

    _other = _literal

    def _escape(self, token: Match[str]) -> None:
        self._current_word(token.start()).add(token[0][1:], *token.span())

    def _join(self, token: Match[str]) -> None:
        """Skip a backslash-newline, which neither begins nor ends a word."""

    def _blank(self, _: Match[str]) -> None:
        self._end_word()

    def _comment(self, token: Match[str]) -> None:
        if self.word:
            self._literal(token)
        else:
            newline = self.text.find("\n", self.offset)
            self.offset = newline if newline >= 0 else len(self.text)

    def _newline(self, token: Match[str]) -> None:
        self._end_word()
        if not self.command and not self.command.assignments:
            return
        between = BETWEEN.match(self.text, token.end())
        start = between.end() if between else token.end()
        if start < len(self.text):
            self._error("second", start, start + 1, self._help_for_second(start))
        self._stop()

    def _help_for_second(self, start: int) -> str:
        """Return the likely reason why the text at `start` doesn't belong to the command before it, or ""."""
        last = (self.command or self.command.assignments)[-1]
        if self.text.endswith("^", last.start, last.end):
            return CARET
        if self.text.endswith(("\\ ", "\\\t"), last.start, last.end):
            return BLANK
        if not self.text.startswith("-", start):
            return ""
        return COMMENT if "#" in self.text[last.end : start] else NO_BACKSLASH

    def _carriage(self, token: Match[str]) -> None:
        if not self.has_crlf:
            self.has_crlf = True
            self._error("carriage", *token.span())
        if token[0] != "\r":  # a backslash, CR and LF: meant as a backslash-newline
            self.offset = min(self.offset + 1, len(self.text))

    def _powershell(self, token: Match[str]) -> None:
        self._error("powershell", token.start(), token.start() + 1)

    def _single(self, token: Match[str]) -> None:
        start, end = token.span()
        word = self._current_word(start)
        word.add(token[0][1:-1], start + 1, end - 1)
        word.end = end

    def _open(self, token: Match[str]) -> None:
        self._error("quote", *token.span())
        self._stop()

    def _double(self, token: Match[str]) -> None:
        self._enter(DOUBLE, token)

    def _ansi(self, token: Match[str]) -> None:
        self._enter(ANSI, token)

    def _enter(self, state: Pattern[str], token: Match[str]) -> None:
        self._current_word(token.start())
        self.state = state
        self.quote_offset = token.end() - 1

    def _close(self, token: Match[str]) -> None:
        self._current_word(token.start()).end = token.end()
        self.state = PLAIN

    def _code(self, token: Match[str]) -> None:
        self._add_escaped(character(token[0]), token)

    def _bytes(self, token: Match[str]) -> None:
        self._add_escaped(characters(token[0]), token)

    def _add_escaped(self, text: str, token: Match[str]) -> None:
        if text:
            self._current_word(token.start()).add(text, *token.span())
        else:
            self._wrong(token)

    def _wrong(self, token: Match[str]) -> None:
        self._error("wrong", *token.span())

    def _last(self, token: Match[str]) -> None:
        self._error("last", *token.span())

    def _parameter(self, token: Match[str]) -> None:
        self._current_word(token.start())
        self._error("parameter", *token.span())

    def _nested(self, token: Match[str]) -> None:
        start, end = token.span()
        self._current_word(start)
        opener = token[0][-1]
        after = expansion_end(self.text, end, opener)
        if not after:
            self._error("unclosed", start, end)
            self._stop()
            return
        self.offset = after
        is_arithmetic = opener == "(" and self.text.startswith("(", end)
        self._error("$((" if is_arithmetic else EXPANSIONS[opener], start, after)

    def _here(self, token: Match[str]) -> None:
        self._error("here", *token.span())
        self._stop()

    def _redirection(self, token: Match[str]) -> None:
        self._end_word()
        self._error("redirection", *token.span())

    def _operator(self, token: Match[str]) -> None:
        self._error("operator", *token.span())
        self._stop()

    def _tilde(self, token: Match[str]) -> None:
        word = self._current_word(token.start())
        begins = not word.parts and word.start == token.start()
        if begins or (word.is_assignment and word.parts[-1].endswith(("=", ":"))):
            self._unquoted("tilde", *token.span())
        self._literal(token)

    def _pattern(self, token: Match[str]) -> None:
        start, end = token.span()
        word = self._current_word(start)
        if token[0] in "*?":
            self._unquoted("pattern", start, end)
        elif token[0] == "[" and word.bracket < 0:
            word.bracket = start
        elif token[0] == "]" and word.bracket >= 0:
            self._unquoted("brackets", word.bracket, end)
        self._literal(token)

    def _brace(self, token: Match[str]) -> None:
        start, end = token.span()
        word = self._current_word(start)
        opener = word.brace(token[0], start)
        if opener >= 0:
            self._unquoted("braces", opener, end)
        sequence = SEQUENCE.match(self.text, start) if token[0] == "{" else None
        if sequence:
            self._unquoted("braces", *sequence.span())
        self._literal(token)
