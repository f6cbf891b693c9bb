"""Sources -> manifests -> diagnostics: a quick look at each, and the long one where that can't call it clean."""

from __future__ import annotations

from ircompile.linting.errors import reason
from ircompile.linting.screen import Screen
from ircompile.model.model import model_of
from ircompile.rulebook.checks.job_names import JobNames

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ircompile.config.settings import Config
    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.linting.full_check import FullCheck
    from ircompile.manifest.manifest import Manifest
    from ircompile.sources.source import Source

    Fail = Callable[[str, str], None]


class Run:
    """One run over many files: a linter for each configuration, and one memory of the names of jobs.

    Args:
        baseline: Whether what a baseline knows is left out.
        floor: The least severity that anybody wants to hear of under a configuration; others may still be given.

    Attributes:
        failures: The manifests, by place, on which rules failed, and why they did.
        floor: As given.
        names: The names of the jobs so far.
    """

    __slots__ = ("_baseline", "_linters", "failures", "floor", "names")

    def __init__(self, *, baseline: bool = True, floor: Callable[[Config], str] = lambda _: "info") -> None:
        self.failures: list[tuple[str, str]] = []
        self._baseline = baseline
        self.floor = floor
        self.names = JobNames()
        self._linters: dict[int, Linter] = {}

    def lint(self, source: Source, manifests: list[Manifest], config: Config) -> list[Diagnostic]:
        """What is wrong with the manifests of a source, as far as its configuration wants to hear of it."""
        if id(config) not in self._linters:
            self._linters[id(config)] = Linter(
                config, self.names, baseline=self._baseline, floor=self.floor(config), fail=self._fail
            )
        try:
            return self._linters[id(config)].lint(source, manifests)
        except Exception as error:  # noqa: BLE001  a fault of ours in one file stops no other
            self._fail(source.name, reason(error))
            return []

    def _fail(self, where: str, why: str) -> None:
        self.failures.append((where, why))


class Linter:
    """Lints manifests under one configuration; names that clash are found across them.

    Args:
        config: The configuration.
        names: The names of jobs that were met before.
        baseline: Whether what a baseline knows is left out.
        floor: The least severity that anybody wants to hear of; others may still be given.
        fail: Hears of rules that fail on a manifest: where that is, and why. Without it, the fault is raised.

    Raises:
        UnknownRuleError: The configuration names a rule or topic that there is not.
    """

    __slots__ = ("_baseline", "_config", "_examiner", "_fail", "_floor", "_names", "_screen")

    def __init__(
        self,
        config: Config,
        names: JobNames | None = None,
        *,
        baseline: bool = True,
        floor: str = "info",
        fail: Fail | None = None,
    ) -> None:
        self._config = config
        self._fail = fail
        self._names = names or JobNames()
        self._baseline = baseline
        self._floor = floor
        self._examiner: FullCheck | None = None
        if config.names_rules:
            from ircompile.linting.selection import check_names
            from ircompile.rulebook.book import with_rules

            check_names(config, with_rules(config.rules, model_of(config)))
        self._screen = Screen(config, self._names, floor)

    def lint(self, source: Source, manifests: list[Manifest]) -> list[Diagnostic]:
        """What is wrong with the manifests of a source, of all severities, in the order of the text."""
        return [] if self._screen.is_clean(source, manifests) else self._examine().diagnostics(source, manifests)

    def of_reading(self, manifest: Manifest) -> list[Diagnostic]:
        """What was found when a manifest was read, and nothing else."""
        return self._examine().of_reading(manifest)

    def _examine(self) -> FullCheck:
        if self._examiner is None:
            from ircompile.linting.full_check import FullCheck

            self._examiner = FullCheck(
                self._config, self._names, baseline=self._baseline, floor=self._floor, fail=self._fail
            )
        return self._examiner
