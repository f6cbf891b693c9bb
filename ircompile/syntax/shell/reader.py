"""From tokens to words and faults."""

from __future__ import annotations

from ircompile.syntax.shell.errors import (
    BLANK,
    CARET,
    COMMENT,
    MAX_LENGTH,
    MAX_WORDS,
    NO_BACKSLASH,
    ShellError,
    shell_fault,
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
    closing,
)
from ircompile.syntax.shell.words import Draft, SimpleCommand

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from re import Match, Pattern
    from typing import Final

MAX_FAULTS: Final = 100
"""Faults after which nobody wants to know of more."""


class Reader:
    """A text on its way to words; the method that bears the name of a token's group handles it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.state = PLAIN
        self.quote = 0
        self.word: Draft | None = None
        self.command = SimpleCommand()
        self.faults: list[ShellError] = []
        self.has_crlf = False

    def read(self) -> None:
        """Read the text, up to where nobody can tell how it goes on."""
        if len(self.text) > MAX_LENGTH:
            self._fault("length", MAX_LENGTH, MAX_LENGTH + 1)
            return
        nul = self.text.find("\0")
        if nul >= 0:
            self._fault("nul", nul, nul + 1)
        prompt = PROMPT.match(self.text)
        self.at = prompt.end() if prompt else 0
        names = {*PLAIN.groupindex, *DOUBLE.groupindex, *ANSI.groupindex}
        handlers: dict[str | None, Callable[[Match[str]], None]] = {name: getattr(self, f"_{name}") for name in names}
        while self.at < len(self.text):
            token = self.state.match(self.text, self.at)
            assert token  # noqa: S101  `other` takes any character
            self.at = token.end()
            handlers[token.lastgroup](token)
        if self.state is not PLAIN:
            self._fault("quote", self.quote, self.quote + 1)
        self._end_word()

    def _stop(self) -> None:
        """Read no further."""
        self.at = len(self.text)
        self.state = PLAIN

    def _fault(self, kind: str, start: int, end: int, help: str = "") -> None:
        self.faults.append(shell_fault(kind, self.text, start, end, help))
        if len(self.faults) == MAX_FAULTS:
            self._stop()

    def _blame(self, kind: str, start: int, end: int) -> None:
        """Report a character that should be quoted, once a word: quotes around the word mend all of them."""
        word = self._draft(start)
        if not word.is_blamed:
            word.is_blamed = True
            self._fault(kind, start, end)

    def _draft(self, start: int) -> Draft:
        """The word that goes on or begins at `start`."""
        if self.word is None:
            self.word = Draft(start, is_assignment=ASSIGNMENT.match(self.text, start) is not None)
        return self.word

    def _end_word(self) -> None:
        word, self.word = self.word, None
        if word is None:
            return
        command = self.command
        words = command.assignments if word.is_assignment and not command else command
        words.append(word.finished())
        if len(words) > MAX_WORDS:
            self._fault("words", word.start, word.end)
            self._stop()

    def _literal(self, token: Match[str]) -> None:
        self._draft(token.start()).add(token[0], *token.span())

    _other = _literal

    def _escape(self, token: Match[str]) -> None:
        self._draft(token.start()).add(token[0][1:], *token.span())

    def _gone(self, token: Match[str]) -> None:
        """A backslash-newline, which neither begins nor ends a word."""

    def _blank(self, _: Match[str]) -> None:
        self._end_word()

    def _comment(self, token: Match[str]) -> None:
        if self.word:
            self._literal(token)
        else:
            newline = self.text.find("\n", self.at)
            self.at = newline if newline >= 0 else len(self.text)

    def _newline(self, token: Match[str]) -> None:
        self._end_word()
        if not self.command and not self.command.assignments:
            return
        between = BETWEEN.match(self.text, token.end())
        start = between.end() if between else token.end()
        if start < len(self.text):
            self._fault("second", start, start + 1, self._why_second(start))
        self._stop()

    def _why_second(self, start: int) -> str:
        """What most likely keeps the characters at `start` from belonging to the command before them."""
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
            self._fault("carriage", *token.span())
        if token[0] != "\r":  # meant as a backslash-newline
            self.at = min(self.at + 1, len(self.text))

    def _powershell(self, token: Match[str]) -> None:
        self._fault("powershell", token.start(), token.start() + 1)

    def _single(self, token: Match[str]) -> None:
        start, end = token.span()
        self._draft(start).add(token[0][1:-1], start + 1, end)

    def _open(self, token: Match[str]) -> None:
        self._fault("quote", *token.span())
        self._stop()

    def _double(self, token: Match[str]) -> None:
        self._enter(DOUBLE, token)

    def _ansi(self, token: Match[str]) -> None:
        self._enter(ANSI, token)

    def _enter(self, state: Pattern[str], token: Match[str]) -> None:
        self._draft(token.start())
        self.state = state
        self.quote = token.end() - 1

    def _close(self, token: Match[str]) -> None:
        self._draft(token.start()).end = token.end()
        self.state = PLAIN

    def _code(self, token: Match[str]) -> None:
        self._add_meant(character(token[0]), token)

    def _bytes(self, token: Match[str]) -> None:
        self._add_meant(characters(token[0]), token)

    def _add_meant(self, text: str, token: Match[str]) -> None:
        if text:
            self._draft(token.start()).add(text, *token.span())
        else:
            self._wrong(token)

    def _wrong(self, token: Match[str]) -> None:
        self._fault("wrong", *token.span())

    def _last(self, token: Match[str]) -> None:
        self._fault("last", *token.span())

    def _parameter(self, token: Match[str]) -> None:
        self._draft(token.start())
        self._fault("parameter", *token.span())

    def _nested(self, token: Match[str]) -> None:
        start, end = token.span()
        self._draft(start)
        opener = token[0][-1]
        after = closing(self.text, end, opener)
        if not after:
            self._fault("unclosed", start, end)
            self._stop()
            return
        kind = opener if opener == "`" else f"${opener}"
        self.at = after
        self._fault("$((" if kind == "$(" and self.text.startswith("(", end) else kind, start, after)

    def _here(self, token: Match[str]) -> None:
        self._fault("here", *token.span())
        self._stop()

    def _redirection(self, token: Match[str]) -> None:
        self._end_word()
        self._fault("redirection", *token.span())

    def _operator(self, token: Match[str]) -> None:
        self._fault("operator", *token.span())
        self._stop()

    def _tilde(self, token: Match[str]) -> None:
        word = self._draft(token.start())
        begins = not word.parts and word.start == token.start()
        if begins or (word.is_assignment and word.parts[-1].endswith(("=", ":"))):
            self._blame("tilde", *token.span())
        self._literal(token)

    def _pattern(self, token: Match[str]) -> None:
        start, end = token.span()
        word = self._draft(start)
        if token[0] in "*?":
            self._blame("pattern", start, end)
        elif token[0] == "[" and word.bracket < 0:
            word.bracket = start
        elif token[0] == "]" and word.bracket >= 0:
            self._blame("brackets", word.bracket, end)
        self._literal(token)

    def _brace(self, token: Match[str]) -> None:
        start, end = token.span()
        word = self._draft(start)
        if token[0] == "{":
            word.braces.append(start)
            word.split.append(False)
            sequence = SEQUENCE.match(self.text, start)
            if sequence:
                self._blame("braces", *sequence.span())
        elif word.braces and token[0] == ",":
            word.split[-1] = True
        elif word.braces:
            if word.split[-1]:
                self._blame("braces", word.braces[-1], end)
            if len(word.braces) > 1:  # bash goes on from the first one to the next closing brace behind a comma
                word.braces.pop()
                word.split.pop()
        self._literal(token)
