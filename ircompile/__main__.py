"""`python -m ircompile`, and the console script."""

from __future__ import annotations

import gc
import os
import sys

ROUND = 100_000
"""Objects after which the collector looks for cycles: there are few, and among those of a large file it looks long."""


def run() -> None:
    """Run the command line and exit as it says; a closed pipe and Ctrl-C end quietly."""
    try:
        from ircompile.cli.exit import FAILED
        from ircompile.cli.main import main
        from ircompile.syntax.yaml import libyaml

        gc.set_threshold(ROUND)
        libyaml.prefer_alone()
        _open_streams()
        code = main(sys.argv[1:])
        if code != FAILED:  # else what went wrong has been said
            sys.stdout.flush()
    except BrokenPipeError:
        code = 1
    except KeyboardInterrupt:
        code = 130
    except OSError as error:  # a full disk, say: what was printed is not all
        code = 2
        _tell(f"ircompile: error: standard output: {error.strerror}\n")
    _forget_output()
    _tell("")
    os._exit(code)  # nothing is left to do, and taking everything apart would take longer than most runs


def _tell(line: str) -> None:
    """Say something to people, if standard error takes it, and pass on what waits there."""
    try:
        sys.stderr.write(line)
        sys.stderr.flush()
    except OSError:  # it may be full, too, and then nobody can be told
        pass


def _open_streams() -> None:
    """A stream that was closed fails when it is used, but for messages; what an encoding can't say is escaped."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            flag = os.O_RDONLY if name == "stdout" else os.O_WRONLY
            closed = open(os.open(os.devnull, flag), mode, encoding="utf-8")  # noqa: SIM115  it lives as long as we do
            setattr(sys, name, closed)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # both are text streams here


def _forget_output() -> None:
    """Where nobody reads any more, let the flush at exit go nowhere instead of complaining."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    run()
