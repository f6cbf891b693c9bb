"""The command line: arguments in, text out, an exit code. Each command is a module of its own."""

from __future__ import annotations

import argparse
import importlib
import sys

from ircompile.version import __version__
from ircompile.wording import escaped, nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from typing import NoReturn

    from _typeshed import SupportsWrite

CLEAN, FOUND, FAILED = 0, 1, 2
"""Exit codes: nothing at or above the level that fails; something; usage, unreadable input, an error of our own."""

COMMANDS = {
    "lint": "say what is wrong with manifests",
    "baseline": "keep a list of known findings, which are not reported",
    "compile": "lint manifests, then write their canonical requests",
    "convert": "convert between shorthand, JSON, YAML and aws commands",
    "schema": "print the JSON Schema of the request",
    "rules": "list the rule book",
    "completions": "print what a shell needs to complete our words",
    "explain": "tell about a rule or a field of the request",
}

OPTIONAL = ("--add-ignore",)
"""Options that take a value only behind `=`; argparse would take the next word."""


class Failure(Exception):
    """The command can't do what was asked; the message says why, and the exit code is 2."""


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


def main(argv: Sequence[str]) -> int:
    """Run one command; returns the exit code. Nothing but Ctrl-C and a closed pipe gets out as an exception."""
    try:
        return _run(argv)
    except SystemExit as end:  # argparse's way of being done
        return end.code if isinstance(end.code, int) else FAILED
    except (BrokenPipeError, KeyboardInterrupt):
        raise
    except Exception as error:  # noqa: BLE001  a fault of ours is one line for the user, never a traceback
        sys.stderr.write("".join(line + "\n" for line in _told(error)))
        return FAILED


def _told(error: Exception) -> Iterator[str]:
    """What an exception means for the user: a fault of a file of theirs, or one of ours."""
    from ircompile.checks.schemas import SchemaFault
    from ircompile.choosing import UnknownRule
    from ircompile.configuring import ConfigFault
    from ircompile.reporting.frames import point
    from ircompile.rule import RuleFault

    if isinstance(error, RuleFault):
        yield from point(error.source, error.start, error.message)
    elif isinstance(error, Failure | ConfigFault | SchemaFault | UnknownRule):
        yield f"ircompile: error: {escaped(str(error))}"
    elif isinstance(error, OSError):
        yield f"ircompile: error: {escaped(str(error.strerror or error))}"
    else:
        yield f"ircompile: internal error, please report it: {escaped(f'{type(error).__name__}: {error}')[:500]}"


def parser_of(commands: Collection[str]) -> tuple[_Parser, dict[str, _Parser]]:
    """The parser of the command line and those of all commands; only some of them know their arguments."""
    parser = _Parser(prog="ircompile", description="Compiler and linter for SageMaker Inference Recommender jobs")
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and that of the model")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command, summary in COMMANDS.items():
        subparser = subparsers.add_parser(command, help=summary, description=summary.capitalize(), allow_abbrev=False)
        if command in commands:
            module = importlib.import_module(f"ircompile.cli.{command}_command")
            module.add_arguments(subparser)
            subparser.set_defaults(run=module.run)
    return parser, subparsers.choices


def _run(argv: Sequence[str]) -> int:
    argv = [f"{word}=" if word in OPTIONAL else word for word in argv]
    name = next((word for word in argv if not word.startswith("-")), "")
    parser, subparsers = parser_of([name])  # the others are not needed to parse its arguments
    if name and argv[0] == name and name not in COMMANDS:
        parser.error(_unknown(name))
    arguments, surplus = parser.parse_known_args(argv)
    if surplus:
        subparser = subparsers[arguments.command]
        subparser.error(_surplus(surplus[0], subparser))
    code: int = arguments.run(arguments)
    return code


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
