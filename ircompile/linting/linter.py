"""The linter, which runs the full check only on sources that the screen can't prove clean."""

from __future__ import annotations

from ircompile.findings.errors import UserError
from ircompile.linting.screen import Screen
from ircompile.linting.suppress import Suppressed
from ircompile.model.model import model_of
from ircompile.rulebook.checks.job_names import JobNames

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from ircompile.config.settings import Config
    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.findings.finding import SeverityName
    from ircompile.linting.full_check import FullCheck
    from ircompile.manifest.effects import Effects
    from ircompile.manifest.environments import Jobs, Overlays
    from ircompile.manifest.manifest import Manifest
    from ircompile.sources.source import Source

    Check = TypeVar("Check", bound=FullCheck)
    Fail = Callable[[str, str], None]


class Run:
    """One run over many files: a linter for each configuration, and the names of all jobs.

    Args:
        baseline: Whether known findings of the configured baselines are left out.
        floor: Returns the least severity to report under a configuration; less severe findings may still be
            returned.

    Attributes:
        failures: The locations at which rules failed, as "file:line:column", each with the reason.
        floor: As given.
        names: The names of the jobs so far.
        suppressed: How many findings were suppressed so far.
    """

    __slots__ = ("_baseline", "_effects", "_linters", "failures", "floor", "names", "suppressed")

    def __init__(self, *, baseline: bool = True, floor: Callable[[Config], SeverityName] = lambda _: "info") -> None:
        self.failures: list[tuple[str, str]] = []
        self._baseline = baseline
        self.floor = floor
        self.names = JobNames()
        self.suppressed = Suppressed()
        self._linters: dict[Config, Linter] = {}
        self._effects: Effects | None = None

    def lint(self, source: Source, manifests: list[Manifest], config: Config) -> list[Diagnostic]:
        """Return the diagnostics of the manifests of a source, at least those as severe as the floor."""
        try:
            return self._linter(config).lint(source, manifests)
        except Exception as error:  # noqa: BLE001  an internal error in one file does not stop the others
            from ircompile.linting.errors import reason

            self._fail(source.name, reason(error))
            return []

    def _linter(self, config: Config) -> Linter:
        linter = self._linters.get(config)
        if linter is None:
            linter = Linter(
                config,
                self.names,
                baseline=self._baseline,
                floor=self.floor(config),
                fail=self._fail,
                suppressed=self.suppressed,
            )
            self._linters[config] = linter
        return linter

    def jobs(self, source: Source, manifests: list[Manifest], config: Config) -> Jobs:
        """Return the manifests of a source as their environments have them; [] if they are in none."""
        return self._linter(config).jobs(source, manifests) if config.environments or config.assignments else []

    def overlays(self, source: Source, manifests: list[Manifest], config: Config) -> Overlays | None:
        """Return what is merged over the manifests of a source; None if they are in no environment."""
        return self._linter(config).overlays if self.jobs(source, manifests, config) else None

    @property
    def effects(self) -> Effects:
        """What the overlays of the run did so far."""
        from ircompile.manifest.effects import Effects

        effects = self._effects or Effects()
        for linter in self._linters.values():
            if linter.overlays:
                effects.add(linter.overlays.effects)
        return effects

    def add_effects(self, effects: Effects | None) -> None:
        """Add what overlays did in a part of the run elsewhere."""
        if effects:
            self._effects = self.effects
            self._effects.add(effects)

    @property
    def layers(self) -> dict[str, Source]:
        """The texts that were merged over jobs, by name."""
        overlays = [linter.overlays for linter in self._linters.values() if linter.overlays]
        return {name: source for it in overlays for name, source in it.sources.items()}

    def _fail(self, location: str, why: str) -> None:
        self.failures.append((location, why))


class Linter:
    """Lints manifests under one configuration.

    Args:
        config: The configuration.
        names: The names of the jobs of the run, across which clashes are found.
        baseline: Whether known findings of the configured baseline are left out.
        floor: The least severity to report; less severe findings may still be returned.
        fail: Called with the location and the reason if a rule fails on a manifest; without it, the error is raised.
        suppressed: Counts the findings that are suppressed.
        keeps: Whether it lints the text of one file again after each of its changes, so that what was found in a
            document that did not change is kept.

    Attributes:
        overlays: The texts that were merged over jobs; None if none were.

    Raises:
        UserError: The configuration names a rule, topic, region or instance type that does not exist.
    """

    __slots__ = (
        *("_baseline", "_config", "_fail", "_floor", "_full_check", "_keeps", "_names", "_screen", "_suppressed"),
        "overlays",
    )

    def __init__(
        self,
        config: Config,
        names: JobNames | None = None,
        *,
        baseline: bool = True,
        floor: SeverityName = "info",
        fail: Fail | None = None,
        suppressed: Suppressed | None = None,
        keeps: bool = False,
    ) -> None:
        self._config = config
        self._fail = fail
        self._keeps = keeps
        self._names = names or JobNames()
        self._baseline = baseline
        self._floor = floor
        self._suppressed = suppressed or Suppressed()
        self._full_check: FullCheck | None = None
        self.overlays: Overlays | None = None
        if config.region or config.quotas or config.environments:
            _check_region_and_quotas(config)
        if config.names_rules:
            from ircompile.linting.selection import check_names
            from ircompile.rulebook.book import with_rules

            check_names(config, with_rules(config.rules, model_of(config)))
        self._screen = Screen(config, self._names, floor)

    def lint(self, source: Source, manifests: list[Manifest]) -> list[Diagnostic]:
        """Return the diagnostics of the manifests of a source, in the order of the text.

        If environments have them, those of the texts that are merged over them follow.
        """
        if (self._config.environments or self._config.assignments) and (jobs := self.jobs(source, manifests)):
            from ircompile.linting.screen_environments import is_clean

            if is_clean(source, manifests, jobs, self._screen, self._names, self._config):
                return []
            from ircompile.linting.in_environments import EnvironmentsCheck

            return self._made(EnvironmentsCheck).merged_diagnostics(manifests, jobs)
        return [] if self._screen.is_clean(source, manifests) else self._full().diagnostics(source, manifests)

    def jobs(self, source: Source, manifests: list[Manifest]) -> Jobs:
        """Return the manifests of a source as their environments have them; [] if they are in none."""
        from ircompile.manifest.environments import Overlays, jobs_in_environments

        if self.overlays is None:
            self.overlays = Overlays(self._config)
        return jobs_in_environments(source, manifests, self._config, self.overlays)

    def of_reading(self, manifest: Manifest) -> list[Diagnostic]:
        """Return the diagnostics of the findings that were made while a manifest was read."""
        return self._full().of_reading(manifest)

    def _full(self) -> FullCheck:
        if self._full_check is None and self._keeps:
            from ircompile.linting.keeping_check import KeepingCheck

            self._full_check = self._made(KeepingCheck)
        elif self._full_check is None:
            from ircompile.linting.full_check import FullCheck

            self._full_check = self._made(FullCheck)
        return self._full_check

    def _made(self, kind: type[Check]) -> Check:
        """Return a full check of a kind."""
        return kind(
            self._config,
            self._names,
            baseline=self._baseline,
            floor=self._floor,
            fail=self._fail,
            suppressed=self._suppressed,
        )


def _check_region_and_quotas(config: Config) -> None:
    """Check that the region, and the instance types that have quotas, exist.

    Raises:
        UserError: One of them does not.
    """
    model = model_of(config)
    if config.region and (error := model.instances.region_error(config.region)):
        raise UserError(error, *config.where(("region",)))
    for name, environment in config.environments.items():
        if environment.region and (error := model.instances.region_error(environment.region)):
            raise UserError(error, *config.where(("environments", name, "region")))
    for name in config.quotas:
        if name not in model.instance_types and (error := model.instances.type_error(name)):
            raise UserError(error, *config.where(("quotas", name)))
