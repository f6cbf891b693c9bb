"""`ircompile completions`: print a script with which a shell completes command lines."""

from __future__ import annotations

import argparse
import sys

from ircompile.cli.exit import CLEAN, COMMANDS, CliError
from ircompile.cli.parser import FORM, OPTIONAL_VALUE, build_parser
from ircompile.reporting import FORMATS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

SHELLS = ("bash", "zsh", "fish")
FILES = ("PATH", "FILE", "TEXT|PATH|-", "test PATH")
"""The metavars of arguments that are, or may be, files."""
FOLDERS = ("DIR",)
"""The metavars of arguments that are folders."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("shell", choices=SHELLS, help="the shell to complete in")


def run(arguments: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    try:
        import shtab
    except ImportError:
        raise CliError("completions require shtab: pip install 'ircompile[completions]'") from None
    parser, _ = build_parser(COMMANDS)
    for action in _actions(parser):
        if action.metavar in FILES:
            action.complete = shtab.FILE  # type: ignore[attr-defined]  # shtab reads this attribute
        elif action.metavar in FOLDERS:
            action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]  # shtab reads it
        elif action.metavar == FORM:
            action.choices, action.metavar = list(FORMATS), "FORM"  # in zsh's syntax `:` has a meaning of its own
        elif set(OPTIONAL_VALUE) & set(action.option_strings):
            action.nargs = 0  # the next argument is not its value
    script: str = shtab.complete(parser, arguments.shell)
    sys.stdout.write(script.replace('"(*)::', '"*:') + "\n")  # otherwise zsh completes only the first of many paths
    return CLEAN


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Yield the actions of a parser and of all its subparsers."""
    for action in parser._actions:  # noqa: SLF001  argparse has no public way to list actions
        yield action
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001  the class has no public name
            for subparser in action.choices.values():
                yield from _actions(subparser)
