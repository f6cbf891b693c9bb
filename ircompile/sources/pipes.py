"""Reading pipes and devices that a user named, such as `/dev/stdin`, `<(command)` and named pipes."""

from __future__ import annotations

import errno
import os
import select

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

WAIT = 10.0
"""Seconds that a named pipe has for another process to open it."""


def pipe_parts(descriptor: int, size: int) -> Iterator[bytes]:
    """Yield the content of a pipe or device, which was opened without blocking, in parts of at most `size` bytes.

    Raises:
        OSError: No process writes to it, or the system refuses to read it.
    """
    if hasattr(select, "poll"):  # Windows has neither this nor named pipes among its files
        yield _first_part(descriptor, size)
        os.set_blocking(descriptor, True)
    while part := os.read(descriptor, size):
        yield part


def _first_part(descriptor: int, size: int) -> bytes:
    """Return what can be read once there is something, or nothing after a while if a process may still write."""
    waiting = select.poll()
    waiting.register(descriptor, select.POLLIN)
    is_ready = waiting.poll(WAIT * 1000)
    try:
        part = os.read(descriptor, size)
    except BlockingIOError:  # a process has opened it, and is slow
        return b""
    if not (part or is_ready):
        raise TimeoutError(errno.ETIMEDOUT, "no process is writing to this pipe")
    return part
