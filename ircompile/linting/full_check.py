"""Manifests x rule book -> diagnostics, in full: `linting` comes here with what its quick look can't call clean.

Checks are run, double findings dropped and the rest sorted here, and nowhere else.
"""

from __future__ import annotations

from itertools import islice

from ircompile.config.settings import SEVERITIES
from ircompile.findings.finding import UNREAD, Blame, Finding
from ircompile.findings.values import get, put
from ircompile.linting.candidates import candidates
from ircompile.linting.locate import diagnostics, mask_of, severity
from ircompile.linting.selection import is_wanted
from ircompile.linting.signs import may_trigger_text_checks
from ircompile.linting.suppress import may_have_directive
from ircompile.model.model import model_of
from ircompile.model.shape_check import check
from ircompile.rulebook.book import with_rules
from ircompile.rulebook.cascading import (
    WRONG_TYPE_RULES,
    already_reported,
    makes_redundant,
    request_for_rules,
    unknown_like,
)
from ircompile.rulebook.checks.credentials import credentials
from ircompile.rulebook.checks.data_input import data_input
from ircompile.rulebook.checks.file_uris import loaded_values
from ircompile.rulebook.checks.placeholders import placeholders
from ircompile.rulebook.checks.skeleton import skeleton
from ircompile.rulebook.rule import RuleError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from ircompile.config.settings import Config
    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.findings.values import Path
    from ircompile.linting.baseline import Baseline
    from ircompile.manifest.manifest import Manifest
    from ircompile.rulebook.checks.job_names import JobNames
    from ircompile.rulebook.rule import Rule
    from ircompile.sources.source import Source

CREDENTIAL = "credential-in-manifest"
ADVICE = 50
"""How many times as much advice is looked for in a manifest as findings in a file."""


class FullCheck:
    """Runs all checks over manifests; names that clash are found across them.

    Args:
        config: The configuration.
        names: The names of jobs that were met before.
        baseline: Whether what a baseline knows is left out.
        floor: The least severity that is wanted; less severe findings may still be given.
        fail: Hears of rules that fail on a manifest: where that is, and why. Without it, the fault is raised.
    """

    __slots__ = ("_baseline", "_config", "_fail", "_floor", "_names", "_rules")

    def __init__(
        self,
        config: Config,
        names: JobNames,
        *,
        baseline: bool = True,
        floor: str = SEVERITIES[-1],
        fail: Callable[[str, str], None] | None = None,
    ) -> None:
        self._config = config
        self._floor = floor
        self._fail = fail
        self._rules = with_rules(config.rules, model_of(config))
        self._names = names
        self._baseline: Baseline | None = None
        if baseline and config.baseline:
            from ircompile.linting.baseline import Baseline

            self._baseline = Baseline.read(config.baseline)

    def diagnostics(self, source: Source, manifests: list[Manifest]) -> list[Diagnostic]:
        """Everything that is wrong with the manifests of a source, of all severities, in the order of the text."""
        found: list[Diagnostic] = []
        room = most = self._config.limits.findings
        is_cut = False
        signs = source.kind == "command" or may_trigger_text_checks(
            source.text
        )  # a shell's quotes may stand within a word
        for number, manifest in enumerate(manifests):
            findings, is_cut = self._findings(manifest, signs=signs)
            if not number:
                findings = [*source.faults, *findings]
            findings, room = self._within(room, findings)
            is_cut = is_cut or room < 0
            if is_cut:
                findings = [*findings, _too_many(most)]
            found.extend(diagnostics(findings, manifest, self._rules, self._config))
            if is_cut:
                break
        unread = UNREAD if source.readable else UNREAD | {"text-encoding"}
        found = self._without_silenced(found, source, manifests, unread, is_cut=is_cut)
        found = [it for it in found if it.rule in unread or is_wanted(it, self._rules[it.rule].topic, self._config)]
        found = sorted(dict.fromkeys(found), key=lambda it: (it.line, it.column, it.severity.rank, it.rule))
        return self._baseline.without(found) if self._baseline else found

    def of_reading(self, manifest: Manifest) -> list[Diagnostic]:
        """What was found when a manifest was read, and nothing else."""
        findings = manifest.findings[: self._config.limits.findings]
        return list(diagnostics(findings, manifest, self._rules, self._config))

    def _within(self, room: int, findings: list[Finding]) -> tuple[list[Finding], int]:
        """The findings that there is room for, and what room they leave, -1 if there was too little.

        Advice takes none, since it is seldom wanted, and there can't be much of it.
        """
        for number, finding in enumerate(findings):
            room -= self._is_grave(finding)
            if room < 0:
                return findings[:number], room
        return findings, room

    def _bounded(self, findings: Iterator[Finding]) -> tuple[list[Finding], bool]:
        """The findings, and whether there are so many that no more are looked for."""
        most = self._config.limits.findings
        found: list[Finding] = []
        graver = 0
        for finding in findings:
            found.append(finding)
            graver += self._is_grave(finding)
            if graver > most or len(found) > most * ADVICE:
                return found, True
        return found, False

    def _is_grave(self, finding: Finding) -> bool:
        """Whether a finding is more than advice."""
        return severity(finding, self._rules[finding.rule], self._config) != SEVERITIES[-1]

    def _without_silenced(
        self,
        found: list[Diagnostic],
        source: Source,
        manifests: list[Manifest],
        unread: frozenset[str],
        *,
        is_cut: bool,
    ) -> list[Diagnostic]:
        """What comments and the configuration leave of the findings, and what is wrong with these."""
        if not self._config.ignored and not may_have_directive(source.text):
            return found
        from ircompile.linting.suppress.suppressions import Ignores

        most = self._config.limits.findings
        ignores = Ignores(source, manifests, self._config, self._rules)
        left = [it for it in found if it.rule in unread or not ignores.silence(it)]
        faults = list(islice(ignores.faults(), most + 1))
        if not is_cut:  # else nobody knows what they would silence
            faults += islice(ignores.unused(left), most + 1)
        if len(faults) > most:
            faults = [*faults[:most], _too_many(most)]
        wrong = diagnostics(faults, manifests[0], self._rules, self._config)
        return left + [it for it in wrong if it.rule in unread or not ignores.silence(it)]

    def _findings(self, manifest: Manifest, *, signs: bool) -> tuple[list[Finding], bool]:
        """All findings of one manifest, and whether there are so many that no more were looked for.

        `signs` says whether its text holds one of what some checks look for.
        """
        findings = list(manifest.findings)
        job = manifest.value
        if not manifest.document.is_complete:
            return findings, False
        if not isinstance(job, dict):
            return [*findings, *(_no_mapping(job) if not findings or job is not None else ())], False
        explained = [it.blames[0].path for it in findings if it.rule in WRONG_TYPE_RULES]
        shape = (it for it in _shape_faults(manifest, job) if not _is_below(it.blames[0].path, explained))
        faults, is_cut = self._bounded(shape)
        findings += faults
        if not is_cut:  # else rules could not tell which values are sound
            others, is_cut = self._bounded(self._others(manifest, job, faults, signs=signs, is_typed=not explained))
            findings += others
        secret = {it.blames[0].path for it in findings if it.rule == CREDENTIAL and it.blames[0].part == "value"}
        return [it for it in findings if it.rule == CREDENTIAL or it.blames[0].path not in secret], is_cut

    def _candidates(self, manifest: Manifest, job: dict[str, Any], *, is_sound: bool, is_typed: bool) -> Iterable[Rule]:
        """Return the rules that may find something in a request."""
        if not manifest.model.ships or not is_typed:
            return [rule for rule in self._rules.values() if rule.asserts]
        return candidates(self._rules, job, self._region(manifest), is_sound=is_sound, floor=self._floor_of(manifest))

    def _floor_of(self, manifest: Manifest) -> str:
        """Return the least severity that is looked for: all, where what suppresses nothing is reported."""
        config = self._config
        asks_all = self._baseline or config.severity or config.ignored or may_have_directive(manifest.source.text)
        return SEVERITIES[-1] if asks_all else self._floor

    def _others(
        self, manifest: Manifest, job: dict[str, Any], faults: list[Finding], *, signs: bool, is_typed: bool
    ) -> Iterator[Finding]:
        """What is wrong with a request besides the shape of its values."""
        said = already_reported(faults)
        if signs:
            yield from placeholders(job)
            yield from credentials(job)
        yield from self._names.add(manifest)
        if self._config.schemas:
            from ircompile.rulebook.checks.schemas import schema_violations

            yield from schema_violations(job, self._config.schemas)
        taken_for = request_for_rules(job, faults)
        for found in (skeleton(job, manifest.model.request), loaded_values(job), data_input(manifest, taken_for)):
            yield from (fault for fault in found if fault.blames[0].path not in said)
        is_sound = not faults and manifest.is_request
        for rule in self._candidates(manifest, taken_for, is_sound=is_sound, is_typed=is_typed):
            try:
                yield from _of_rule(rule, taken_for, self._region(manifest), said)
            except RuleError as fault:
                if self._fail is None:
                    raise
                line, column = manifest.source.location(manifest.span(fault.path)[0])
                self._fail(f"{manifest.source.name}:{line}:{column}", mask_of(manifest)(str(fault)))

    def _region(self, manifest: Manifest) -> str:
        """Where the job is created, as far as anybody says."""
        return manifest.region or self._config.region


def _of_rule(rule: Rule, job: dict[str, Any], region: str, said: dict[Path, Finding]) -> Iterator[Finding]:
    """What a rule finds, but for what the shape check says of the same value.

    A finding on a value that the shape check speaks of stays where it rests on the value's being there, and so is
    found of a value that is unknown, too.
    """
    for finding in rule.run(job, region):
        path = finding.blames[0].path
        if path in said:
            value = get(job, path)
            if makes_redundant(said[path], value):
                continue
            without = put(job, path, unknown_like(value))
            if not any(it.blames[0].path == path for it in rule.run(without, region, path)):
                continue
        yield finding


def _too_many(most: int) -> Finding:
    return Finding(
        "limit-exceeded",
        [Blame(())],
        message=f"there are more findings in the file: the limit is {most}",
        help="mend these first, or raise it with `--limit findings=N`",
    )


def _shape_faults(manifest: Manifest, job: dict[str, Any]) -> Iterator[Finding]:
    """The shape check's findings; where readers differ on a scalar, that is said instead of its type."""
    ambiguous: list[Finding] = []
    if manifest.source.kind == "yaml" and not manifest.document.is_unambiguous:
        from ircompile.rulebook.checks.ambiguity import ambiguities

        ambiguous = list(ambiguities(manifest.document.root, manifest.source.text, manifest.model.request))
    replaced = {finding.blames[0].path for finding in ambiguous if finding.severity == "error"}
    for finding in check(job, manifest.model):
        if finding.blames[0].path not in replaced:
            yield finding
    yield from ambiguous


def _is_below(path: Path, others: list[Path]) -> bool:
    return any(path[: len(other)] == other for other in others)


def _no_mapping(value: Any) -> Iterator[Finding]:
    from ircompile.findings.messages import kind_of

    what = "the document is empty" if value is None else f"the document is {kind_of(value)}"
    yield Finding(
        "root-not-mapping",
        [Blame(())],
        message=f"{what}, a manifest is a mapping",
        help="write the members of the request: JobName, JobType, RoleArn, InputConfig",
    )
