"""Manifests x rule book -> diagnostics, in full: `linting` comes here with what its quick look can't call clean.

Checks are run, places found, double findings dropped and the rest sorted here, and nowhere else.
"""

from __future__ import annotations

from itertools import islice

from ircompile.built import module
from ircompile.checks.credentials import credentials
from ircompile.checks.data_input import data_input
from ircompile.checks.loading import loaded_values
from ircompile.checks.placeholders import placeholders
from ircompile.checks.skeleton import skeleton
from ircompile.choosing import is_wanted
from ircompile.config import OFF
from ircompile.finding import Blame, Finding
from ircompile.model.checking import check
from ircompile.reading import may_speak
from ircompile.rulebook import shipped_rules, with_rules
from ircompile.tree import UNKNOWN, get, pointer, put
from ircompile.wording import cut, escaped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ircompile.checks.names import Names
    from ircompile.config import Config
    from ircompile.diagnostic import Diagnostic, Fix, Place
    from ircompile.ignoring.baseline import Baseline
    from ircompile.manifest import Manifest
    from ircompile.rule import Rule
    from ircompile.source import Source
    from ircompile.tree import Path

TYPE_FAULTS = frozenset({"wrong-type", "null-value", "bool-for-integer", "shorthand-unquoted-value"})
"""Faults after which a value can't be reasoned with."""
MANY = 100
"""Elements of a list that is too long anyway, beyond which rules do not look at them."""


class Examiner:
    """Runs all checks over manifests; names that clash are found across them."""

    __slots__ = ("_baseline", "_config", "_names", "_rules")

    def __init__(self, config: Config, names: Names, *, baseline: bool = True) -> None:
        self._config = config
        self._rules = with_rules(config.rules)
        self._names = names
        self._baseline: Baseline | None = None
        if baseline and config.baseline:
            from ircompile.ignoring.baseline import Baseline

            self._baseline = Baseline.read(config.baseline)

    def diagnostics(self, source: Source, manifests: list[Manifest]) -> list[Diagnostic]:
        """Everything that is wrong with the manifests of a source, of all severities, in the order of the text."""
        found: list[Diagnostic] = []
        most = self._config.limits.findings
        for number, manifest in enumerate(manifests):
            findings = self._findings(manifest)
            if not number:
                findings = [*source.faults, *findings]
            if len(found) + len(findings) > most:
                findings = [*findings[: most - len(found)], _too_many(most)]
            found.extend(_diagnostics(findings, manifest, self._rules, self._config))
            if len(found) > most:
                break
        found = self._without_silenced(found, source, manifests)
        found = [it for it in found if is_wanted(it, self._rules[it.rule].topic, self._config)]
        found = sorted(dict.fromkeys(found), key=lambda it: (it.line, it.column, it.severity.rank, it.rule))
        return self._baseline.without(found) if self._baseline else found

    def of_reading(self, manifest: Manifest) -> list[Diagnostic]:
        """What was found when a manifest was read, and nothing else."""
        findings = manifest.findings[: self._config.limits.findings]
        return list(_diagnostics(findings, manifest, self._rules, self._config))

    def _without_silenced(self, found: list[Diagnostic], source: Source, manifests: list[Manifest]) -> list[Diagnostic]:
        """What comments and the configuration leave of the findings, and what is wrong with these."""
        if not self._config.ignored and not may_speak(source.text):
            return found
        from ircompile.ignoring.ignores import Ignores

        most = self._config.limits.findings
        ignores = Ignores(source, manifests, self._config, self._rules)
        left = [it for it in found if not ignores.silence(it)]
        faults = list(ignores.faults())
        if len(found) <= most:  # else nobody knows what they would silence
            faults += islice(ignores.unused(left), most)
        wrong = _diagnostics(faults[:most], manifests[0], self._rules, self._config)
        return left + [it for it in wrong if not ignores.silence(it)]

    def _findings(self, manifest: Manifest) -> list[Finding]:
        """All findings of one manifest."""
        findings = list(manifest.findings)
        job = manifest.value
        if not manifest.document.whole:
            return findings
        if not isinstance(job, dict):
            return [*findings, *_no_mapping(job)] if not findings or job is not None else findings
        explained = [it.blames[0].path for it in findings if it.rule in TYPE_FAULTS]
        shape = (it for it in _shape_faults(manifest, job, self._config) if not _is_below(it.blames[0].path, explained))
        most = self._config.limits.findings
        faults = list(islice(shape, most + 1))
        findings += faults
        if len(faults) <= most:  # else rules could not tell which values are sound
            findings += islice(self._others(manifest, job, faults), most + 1)
        secret = {it.blames[0].path for it in findings if it.rule == "credential-in-manifest"}
        if secret:  # what else is said of them would show them
            findings = [it for it in findings if it.rule == "credential-in-manifest" or it.blames[0].path not in secret]
        return findings

    def _asking(self, manifest: Manifest, job: dict[str, Any], faults: list[Finding]) -> Iterator[Rule]:
        """The rules that may find something: of a request without faults, the built module names those that ship."""
        hits = None if faults or self._config.model or not manifest.is_request else _hits(job)
        for rule in self._rules.values():
            if rule.asserts and (hits is None or rule.id in hits or rule.id not in shipped_rules()):
                yield rule

    def _others(self, manifest: Manifest, job: dict[str, Any], faults: list[Finding]) -> Iterator[Finding]:
        """What is wrong with a request besides the shape of its values."""
        spoken = {fault.blames[0].path for fault in faults if fault.rule != "missing-field"}
        if not manifest.document.is_ordinary:
            yield from placeholders(job)
            yield from credentials(job)
        yield from self._names.add(manifest)
        if self._config.schemas:
            from ircompile.checks.schemas import schema_violations

            yield from schema_violations(job, self._config.schemas)
        meant = _meant(job, faults)
        others = [skeleton(job), loaded_values(job), data_input(manifest, job)]
        for found in [*others, *(rule.run(meant) for rule in self._asking(manifest, job, faults))]:
            yield from (fault for fault in found if fault.blames[0].path not in spoken)


def _hits(job: dict[str, Any]) -> frozenset[str] | None:
    """The rules that may find something in a request without faults; None where that can't be told."""
    built = module("screen")
    found = [built.screen(job), built.advise(job)]
    return None if None in found else frozenset(rule for hits in found for rule in hits)


def _too_many(most: int) -> Finding:
    return Finding(
        "limit-exceeded",
        [Blame(())],
        message=f"there are more findings in the file: the limit is {most}",
        help="mend these first, or raise it with `--limit findings=N`",
    )


def _shape_faults(manifest: Manifest, job: dict[str, Any], config: Config) -> Iterator[Finding]:
    """The shape check's findings; where readers differ on a scalar, that is said instead of its type."""
    ambiguous: list[Finding] = []
    if manifest.source.kind == "yaml" and not manifest.document.is_ordinary:
        from ircompile.checks.ambiguity import ambiguities

        ambiguous = list(ambiguities(manifest.document.root, manifest.source.text))
    replaced = {finding.blames[0].path for finding in ambiguous if finding.severity == "error"}
    for finding in check(job, config.extend_instance_types):
        if finding.blames[0].path not in replaced:
            yield finding
    yield from ambiguous


def _is_below(path: Path, others: list[Path]) -> bool:
    return any(path[: len(other)] == other for other in others)


def _no_mapping(value: Any) -> Iterator[Finding]:
    from ircompile.wording import kind_of

    what = "the document is empty" if value is None else f"the document is {kind_of(value)}"
    yield Finding(
        "root-not-mapping",
        [Blame(())],
        message=f"{what}, a manifest is a mapping",
        help="write the members of the request: JobName, JobType, RoleArn, InputConfig",
    )


def _meant(job: dict[str, Any], faults: list[Finding]) -> Any:
    """The request that rules reason with: what is faulty is unknown, so that nobody speaks of it again.

    Words in another case than the proper one are read as that; a member that is probably meant by an unknown one is
    there, though nobody knows its value.
    """
    for fault in reversed(faults):  # what is below a value comes after it, and before it here
        path = fault.blames[0].path
        meant = next((change for change in fault.changes if change.safe), None)
        if _is_unknown(fault) or (fault.rule == "bad-length" and len(get(job, path)) > MANY):
            job = put(job, path, UNKNOWN)
        elif meant and fault.rule == "not-allowed-value":
            job = put(job, path, meant.new)
        elif meant and fault.rule == "unknown-field":
            job = put(job, (*path[:-1], meant.new), UNKNOWN)
    return job


def _is_unknown(fault: Finding) -> bool:
    """Whether no rule may rest on the value: of the wrong type, beyond its bounds, or another to every reader."""
    if fault.rule in TYPE_FAULTS:
        return True
    return fault.severity != "warning" and fault.rule in ("out-of-range", "skeleton-residue", "yaml-ambiguous-scalar")


def _diagnostics(
    findings: list[Finding], manifest: Manifest, rules: dict[str, Rule], config: Config
) -> Iterator[Diagnostic]:
    from ircompile.diagnostic import Diagnostic, Severity

    for finding, fixes in zip(findings, _fixes(findings, manifest), strict=True):
        rule = rules[finding.rule]
        said = config.severity_of(rule.id, rule.topic)
        severity = finding.severity or rule.severity if said in (None, OFF) else said
        place, *related = (_place(blame, manifest) for blame in finding.blames)
        yield Diagnostic(
            filename=manifest.source.name,
            rule=rule.id,
            severity=Severity(severity),
            confidence=finding.confidence or rule.confidence,
            message=cut(escaped(finding.message)),
            help=cut(escaped(finding.help)),
            pointer=place.pointer,
            line=place.line,
            column=place.column,
            end_line=place.end_line,
            end_column=place.end_column,
            label=place.label,
            notes=tuple(cut(escaped(note)) for note in finding.notes),
            related=tuple(related),
            fixes=fixes,
        )


def _place(blame: Blame, manifest: Manifest) -> Place:
    from ircompile.diagnostic import Place

    start, end = blame.span or manifest.place(blame.path, blame.part)
    source = manifest.source
    return Place(pointer(blame.path), *source.position(start), *source.position(max(start, end)), escaped(blame.label))


def _fixes(findings: list[Finding], manifest: Manifest) -> list[tuple[Fix, ...]]:
    if not any(finding.changes for finding in findings):
        return [()] * len(findings)
    from ircompile.fixing import fixes

    return fixes(findings, manifest)
