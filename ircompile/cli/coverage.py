"""Which folders a run covers as a whole."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse


def covers(folder: str, arguments: argparse.Namespace) -> bool:
    """Return whether the arguments name a folder or one above it, and exclude nothing."""
    named = [path for path in arguments.paths if os.path.isdir(path)]
    if arguments.exclude or not named:
        return False
    inside = os.path.join(os.path.realpath(folder), "")
    return inside.startswith(tuple(os.path.join(os.path.realpath(path), "") for path in named))
