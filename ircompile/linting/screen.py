"""A quick check that proves most clean manifests clean, without locations, messages and rule files.

If the screen calls a source clean, the full check finds nothing at or above the floor in it. Not all clean sources
are called clean.
"""

from __future__ import annotations

from ircompile.config.settings import OFF, SEVERITIES
from ircompile.linting.signs import has_sign, signs_of, strings
from ircompile.package import module
from ircompile.syntax import REMOTE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ircompile.config.settings import Config
    from ircompile.findings.finding import SeverityName
    from ircompile.manifest.manifest import Manifest
    from ircompile.rulebook.checks.job_names import JobNames
    from ircompile.sources.source import Source

    Look = Callable[[dict[str, Any], str], list[str] | None]
    """Returns the rules that may find something in a request, given the region; None if it can't tell."""


class Screen:
    """Tells whether sources are clean under one configuration.

    Args:
        config: The configuration.
        names: The names of the jobs of the run, to which those of clean jobs are added.
        floor: The least severity to report.
    """

    __slots__ = ("_can_tell", "_look", "_names", "_region", "_unwanted")

    def __init__(self, config: Config, names: JobNames, floor: SeverityName) -> None:
        self._names = names
        self._region = config.region
        self._can_tell = not (config.rules or config.schemas or config.ignored or config.model or config.quotas)
        self._unwanted: frozenset[str] = frozenset()
        if not self._can_tell:
            return
        built = module("fine_screen" if config.severity or floor == SEVERITIES[-1] else "screen")
        self._look: Look = built.hits
        if config.severity:
            levels = (*SEVERITIES, OFF)
            topics = {row["id"]: row["topic"] for row in module("book").RULES}
            ranks = built.RANKS.items()
            severities = {rule: config.severity_of(rule, topics[rule]) or levels[rank] for rule, rank in ranks}
            least = levels.index(floor)
            self._unwanted = frozenset(rule for rule, level in severities.items() if levels.index(level) > least)

    def is_clean(self, source: Source, manifests: list[Manifest]) -> bool:
        """Return whether the manifests of a source are clean; if so, add their names to those of the run."""
        if not self.is_plain(source, manifests):
            return False
        for manifest in manifests:
            if not self.is_sound(manifest):
                return False
        return self._names.add_all([manifest.document.value for manifest in manifests], source, self._region)

    def is_plain(self, source: Source, manifests: list[Manifest]) -> bool:
        """Return whether nothing is to be said of a text itself, and it suppresses nothing."""
        signs, has_directive = signs_of(source, manifests[0].document.new_lines)
        if not self._can_tell or source.findings or has_directive:
            return False
        for manifest in manifests:
            document = manifest.document
            if document.findings or not (document.is_complete and document.is_unambiguous):
                return False
            if signs and has_sign(strings(document.value)):
                return False
        return True

    def is_sound(self, manifest: Manifest) -> bool:
        """Return whether neither the shape check nor a rule finds anything in a request."""
        job = manifest.document.value
        if job.__class__ is not dict or manifest.violations:
            return False
        region = manifest.region or self._region
        hits = self._look(job, region)
        if hits is None or (hits and not self._unwanted.issuperset(hits)):
            manifest.hits = self._look, region, hits
            return False
        for value in job.values():  # noqa: SIM110  a generator would cost more than all of them
            if value.__class__ is str and value.startswith(REMOTE):
                return False
        return True
