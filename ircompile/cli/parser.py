"""The command line's parser, for everything that is not plain."""

from __future__ import annotations

import argparse
import importlib
import sys

from ircompile.cli import CLEAN, COMMANDS, FAILED
from ircompile.version import __version__
from ircompile.wording import escaped, nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from typing import NoReturn

    from _typeshed import SupportsWrite

OPTIONAL = ("--add-ignore",)
"""Options that take a value only behind `=`; argparse would take the next word."""


class _Parser(argparse.ArgumentParser):
    """argparse with messages that escape what they quote and name what is near."""

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"{self.prog}: error: {escaped(message)}\ntry `{self.prog} --help`\n")
        self.exit(FAILED)

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        """Let a full disk be known, which argparse would keep to itself."""
        (file or sys.stderr).write(message)


class _Version(argparse.Action):
    """`--version`; the model is read only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from ircompile.model.shapes import snapshot

        sys.stdout.write(f"ircompile {__version__} (model: {snapshot()})\n")
        parser.exit(CLEAN)


def parser_of(commands: Collection[str]) -> tuple[_Parser, dict[str, _Parser]]:
    """The parser of the command line and those of all commands; only some of them know their arguments."""
    parser = _Parser(prog="ircompile", description="Compiler and linter for SageMaker Inference Recommender jobs")
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and that of the model")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command, summary in COMMANDS.items():
        subparser = subparsers.add_parser(command, help=summary, description=summary.capitalize(), allow_abbrev=False)
        if command in commands:
            importlib.import_module(f"ircompile.cli.{command}_command").add_arguments(subparser)
    return parser, subparsers.choices


def parsed(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments of a command line.

    Raises:
        SystemExit: The command line is wrong, or asked for help.
    """
    argv = [f"{word}=" if word in OPTIONAL else word for word in argv]
    name = next((word for word in argv if not word.startswith("-")), "")
    parser, subparsers = parser_of([name])  # the others are not needed to parse its arguments
    if name and argv[0] == name and name not in COMMANDS:
        parser.error(_unknown(name))
    arguments, surplus = parser.parse_known_args(argv)
    if surplus:
        subparser = subparsers[arguments.command]
        subparser.error(_surplus(surplus[0], subparser))
    return arguments


def _surplus(word: str, parser: argparse.ArgumentParser) -> str:
    known = [option for action in parser._actions for option in action.option_strings]  # noqa: SLF001  argparse tells it nowhere else
    near = nearest(word, known) if word.startswith("-") else None
    return f"unknown argument {word}" + (f", did you mean `{near}`?" if near else "")


def _unknown(name: str) -> str:
    import os

    near = nearest(name, COMMANDS)
    if os.path.exists(name):
        return f"{name} is no command; did you mean `ircompile lint {name}`?"
    hint = f", did you mean `{near}`?" if near else f"; there are {', '.join(COMMANDS)}"
    return f"unknown command {name}{hint}"
