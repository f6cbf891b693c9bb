"""Linting of many files, in this process or in others, with the same findings in the same order.

A task is a batch of file names with their options, so that tasks and results are small. Jobs with the same name in
files of different tasks are detected when the results are merged, and only these files are linted again.
"""

from __future__ import annotations

from itertools import islice

from ircompile.config.settings import SEVERITIES, Config
from ircompile.linting.linter import Run
from ircompile.manifest.load import NO_JOB, decoded, read_recognized
from ircompile.model.model import model_of
from ircompile.sources.files import read_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence
    from concurrent.futures import Executor, Future

    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.findings.finding import SeverityName
    from ircompile.manifest.effects import Effects
    from ircompile.manifest.manifest import Manifest
    from ircompile.rulebook.checks.job_names import KnownNames
    from ircompile.sources.source import Source

    File = tuple[str, "Options"]
    """The path of a file, and how it is linted."""
    Found = tuple[list[tuple["Outcome | None", KnownNames]], Exception | None, Effects | None]
    """The outcome of each file of a batch, None for a clean manifest, with the names of its jobs; the error that ended
    the batch early, if one did; and what overlays did, if there are any."""

BATCH = 100
"""Files of one task: tens of milliseconds of work, which makes sending it worthwhile."""
AHEAD = 4
"""Tasks that are queued beyond those that can run at once."""


class Options:
    """How files are linted.

    Attributes:
        config: Their configuration.
        floor: The least severity to report.
        is_named: Whether each counts as a manifest, whatever it contains.
    """

    __slots__ = ("config", "floor", "is_named")

    def __init__(self, config: Config, floor: SeverityName = "info", *, is_named: bool = True) -> None:
        self.config = config
        self.floor = floor
        self.is_named = is_named


class Outcome:
    """The result of linting a file.

    Attributes:
        name: The file.
        diagnostics: Its findings at or above the floor.
        source: Its text; None if there are no findings.
        error: Why it could not be read, or "".
        failures: The locations in it at which rules failed, each with the reason.
        is_manifest: Whether it counts as a manifest.
        suppressed: How many of its findings the baseline knows, and how many are ignored.
        layers: The texts, by name, that are merged over its jobs and that its findings are in, or refer to.
    """

    __slots__ = ("diagnostics", "error", "failures", "is_manifest", "layers", "name", "source", "suppressed")

    def __init__(
        self,
        name: str,
        diagnostics: list[Diagnostic],
        source: Source | None = None,
        *,
        error: str = "",
        failures: Sequence[tuple[str, str]] = (),
        is_manifest: bool = True,
        suppressed: tuple[int, int] = (0, 0),
        layers: dict[str, Source] | None = None,
    ) -> None:
        self.name = name
        self.diagnostics = diagnostics
        self.source = source
        self.error = error
        self.failures = failures
        self.is_manifest = is_manifest
        self.suppressed = suppressed
        self.layers = layers or {}


def load(name: str, options: Options) -> tuple[Source, list[Manifest]]:
    """Return the text of a file and the manifests in it; none if it was not named and does not look like one.

    Raises:
        UnreadableFileError: It can't be read, or is too large.
    """
    source = decoded(name, read_bytes(name, options.config.limits.bytes), options.config.hosts)
    return source, read_recognized(source, options.config, model_of(options.config), include_all=options.is_named)


def look(name: str, options: Options, run: Run) -> Outcome | None:
    """Lint a file as part of a run and return the result; None for a clean manifest."""
    try:
        source, manifests = load(name, options)
    except Exception as error:  # noqa: BLE001  an internal error in one file does not stop the others
        from ircompile.linting.errors import reason

        return Outcome(name, [], error=reason(error), is_manifest=options.is_named)
    if not manifests:
        return Outcome(name, [], error=NO_JOB if options.is_named else "", is_manifest=False)
    before = len(run.failures)
    in_baseline, ignored = run.suppressed.counts()
    diagnostics = run.lint(source, manifests, options.config)
    diagnostics = [found for found in diagnostics if found.severity.rank <= SEVERITIES.index(options.floor)]
    failures = run.failures[before:]
    suppressed = run.suppressed.in_baseline - in_baseline, run.suppressed.ignored - ignored
    if not (diagnostics or failures or any(suppressed)):
        return None
    del run.failures[before:]
    named = {it.filename for it in diagnostics} | {it.filename for found in diagnostics for it in found.related}
    layers = {other: text for other, text in run.layers.items() if other in named} if diagnostics else {}
    return Outcome(
        name, diagnostics, source if diagnostics else None, failures=failures, suppressed=suppressed, layers=layers
    )


def look_at_batch(files: list[File]) -> Found:
    """Run a task: lint files one by one, each as if it were alone, and return the names of the jobs in each."""
    floors = {options.config: options.floor for _, options in files}
    run = Run(floor=floors.__getitem__)
    found: list[tuple[Outcome | None, KnownNames]] = []
    try:
        for name, options in files:
            run.names.clear()
            found.append((look(name, options, run), run.names.known()))
    except Exception as error:  # noqa: BLE001  it is raised after the results before it
        return found, error, None
    return found, None, run.effects if any(config.environments for config in floors) else None


def _found_alone(batch: list[File], executor: Executor, run: Run, error: Exception) -> Found:
    """Return what a task of its own finds in each file of a task that failed.

    So a file that ends the process of a worker has an error, and the others have results.

    Raises:
        Exception: The error of the task, if there can be no more tasks, or all of them fail.
    """
    from concurrent.futures import BrokenExecutor, CancelledError

    from ircompile.findings.messages import cut

    if isinstance(error, BrokenExecutor | CancelledError):
        raise error
    found: list[tuple[Outcome | None, KnownNames]] = []
    lost = 0
    for name, options in batch:
        try:
            its, failure, effects = executor.submit(look_at_batch, [(name, options)]).result()
        except Exception as again:  # noqa: BLE001  any that a system of workers raises
            why = f"the worker that linted it failed: {type(again).__name__}: {again}"
            its, failure, effects = [(Outcome(name, [], error=cut(why), is_manifest=options.is_named), ())], None, None
            lost += 1
        found += its
        run.add_effects(effects)
        if failure:
            return found, failure, None
    if lost == len(batch):
        raise error
    return found, None, None


def outcomes(
    files: Iterable[File], executor: Executor, run: Run, *, width: int = 1, size: int | None = None
) -> Generator[tuple[str, Outcome | None], None, None]:
    """Yield the names of files in order, each with its result; None for a clean manifest.

    Args:
        files: The files.
        executor: Runs the tasks.
        run: The run that they are part of, which lints files again whose job names clash with those of others.
        width: How many tasks can run at once.
        size: Files of a task; None for `BATCH`.
    """
    batches = _batches(files, BATCH if size is None else size)
    running: list[tuple[list[File], Exception | None, Future[Found]]] = []
    try:
        while True:
            while len(running) < width + AHEAD and (following := next(batches, None)):
                batch, end = following
                running.append((batch, end, executor.submit(look_at_batch, batch)))
            if not running:
                return
            batch, end, future = running.pop(0)
            try:
                found, error, effects = future.result()
            except Exception as failed:  # noqa: BLE001  any that a system of workers raises
                found, error, effects = _found_alone(batch, executor, run, failed)
            run.add_effects(effects)
            for (name, options), (outcome, names) in zip(batch, found, strict=not error):
                is_alone = run.names.merge(names)
                if is_alone and outcome:
                    run.suppressed.add(*outcome.suppressed)
                yield name, outcome if is_alone else look(name, options, run)
            if failure := error or end:
                raise failure
    finally:
        for *_, future in running:  # tasks that have not started need not run any more
            future.cancel()


def _batches(files: Iterable[File], size: int) -> Iterator[tuple[list[File], Exception | None]]:
    """Yield the files batch by batch; with the last batch, the error that ended the listing, if any."""
    waiting = iter(files)
    end: Exception | None = None
    while not end:
        batch: list[File] = []
        try:
            batch.extend(islice(waiting, size))
        except Exception as error:  # noqa: BLE001  it is raised after the files before it
            end = error
        if batch or end:
            yield batch, end
        else:
            return


def lint_many(
    paths: Iterable[str],
    *,
    executor: Executor | None = None,
    config: Config | None = None,
    floor: SeverityName = "info",
) -> Iterator[Outcome]:
    """Lint many files and yield their results, in the order of the paths.

    Args:
        paths: Files; each counts as a manifest.
        executor: Any `concurrent.futures.Executor`, such as that of a cluster whose workers see the same files and
            have this package; without one, the files are linted in this process.
        config: Settings; no configuration file is looked for.
        floor: The least severity to report: "error", "warning" or "info". Manifests without a finding as severe
            take the least time.

    A file that can't be read, or that ends the process of a worker, has an `error`; the others have their results. A
    pool of `concurrent.futures` can't be used any more once a process of it was ended.

    Raises:
        ValueError: The floor is not a severity.
        BrokenExecutor: There are no more workers.
    """
    if floor not in SEVERITIES:
        raise ValueError(f"the floor must be one of {', '.join(SEVERITIES)}, not {floor}")
    options = Options(config or Config(), floor)
    run = Run(floor=lambda _: floor)
    if executor is not None:
        found = outcomes(((path, options) for path in paths), executor, run)
    else:
        found = ((path, look(path, options, run)) for path in paths)
    for path, outcome in found:
        yield outcome or Outcome(path, [])
