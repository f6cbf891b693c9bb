"""The state of reading a list of commands in a script."""

from __future__ import annotations

from dataclasses import dataclass

from ircompile.syntax.shell.gaps import MANY
from ircompile.syntax.shell.words import SimpleCommand, Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.syntax.shell.errors import ShellError
    from ircompile.syntax.shell.words import WordBuilder


@dataclass(slots=True)
class Here:
    """A here-document.

    Attributes:
        delimiter: The line that ends it.
        is_quoted: Whether the delimiter is quoted, so that nothing is expanded in the text.
        drops_tabs: Whether tabs at the start of lines are removed.
        start: Offset of its text.
        end: Offset after its text.
    """

    delimiter: str
    is_quoted: bool
    drops_tabs: bool
    start: int = 0
    end: int = 0

    def is_end(self, line: str) -> bool:
        """Return whether a line ends the text."""
        return (line.lstrip("\t") if self.drops_tabs else line).removesuffix("\r") == self.delimiter


class Command(SimpleCommand):
    """The words of a command of a script.

    Attributes:
        is_array: Whether the words are those of an array, which a command may be made of.
        input: The here-document that it reads; None if there is none.
        output: The name of the file that it writes; "" if there is none.
        written: The text of the here-document, if it may be written to a file; None otherwise.
        split: The words that begin like JSON and have braces that become several words.
        error: Why it can't be read; None if it can.
        next_line: Offset of the line after the command; -1 if something else follows it.
    """

    def __init__(self, *, is_array: bool = False) -> None:
        super().__init__()
        self.is_array = is_array
        self.input: Here | None = None
        self.output = ""
        self.written: Word | None = None
        self.split: list[Word] = []
        self.error: ShellError | None = None
        self.next_line = -1


class Frame:
    """A list of commands that is being read.

    Attributes:
        closer: The text that ends it; "" for the end of the script.
        is_array: Whether it is an array, whose words may be on several lines.
        is_closed: Whether its end was read.
        command: The command that is being read.
        word: The word that is being read; None between words.
        skips_word: Whether the next word belongs to a redirection.
        is_output: Whether it is the name of a file to write.
        heres: The here-documents that begin in the next line.
        cases: How many `case` commands are open.
        expects_pattern: Whether the pattern of a `case` command comes next.
    """

    def __init__(self, closer: str, *, is_array: bool = False) -> None:
        self.closer = closer
        self.is_array = is_array
        self.is_closed = False
        self.command = Command(is_array=is_array)
        self.word: WordBuilder | None = None
        self.skips_word = False
        self.is_output = False
        self.heres: list[Here] = []
        self.cases = 0
        self.expects_pattern = False
        self._last: Command | None = None
        self._count = 0

    def end_word(self) -> None:
        """Add the word to the command, unless it belongs to a redirection."""
        builder, self.word = self.word, None
        if builder is None:
            return
        if self.skips_word:
            self.skips_word = False
            if self.is_output:
                self.command.output = "".join(builder.parts)
            return
        word = builder.build()
        if builder.is_reported:  # braces that become several words
            is_json = word.text.startswith(("{", "["))
            word = Word(MANY, word.start, word.end, word.end, word.run_indexes[:1], word.run_offsets[:1])
            self.command.split += [word] * is_json
        self.command.append(word)
        self._note_case(word.text)

    def _note_case(self, text: str) -> None:
        first = self.command[0].text
        if text == "in" and first == "case" and not self.expects_pattern:
            self.cases += 1
            self.expects_pattern = True
            self.command.clear()
        elif text == "esac" and self.cases and len(self.command) == 1:
            self.cases -= 1
            self.expects_pattern = False

    def drop_number(self, end: int) -> None:
        """Remove the number of a file that a redirection begins with, as in `2>`."""
        if self.word and self.word.end == end and "".join(self.word.parts).isdecimal():
            self.word = None

    def end_pattern(self) -> bool:
        """Forget the pattern of a `case` command that ends here; return whether there is one."""
        found = self.expects_pattern
        if found:
            self.expects_pattern = False
            self.command = Command()
        return found

    def next_command(self) -> None:
        """Begin a new command."""
        if self.command:
            self._last = self.command
            self._count += 1
        self.command = Command(is_array=self.is_array)
        self.skips_word = False

    def document(self) -> Here | None:
        """Return the here-document that is all that the commands print; None if that is not known."""
        last = self._last
        return last.input if last and self._count == 1 and [word.text for word in last] == ["cat"] else None
