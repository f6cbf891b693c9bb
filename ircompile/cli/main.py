"""The command line: arguments in, text out, an exit code. Each command is a module of its own."""

from __future__ import annotations

import sys

from ircompile.cli.exit import FAILED
from ircompile.findings.errors import UserError
from ircompile.findings.messages import cut, escaped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


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
    """Yield the lines that tell the user of an exception: an error of theirs, or an internal one."""
    from ircompile.linting.errors import internal
    from ircompile.reporting.frames import point
    from ircompile.rulebook.rule import RuleError

    if isinstance(error, RuleError):
        yield from point(error.source, error.offset, error.message)
    elif isinstance(error, UserError):
        yield f"ircompile: error: {escaped(str(error))}"
    elif isinstance(error, OSError):
        nameless = "the working directory: " if isinstance(error, FileNotFoundError) else ""
        name = f"{cut(error.filename)}: " if isinstance(error.filename, str) else nameless
        yield f"ircompile: error: {escaped(name + str(error.strerror or error))}"
    else:
        yield f"ircompile: {escaped(internal(error))}"


def _run(argv: Sequence[str]) -> int:
    from ircompile.cli.fast_args import plain

    arguments = plain(argv)
    if arguments is None:
        from ircompile.cli.parser import parsed

        arguments = parsed(argv)
    name = f"ircompile.cli.{arguments.command}_command"
    __import__(name)
    code: int = sys.modules[name].run(arguments)
    return code
