"""Reads the tokens of scripts into words, with gaps for what only a shell can tell."""

from __future__ import annotations

from ircompile.syntax.shell.errors import MAX_WORDS, ShellError, shell_error
from ircompile.syntax.shell.gaps import GAP, MANY
from ircompile.syntax.shell.tokens import ANSI, ASSIGNMENT, DOUBLE, PLAIN, SEQUENCE, character, characters
from ircompile.syntax.shell.words import WordBuilder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from re import Match, Pattern

    from ircompile.syntax.shell.errors import Kind
    from ircompile.syntax.shell.frames import Frame


class UnreadScriptError(Exception):
    """The rest of a script can't be understood, up to its next line."""

    def __init__(self, error: ShellError) -> None:
        super().__init__(error.message)
        self.error = error


class ScriptWords:
    """Reads the words of a script. Each group of the token patterns is handled by the method of its name."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._offset = 0
        self._end = len(text)
        self._frames: list[Frame] = []
        names = {*PLAIN.groupindex, *DOUBLE.groupindex, *ANSI.groupindex}
        self._handlers: dict[str | None, Callable[[Match[str]], None]] = {
            name: getattr(self, f"_{name}") for name in names
        }

    @property
    def _frame(self) -> Frame:
        return self._frames[-1]

    def _next(self, pattern: Pattern[str]) -> str:
        """Read a token, and return its kind."""
        token = pattern.match(self._text, self._offset, self._end)
        assert token  # noqa: S101  `other` takes any character
        self._offset = token.end()
        kind = str(token.lastgroup)
        self._handlers[kind](token)
        return kind

    def _unread(self, kind: Kind, start: int, end: int) -> UnreadScriptError:
        return UnreadScriptError(shell_error(kind, self._text, start, end))

    def _word(self, start: int) -> WordBuilder:
        """Return the word that is being read, or a new one that begins at `start`."""
        frame = self._frame
        if frame.word is None:
            frame.word = WordBuilder(start, is_assignment=ASSIGNMENT.match(self._text, start) is not None)
        return frame.word

    def _gap(self, start: int, end: int, gap: str = GAP) -> None:
        self._word(start).add(gap, start, end)

    def _end_word(self) -> None:
        frame = self._frame
        frame.end_word()
        if len(frame.command) > MAX_WORDS:
            raise self._unread("words", frame.command[-1].start, frame.command[-1].end)

    def _literal(self, token: Match[str]) -> None:
        self._word(token.start()).add(token[0], *token.span())

    _other = _literal

    def _escape(self, token: Match[str]) -> None:
        self._word(token.start()).add(token[0][1:], *token.span())

    def _join(self, token: Match[str]) -> None:
        """Skip a backslash-newline, which neither begins nor ends a word."""

    def _blank(self, _: Match[str]) -> None:
        self._end_word()

    def _comment(self, token: Match[str]) -> None:
        if self._frame.word:
            self._literal(token)
        else:
            newline = self._text.find("\n", self._offset, self._end)
            self._offset = newline if newline >= 0 else self._end

    def _carriage(self, token: Match[str]) -> None:
        """Skip a CR at the end of a line: the file may be checked out with the line ends of Windows."""
        if token[0] != "\r":
            self._offset = min(self._offset + 1, self._end)

    def _single(self, token: Match[str]) -> None:
        start, end = token.span()
        word = self._word(start)
        word.add(token[0][1:-1], start + 1, end - 1)
        word.end = end

    def _open(self, token: Match[str]) -> None:
        raise self._unread("quote", *token.span())

    def _double(self, token: Match[str]) -> None:
        self._quoted(DOUBLE, token)

    def _ansi(self, token: Match[str]) -> None:
        self._quoted(ANSI, token)

    def _quoted(self, pattern: Pattern[str], opener: Match[str]) -> None:
        self._word(opener.start())
        while self._offset < self._end:
            if self._next(pattern) == "close":
                return
        raise self._unread("quote", opener.end() - 1, opener.end())

    def _close(self, token: Match[str]) -> None:
        self._word(token.start()).end = token.end()

    def _code(self, token: Match[str]) -> None:
        self._add_escaped(character(token[0]), token)

    def _bytes(self, token: Match[str]) -> None:
        self._add_escaped(characters(token[0]), token)

    def _add_escaped(self, text: str, token: Match[str]) -> None:
        self._word(token.start()).add(text or GAP, *token.span())

    def _wrong(self, token: Match[str]) -> None:
        self._gap(*token.span())

    def _last(self, token: Match[str]) -> None:
        """Skip a backslash at the end of the text."""

    def _parameter(self, token: Match[str]) -> None:
        self._gap(*token.span(), MANY if token[0][-1] in "@*" else GAP)

    def _tilde(self, token: Match[str]) -> None:
        word = self._word(token.start())
        if not word.parts and word.start == token.start():
            self._gap(*token.span())
        else:
            self._literal(token)

    def _pattern(self, token: Match[str]) -> None:
        if token[0] in "*?":
            self._gap(*token.span())
        else:
            self._literal(token)

    def _brace(self, token: Match[str]) -> None:
        start = token.start()
        word = self._word(start)
        word.is_reported |= word.brace(token[0], start) >= 0
        word.is_reported |= token[0] == "{" and SEQUENCE.match(self._text, start) is not None
        self._literal(token)
