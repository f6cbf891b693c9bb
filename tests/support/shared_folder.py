"""Folders that take long to make, and are made once for all processes that run the tests."""

from __future__ import annotations

import fcntl
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest


def shared_folder(name: str, make: Callable[[Path], object], temporary: pytest.TempPathFactory) -> Path:
    """Return a folder that the first process which asks for it makes; the others wait.

    Args:
        name: The name of the folder.
        make: Makes the folder, whose parent exists.
        temporary: The folders of this run of the tests.
    """
    base = temporary.getbasetemp()
    home = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, done = home / name, home / f"{name}.done"
    with (home / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            make(folder)
            done.touch()
    return folder
