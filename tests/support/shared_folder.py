"""Folders that take long to make, and are made once for all processes that run the tests."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

WAIT = 600
"""How many seconds a process waits for another one to make a folder."""


def shared_folder(name: str, make: Callable[[Path], object], temporary: pytest.TempPathFactory) -> Path:
    """Return a folder that the first process which asks for it makes; the others wait.

    Args:
        name: The name of the folder.
        make: Makes the folder, whose parent exists.
        temporary: The folders of this run of the tests.
    """
    base = temporary.getbasetemp()
    home = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, done, lock = home / name, home / f"{name}.done", home / f"{name}.lock"
    _take(lock)
    try:
        if not done.exists():
            make(folder)
            done.touch()
    finally:
        lock.rmdir()
    return folder


def _take(lock: Path) -> None:
    """Create a folder as a lock, as soon as no other process has it."""
    end = time.monotonic() + WAIT
    while True:
        try:
            lock.mkdir()
        except FileExistsError:
            assert time.monotonic() < end, f"{lock} is still there"
            time.sleep(0.2)
        else:
            return
