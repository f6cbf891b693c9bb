"""One of the three parsers that the AWS CLI runs on a command line: Python's argparse, with the CLI's settings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from ircompile.syntax.command_line.error import CommandError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Literal

    from ircompile.syntax.command_line.options import Option

    Kind = Literal["plain", "dashes", "option"]

NEGATIVE_NUMBER = re.compile(r"^-\d+$|^-\d*\.\d+$")
"""What argparse reads as a negative number, so as a value."""


@dataclass(frozen=True, slots=True)
class Argument:
    """An element of argv, or the part of one after its "=": its index in argv, and its text."""

    index: int
    text: str


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """An option on the command line: its index in argv, and its full name."""

    index: int
    name: str


class ExpectedCommand(NamedTuple):
    """The command that a layer requires, and argparse's word for it ("command" or "operation")."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Given:
    """An option that is given.

    Attributes:
        index: The index of the option in argv.
        values: The arguments that are its value.
    """

    index: int
    values: Sequence[Argument]

    @property
    def text(self) -> str | None:
        """The value of an option that takes one; None if argparse dropped a value that is just "--"."""
        return self.values[0].text if self.values else None

    @property
    def value_index(self) -> int:
        """The index in argv of the value."""
        return self.values[0].index if self.values else self.index


@dataclass(slots=True)
class Layer:
    """The result of one parser.

    Attributes:
        given: The last occurrence of each option, by name.
        occurrences: All occurrences of options.
        command: The command; None if there is none.
        rest: The arguments for the next layer.
    """

    given: dict[str, Given] = field(default_factory=dict)
    occurrences: list[Occurrence] = field(default_factory=list)
    command: Argument | None = None
    rest: list[Argument] = field(default_factory=list)


def parse_layer(
    arguments: Sequence[Argument], options: Mapping[str, Option], *, expects: ExpectedCommand | None, end: int
) -> Layer:
    """Return what one parser makes of its arguments.

    Args:
        arguments: The rest of the layer before.
        options: The options that this layer knows.
        expects: The command that must be given, unless it is "help"; None if the command may be any or none.
        end: The length of argv.

    Raises:
        CommandError: An ambiguous abbreviation, a missing or surplus value, or a value that is not a choice.
    """
    layer = _Parser(arguments, options, expects).parse()
    if expects and layer.command is None:
        name, label = expects
        aws = f"the following arguments are required: {label}"
        raise CommandError("usage", f"the {label} is missing: expected {name}", end, aws)
    return layer


@dataclass(frozen=True, slots=True)
class _Mark:
    """How a layer classifies an argument.

    Attributes:
        kind: A value or command, a bare "--", or an option.
        option: The option; None if it is unknown.
        value: What follows "="; None without "=".
    """

    kind: Kind
    option: Option | None = None
    value: str | None = None


class _Parser:
    """Parses the arguments of one layer."""

    def __init__(
        self, arguments: Sequence[Argument], options: Mapping[str, Option], expects: ExpectedCommand | None
    ) -> None:
        self._arguments = arguments
        self._marks = _marks(arguments, options)
        self._expects = expects
        self._may_take_command = True
        self._layer = Layer()

    def parse(self) -> Layer:
        """Take the command and the options in turn; all else is the rest."""
        at = 0
        for start in [position for position, mark in enumerate(self._marks) if mark.kind == "option"]:
            at = self._take_command(at, start)
            self._layer.rest += self._arguments[at:start]
            at = self._take_option(start)
        at = self._take_command(at, len(self._arguments))
        self._layer.rest += self._arguments[at:]
        return self._layer

    def _take_command(self, at: int, end: int) -> int:
        """Take the command from the arguments `at` to `end`, with "--" around it; return where the rest begins."""
        if not self._may_take_command or at == end:
            return at
        kinds = [mark.kind for mark in self._marks[at:end]]
        dashes = int(kinds[0] == "dashes")
        if "plain" in kinds[dashes : dashes + 1]:
            self._layer.command = command = self._arguments[at + dashes]
            if self._expects and command.text not in (self._expects.name, "help"):
                name, label = self._expects
                raise CommandError("usage", f"the {label} must be {name}, not {command.text!r}", command.index)
        self._may_take_command = False
        size = dashes + (self._layer.command is not None)
        return at + size + ("dashes" in kinds[size : size + 1])

    def _take_option(self, at: int) -> int:
        """Take the option at `at` with its value; return where the rest begins."""
        mark, argument = self._marks[at], self._arguments[at]
        option = mark.option
        if option is None:
            self._layer.rest.append(argument)
            return at + 1
        count = self._count(option, at + 1) if mark.value is None else 0
        values = self._arguments[at + 1 : at + 1 + count]
        if mark.value is not None and mark.value != "--":  # of "--tags=--", argparse leaves no value at all
            values = [Argument(argument.index, mark.value)]
        _check_values(option, argument.index, values, mark.value)
        self._layer.given[option.name] = Given(argument.index, values)
        self._layer.occurrences.append(Occurrence(argument.index, option.name))
        return at + 1 + count

    def _count(self, option: Option, at: int) -> int:
        """Return how many arguments from `at` on are the value of the option."""
        most = {"no word": 0, "any number of words": len(self._arguments)}.get(option.takes, 1)
        count = 0
        while count < most and at + count < len(self._marks) and self._marks[at + count].kind == "plain":
            count += 1
        return count


def _check_values(option: Option, index: int, values: Sequence[Argument], explicit: str | None) -> None:
    """Raise an error if an option doesn't take so many values, or one of them; `explicit` is what follows "="."""
    if option.takes == "no word" and explicit is not None:
        raise _usage_error(option, "takes no value", index, f"ignored explicit argument {explicit!r}")
    if option.takes == "one word" and not values and explicit is None:
        raise _usage_error(option, "needs a value after it", index, "expected one argument")
    for value in values:
        if option.choices and value.text not in option.choices:
            problem = f"must be one of {', '.join(option.choices)}, not {value.text!r}"
            raise _usage_error(option, problem, value.index, "Invalid choice")


def _usage_error(option: Option, problem: str, index: int, aws: str) -> CommandError:
    return CommandError("usage", f"{option.name} {problem}", index, f"argument {option.name}: {aws}")


def _marks(arguments: Sequence[Argument], options: Mapping[str, Option]) -> list[_Mark]:
    """Return the class of each argument; everything after a bare "--" is plain."""
    marks: list[_Mark] = []
    for argument in arguments:
        if marks and marks[-1].kind == "dashes":
            break
        marks.append(_Mark("dashes") if argument.text == "--" else _mark(argument, options))
    return marks + [_Mark("plain") for _ in arguments[len(marks) :]]


def _mark(argument: Argument, options: Mapping[str, Option]) -> _Mark:
    """Return the class of an argument other than "--": the first that fits, in argparse's order."""
    text = argument.text
    if not text.startswith("-") or text == "-":
        return _Mark("plain")
    if text in options:
        return _Mark("option", options[text])
    name, equals, value = text.partition("=")
    explicit = value if equals else None
    if equals and name in options:
        return _Mark("option", options[name], explicit)
    found = [option for option in options if text.startswith("--") and option.startswith(name)]
    if len(found) > 1:
        could = ", ".join(found)
        message = f"{name} could be short for more than one option: {could}"
        raise CommandError("usage", message, argument.index, f"ambiguous option: {text} could match {could}")
    if found:
        return _Mark("option", options[found[0]], explicit)
    if NEGATIVE_NUMBER.match(text) or " " in text:
        return _Mark("plain")
    return _Mark("option")
