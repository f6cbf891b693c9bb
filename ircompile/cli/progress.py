"""A bar that shows how far a long run has come, on a terminal only."""

from __future__ import annotations

import os
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeVar

    T = TypeVar("T")

PATIENCE = 1.0
"""Seconds for which nothing is shown."""
OFTEN = 0.1
"""Seconds between two looks of the bar."""
WIDTH = 30
"""Characters of the bar."""


class Progress:
    """The bar; it stands on the last line of standard error, and is gone in the end."""

    def __init__(self, *, quiet: bool) -> None:
        self._shows = not quiet and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._next = time.perf_counter() + PATIENCE
        self._stands = False

    def over(self, items: Iterable[T], total: int) -> Iterator[T]:
        """The items, while the bar shows how many there have been."""
        try:
            for done, item in enumerate(items, 1):
                yield item
                if self._shows and time.perf_counter() >= self._next:
                    self._draw(done, total)
        finally:
            self.hide()

    def _draw(self, done: int, total: int) -> None:
        filled = WIDTH * min(done, total) // max(total, 1)
        sys.stderr.write(f"\r[{'#' * filled}{'.' * (WIDTH - filled)}] {done} of {total} files\x1b[K")
        sys.stderr.flush()
        self._next = time.perf_counter() + OFTEN
        self._stands = True

    def hide(self) -> None:
        """Make room for something else on the line."""
        if self._stands:
            sys.stderr.write("\r\x1b[K")
            self._stands = False
