"""Reads the tokens of scripts into words, with gaps for what only a shell can tell."""

from __future__ import annotations

from ircompile.syntax.shell.errors import MAX_WORDS, ShellError, shell_error
from ircompile.syntax.shell.gaps import GAP, MANY
from ircompile.syntax.shell.tokens import SEQUENCE
from ircompile.syntax.shell.word_reader import WordReader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from re import Match
    from typing import NoReturn

    from ircompile.syntax.shell.errors import Kind
    from ircompile.syntax.shell.frames import Frame
    from ircompile.syntax.shell.words import WordBuilder


class UnreadScriptError(Exception):
    """The rest of a script can't be understood, up to its next line."""

    def __init__(self, error: ShellError) -> None:
        super().__init__(error.message)
        self.error = error


class ScriptWords(WordReader):
    """Reads the words of a script."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._frames: list[Frame] = []

    @property
    def _frame(self) -> Frame:
        return self._frames[-1]

    @property
    def _builder(self) -> WordBuilder | None:
        """The word that is being read; each list of commands has its own."""
        return self._frames[-1].word

    @_builder.setter
    def _builder(self, word: WordBuilder | None) -> None:
        self._frames[-1].word = word

    def _fail(self, kind: Kind, start: int, end: int) -> NoReturn:
        raise UnreadScriptError(shell_error(kind, self._text, start, end))

    def _gap(self, start: int, end: int, gap: str = GAP) -> None:
        self._word(start).add(gap, start, end)

    def _end_word(self) -> None:
        frame = self._frame
        frame.end_word()
        if len(frame.command) > MAX_WORDS:
            self._fail("words", frame.command[-1].start, frame.command[-1].end)

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
