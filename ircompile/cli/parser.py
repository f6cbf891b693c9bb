"""The command line's parser, for everything that is not plain."""

from __future__ import annotations

import argparse
import importlib
import sys
from itertools import islice

from ircompile.cli.exit import CLEAN, COMMANDS, FAILED
from ircompile.findings.messages import LONGEST, cut, escaped, nearest
from ircompile.package import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from typing import Any, NoReturn

    from _typeshed import SupportsWrite

MESSAGE = 5 * LONGEST
"""Characters of a message, in which any word of the command line may stand."""
OPTIONAL = ("--add-ignore",)
"""Options that take a value only behind `=`; argparse would take the next word."""


class _Parser(argparse.ArgumentParser):
    """argparse with messages that escape what they quote and name what is near."""

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"{self.prog}: error: {escaped(cut(message, MESSAGE))}\ntry `{self.prog} --help`\n")
        self.exit(FAILED)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse words; where no command is among them, their order says nothing, as for most programs."""
        return super().parse_known_args(args if self._subparsers else self._in_order(args), namespace)

    def _in_order(self, words: Iterable[str]) -> list[str]:
        """The words with options before operands: argparse takes only the first row of these."""
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
        """Refuse a word that is none of those that there are, and name the nearest."""
        if action.choices is not None and value not in action.choices:
            raise argparse.ArgumentError(action, f"unknown {value}{_hint(value, action.choices)}")

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        """Let a full disk be known, which argparse would keep to itself."""
        (file or sys.stderr).write(message)


class _Version(argparse.Action):
    """`--version`; the model is read only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from ircompile.model.model import SHIPPED

        sys.stdout.write(f"ircompile {__version__} (model: {SHIPPED.snapshot})\n")
        parser.exit(CLEAN)


def parser_of(commands: Collection[str]) -> tuple[_Parser, dict[str, _Parser]]:
    """The parser of the command line and those of all commands; only some of them know their arguments."""
    parser = _Parser(prog="ircompile", description="Compiler and linter for SageMaker Inference Recommender jobs")
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and that of the model")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command, summary in COMMANDS.items():
        subparser = subparsers.add_parser(
            command, help=summary, description=summary[0].upper() + summary[1:], allow_abbrev=False
        )
        if command in commands:
            importlib.import_module(f"ircompile.cli.{command}_command").add_arguments(subparser)
    return parser, subparsers.choices


def parsed(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments of a command line.

    Raises:
        SystemExit: The command line is wrong, or asked for help.
    """
    end = argv.index("--") if "--" in argv else len(argv)
    argv = [f"{word}=" if word in OPTIONAL and at < end else word for at, word in enumerate(argv)]
    name = next((word for word in argv if not word.startswith("-")), "")
    parser, subparsers = parser_of([name])  # the others are not needed to parse its arguments
    if argv and argv[0] not in (*COMMANDS, *parser._option_string_actions):  # noqa: SLF001  argparse tells it nowhere else
        parser.error(_commandless(argv))
    arguments: argparse.Namespace
    arguments, surplus = parser.parse_known_args(argv)
    if surplus:
        subparser = subparsers[arguments.command]
        subparser.error(_surplus(surplus[0], subparser))
    return arguments


def _surplus(word: str, parser: argparse.ArgumentParser) -> str:
    known = [option for action in parser._actions for option in action.option_strings]  # noqa: SLF001  likewise
    near = nearest(word, known) if word.startswith("-") else None
    return f"unknown argument {word}" + (f", did you mean `{near}`?" if near else "")


def _commandless(argv: Sequence[str]) -> str:
    """What to say of a line that does not begin with a command."""
    import os
    import shlex

    first = argv[0]
    command = next((word for word in argv if word in COMMANDS), None)
    if command or any(word == "-" or os.path.exists(word) for word in argv):
        words = [word for word in argv if word not in (command, "--")]
        return f"{first} is no command; did you mean `ircompile {shlex.join([command or 'lint', *words])}`?"
    return f"unknown command {first}{_hint(first, COMMANDS)}"


def _hint(word: object, known: Iterable[object]) -> str:
    """The rest of a sentence about an unknown word: the nearest of those that are known, or all of them."""
    words = [str(it) for it in known]
    near = nearest(str(word), words)
    return f", did you mean `{near}`?" if near else f"; there are {', '.join(words)}"
