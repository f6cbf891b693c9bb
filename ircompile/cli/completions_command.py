"""`ircompile completions`: print what a shell needs to complete our words."""

from __future__ import annotations

import sys

from ircompile.cli import CLEAN, COMMANDS, Failure
from ircompile.cli.parser import parser_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

SHELLS = ("bash", "zsh", "fish")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("shell", choices=SHELLS, help="the shell")


def run(arguments: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    try:
        import shtab
    except ImportError:
        raise Failure("completions are made by shtab: pip install 'ircompile[completions]'") from None
    parser, _ = parser_of(COMMANDS)
    sys.stdout.write(shtab.complete(parser, arguments.shell) + "\n")
    return CLEAN
