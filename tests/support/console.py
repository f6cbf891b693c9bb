"""Run the commands in a text such as a page of documentation, to keep the printed output up to date.

A line that begins with `$ ` is a command; what follows, up to the next one, is what it prints (first standard output,
then standard error), and `[exit N]` where N is not 0.
"""

from __future__ import annotations

import contextlib
import io
import shlex
import sys
from collections.abc import Iterator

from ircompile.cli.main import main


class _Input(io.TextIOWrapper):
    """Standard input with a given text."""

    def __init__(self, text: str) -> None:
        super().__init__(io.BytesIO(text.encode()))


class _Output(io.TextIOWrapper):
    """Standard output that keeps the text or bytes written to it."""

    def __init__(self) -> None:
        self._bytes = io.BytesIO()
        super().__init__(self._bytes, "utf-8", "backslashreplace", newline="", write_through=True)

    def text(self) -> str:
        return self._bytes.getvalue().decode()


def run(command: str) -> str:
    """Return what a line `ircompile …` prints; `… <<< 'text'` gives it standard input."""
    line, _, stdin = command.partition(" <<< ")
    program, *argv = shlex.split(line)
    assert program == "ircompile"
    out, err = _Output(), io.StringIO()
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        _stdin(*shlex.split(stdin)),
    ):
        code = main(argv)
    return out.text() + err.getvalue() + (f"[exit {code}]\n" if code else "")


@contextlib.contextmanager
def _stdin(text: str = "") -> Iterator[None]:
    before, sys.stdin = sys.stdin, _Input(text)
    try:
        yield
    finally:
        sys.stdin = before


def rerun(text: str) -> str:
    """Return the text with the current output of its commands."""
    lines = []
    for line in text.splitlines(keepends=True):
        if line.startswith("$ "):
            lines += [line, run(line.removeprefix("$ ").rstrip("\n"))]
        elif not any(kept.startswith("$ ") for kept in lines):
            lines.append(line)
    return "".join(lines)
