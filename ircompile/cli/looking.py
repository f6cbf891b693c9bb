"""`--jobs`: who looks at the files of a run, and when a second process pays."""

from __future__ import annotations

import os
import time

from ircompile.cli import Failure
from ircompile.cli.inputs import STDIN
from ircompile.wording import cut

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from ircompile.cli.inputs import Inputs, Step
    from ircompile.config import Config
    from ircompile.diagnostic import Diagnostic
    from ircompile.linting import Run
    from ircompile.many import File

    Found = tuple[list[Diagnostic], Config]
    """What was found in a file, and what counts for it."""

AUTO = "auto"
MOST = 1_000
"""Processes, more than any machine has."""
PROBED = 100
"""Files after which it is known how long a file takes; of fewer none is worth a process."""
STARTING = 0.1
"""Seconds that further processes take to start, at most."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The argument that says how many processes look."""
    parser.add_argument("-j", "--jobs", default=AUTO, metavar="N|auto", help="processes that look at many files (auto)")


def processes(jobs: str) -> int | None:
    """How many processes look, None where that is to be found out.

    Raises:
        Failure: The argument says neither.
    """
    if jobs == AUTO:
        return None
    if jobs.isascii() and jobs.isdigit() and len(jobs) <= len(str(MOST)) and 0 < int(jobs) <= MOST:
        return int(jobs)
    raise Failure(f"--jobs: {cut(jobs)} is neither {AUTO} nor a number from 1 to {MOST}")


def may_be_shared(arguments: argparse.Namespace, files: int) -> bool:
    """Whether others can look at the files of a run: they can't read standard input, nor tell what they do."""
    return files > PROBED and STDIN not in arguments.paths and not arguments.verbose


def looked(
    files: Inputs, steps: list[Step], run: Run, floor: Callable[[Config], str], jobs: int | None
) -> Iterator[Found]:
    """What is found in files, in their order."""
    from ircompile.many import File, look

    floors: dict[int, str] = {}  # by configuration, all of which `files` keeps

    def file(step: Step) -> File:
        config = files.config_of(step.name)
        if id(config) not in floors:
            floors[id(config)] = floor(config)
        return File(step.name, config, floors[id(config)], is_named=step.is_named)

    waiting = iter(steps)
    ahead = sum(bool(step.name) for step in steps)
    width = jobs or 1
    began = time.perf_counter()
    done = 0
    while width == 1 and (step := next(waiting, None)):
        if not step.name:
            files.leave(step)
            continue
        here = file(step)
        outcome = look(here, run)
        if files.take(step, outcome):
            yield outcome.diagnostics, here.config
        done += 1
        if done == PROBED and jobs is None:
            width = _width((time.perf_counter() - began) / done * (ahead - done))
    yield from _shared(files, list(waiting), run, file, width)


def _width(left: float) -> int:
    """How many processes are worth it for work that takes one so many seconds."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores if left * (1 - 1 / cores) > 2 * STARTING else 1


def _shared(files: Inputs, steps: list[Step], run: Run, file: Callable[[Step], File], width: int) -> Iterator[Found]:
    if not steps:
        return
    from concurrent.futures import ProcessPoolExecutor

    from ircompile.many import outcomes

    with ProcessPoolExecutor(width, initializer=_begin) as executor:
        found = outcomes((file(step) for step in steps if step.name), executor, run, width=width)
        for step in steps:
            if not step.name:
                files.leave(step)
            elif files.take(step, outcome := next(found)):
                yield outcome.diagnostics, files.config_of(step.name)


def _begin() -> None:
    """What a worker begins with: Ctrl-C is for its parent, and it ends when that does, however that ended."""
    import multiprocessing
    import signal
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def end_with_parent() -> None:
        if parent := multiprocessing.parent_process():
            parent.join()
            os._exit(1)

    threading.Thread(target=end_with_parent, daemon=True).start()
