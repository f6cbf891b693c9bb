"""A progress bar for long runs, shown only on a terminal."""

from __future__ import annotations

import os
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeVar

    T = TypeVar("T")

DELAY = 1.0
"""Seconds before the bar appears."""
INTERVAL = 0.1
"""Seconds between updates."""
WIDTH = 30
"""Width of the bar in characters."""


class Progress:
    """A progress bar on the last line of standard error, which is erased in the end."""

    def __init__(self, *, quiet: bool) -> None:
        self._is_enabled = not quiet and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._next = time.perf_counter() + DELAY
        self._is_drawn = False

    def track(self, items: Iterable[T], total: int) -> Iterator[T]:
        """Yield the items, and show how many of the total have been yielded."""
        try:
            for done, item in enumerate(items, 1):
                yield item
                if self._is_enabled and time.perf_counter() >= self._next:
                    self._draw(done, total)
        finally:
            self.hide()

    def _draw(self, done: int, total: int) -> None:
        filled = WIDTH * min(done, total) // max(total, 1)
        sys.stderr.write(f"\r[{'#' * filled}{'.' * (WIDTH - filled)}] {done} of {total} files\x1b[K")
        sys.stderr.flush()
        self._next = time.perf_counter() + INTERVAL
        self._is_drawn = True

    def hide(self) -> None:
        """Erase the bar, so that something else can be written on its line."""
        if self._is_drawn:
            sys.stderr.write("\r\x1b[K")
            self._is_drawn = False
