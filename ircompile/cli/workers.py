"""Further processes that lint files: as many as there is work for, if the system provides them."""

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

MOST_PROCESSES = 61
"""The most processes that `ProcessPoolExecutor` can wait for on Windows."""

FEWEST_FILES, MOST_FILES = 50, 250
"""Files of a task: fewer would not be worth the cost of a task, and with more the progress bar would jump."""
TASKS_PER_PROCESS = 20
"""Tasks for each process; enough that all processes finish at about the same time."""
START_TIMEOUT = 10.0
"""Seconds within which the first task must finish; on an idle machine it takes some milliseconds."""
ENDED = "a worker process was killed, perhaps because memory ran out; --jobs 1 uses no workers"


class Workers:
    """Processes that wait for tasks.

    Attributes:
        executor: The executor that gives them tasks.
        processes: The processes.
        size: Number of files in a task.
    """

    def __init__(self, executor: ProcessPoolExecutor, processes: set[BaseProcess], size: int) -> None:
        self.executor = executor
        self.processes = processes
        self.size = size

    @contextmanager
    def running(self) -> Iterator[None]:
        """Shut the processes down at the end of the `with` statement, or terminate them if it is left early.

        Raises:
            CliError: A process was killed from outside.
        """
        try:
            with self.executor:
                try:
                    yield
                except BaseException:  # nobody needs the results of running tasks
                    _terminate(self.processes)
                    raise
        except BrokenProcessPool:
            raise CliError(ENDED) from None


def start(width: int, files: int) -> Workers | None:
    """Start workers.

    Args:
        width: The most processes to start.
        files: Number of files to lint.

    Returns:
        The workers, or None if this process is enough or no others can be started: a container may lack semaphores,
        or limit the number of processes, threads or open files.
    """
    width = min(width, -(-files // FEWEST_FILES), MOST_PROCESSES)
    if width <= 1:  # this process is enough
        return None
    others = {*multiprocessing.active_children()}
    loud, threading.excepthook = threading.excepthook, _ignore_thread_error
    try:
        executor = ProcessPoolExecutor(width, initializer=_initialize_worker)
        first, *_ = [executor.submit(os.getpid) for _ in range(width)]  # without forking, each task starts one
        first.result(START_TIMEOUT)
    except (ImportError, NotImplementedError, OSError, RuntimeError):
        _terminate({*multiprocessing.active_children()} - others)
        return None
    finally:
        threading.excepthook = loud
    size = min(max(files // (width * TASKS_PER_PROCESS), FEWEST_FILES), MOST_FILES)
    return Workers(executor, {*multiprocessing.active_children()} - others, size)


def _terminate(processes: set[BaseProcess]) -> None:
    for process in processes:
        process.terminate()


def _ignore_thread_error(_: object) -> None:
    """Print nothing when a thread of the executor fails: the timeout of its task shows that."""


def _initialize_worker() -> None:
    """Make a worker ignore Ctrl-C, which its parent handles, and exit when its parent does, for whatever reason."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def end_with_parent() -> None:
        if parent := multiprocessing.parent_process():
            parent.join()
            os._exit(1)

    with suppress(RuntimeError):  # if no thread can be started, the worker exits when there are no more tasks
        threading.Thread(target=end_with_parent, daemon=True).start()
