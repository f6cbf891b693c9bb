"""Many files, in this process or in others: the same findings in the same order, whoever looks.

A task is a batch of names with their options; it and what comes back are small. Jobs whose names clash with those
of other files are seen when the results come together, and only these files are looked at again.
"""

from __future__ import annotations

from itertools import islice

from ircompile.config.settings import SEVERITIES, Config
from ircompile.linting.errors import reason
from ircompile.linting.linter import Run
from ircompile.manifest.load import read_meant
from ircompile.model.model import model_of
from ircompile.sources.files import read_bytes
from ircompile.sources.source import decode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence
    from concurrent.futures import Executor, Future

    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.manifest.manifest import Manifest
    from ircompile.rulebook.checks.job_names import KnownNames
    from ircompile.sources.source import Source

    File = tuple[str, "Options"]
    """The path of a file, and how it is looked at."""
    Found = tuple[list[tuple["Outcome | None", KnownNames]], Exception | None]
    """What was found in the files of a batch, one by one, and what put an end to that.

    There is no outcome of a manifest of which there is nothing to say.
    """

BATCH = 100
"""Files of one task: some tens of milliseconds of work, which makes the way there and back worth it."""
AHEAD = 4
"""Tasks that wait beyond those whose results are awaited, for each that could run."""


class Options:
    """How files are looked at.

    Attributes:
        config: What counts for them.
        floor: The least severity that anybody wants to hear of.
        is_named: Whether each counts as a manifest whatever it holds.
    """

    __slots__ = ("config", "floor", "is_named")

    def __init__(self, config: Config, floor: str = "info", *, is_named: bool = True) -> None:
        self.config = config
        self.floor = floor
        self.is_named = is_named


class Outcome:
    """What was found in a file.

    Attributes:
        name: The file.
        diagnostics: Its findings at or above the floor.
        source: Its text, where there are findings.
        error: Why it could not be read, or "".
        failures: Where in it rules of one's own failed, and why.
        is_manifest: Whether it counts as one.
    """

    __slots__ = ("diagnostics", "error", "failures", "is_manifest", "name", "source")

    def __init__(
        self,
        name: str,
        diagnostics: list[Diagnostic],
        source: Source | None = None,
        *,
        error: str = "",
        failures: Sequence[tuple[str, str]] = (),
        is_manifest: bool = True,
    ) -> None:
        self.name = name
        self.diagnostics = diagnostics
        self.source = source
        self.error = error
        self.failures = failures
        self.is_manifest = is_manifest


def load(name: str, options: Options) -> tuple[Source, list[Manifest]]:
    """The text of a file and the manifests in it; none where it was not named and holds none.

    Raises:
        UnreadableFileError: It can't be read, or is too large.
    """
    source = decode(name, read_bytes(name, options.config.limits.bytes))
    return source, read_meant(source, options.config, model_of(options.config), all_are=options.is_named)


def look(name: str, options: Options, run: Run) -> Outcome | None:
    """What is wrong with a file, as part of a run; None for a manifest of which there is nothing to say."""
    try:
        source, manifests = load(name, options)
    except Exception as error:  # noqa: BLE001  a fault of ours in one file stops no other
        return Outcome(name, [], error=reason(error), is_manifest=options.is_named)
    if not manifests:
        return Outcome(name, [], is_manifest=False)
    before = len(run.failures)
    diagnostics = run.lint(source, manifests, options.config)
    diagnostics = [found for found in diagnostics if found.severity.rank <= SEVERITIES.index(options.floor)]
    failures = run.failures[before:]
    if not (diagnostics or failures):
        return None
    del run.failures[before:]
    return Outcome(name, diagnostics, source if diagnostics else None, failures=failures)


def look_at_batch(files: list[File]) -> Found:
    """The task: files one by one, each as if it were alone, and the names of the jobs in each."""
    floors = {options.config: options.floor for _, options in files}
    run = Run(floor=floors.__getitem__)
    found: list[tuple[Outcome | None, KnownNames]] = []
    try:
        for name, options in files:
            run.names.clear()
            found.append((look(name, options, run), run.names.known()))
    except Exception as error:  # noqa: BLE001  it is raised where its turn has come
        return found, error
    return found, None


def outcomes(
    files: Iterable[File], executor: Executor, run: Run, *, width: int = 1, size: int = 0
) -> Generator[tuple[str, Outcome | None], None, None]:
    """The names of files, in their order, and what is wrong with each; None where there is nothing to say.

    Args:
        files: The files.
        executor: Who works on them.
        run: What they are part of; it looks again at files whose jobs' names clash.
        width: How many tasks can run at once, as far as that is known.
        size: Files of a task, 0 for as many as are usual.
    """
    batches = _batches(files, size or BATCH)
    running: list[tuple[list[File], Exception | None, Future[Found]]] = []
    try:
        while True:
            while len(running) < width + AHEAD and (following := next(batches, None)):
                batch, end = following
                running.append((batch, end, executor.submit(look_at_batch, batch)))
            if not running:
                return
            batch, end, future = running.pop(0)
            found, fault = future.result()
            for (name, options), (outcome, names) in zip(batch, found, strict=not fault):
                yield name, outcome if run.names.merge(names) else look(name, options, run)
            if error := fault or end:
                raise error
    finally:
        for *_, future in running:  # whoever stops before the end waits for no task that has not begun
            future.cancel()


def _batches(files: Iterable[File], size: int) -> Iterator[tuple[list[File], Exception | None]]:
    """The files batch by batch; beside the last batch stands why there is no other, if that is a fault."""
    waiting = iter(files)
    fault: Exception | None = None
    while not fault:
        batch: list[File] = []
        try:
            batch.extend(islice(waiting, size))
        except Exception as error:  # noqa: BLE001  it is raised where its turn has come
            fault = error
        if batch or fault:
            yield batch, fault
        else:
            return


def lint_many(
    paths: Iterable[str], *, executor: Executor | None = None, config: Config | None = None, floor: str = "info"
) -> Iterator[Outcome]:
    """What is wrong with many files, in the order of the paths.

    Args:
        paths: Files; each counts as a manifest.
        executor: Any `concurrent.futures.Executor`, such as that of a cluster whose workers see the same files and
            have this package; without one, the files are looked at here.
        config: Settings; none are looked for.
        floor: The least severity that is wanted: "error", "warning" or "info". Manifests that have nothing so bad
            are passed over quickly.

    Raises:
        ValueError: The floor is none.
    """
    if floor not in SEVERITIES:
        raise ValueError(f"a floor is one of {', '.join(SEVERITIES)}, not {floor}")
    options = Options(config or Config(), floor)
    run = Run(floor=lambda _: floor)
    if executor is not None:
        found = outcomes(((path, options) for path in paths), executor, run)
    else:
        found = ((path, look(path, options, run)) for path in paths)
    for path, outcome in found:
        yield outcome or Outcome(path, [])
