"""The entry point of the command line; each command is a module of its own, imported when it runs."""

from __future__ import annotations

import sys

from ircompile.cli.exit import FAILED
from ircompile.findings.errors import UserError
from ircompile.findings.messages import cut, escaped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit code.

    Args:
        argv: The arguments, without the name of the program.

    Raises:
        KeyboardInterrupt: Ctrl-C was pressed.
        BrokenPipeError: The reader of standard output is gone.
    """
    try:
        return _run_command(argv)
    except SystemExit as end:  # raised by argparse, after help or an error
        return end.code if isinstance(end.code, int) else FAILED
    except (BrokenPipeError, KeyboardInterrupt):
        raise
    except Exception as error:  # noqa: BLE001  users see an internal error as one line, never as a traceback
        sys.stderr.write("".join(line + "\n" for line in _error_lines(error)))
        return FAILED


def _error_lines(error: Exception) -> Iterator[str]:
    """Yield the error message for an exception: the user's error, or an internal one."""
    from ircompile.linting.errors import internal
    from ircompile.reporting.frames import point
    from ircompile.rulebook.body import RuleError

    if isinstance(error, RuleError):
        yield from point(error.source, error.offset, error.message)
    elif isinstance(error, UserError):
        yield f"ircompile: error: {escaped(str(error))}"
    elif isinstance(error, OSError):
        nameless = "the working directory: " if isinstance(error, FileNotFoundError) else ""
        name = f"{cut(error.filename)}: " if isinstance(error.filename, str) else nameless
        yield f"ircompile: error: {escaped(name + str(error.strerror or error))}"
    else:
        yield f"ircompile: {'error: ' * isinstance(error, MemoryError)}{escaped(internal(error))}"


def _run_command(argv: Sequence[str]) -> int:
    from ircompile.cli.fast_args import parse_plain, with_paths

    argv = with_paths(argv)
    arguments = parse_plain(argv)
    if arguments is None:
        from ircompile.cli.parser import parse_arguments

        arguments = parse_arguments(argv)
    name = f"ircompile.cli.{arguments.command}_command"
    __import__(name)
    code: int = sys.modules[name].run(arguments)
    return code
