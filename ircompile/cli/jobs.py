"""`--jobs`: lint many files, in further processes where that is faster."""

from __future__ import annotations

import os
import time
from itertools import tee

from ircompile.cli.exit import CliError
from ircompile.cli.inputs import STDIN
from ircompile.findings.messages import cut
from ircompile.sources.files import is_pipe

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from ircompile.cli.inputs import Candidate, Inputs
    from ircompile.cli.workers import Workers
    from ircompile.config.settings import Config
    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.findings.finding import SeverityName
    from ircompile.linting.batch import Options
    from ircompile.linting.linter import Run

    FileFindings = tuple[list[Diagnostic], Config]
    """The findings of a file, and its configuration."""

AUTO = "auto"
MOST_PROCESSES = 1_000
"""The largest number of processes that can be asked for."""
SAMPLE = 100
"""Number of files after which the time a file takes is known; fewer are never worth a process."""
START_SECONDS = 0.1
"""About how many seconds further processes take to start."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the argument that sets the number of processes."""
    parser.add_argument(
        "-j", "--jobs", default=AUTO, metavar="N|auto", help="number of processes for many files (default: auto)"
    )


def parse_jobs(jobs: str) -> int | None:
    """Return the number of processes, or None for "auto".

    Raises:
        CliError: The value of the argument is neither a number nor "auto".
    """
    if jobs == AUTO:
        return None
    if jobs.isascii() and jobs.isdigit() and len(jobs) <= len(str(MOST_PROCESSES)) and 0 < int(jobs) <= MOST_PROCESSES:
        return int(jobs)
    raise CliError(f"--jobs: expected {AUTO} or a number from 1 to {MOST_PROCESSES}, not {cut(jobs)}")


def can_use_workers(arguments: argparse.Namespace, files: int) -> bool:
    """Return whether workers can lint the files of a run: they can neither read standard input or pipes nor log."""
    if files <= SAMPLE or arguments.verbose:
        return False
    return not any(path == STDIN or is_pipe(path) for path in arguments.paths)


def lint_files(
    files: Inputs, listed: list[Candidate], run: Run, floor: Callable[[Config], SeverityName], jobs: int | None
) -> Iterator[FileFindings | None]:
    """Lint files, here and perhaps in workers, in their order.

    Args:
        files: The inputs of the run, which record the outcomes.
        listed: The files.
        run: The run that the files belong to.
        floor: Returns the least severity that is reported under a configuration.
        jobs: The number of processes; None to choose it by the time that the first files take.

    Yields:
        The findings of a file, or None if it has none.
    """
    from ircompile.linting.batch import Options, look

    cache: dict[tuple[Config, bool], Options] = {}

    def options(candidate: Candidate) -> Options:
        config, is_named = files.config_of(candidate.name), candidate.is_named
        if (config, is_named) not in cache:
            cache[config, is_named] = Options(config, floor(config), is_named=is_named)
        return cache[config, is_named]

    candidates = files.without_repeats(listed)
    workers = _start_workers(jobs, len(listed)) if jobs else None
    start = time.perf_counter()
    done = 0
    while not workers and (candidate := next(candidates, None)):
        here = options(candidate)
        outcome = look(candidate.name, here, run)
        files.record(candidate, outcome)
        yield (outcome.diagnostics, here.config) if outcome and outcome.diagnostics else None
        done += 1
        if done == SAMPLE and jobs is None:
            left = len(listed) - done
            workers = _start_workers(_useful_processes((time.perf_counter() - start) / done * left), left)
    if workers:
        yield from _lint_in_workers(files, candidates, run, options, workers)
    files.check_folders()


def _start_workers(width: int, files: int) -> Workers | None:
    """Start up to `width` workers for a number of files; return None if none are needed or available."""
    if width == 1:
        return None
    from ircompile.cli.workers import start

    return start(width, files)


def _useful_processes(left: float) -> int:
    """Return the number of processes for work that would take a single one `left` seconds."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores if left * (1 - 1 / cores) > 2 * START_SECONDS else 1


def _lint_in_workers(
    files: Inputs, candidates: Iterator[Candidate], run: Run, options: Callable[[Candidate], Options], workers: Workers
) -> Iterator[FileFindings | None]:
    """Lint files in workers, and yield the findings of each, or None, in the order of the files."""
    from contextlib import closing

    from ircompile.linting.batch import outcomes

    sent, awaited = tee(candidates)
    tasks = ((candidate.name, options(candidate)) for candidate in sent)
    with (
        workers.running(),
        closing(outcomes(tasks, workers.executor, run, width=len(workers.processes), size=workers.size)) as found,
    ):
        for candidate, (name, outcome) in zip(awaited, found, strict=True):
            files.record(candidate, outcome)
            yield (outcome.diagnostics, files.config_of(name)) if outcome and outcome.diagnostics else None
