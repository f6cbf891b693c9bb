"""One of the three parsers that a command line passes: Python's argparse, as the AWS CLI uses it."""

from __future__ import annotations

import re

from ircompile.syntax.command_line.error import CommandError
from ircompile.syntax.command_line.options import FLAG, MANY, ONE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.syntax.command_line.options import Option

    Word = tuple[int, str]
    """A word and its index in argv."""

NEGATIVE_NUMBER = re.compile(r"^-\d+$|^-\d*\.\d+$")
"""What argparse takes for a negative number, hence for a value."""

PLAIN, DASHES, OPTION = "plain", "dashes", "option"


class Mark:
    """What a layer takes a word for; `option` is None for one that it does not know, `value` follows "="."""

    __slots__ = ("kind", "option", "value")

    def __init__(self, kind: str, option: Option | None = None, value: str | None = None) -> None:
        self.kind = kind
        self.option = option
        self.value = value


class Given:
    """An option as given: the index of its word in argv and the words of its value."""

    __slots__ = ("index", "words")

    def __init__(self, index: int, words: list[Word]) -> None:
        self.index = index
        self.words = words

    @property
    def text(self) -> str | None:
        """The value of a one-word option; None where argparse dropped a "--" (see `Layer`)."""
        return self.words[0][1] if self.words else None

    @property
    def value_index(self) -> int:
        """Where in argv the value begins."""
        return self.words[0][0] if self.words else self.index


class Layer:
    """What one parser made of its words.

    `given` holds the options by name, the last occurrence of each, and `occurrences` the index and the name of
    every option as it was met; `command` is the plain word that the layer
    takes for itself, None if there is none; `rest` is what it hands on, in order.

    Args:
        words: What the layer above handed on.
        options: Those that this layer knows.
        expects: The name of the command that must be given (or "help"), and what argparse calls it; None if
            any plain word, or none, may be the command.
        end: The length of argv.

    Raises:
        CommandError: an ambiguous abbreviation, a missing or a surplus value, a value that is no choice.
    """

    def __init__(
        self, words: list[Word], options: dict[str, Option], *, expects: tuple[str, str] | None, end: int
    ) -> None:
        self.given: dict[str, Given] = {}
        self.occurrences: list[tuple[int, str]] = []
        self.command: Word | None = None
        self.rest: list[Word] = []
        self._words = words
        self._marks = _marks(words, options)
        self._expects = expects
        self._is_open = True
        self._read()
        if expects and self.command is None:
            name, called = expects
            aws = f"the following arguments are required: {called}"
            raise CommandError("usage", f"the {called} is missing: {name} is expected", end, aws)

    def _read(self) -> None:
        """Take options and the command in turns; what fits neither is the rest."""
        at = 0
        for start in [place for place, mark in enumerate(self._marks) if mark.kind == OPTION]:
            at = self._take_command(at, start)
            self.rest += self._words[at:start]
            at = self._take_option(start)
        at = self._take_command(at, len(self._words))
        self.rest += self._words[at:]

    def _take_command(self, at: int, end: int) -> int:
        """Take the command out of the words from `at` on, with the bare dashes around it; where it ends."""
        if not self._is_open or at == end:
            return at
        kinds = [mark.kind for mark in self._marks[at:end]]
        dashes = int(kinds[0] == DASHES)
        if PLAIN in kinds[dashes : dashes + 1]:
            self.command = index, text = self._words[at + dashes]
            if self._expects and text not in (self._expects[0], "help"):
                name, called = self._expects
                raise CommandError("usage", f"the {called} must be {name}, not {text!r}", index)
        elif self._expects:
            return at
        self._is_open = False
        size = dashes + (self.command is not None)
        return at + size + (DASHES in kinds[size : size + 1])

    def _take_option(self, at: int) -> int:
        """Take the option at `at` with its value; where that ends."""
        mark, word = self._marks[at], self._words[at]
        option = mark.option
        if option is None:
            self.rest.append(word)
            return at + 1
        count = self._count(option, at + 1) if mark.value is None else 0
        words = self._words[at + 1 : at + 1 + count]
        if mark.value is not None and mark.value != "--":
            words = [(word[0], mark.value)]  # of "--tags=--" argparse leaves no word at all
        _check(option, word[0], words, mark.value)
        self.given[option.name] = Given(word[0], words)
        self.occurrences.append((word[0], option.name))
        return at + 1 + count

    def _count(self, option: Option, at: int) -> int:
        """How many plain words from `at` on are the value of `option`."""
        most = {FLAG: 0, MANY: len(self._words)}.get(option.takes, 1)
        count = 0
        while count < most and at + count < len(self._marks) and self._marks[at + count].kind == PLAIN:
            count += 1
        return count


def _check(option: Option, index: int, words: list[Word], explicit: str | None) -> None:
    """Refuse a number of words, or a word, that the option does not take; `explicit` follows a "="."""
    if option.takes == FLAG and explicit is not None:
        raise _usage(option, "takes no value", index, f"ignored explicit argument {explicit!r}")
    if option.takes == ONE and not words and explicit is None:
        raise _usage(option, "needs a value after it", index, "expected one argument")
    for place, word in words:
        if option.choices and word not in option.choices:
            problem = f"must be one of {', '.join(option.choices)}, not {word!r}"
            raise _usage(option, problem, place, "Invalid choice")


def _usage(option: Option, problem: str, index: int, aws: str) -> CommandError:
    return CommandError("usage", f"{option.name} {problem}", index, f"argument {option.name}: {aws}")


def _marks(words: list[Word], options: dict[str, Option]) -> list[Mark]:
    """What each word is taken for; everything after a bare "--" is plain."""
    marks: list[Mark] = []
    for index, text in words:
        if marks and marks[-1].kind == DASHES:
            break
        marks.append(Mark(DASHES) if text == "--" else _mark(text, index, options))
    return marks + [Mark(PLAIN) for _ in words[len(marks) :]]


def _mark(text: str, index: int, options: dict[str, Option]) -> Mark:
    """What one word is taken for: the first rule that fits."""
    if not text.startswith("-") or text == "-":
        return Mark(PLAIN)
    if text in options:
        return Mark(OPTION, options[text])
    name, equals, value = text.partition("=")
    explicit = value if equals else None
    if equals and name in options:
        return Mark(OPTION, options[name], explicit)
    found = [option for option in options if text.startswith("--") and option.startswith(name)]
    if len(found) > 1:
        could = ", ".join(found)
        message = f"{name} is short for more than one option: {could}"
        raise CommandError("usage", message, index, f"ambiguous option: {text} could match {could}")
    if found:
        return Mark(OPTION, options[found[0]], explicit)
    if NEGATIVE_NUMBER.match(text) or " " in text:
        return Mark(PLAIN)
    return Mark(OPTION)
