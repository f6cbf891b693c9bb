"""The command line: arguments in, text out, an exit code. Each command is a module of its own."""

from __future__ import annotations

import sys

from ircompile.model.using import Using
from ircompile.wording import cut, escaped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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


class Failure(Exception):
    """The command can't do what was asked; the message says why, and the exit code is 2."""


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
    from ircompile.layers import ConfigFault
    from ircompile.linting import internal
    from ircompile.model.service import ModelFault
    from ircompile.reporting.frames import point
    from ircompile.rule import RuleFault

    if isinstance(error, RuleFault):
        yield from point(error.source, error.start, error.message)
    elif isinstance(error, Failure | ConfigFault | ModelFault | SchemaFault | UnknownRule):
        yield f"ircompile: error: {escaped(str(error))}"
    elif isinstance(error, OSError):
        nameless = (
            "the working directory: " if isinstance(error, FileNotFoundError) else ""
        )  # what else has none says enough
        name = f"{cut(error.filename)}: " if isinstance(error.filename, str) else nameless
        yield f"ircompile: error: {escaped(name + str(error.strerror or error))}"
    else:
        yield f"ircompile: {escaped(internal(error))}"


def _run(argv: Sequence[str]) -> int:
    from ircompile.cli.plain import plain

    arguments = plain(argv)
    if arguments is None:
        from ircompile.cli.parser import parsed

        arguments = parsed(argv)
    name = f"ircompile.cli.{arguments.command}_command"
    __import__(name)
    with Using(""):
        code: int = sys.modules[name].run(arguments)
    return code
