"""`ircompile completions`: print what a shell needs to complete our words."""

from __future__ import annotations

import argparse
import sys

from ircompile.cli.exit import CLEAN, COMMANDS, CliError
from ircompile.cli.formats import FORM
from ircompile.cli.parser import OPTIONAL, parser_of
from ircompile.reporting import FORMATS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

SHELLS = ("bash", "zsh", "fish")
FILES = ("PATH", "FILE", "TEXT|PATH|-")
"""What stands in the help for an argument that is a file, or may be one."""
FOLDERS = ("DIR", "test DIR")
"""Likewise for a folder."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("shell", choices=SHELLS, help="the shell")


def run(arguments: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    try:
        import shtab
    except ImportError:
        raise CliError("completions are made by shtab: pip install 'ircompile[completions]'") from None
    parser, _ = parser_of(COMMANDS)
    for action in _actions(parser):
        if action.metavar in FILES:
            action.complete = shtab.FILE  # type: ignore[attr-defined]  # where shtab looks for it
        elif action.metavar in FOLDERS:
            action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]  # likewise
        elif action.metavar == FORM:
            action.choices, action.metavar = list(FORMATS), "FORM"  # zsh's own syntax has a `:` of another meaning
        elif set(OPTIONAL) & set(action.option_strings):
            action.nargs = 0  # the next word is not its value
    script: str = shtab.complete(parser, arguments.shell)
    sys.stdout.write(script.replace('"(*)::', '"*:') + "\n")  # else zsh completes the first of many words only
    return CLEAN


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """The arguments of a parser and of all below it."""
    for action in parser._actions:  # noqa: SLF001  argparse tells it nowhere else
        yield action
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001  likewise
            for subparser in action.choices.values():
                yield from _actions(subparser)
