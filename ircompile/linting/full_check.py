"""The full check of a source, for manifests that the screen can't prove clean.

It bounds, locates, suppresses, deduplicates and sorts the findings of all manifests of the source.
"""

from __future__ import annotations

from itertools import islice

from ircompile.config.settings import SEVERITIES
from ircompile.findings.finding import UNREAD, Blame, Finding
from ircompile.linting.locate import diagnostics
from ircompile.linting.manifest_check import ManifestCheck
from ircompile.linting.selection import is_selected
from ircompile.linting.shared_values import add_finding, with_agreed_fixes
from ircompile.linting.signs import signs_of
from ircompile.linting.suppress import Suppressed
from ircompile.model.model import model_of
from ircompile.rulebook.book import with_rules
from ircompile.rulebook.checks.job_names import name_lines
from ircompile.syntax.document import how_to_raise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ircompile.config.settings import Config
    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.findings.finding import SeverityName
    from ircompile.linting.baseline import Baseline
    from ircompile.manifest.manifest import Manifest
    from ircompile.rulebook.checks.job_names import JobNames
    from ircompile.sources.source import Source


class FullCheck:
    """Runs all checks over the manifests of sources.

    The arguments are those of `Linter`.

    Attributes:
        suppressed: As given.
    """

    def __init__(
        self,
        config: Config,
        names: JobNames,
        *,
        floor: SeverityName = SEVERITIES[-1],
        baseline: bool = True,
        fail: Callable[[str, str], None] | None = None,
        suppressed: Suppressed | None = None,
    ) -> None:
        self._config = config
        self._rules = with_rules(config.rules, model_of(config))
        self._names = names
        self._check = ManifestCheck(config, self._rules, names, floor, fail)
        self._floor = floor
        self.suppressed = suppressed or Suppressed()
        self._baseline: Baseline | None = None
        if baseline and config.baseline:
            from ircompile.linting.baseline import Baseline

            self._baseline = Baseline.read(config.baseline)

    def diagnostics(self, source: Source, manifests: list[Manifest]) -> list[Diagnostic]:
        """Return the diagnostics of the manifests of a source, in the order of the text."""
        found, is_cut = self._located(source, manifests)
        unread = UNREAD if source.readable else UNREAD | {"text-encoding"}
        if self._config.ignored or signs_of(source)[1]:
            found = self._unsuppressed(found, source, manifests, unread, is_cut=is_cut)
        found = in_order([it for it in found if it.rule in unread or self._is_selected(it)])
        return self._unknown_to_baseline(found)

    def _unknown_to_baseline(self, found: list[Diagnostic]) -> list[Diagnostic]:
        """Return the diagnostics that the baseline does not know, and count the others."""
        if not self._baseline:
            return found
        new = self._baseline.without(found)
        self.suppressed.in_baseline += self._wanted(found) - self._wanted(new)
        return new

    def _is_selected(self, diagnostic: Diagnostic) -> bool:
        return is_selected(diagnostic, self._rules[diagnostic.rule].topic, self._config)

    def _wanted(self, diagnostics: list[Diagnostic]) -> int:
        """Return how many diagnostics are at least as severe as the floor."""
        return sum(found.severity.rank <= SEVERITIES.index(self._floor) for found in diagnostics)

    def of_reading(self, manifest: Manifest) -> list[Diagnostic]:
        """Return the diagnostics of the findings that were made while a manifest was read."""
        return self._diagnostics(manifest.findings[: self._config.limits.findings], manifest)

    def _located(self, source: Source, manifests: list[Manifest]) -> tuple[list[Diagnostic], bool]:
        """Return the diagnostics of all manifests up to the bound, and whether there are more."""
        found: list[tuple[Manifest, list[Diagnostic]]] = []
        is_cut = False
        room = most = self._config.limits.findings
        # In a command, the quotes of a shell may be inside a word and so hide a sign; a program may put texts together.
        has_gaps = source.kind == "command" or any(manifest.is_call for manifest in manifests)
        has_signs = has_gaps or signs_of(source)[0]
        lines = name_lines(source.text, manifests)
        for number, manifest in enumerate(manifests):
            findings, is_cut = self._findings(manifest, lines[number], has_signs=has_signs)
            if source.findings and not number:
                findings = [*source.findings, *findings]
            findings, room = self._within(room, findings)
            is_cut = is_cut or room < 0
            if is_cut:
                findings = [*findings, too_many(most)]
            found.append((manifest, self._diagnostics(findings, manifest)))
            if is_cut:
                break
        if any(manifest.is_call for manifest in manifests):
            return with_agreed_fixes(found), is_cut
        return [it for _, its in found for it in its], is_cut

    def _findings(self, manifest: Manifest, line: int, *, has_signs: bool) -> tuple[list[Finding], bool]:
        """Return the findings of a manifest; see `ManifestCheck`."""
        return self._check.findings(manifest, has_signs=has_signs, line=line)

    def _diagnostics(self, findings: list[Finding], manifest: Manifest) -> list[Diagnostic]:
        if not manifest.source.text.isascii():
            from ircompile.linting.lookalikes import with_lookalikes

            findings = list(with_lookalikes(findings, manifest, self._config))
        return list(diagnostics(findings, manifest, self._rules, self._config))

    def _within(self, room: int, findings: list[Finding]) -> tuple[list[Finding], int]:
        """Return the findings within a limit, and what is left of the limit; -1 if there are more findings.

        Advice does not count: it is rarely reported, and there can't be much of it.
        """
        for number, finding in enumerate(findings):
            room -= not self._check.is_advice(finding)
            if room < 0:
                return findings[:number], room
        return findings, room

    def _unsuppressed(
        self,
        found: list[Diagnostic],
        source: Source,
        manifests: list[Manifest],
        unread: frozenset[str],
        *,
        is_cut: bool,
    ) -> list[Diagnostic]:
        """Return the diagnostics that are not suppressed, and those on invalid and unused suppressions."""
        from ircompile.linting.suppress.suppressions import Suppressions

        most = self._config.limits.findings
        suppressions = Suppressions(source, manifests, self._config, self._rules)
        left: list[Diagnostic] = []
        ignored: list[Diagnostic] = []
        for it in found:
            (ignored if it.rule not in unread and suppressions.suppresses(it) else left).append(it)
        self.suppressed.ignored += self._wanted(in_order(list(filter(self._is_selected, ignored))))
        problems = list(islice(suppressions.problems(), most + 1))
        if not is_cut:  # otherwise it is not known what they would suppress
            problems += islice(suppressions.unused(left), most + 1)
        if len(problems) > most:
            problems = [*problems[:most], too_many(most)]
        wrong = diagnostics(problems, manifests[0], self._rules, self._config)
        return left + [it for it in wrong if it.rule in unread or not suppressions.suppresses(it)]


def in_order(found: list[Diagnostic]) -> list[Diagnostic]:
    """Return diagnostics in the order of the text, equal ones once."""
    by_key: dict[tuple[int, int, int, str], list[Diagnostic]] = {}
    for it in found:
        alike = by_key.setdefault((it.line, it.column, it.severity.rank, it.rule), [])
        add_finding(alike, it)
    return [it for key in sorted(by_key) for it in by_key[key]]


def too_many(most: int) -> Finding:
    """Return the finding for more findings in a file than the limit."""
    return Finding(
        "limit-exceeded",
        [Blame(())],
        message=f"there are too many findings in the file: the limit is {most}",
        help=f"fix these first, or {how_to_raise('findings')}",
    )
