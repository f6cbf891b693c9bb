"""The commands of a script that make jobs."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, replace

from ircompile.syntax.command_line.arguments import OPERATION, SERVICE
from ircompile.syntax.shell.errors import BLANK, COMMENT, MAX_LENGTH, NO_BACKSLASH, ShellError, shell_error
from ircompile.syntax.shell.gaps import GAP, GAPS, MANY, with_gaps
from ircompile.syntax.shell.script import Script
from ircompile.syntax.shell.tokens import BETWEEN
from ircompile.syntax.shell.words import Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

    from ircompile.syntax.shell.frames import Command

MADE: Final = re.compile(rf"{OPERATION}[\"']?(?:\s|\\\s)+[-\"'$<{{`\[.…{GAP}]")
"""The operation with something that may be an option: without any, it is only mentioned."""
PROGRAM: Final = re.compile(r"(?:.*/)?(?:aws(?:2|v2|local)?(?:\.exe|\.cmd)?|aws-cli(?:[:@].*)?)")
"""The names of the AWS CLI, and of images that run it."""
PRINTERS: Final = frozenset(
    ("echo", "printf", "print", "cat", "grep", "egrep", "fgrep", "rg", "sed", "awk", "man", "which", "type", "alias")
)
"""Programs and functions that only print or search their words."""
SHELLS: Final = frozenset(["bash", "sh", "dash", "zsh", "ksh", "ash", "su", "ssh", "eval"])
"""Programs that run the commands in one of their words, or in their input."""
APPENDERS: Final = frozenset(("xargs", "parallel", "-exec", "-execdir"))
"""Programs, and options of `find`, that fill in words of a command, or add some."""
ENDS: Final = frozenset((":::", "::::", ";", "+"))
"""Words after which these have words of their own."""
RESERVED: Final = frozenset(("if", "then", "elif", "else", "while", "until", "do", "!", "{", "time", "coproc"))
PREFIXES: Final = frozenset((*RESERVED, "command", "builtin", "exec", "env", "sudo", "nohup", "nice", "$", "%"))
"""Words before a command, the prompts of terminals included."""
ASSIGNED: Final = re.compile(r"[A-Za-z_]\w*\+?=")
ELLIPSES: Final = frozenset(("...", "…", "[options]"))
"""The mark of options that a text leaves out."""
MAX_NESTED: Final = 5
"""How deep scripts may be nested in words of others."""


@dataclass(slots=True)
class Found:
    """A command that makes a job.

    Attributes:
        words: Its words from `aws` on; the last one is a gap if there may be more of them.
        offsets: The offset in the snippet of each character of the text that they were read from, and of its end.
        error: Why it can't be read; None if it can.
        split: The words of JSON that the shell splits, because they are not in quotes.
        lost: The first word of the next line, if it looks as if it belonged to the command; None otherwise.
        advice: How to make it belong to the command.
    """

    words: list[Word]
    offsets: Sequence[int]
    error: ShellError | None
    split: list[Word]
    lost: Word | None = None
    advice: str = ""


class Finder:
    """Finds the commands of scripts.

    Attributes:
        found: The commands, in the order in which they end.
        errors: What can't be read in texts that name the operation, with the offsets of the text.
    """

    def __init__(self) -> None:
        self.found: list[Found] = []
        self.errors: list[tuple[ShellError, Sequence[int]]] = []
        self._depth = 0

    def read(self, text: str, offsets: Sequence[int]) -> None:
        """Add the commands of a text, each character of which, and whose end, has an offset in the snippet."""
        if self._depth > MAX_NESTED or not MADE.search(text):
            return
        if len(text) > MAX_LENGTH:
            self.errors.append((shell_error("length", text, 0, 0), offsets))
            return
        self._depth += 1
        text, offsets = with_gaps(text, offsets)
        script = Script(text, _Commands(self, text, offsets).add)
        script.read()
        self._depth -= 1
        reported = {id(it.error) for it in self.found}
        starts = [*(it.start for it in script.errors), len(text)]
        for error, end in zip(script.errors, starts[1:], strict=True):
            if id(error) not in reported and MADE.search(text, error.start, end):
                self.errors.append((error, offsets))


class _Commands:
    """The commands of one text of a finder."""

    def __init__(self, finder: Finder, text: str, offsets: Sequence[int]) -> None:
        self._finder = finder
        self._text = text
        self._offsets = offsets
        self._last: tuple[Command, Found] | None = None
        self._starts: set[int] = set()
        self._files: dict[str, Word | None] = {}

    def add(self, command: Command) -> None:
        """Add a command to what the finder found, if it makes a job, or runs one that does."""
        self._note_lost(command)
        words = aws_words(command)
        if words and words[0].start not in self._starts:  # after an error, lines are read again
            self._starts.add(words[0].start)
            found = Found(
                [self._loaded(it) for it in _with_more(words, command)], self._offsets, command.error, command.split
            )
            self._finder.found.append(found)
            self._last = command, found
            return
        self._note_files(command)
        if SHELLS.intersection(program_name(word.text) for word in command):
            for word in command:
                if OPERATION in word.text:
                    self._finder.read(word.text, [self._offsets[word.offset(at)] for at in range(len(word.text) + 1)])
            if here := command.input:
                self._finder.read(self._text[here.start : here.end], self._offsets[here.start : here.end + 1])

    def _note_files(self, command: Command) -> None:
        """Note the text of a file that is written once, and that a file which another command names may be changed."""
        texts = [word.text for word in command]
        is_written = texts == ["cat"] or (texts[:1] == ["tee"] and len(texts) == 2)  # noqa: PLR2004  with its file
        named = {command.output, *texts[1:]} - {""}
        for name in named:
            path = name.removeprefix("./")
            self._files[path] = command.written if is_written and path not in self._files else None

    def _loaded(self, word: Word) -> Word:
        """Return the text of a file that a word names, if the script has written it; or the word itself."""
        loaded = self._files.get(word.text.removeprefix("file://").removeprefix("./"))
        if loaded is None or not word.text.startswith("file://") or GAPS.search(word.text):
            return word
        return replace(loaded, start=word.start, end=word.end)

    def _note_lost(self, command: Command) -> None:
        """Note that a command that begins with an option was meant to belong to the one in the line before."""
        if not self._last or self._last[0].next_line < 0 or not command[0].text.startswith("--"):
            return
        last, found = self._last
        between = BETWEEN.match(self._text, last.next_line)
        if between and between.end() == command[0].start:
            end = found.words[-1].end
            found.lost = command[0]
            found.advice = COMMENT if "#" in self._text[end : command[0].start] else NO_BACKSLASH
            if self._text.startswith(("\\ ", "\\\t"), found.words[-1].start):
                found.advice = BLANK
                found.words.pop()
            self._last = None


def aws_words(command: Command) -> list[Word]:
    """Return the words from `aws` on of a command that makes a job; none of any other command."""
    texts = [word.text for word in command]
    try:
        operation = texts.index(OPERATION)
        service = operation - 1 - texts[:operation][::-1].index(SERVICE)
    except ValueError:
        return []
    before = texts[:service]
    first = next((at for at, text in enumerate(before) if text not in PREFIXES and not ASSIGNED.match(text)), service)
    if first < service and program_name(before[first]) in PRINTERS:
        return []
    programs = [at for at, text in enumerate(before) if PROGRAM.fullmatch(text)]
    programs = programs or [at for at in (first,) if at < service and GAPS.fullmatch(texts[at])]
    return command[programs[-1] :] if programs else []


def _with_more(words: list[Word], command: Command) -> list[Word]:
    """Return the words from `aws` on of a command, with a gap if an array or another program may add some."""
    before = command[: -len(words)]
    stated = [
        word
        for previous, word in zip([*words[:1], *words], words, strict=False)
        if word.text not in ELLIPSES or previous.text.startswith("--")
    ]
    is_open = command.is_array or len(stated) < len(words)
    if any(word.text in APPENDERS for word in before):
        is_open = True
        stated = [_filled(word, _replaced(before)) for word in stated]
        ends = [at for at, word in enumerate(stated) if word.text in ENDS]
        stated = stated[: ends[0]] if ends else stated
    if is_open:
        end = words[-1].end
        stated.append(Word(MANY, end, end, end, array("q", [0]), array("q", [end])))
    return stated


def _replaced(before: list[Word]) -> str:
    """Return what `xargs` and the like replace by other words: what follows `-I`, or `{}`."""
    for at, word in enumerate(before):
        if word.text == "-I" and before[at + 1 : at + 2]:
            return before[at + 1].text
        if word.text.startswith("-I"):
            return word.text[2:]
    return "{}"


def _filled(word: Word, replaced: str) -> Word:
    """Return a word with gaps for what is replaced."""
    return replace(word, text=word.text.replace(replaced, GAP * len(replaced))) if replaced in word.text else word


def program_name(text: str) -> str:
    """Return the name of a program without its folder."""
    return text.rpartition("/")[2]
