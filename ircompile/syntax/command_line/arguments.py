"""argv to the operation's options: the CLI's three parsers, and what makes it stop between them."""

from __future__ import annotations

from ircompile.syntax.command_line.argparse_layer import Layer
from ircompile.syntax.command_line.error import CommandError, sends_nothing
from ircompile.syntax.command_line.options import INPUTS, SKELETON, global_options, operation_options, option_name
from ircompile.syntax.command_line.settings import check_on_reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from ircompile.model.shapes import Shape


SERVICE, OPERATION = "sagemaker", "create-inference-recommendations-job"
PROMPT = "--cli-auto-prompt"


class Arguments:
    """The options of one command line by name: the global ones and the operation's own.

    `occurrences` are the indexes and names of all options as they were met, repeated ones too.
    """

    __slots__ = ("occurrences", "own", "shared")

    def __init__(self, top: Layer, own: Layer) -> None:
        self.shared = top.given
        self.own = own.given
        self.occurrences = sorted(top.occurrences + own.occurrences)


def read_arguments(argv: Sequence[str], version: int, request: Shape) -> Arguments:
    """Take argv apart as the CLI's three parsers do, one after the other.

    Raises:
        CommandError: of kind "usage", "unknown-options", or "exception" (a global option's value).
    """
    if not argv or argv[0] != "aws":
        raise CommandError("usage", "the first word must be aws", 0)
    shared = global_options(version)
    if PROMPT in shared and PROMPT in argv:  # the CLI looks for the whole word, wherever it stands
        raise sends_nothing(f"{PROMPT} asks for the command at the terminal", argv.index(PROMPT))
    end = len(argv)
    top = Layer(list(enumerate(argv))[1:], shared, expects=(SERVICE, "command"), end=end)
    if "--version" in top.given:
        raise sends_nothing("--version prints a version", top.given["--version"].index)
    check_on_reading(top.given)
    _refuse_help(top)
    middle = Layer(top.rest, {}, expects=(OPERATION, "operation"), end=end)
    _refuse_help(middle)
    options = operation_options(version, request)
    own = Layer(middle.rest, options, expects=None, end=end)
    texts = [text for _, text in middle.rest]
    if texts != ["help"] and not _lifts_required(texts, options):
        _check_required(own, request, end)
    _refuse_help(own)
    _check_rest(own, [*options, *shared])
    return Arguments(top, own)


def _refuse_help(layer: Layer) -> None:
    """Refuse to print a help page, which any of the parsers may be asked for."""
    if layer.command is not None and layer.command[1] == "help":
        raise sends_nothing("help prints a help page", layer.command[0])


def _lifts_required(texts: list[str], options: Container[str]) -> bool:
    """Whether a word makes all options optional: the CLI looks for the whole word, wherever it stands."""
    if any(name in options and name in texts for name in INPUTS):
        return True
    return SKELETON in texts and texts[texts.index(SKELETON) + 1 :][:1] != ["output"]


def _check_required(own: Layer, request: Shape, end: int) -> None:
    """Refuse a command line without the options of all required members."""
    required = [option_name(member) for member in request.required]
    missing = ", ".join(name for name in required if name not in own.given)
    if missing:
        aws = f"the following arguments are required: {missing}"
        raise CommandError("usage", f"required, but missing: {missing}", end, aws)


def _check_rest(own: Layer, options: Sequence[str]) -> None:
    """Refuse what no parser has taken; the last one drops its command if that is an empty word."""
    rest = list(own.rest)
    if own.command is not None and own.command[1]:
        rest.append(own.command)
    if rest:
        words = ", ".join(text for _, text in rest)
        message = f"no option of aws takes {words}: {_hint(rest[0][1], options)}"
        raise CommandError("unknown-options", message, rest[0][0], f"Unknown options: {words}")


def _hint(word: str, options: Sequence[str]) -> str:
    """What may have been meant by a word that is left over."""
    from difflib import get_close_matches

    if not word.startswith("-"):
        return "a value with blanks or brackets must be quoted for the shell"
    close = get_close_matches(word.partition("=")[0], options, 1, cutoff=0.75)
    return f"did you mean {close[0]}?" if close else "it may be misspelt, or be a value: write --option=value"
