"""The options of a command line: the CLI's three parsers, and the checks between them."""

from __future__ import annotations

from dataclasses import dataclass

from ircompile.syntax.command_line.argparse_layer import Argument, ExpectedCommand, parse_layer
from ircompile.syntax.command_line.error import CommandError, sends_nothing
from ircompile.syntax.command_line.options import INPUTS, SKELETON, global_options, operation_options, option_name
from ircompile.syntax.command_line.settings import check_on_reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from ircompile.model.shapes import Shape
    from ircompile.syntax.command_line.argparse_layer import Given, Layer, Occurrence

SERVICE, OPERATION = "sagemaker", "create-inference-recommendations-job"
PROMPT = "--cli-auto-prompt"


@dataclass(frozen=True, slots=True)
class GivenOptions:
    """The options of one command line.

    Attributes:
        shared: The global options, by name.
        own: The options of the operation, by name.
        occurrences: All occurrences of options, in their order on the command line.
    """

    shared: Mapping[str, Given]
    own: Mapping[str, Given]
    occurrences: Sequence[Occurrence]


def read_arguments(argv: Sequence[str], version: int, request: Shape) -> GivenOptions:
    """Return the options in argv, found by the CLI's three parsers one after the other.

    Args:
        argv: The command line; its first element must be "aws".
        version: The AWS CLI's version, 1 or 2.
        request: The shape of the request.

    Raises:
        CommandError: Of kind "usage", "unknown-options", or "exception" (the value of a global option).
    """
    if not argv or argv[0] != "aws":
        raise CommandError("usage", "the first word must be aws", 0)
    shared = global_options(version)
    if PROMPT in shared and PROMPT in argv:  # the CLI looks for the whole word anywhere
        raise sends_nothing(f"{PROMPT} prompts for the command", argv.index(PROMPT))
    end = len(argv)
    words = [Argument(index, text) for index, text in enumerate(argv)]
    top = parse_layer(words[1:], shared, expects=ExpectedCommand(SERVICE, "command"), end=end)
    if "--version" in top.given:
        raise sends_nothing("--version prints a version", top.given["--version"].index)
    check_on_reading(top.given)
    _refuse_help(top)
    middle = parse_layer(top.rest, {}, expects=ExpectedCommand(OPERATION, "operation"), end=end)
    _refuse_help(middle)
    options = operation_options(version, request)
    own = parse_layer(middle.rest, options, expects=None, end=end)
    texts = [argument.text for argument in middle.rest]
    if texts != ["help"] and not _lifts_required(texts, options):
        _check_required(own, request, end)
    _refuse_help(own)
    check_rest(own, [*options, *shared])
    return GivenOptions(top.given, own.given, sorted(top.occurrences + own.occurrences))


def _refuse_help(layer: Layer) -> None:
    """Raise an error if a parser is asked for a help page."""
    if layer.command is not None and layer.command.text == "help":
        raise sends_nothing("help prints a help page", layer.command.index)


def _lifts_required(texts: list[str], options: Container[str]) -> bool:
    """Return whether a word makes all options optional; the CLI looks for the whole word anywhere."""
    if any(name in options and name in texts for name in INPUTS):
        return True
    return SKELETON in texts and texts[texts.index(SKELETON) + 1 :][:1] != ["output"]


def _check_required(own: Layer, request: Shape, end: int) -> None:
    """Raise an error if the option of a required member is missing."""
    required = [option_name(member) for member in request.required]
    missing = ", ".join(name for name in required if name not in own.given)
    if missing:
        aws = f"the following arguments are required: {missing}"
        raise CommandError("usage", f"missing required options: {missing}", end, aws)


def check_rest(own: Layer, options: Sequence[str]) -> None:
    """Raise an error if arguments are left over; the last parser drops a command that is an empty word."""
    rest = list(own.rest)
    if own.command is not None and own.command.text:
        rest.append(own.command)
    if rest:
        words = ", ".join(argument.text for argument in rest)
        message = f"aws has no option for {words}: {_hint(rest[0].text, options)}"
        raise CommandError("unknown-options", message, rest[0].index, f"Unknown options: {words}")


def _hint(word: str, options: Sequence[str]) -> str:
    """Return what may be meant by a word that is left over."""
    from difflib import get_close_matches

    if not word.startswith("-"):
        return "a value with spaces or brackets must be quoted for the shell"
    close = get_close_matches(word.partition("=")[0], options, 1, cutoff=0.75)
    return f"did you mean {close[0]}?" if close else "it may be misspelled, or a value: write --option=value"
