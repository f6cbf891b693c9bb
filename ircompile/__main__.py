"""`python -m ircompile`, and the console script."""

from __future__ import annotations

import os
import sys


def run() -> None:
    """Run the command line and exit as it says; a closed pipe and Ctrl-C end quietly."""
    from ircompile.cli import main

    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # both are text streams here
    try:
        code = main(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        code = 1
    except KeyboardInterrupt:
        code = 130
    if code in (1, 130):
        _forget_output()
    sys.exit(code)


def _forget_output() -> None:
    """Nobody reads any more: let the flush at exit go nowhere instead of complaining."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    run()
