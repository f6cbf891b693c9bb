"""The entry point of `python -m ircompile` and of the console script."""

from __future__ import annotations

import gc
import os
import sys

GC_THRESHOLD = 100_000
"""Allocations between garbage collections: cycles are rare, and scanning the objects of a large file is slow."""


def run() -> None:
    """Run the command line and exit with its code; a closed pipe and Ctrl-C end the process without a message."""
    try:
        from ircompile.cli.exit import FAILED
        from ircompile.cli.main import main
        from ircompile.syntax.yaml import libyaml

        gc.set_threshold(GC_THRESHOLD)
        libyaml.prefer_alone()
        _open_streams()
        code = main(sys.argv[1:])
        if code != FAILED:  # otherwise an error was reported already
            sys.stdout.flush()
    except BrokenPipeError:
        code = 1
    except KeyboardInterrupt:
        code = 130
    except OSError as error:  # such as a full disk: the output is incomplete
        code = 2
        _write_error(f"ircompile: error: standard output: {error.strerror}\n")
    _flush_output()
    _write_error("")
    os._exit(code)  # a regular exit would take longer than most runs


def _write_error(line: str) -> None:
    """Write to standard error and flush it, if it can be written to."""
    try:
        sys.stderr.write(line)
        sys.stderr.flush()
    except OSError:  # its disk may be full, too; the error can't be reported anywhere
        pass


def _open_streams() -> None:
    """Replace closed streams, and escape characters that an encoding lacks.

    Reading a closed standard input or writing to a closed standard output fails; a closed standard error drops all.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            flag = os.O_RDONLY if name == "stdout" else os.O_WRONLY
            closed = open(os.open(os.devnull, flag), mode, encoding="utf-8")  # noqa: SIM115  open until the process ends
            setattr(sys, name, closed)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # both are text streams here


def _flush_output() -> None:
    """Flush standard output; if that fails, discard what is left of it."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    run()
