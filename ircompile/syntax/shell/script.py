"""The reader of scripts: the simple commands in a text, whatever stands around them.

Words keep what is known of them. What only a shell can tell is a gap in them: the value of a variable, the output of a
command, the names of files for a pattern. Commands within `$(…)`, parentheses and backquotes are read, too.
"""

from __future__ import annotations

import re

from ircompile.syntax.shell.errors import shell_error
from ircompile.syntax.shell.frames import Command, Frame, Here
from ircompile.syntax.shell.gaps import GAP, MANY
from ircompile.syntax.shell.script_words import ScriptWords, UnreadScriptError
from ircompile.syntax.shell.tokens import PLAIN, expansion_end

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from re import Match
    from typing import Final

    from ircompile.syntax.shell.errors import ShellError

MAX_DEPTH: Final = 50
"""How deep commands may be nested in others."""
MAX_ERRORS: Final = 20
"""Errors after which the rest of a script is not read."""

HERE: Final = re.compile(r"""(-?)[ \t]*(?:(['"])([^'"\n]*)\2|(\\?)([^\s;|&<>()'"`\\]+))""")
"""What follows `<<`: whether tabs are removed, and the delimiter, which may be quoted."""
HERE_TEXT: Final = re.compile(
    r"""
    (?P<literal> [^\\$`]+ )
  | (?P<join> (?:\\\n)+ )
  | (?P<escape> \\[\\$`] )
  | (?P<nested> \$[({\[] | ` )
  | (?P<parameter> \$(?: [A-Za-z_]\w* | [0-9@*\#?$!-] ) )
  | (?P<other> [\s\S] )
    """,
    re.VERBOSE | re.ASCII,
)
"""The tokens of a here-document whose delimiter is not quoted."""
FUNCTION: Final = re.compile(r"[ \t]*\)")
BACKQUOTED: Final = re.compile(r"(?:[^`\\]|\\[\s\S])*+`")
ARRAY: Final = re.compile(r"\$\{?[#!]?\w*(?:\[[@*]\]|[@*])")
"""The start of an expansion to any number of words."""
OPTION_LINE: Final = re.compile(r"[ \t]*--")


class Script(ScriptWords):
    """Reads one script.

    Args:
        text: The text, in which what is not known may be gaps.
        on_command: Called with each command when its end is read.

    Attributes:
        errors: What can't be read.
    """

    def __init__(self, text: str, on_command: Callable[[Command], None]) -> None:
        super().__init__(text)
        self.errors: list[ShellError] = []
        self._on_command = on_command

    def read(self) -> None:
        """Read the text. After an error, reading goes on in the next line."""
        while self._offset < len(self._text) and len(self.errors) < MAX_ERRORS:
            try:
                self._list("")
            except UnreadScriptError as stop:
                self.errors.append(stop.error)
                for frame in self._frames:
                    frame.end_word()
                    frame.command.error = stop.error
                    if frame.command:
                        self._on_command(frame.command)
                self._frames = []
                self._end = len(self._text)
                newline = self._text.find("\n", stop.error.start)
                self._offset = newline + 1 if newline >= 0 else self._end

    def _list(self, closer: str, *, is_array: bool = False) -> Frame:
        """Read commands up to what closes them, and return them."""
        if len(self._frames) > MAX_DEPTH:
            self._fail("deep", self._offset, self._offset)
        start = self._offset
        self._frames.append(Frame(closer, is_array=is_array))
        while self._offset < self._end and not self._frame.is_closed:
            self._next(PLAIN)
        if closer and not self._frame.is_closed:
            self._fail("unclosed", start - 1, start)
        self._end_command()
        return self._frames.pop()

    def _end_command(self) -> None:
        self._end_word()
        if self._frame.command:
            self._on_command(self._frame.command)
        self._frame.next_command()

    def _newline(self, _: Match[str]) -> None:
        self._end_word()
        frame = self._frame
        heres, frame.heres = frame.heres, []
        for here in heres:
            self._read_here(here)
        if frame.command.input and frame.command and (frame.command.output or frame.command[0].text == "tee"):
            self._add_here(frame.command.input)
            frame.command.written = frame.word.build() if frame.word else None
            frame.word = None
        if not frame.is_array:
            command = frame.command
            self._end_command()
            command.next_line = self._offset

    def _read_here(self, here: Here) -> None:
        """Skip the lines of a here-document."""
        here.start = self._offset
        while self._offset < self._end:
            here.end = self._offset
            newline = self._text.find("\n", self._offset, self._end)
            line = self._text[self._offset : newline if newline >= 0 else self._end]
            self._offset = newline + 1 if newline >= 0 else self._end
            if here.is_end(line):
                return
        self._fail("here", here.start - 1, here.start)

    def _powershell(self, token: Match[str]) -> None:
        if self._frame.command and OPTION_LINE.match(self._text, token.end()):
            return  # it continues the line there
        self._offset = token.start() + 1
        self._backquoted(token.start())

    def _nested(self, token: Match[str]) -> None:
        start, end = token.span()
        opener = token[0][-1]
        if opener == "`":
            self._backquoted(start)
        elif opener == "(" and not self._text.startswith("(", end):
            self._word(start)
            found = self._list(")")
            here = found.document()
            if here:
                self._add_here(here)
            else:
                self._gap(start, self._offset)
        else:
            after = expansion_end(self._text, end, opener)
            if not 0 < after <= self._end:
                self._fail("unclosed", start, end)
            self._offset = after
            self._gap(start, after, MANY if ARRAY.match(self._text, start) else GAP)

    def _backquoted(self, start: int) -> None:
        """Read the commands between backquotes, unless some of their characters are escaped."""
        self._word(start)
        match = BACKQUOTED.match(self._text, self._offset, self._end)
        if not match:
            self._fail("unclosed", start, start + 1)
        if not re.search(r"\\[\\`$]", match[0]):
            outer, self._end = self._end, match.end() - 1
            self._list("")
            self._end = outer
        self._offset = match.end()
        self._gap(start, self._offset)

    def _add_here(self, here: Here) -> None:
        """Add the text of a here-document to the word, without the line ends at its end."""
        after, outer = self._offset, self._end
        self._offset = here.start
        self._end = here.start + len(self._text[here.start : here.end].rstrip("\n"))
        word = self._word(here.start)
        if here.is_quoted:
            word.add(self._text[here.start : self._end], here.start, self._end)
        else:
            while self._offset < self._end:
                self._next(HERE_TEXT)
        self._offset, self._end = after, outer
        word.end = after

    def _here(self, token: Match[str]) -> None:
        match = HERE.match(self._text, self._offset, self._end)
        if not match:
            self._fail("here", *token.span())
        self._offset = match.end()
        self._frame.drop_number(token.start())
        self._end_word()
        here = Here(match[3] or match[5] or "", is_quoted=bool(match[2] or match[4]), drops_tabs=bool(match[1]))
        self._frame.heres.append(here)
        self._frame.command.input = here

    def _redirection(self, token: Match[str]) -> None:
        if token[0].endswith("("):
            self._word(token.start())
            self._list(")")
            self._gap(token.start(), self._offset)
            return
        self._frame.drop_number(token.start())
        self._end_word()
        self._frame.skips_word = True
        self._frame.is_output = token[0].startswith(">")

    def _operator(self, token: Match[str]) -> None:
        if token[0] == "(":
            self._parenthesis(token.start())
        elif token[0] == ")":
            self._end_word()
            if not self._frame.end_pattern():
                self._end_command()
                self._frame.is_closed = bool(self._frame.closer)
        else:
            self._end_command()
            if token[0].startswith(";;"):
                self._frame.expects_pattern = self._frame.cases > 0

    def _parenthesis(self, start: int) -> None:
        """Read a subshell, an array, arithmetic, or the parentheses of a function."""
        frame = self._frame
        if frame.expects_pattern and not (frame.word or frame.command):
            return
        if frame.word and frame.word.is_assignment and frame.word.parts[-1:] and frame.word.parts[-1].endswith("="):
            self._list(")", is_array=True)
            self._gap(start, self._offset, MANY)
        elif (frame.word or frame.command) and (match := FUNCTION.match(self._text, self._offset, self._end)):
            self._offset = match.end()
            frame.end_word()
            frame.next_command()
        elif not frame.word and self._text.startswith("(", self._offset):
            self._offset = expansion_end(self._text, self._offset, "(") or self._end
        else:
            self._end_word()
            if frame.command.error is None and len(frame.command) > 1:
                frame.command.error = shell_error("operator", self._text, start, start + 1)
            self._list(")")
