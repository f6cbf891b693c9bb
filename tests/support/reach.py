"""What a process reaches while commands run: the programs that it starts, the networks that it uses, the files that it opens.

Python tells audit hooks of each of these, whatever module asks for it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from checkout import ROOT

PROGRAMS_AND_NETWORKS = (
    "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty", "pty.spawn",
    "socket.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.", "ctypes.dlopen",
)  # fmt: skip
"""What the names of events begin with that no input may cause."""
FOLDERS = ("os.scandir", "os.listdir")
PYTHON = tuple(os.path.realpath(folder) for folder in (ROOT, sys.prefix, sys.base_prefix))
"""Where modules are, and the rules and examples of the checkout."""
_seen: list[tuple[str, str]] | None = None
"""The events so far, while somebody wants to know them: a hook can't be removed."""
_is_hooked = False


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if _seen is None:
        return
    if event.startswith(PROGRAMS_AND_NETWORKS):
        _seen.append((event, str(arguments[:2])))
    elif event == "open" and arguments[2] & getattr(os, "O_DIRECTORY", 0):
        pass  # a step on the way to a file; what is in a folder is read by other functions
    elif (event == "open" or event in FOLDERS) and isinstance(arguments[0], str | bytes | os.PathLike):
        _seen.append((event, os.path.abspath(os.fsdecode(arguments[0]))))


@contextmanager
def reach() -> Iterator[list[tuple[str, str]]]:
    """Return a list that gets an event and its subject for all that is reached within the block."""
    global _is_hooked, _seen  # noqa: PLW0603  a process has one list of hooks
    if not _is_hooked:
        sys.addaudithook(_hook)
        _is_hooked = True
    seen: list[tuple[str, str]] = []
    _seen = seen
    try:
        yield seen
    finally:
        _seen = None


def beyond(folder: Path, seen: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return what was reached that is neither in a folder nor part of Python or the checkout."""
    allowed = (os.path.realpath(folder), *PYTHON)
    return [
        (event, subject)
        for event, subject in seen
        if event.startswith(PROGRAMS_AND_NETWORKS) or not any(Path(subject).is_relative_to(it) for it in allowed)
    ]
