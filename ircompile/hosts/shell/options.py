"""The options of a command in a script, some words of which are not known."""

from __future__ import annotations

from dataclasses import dataclass, field

from ircompile.syntax.command_line.argparse_layer import Argument, ExpectedCommand, parse_layer
from ircompile.syntax.command_line.arguments import OPERATION, SERVICE, check_rest
from ircompile.syntax.command_line.error import CommandError
from ircompile.syntax.command_line.options import SKELETON, global_options, operation_options
from ircompile.syntax.command_line.settings import check_on_connecting, check_on_reading, check_on_sending
from ircompile.syntax.shell.gaps import GAPS, MANY, has_gap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Final

    from ircompile.model.shapes import Shape
    from ircompile.syntax.command_line.argparse_layer import Given, Layer, Occurrence

MAX_ERRORS: Final = 20
"""Words that are left out because of errors before the rest is not read any further."""


@dataclass(slots=True)
class Options:
    """The options of a command.

    Attributes:
        shared: The global options, by name.
        own: The options of the operation, by name.
        occurrences: All of them, in their order.
        is_open: Whether words that are not known may be further options.
        broken: The options of the operation whose value can't be read.
        errors: Why the AWS CLI would refuse it.
    """

    shared: Mapping[str, Given]
    own: Mapping[str, Given]
    occurrences: Sequence[Occurrence]
    is_open: bool
    broken: set[str] = field(default_factory=set)
    errors: list[CommandError] = field(default_factory=list)


def read_options(argv: Sequence[str], request: Shape) -> Options | None:
    """Return the options in a command; None if it sends no request, but prints a help page, say.

    Args:
        argv: The words from `aws` on.
        request: The shape of the request.
    """
    version = version_of(argv, request)
    arguments = _arguments(argv, global_options(version))
    errors: list[CommandError] = []
    left_out: list[int] = []
    while True:
        try:
            top, own = _layers(arguments, version, request, len(argv))
            break
        except CommandError as error:
            if len(left_out) == MAX_ERRORS or error.index not in [it.index for it in arguments]:
                return Options({}, {}, [], is_open=True, errors=[error])
            if not has_gap(argv[error.index]) and error.index + 1 not in left_out:
                errors.append(error)
            left_out.append(error.index)
            arguments = [it for it in arguments if it.index != error.index]
    if _sends_nothing(top, own):
        return None
    is_open = any(MANY in text for text in argv) or any(has_gap(it.text.partition("=")[0]) for it in _rest(own))
    names = operation_options(version, request)
    errors += _rest_errors(own, [*names, *global_options(version)])
    errors += _setting_errors(top.given)
    occurrences = sorted(top.occurrences + own.occurrences)
    broken = {name for at in left_out if (name := argv[at].partition("=")[0]) in names}
    return Options(top.given, own.given, occurrences, is_open, broken, errors)


def version_of(argv: Sequence[str], request: Shape) -> int:
    """Return 2 if a word is an option that only version 2 of the AWS CLI has, else 1."""
    first, second = (set(global_options(it) | operation_options(it, request)) for it in (1, 2))
    newer = second - first
    return 2 if any(word.partition("=")[0] in newer for word in argv) else 1


def _arguments(argv: Sequence[str], shared: Mapping[str, object]) -> list[Argument]:
    """Return the words after `aws`, without unknown ones that can only be global options."""
    service = argv.index(SERVICE)
    operation = argv.index(OPERATION, service)
    return [
        Argument(at, text)
        for at, text in enumerate(argv)
        if at and not (at < operation and GAPS.fullmatch(text) and argv[at - 1] not in shared)
    ]


def _layers(arguments: Sequence[Argument], version: int, request: Shape, end: int) -> tuple[Layer, Layer]:
    """Return what the first and the last parser of the AWS CLI make of the words."""
    top = parse_layer(arguments, global_options(version), expects=ExpectedCommand(SERVICE, "command"), end=end)
    middle = parse_layer(top.rest, {}, expects=ExpectedCommand(OPERATION, "operation"), end=end)
    return top, parse_layer(middle.rest, operation_options(version, request), expects=None, end=end)


def _sends_nothing(top: Layer, own: Layer) -> bool:
    """Return whether a command only prints a version, a help page or an example of a request."""
    prints_help = own.command is not None and own.command.text == "help"
    skeleton = own.given.get(SKELETON)
    return "--version" in top.given or prints_help or (skeleton is not None and skeleton.text != "output")


def _rest(own: Layer) -> list[Argument]:
    """Return the words that belong to no option."""
    return sorted([*own.rest, *([own.command] if own.command else [])], key=lambda it: it.index)


def _rest_errors(own: Layer, options: list[str]) -> list[CommandError]:
    """Return the error for words that belong to no option; a word after an unknown one may be its value."""
    rest = _rest(own)
    unknown = {it.index for it in rest if has_gap(it.text.partition("=")[0])}
    own.rest = [
        it for it in rest if it.index not in unknown and not (it.index - 1 in unknown and not it.text.startswith("-"))
    ]
    own.command = None
    try:
        check_rest(own, options)
    except CommandError as error:
        return [error]
    return []


def _setting_errors(shared: Mapping[str, Given]) -> list[CommandError]:
    """Return the error for the values of global options, as far as they are known."""
    given = {name: it for name, it in shared.items() if not any(has_gap(value.text) for value in it.values)}
    try:
        for check in (check_on_reading, check_on_connecting, check_on_sending):
            check(given)
    except CommandError as error:
        return [error]
    return []
