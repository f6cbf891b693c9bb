"""Further processes that look at files: as many as there is work for, if the system gives any."""

from __future__ import annotations

import multiprocessing
import os
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress

from ircompile.cli.exit import CliError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.process import BaseProcess

MOST = 61
"""Processes that can be waited for, wherever this runs (Python on Windows, `ProcessPoolExecutor`)."""

LEAST, LARGEST = 50, 250
"""Files of a task: what fewer save is less than what a task costs; of more the bar would move in jerks."""
TASKS = 20
"""Tasks of a process, with which all of them end at about the same time."""
PATIENCE = 10.0
"""Seconds in which the first task must be done; on a quiet machine it takes some milliseconds."""
ENDED = (
    "a process that looked at files was ended from outside, as happens where memory is short; --jobs 1 needs no other"
)


class Workers:
    """Processes that wait for tasks.

    Attributes:
        executor: Who hands tasks on to them.
        processes: They.
        size: Files of a task.
    """

    __slots__ = ("executor", "processes", "size")

    def __init__(self, executor: ProcessPoolExecutor, processes: set[BaseProcess], size: int) -> None:
        self.executor = executor
        self.processes = processes
        self.size = size

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Wait in the end until they are gone; if that is not the end of the work, have them go at once.

        Raises:
            CliError: One of them ended before.
        """
        try:
            with self.executor:
                try:
                    yield
                except BaseException:  # nobody waits for what they still do
                    _end(self.processes)
                    raise
        except BrokenProcessPool:
            raise CliError(ENDED) from None


def start(width: int, files: int) -> Workers | None:
    """Start up to so many processes for so many files; None where one is enough, or no others are to be had.

    A container may lack semaphores, and bound processes, threads and open files.
    """
    width = min(width, -(-files // LEAST), MOST)
    if width <= 1:  # that one is here already
        return None
    others = {*multiprocessing.active_children()}
    loud, threading.excepthook = threading.excepthook, _keep_quiet
    try:
        executor = ProcessPoolExecutor(width, initializer=_begin)
        first, *_ = [executor.submit(os.getpid) for _ in range(width)]  # unless they are forked, each starts one
        first.result(PATIENCE)
    except (ImportError, NotImplementedError, OSError, RuntimeError):
        _end({*multiprocessing.active_children()} - others)
        return None
    finally:
        threading.excepthook = loud
    size = min(max(files // (width * TASKS), LEAST), LARGEST)
    return Workers(executor, {*multiprocessing.active_children()} - others, size)


def _end(processes: set[BaseProcess]) -> None:
    for process in processes:
        process.terminate()


def _keep_quiet(_: object) -> None:
    """Say nothing of a thread of the executor that fails: its task is waited for in vain, which tells enough."""


def _begin() -> None:
    """What a worker begins with: Ctrl-C is for its parent, and it ends when that does, however that ended."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def end_with_parent() -> None:
        if parent := multiprocessing.parent_process():
            parent.join()
            os._exit(1)

    with suppress(RuntimeError):  # where there is no thread to get, it ends when there are no more tasks
        threading.Thread(target=end_with_parent, daemon=True).start()
