"""Many files, in this process or in others: the same findings in the same order, whoever looks.

A task is a batch of names with one configuration; it and what comes back are small. Jobs whose names clash with those
of other files are seen when the results come together, and only these files are looked at again.
"""

from __future__ import annotations

from itertools import islice

from ircompile.config import SEVERITIES, Config
from ircompile.files import read_bytes
from ircompile.linting import Run, read_meant, why_not
from ircompile.model.using import Using
from ircompile.source import decode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Executor, Future

    from ircompile.checks.names import Met
    from ircompile.diagnostic import Diagnostic
    from ircompile.manifest import Manifest
    from ircompile.source import Source

BATCH = 100
"""Files of one task: some tens of milliseconds of work, which makes the way there and back worth it."""
AHEAD = 4
"""Tasks that wait beyond those whose results are awaited, for each that could run."""


class File:
    """A file to look at.

    Attributes:
        name: Its path.
        config: What counts for it.
        floor: The least severity that anybody wants to hear of.
        is_named: Whether it counts as a manifest whatever it holds.
    """

    __slots__ = ("config", "floor", "is_named", "name")

    def __init__(self, name: str, config: Config, floor: str = "info", *, is_named: bool = True) -> None:
        self.name = name
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

    @property
    def is_clean(self) -> bool:
        """Whether it is a manifest of which there is nothing to say."""
        return self.is_manifest and not (self.diagnostics or self.error or self.failures)


def load(file: File) -> tuple[Source, list[Manifest]]:
    """The text of a file and the manifests in it; none where it was not named and holds none.

    Raises:
        Unreadable: It can't be read, or is too large.
    """
    source = decode(file.name, read_bytes(file.name, file.config.limits.bytes))
    return source, read_meant(source, file.config, all_are=file.is_named)


def look(file: File, run: Run) -> Outcome:
    """What is wrong with a file, as part of a run."""
    with Using(file.config.model):
        return _look(file, run)


def _look(file: File, run: Run) -> Outcome:
    try:
        source, manifests = load(file)
    except Exception as error:  # noqa: BLE001  a fault of ours in one file stops no other
        return Outcome(file.name, [], error=why_not(error), is_manifest=file.is_named)
    if not manifests:
        return Outcome(file.name, [], is_manifest=False)
    before = len(run.failures)
    diagnostics = run.lint(source, manifests, file.config)
    diagnostics = [found for found in diagnostics if found.severity.rank <= SEVERITIES.index(file.floor)]
    failures = run.failures[before:]
    del run.failures[before:]
    return Outcome(file.name, diagnostics, source if diagnostics else None, failures=failures)


def look_at_batch(files: list[File]) -> list[tuple[Outcome | None, Met]]:
    """The task: files one by one, each as if it were alone, and the names of the jobs in each.

    Of a manifest of which there is nothing to say the outcome is None, which is the quickest to send.
    """
    floors = {id(file.config): file.floor for file in files}
    run = Run(floor=lambda config: floors[id(config)])
    found = []
    for file in files:
        run.names.clear()
        outcome = look(file, run)
        found.append((None if outcome.is_clean else outcome, run.names.met()))
    return found


def outcomes(files: Iterable[File], executor: Executor, run: Run, *, width: int = 1) -> Iterator[Outcome]:
    """What is wrong with files, in their order.

    Args:
        files: The files.
        executor: Who works on them.
        run: What they are part of; it looks again at files whose jobs' names clash.
        width: How many tasks can run at once, as far as that is known.
    """
    waiting = iter(files)
    running: list[tuple[list[File], Future[list[tuple[Outcome | None, Met]]]]] = []
    while True:
        while len(running) < width + AHEAD and (batch := list(islice(waiting, BATCH))):
            running.append((batch, executor.submit(look_at_batch, batch)))
        if not running:
            return
        batch, future = running.pop(0)
        for file, (outcome, met) in zip(batch, future.result(), strict=True):
            if run.names.add_met(met):
                yield outcome or Outcome(file.name, [])
            else:
                yield look(file, run)


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
    settings = config or Config()
    files = (File(path, settings, floor) for path in paths)
    run = Run(floor=lambda _: floor)
    if executor is not None:
        yield from outcomes(files, executor, run)
    else:
        yield from (look(file, run) for file in files)
