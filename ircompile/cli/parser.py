"""The argparse parser of the command line, for all that `fast_args` does not parse."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from itertools import islice

from ircompile.cli.exit import CLEAN, COMMANDS, FAILED
from ircompile.findings.messages import LONGEST, cut, escaped
from ircompile.findings.suggestions import nearest
from ircompile.package import __version__
from ircompile.reporting import FORMATS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from typing import Any, NoReturn

    from _typeshed import SupportsWrite

FORM = "FORM[:PATH]"
"""The metavar of a format with an optional path."""
STREAM = "-"
"""The path that means the stream."""
MESSAGE = 5 * LONGEST
"""The most characters of a message, which may quote an argument of any length."""
ALIASES = ("help", "version")
"""Commands with the effect of options."""
OPTIONAL_VALUE = ("--add-ignore",)
"""Options that take a value only after `=`; argparse would also take the next argument."""


class Formats(argparse.Action):
    """Collects pairs of a format and the file it goes to, None for the stream; each file takes one report."""

    def __call__(self, _: argparse.ArgumentParser, namespace: argparse.Namespace, value: Any, *__: object) -> None:
        """Add the format and path of one option.

        Raises:
            argparse.ArgumentError: The format is unknown, or two reports go to the same file or stream.
        """
        form, colon, path = value.partition(":")
        if form not in FORMATS:
            raise argparse.ArgumentError(self, f"unknown format {form}{_hint(form, FORMATS)}")
        if colon and not path:
            raise argparse.ArgumentError(self, f"{value} has no file name")
        path = "" if path == STREAM else path
        given = getattr(namespace, self.dest) or []
        if _same(path) in (_same(other or "") for _, other in given):
            where = path or "the same stream"
            raise argparse.ArgumentError(self, f"two reports for {where}; write one of them to another file")
        setattr(namespace, self.dest, [*given, (form, path or None)])


def _same(path: str) -> str:
    """Return a path in a form that is equal for all its spellings; "" for the stream."""
    return os.path.realpath(path) if path else ""


class _Parser(argparse.ArgumentParser):
    """An argparse parser whose messages escape what they quote and suggest similar names."""

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"{self.prog}: error: {escaped(cut(message, MESSAGE))}\ntry `{self.prog} --help`\n")
        self.exit(FAILED)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse arguments; those of a single command may have options and operands in any order."""
        return super().parse_known_args(args if self._subparsers else self._in_order(args), namespace)

    def _in_order(self, words: Iterable[str]) -> list[str]:
        """Return the arguments with options before operands: argparse takes only the first run of operands."""
        options: list[str] = []
        operands: list[str] = []
        words = iter(words)
        for word in words:
            if word == "--":
                operands += words
            elif word.startswith("-") and word != "-":
                action = self._option_string_actions.get(word)
                options += [word, *(islice(words, 1) if action and action.nargs is None else ())]
            else:
                operands.append(word)
        return [*options, "--", *operands] if operands else options

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Refuse a value that is not among the choices, and suggest the nearest."""
        if action.choices is not None and value not in action.choices:
            raise argparse.ArgumentError(action, f"unknown {value}{_hint(value, action.choices)}")

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        """Write a message without swallowing an OSError, such as a full disk, as argparse does."""
        (file or sys.stderr).write(message)


class _Version(argparse.Action):
    """The `--version` option, which imports the model only when it is used."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from ircompile.model.model import SHIPPED

        sys.stdout.write(f"ircompile {__version__} (model: {SHIPPED.snapshot})\n")
        parser.exit(CLEAN)


def build_parser(commands: Collection[str]) -> tuple[_Parser, dict[str, _Parser]]:
    """Return the parser of the command line, and the parsers of its commands by name.

    Args:
        commands: The commands whose parsers get their arguments; adding those of all commands is slow.
    """
    parser = _Parser(
        prog="ircompile",
        description="Compiler and linter for SageMaker Inference Recommender jobs",
        epilog="`ircompile help COMMAND` prints the options of a command.",
    )
    parser.add_argument(
        "-V", "--version", action=_Version, nargs=0, help="print the versions of ircompile and of the service model"
    )
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command, summary in COMMANDS.items():
        subparser = subparsers.add_parser(
            command, help=summary, description=summary[0].upper() + summary[1:], allow_abbrev=False
        )
        if command in commands:
            importlib.import_module(f"ircompile.cli.{command}_command").add_arguments(subparser)
    return parser, subparsers.choices


def _without_aliases(argv: Sequence[str]) -> Sequence[str]:
    """Return the arguments with `help [COMMAND]` and `version` as options; those of an empty line ask for help."""
    if not argv or argv[0] == "help":
        return [*(word for word in argv[1:2] if word not in ALIASES), "--help"]
    return ["--version"] if argv[0] == "version" else argv


def parse_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """Return the arguments of a command line.

    Raises:
        SystemExit: The command line is invalid, or asks for help or the version.
    """
    argv = _without_aliases(argv)
    end = argv.index("--") if "--" in argv else len(argv)
    argv = [f"{word}=" if word in OPTIONAL_VALUE and at < end else word for at, word in enumerate(argv)]
    name = next((word for word in argv if not word.startswith("-")), "")
    parser, subparsers = build_parser([name])  # the others are not needed to parse its arguments
    options = parser._option_string_actions  # noqa: SLF001  argparse has no public way to list options
    if argv[0] not in (*COMMANDS, *options):
        parser.error(_unknown_command_message(argv, options))
    arguments: argparse.Namespace
    arguments, surplus = parser.parse_known_args(argv)
    if surplus:
        subparser = subparsers[arguments.command]
        surplus = [word for word in surplus if word != "--"] or surplus
        subparser.error(_unknown_argument_message(surplus[0], subparser))
    return arguments


def _unknown_argument_message(word: str, parser: argparse.ArgumentParser) -> str:
    known = [option for action in parser._actions for option in action.option_strings]  # noqa: SLF001  argparse has no public way to list actions
    near = nearest(word.partition("=")[0], known) if word.startswith("--") else None
    return f"unknown argument {word}" + (f", did you mean `{near}`?" if near else "")


def _unknown_command_message(argv: Sequence[str], options: Iterable[str]) -> str:
    """Return the error message for a command line that begins with neither a command nor one of the options."""
    import os
    import shlex

    first = argv[0]
    kind, known = ("option", options) if first.startswith("-") else ("command", (*COMMANDS, *ALIASES))
    command = next((word for word in argv if word in COMMANDS), None)
    operand = command or next((word for word in argv if word == "-" or os.path.exists(word)), None)
    if operand and (kind == "option" or os.path.exists(first)):
        words = [command or "lint", *(word for word in argv if word not in (command, "--"))]
        return f"{first} is not a command; did you mean `ircompile {shlex.join(words)}`?"
    near = nearest(first, known)
    if near:
        return f"unknown {kind} {first}, did you mean `ircompile {shlex.join([near, *argv[1:]])}`?"
    return f"unknown {kind} {first or '(empty)'}; choose from {', '.join(known)}"


def _hint(word: object, known: Iterable[object]) -> str:
    """Return the end of a message about an unknown word: the most similar known word, or all of them."""
    words = [str(value) for value in known]
    near = nearest(str(word), words)
    return f", did you mean `{near}`?" if near else f"; choose from {', '.join(words)}"
