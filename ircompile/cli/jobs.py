"""`--jobs`: who looks at the files of a run, and when a second process pays."""

from __future__ import annotations

import os
import time
from itertools import tee

from ircompile.cli.exit import CliError
from ircompile.cli.inputs import STDIN
from ircompile.findings.messages import cut

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from ircompile.cli.inputs import Candidate, Inputs
    from ircompile.cli.workers import Workers
    from ircompile.config.settings import Config
    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.linting.batch import Options
    from ircompile.linting.linter import Run

    Found = tuple[list[Diagnostic], Config]
    """What was found in a file, and what counts for it."""

AUTO = "auto"
MOST = 1_000
"""Processes, more than any machine has."""
PROBED = 100
"""Files after which it is known how long a file takes; of fewer none is worth a process."""
STARTING = 0.1
"""Seconds that further processes take to start, about."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The argument that says how many processes look."""
    parser.add_argument("-j", "--jobs", default=AUTO, metavar="N|auto", help="processes that look at many files (auto)")


def processes(jobs: str) -> int | None:
    """How many processes look, None where that is to be found out.

    Raises:
        CliError: The argument says neither.
    """
    if jobs == AUTO:
        return None
    if jobs.isascii() and jobs.isdigit() and len(jobs) <= len(str(MOST)) and 0 < int(jobs) <= MOST:
        return int(jobs)
    raise CliError(f"--jobs: {cut(jobs)} is neither {AUTO} nor a number from 1 to {MOST}")


def may_be_shared(arguments: argparse.Namespace, files: int) -> bool:
    """Whether others can look at the files of a run: they can't read standard input, nor tell what they do."""
    return files > PROBED and STDIN not in arguments.paths and not arguments.verbose


def looked(
    files: Inputs, listed: list[Candidate], run: Run, floor: Callable[[Config], str], jobs: int | None
) -> Iterator[Found | None]:
    """What is found in files, in their order; None in each of which there is nothing to say."""
    from ircompile.linting.batch import Options, look

    known: dict[tuple[Config, bool], Options] = {}

    def options(candidate: Candidate) -> Options:
        config, is_named = files.config_of(candidate.name), candidate.is_named
        if (config, is_named) not in known:
            known[config, is_named] = Options(config, floor(config), is_named=is_named)
        return known[config, is_named]

    candidates = files.once(listed)
    workers = _workers(jobs, len(listed)) if jobs else None
    began = time.perf_counter()
    done = 0
    while not workers and (candidate := next(candidates, None)):
        here = options(candidate)
        outcome = look(candidate.name, here, run)
        files.take(candidate, outcome)
        yield (outcome.diagnostics, here.config) if outcome and outcome.diagnostics else None
        done += 1
        if done == PROBED and jobs is None:
            left = len(listed) - done
            workers = _workers(_width((time.perf_counter() - began) / done * left), left)
    if workers:
        yield from _shared(files, candidates, run, options, workers)
    files.check_folders()


def _workers(width: int, files: int) -> Workers | None:
    """Processes for so many files, if any are needed."""
    if width == 1:
        return None
    from ircompile.cli.workers import start

    return start(width, files)


def _width(left: float) -> int:
    """How many processes are worth it for work that takes one so many seconds."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores if left * (1 - 1 / cores) > 2 * STARTING else 1


def _shared(
    files: Inputs, candidates: Iterator[Candidate], run: Run, options: Callable[[Candidate], Options], workers: Workers
) -> Iterator[Found | None]:
    from contextlib import closing

    from ircompile.linting.batch import outcomes

    sent, awaited = tee(candidates)
    told = ((candidate.name, options(candidate)) for candidate in sent)
    with (
        workers.at_work(),
        closing(outcomes(told, workers.executor, run, width=len(workers.processes), size=workers.size)) as found,
    ):
        for candidate, (name, outcome) in zip(awaited, found, strict=True):
            files.take(candidate, outcome)
            yield (outcome.diagnostics, files.config_of(name)) if outcome and outcome.diagnostics else None
