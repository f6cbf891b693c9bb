"""All checks of one manifest, independent of locations in its text."""

from __future__ import annotations

from ircompile.config.settings import SEVERITIES
from ircompile.findings.finding import Blame, Finding
from ircompile.findings.values import get, put
from ircompile.linting.candidates import candidates
from ircompile.linting.locate import hide_credentials, severity
from ircompile.linting.signs import signs_of
from ircompile.manifest.answer import COMMAND, is_answer
from ircompile.manifest.detect import has_any_member
from ircompile.model.shape_check import check
from ircompile.rulebook.body import RuleError
from ircompile.rulebook.cascading import (
    WRONG_TYPE_RULES,
    already_reported,
    is_only_meant,
    makes_redundant,
    one_for_each_typo,
    request_for_rules,
    unknown_like,
)
from ircompile.rulebook.checks.credentials import credentials
from ircompile.rulebook.checks.data_input import data_input
from ircompile.rulebook.checks.file_uris import loaded_values
from ircompile.rulebook.checks.placeholders import placeholders
from ircompile.rulebook.checks.skeleton import skeleton
from ircompile.sources.files import COMMAND as OPERATION
from ircompile.sources.files import STATE_ACTION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from ircompile.config.settings import Config
    from ircompile.findings.finding import SeverityName
    from ircompile.findings.values import Path
    from ircompile.manifest.manifest import Manifest
    from ircompile.rulebook.checks.job_names import JobNames
    from ircompile.rulebook.rule import Rule

CREDENTIAL = "credential-in-manifest"
"""The rule for credentials; no other rule reports the same value, since its message could quote it."""
ONLY_JOBS = "name only files with jobs; `--only-manifests` skips all others"
ADVICE = 50
"""The multiple of the bound of findings up to which advice is looked for."""


class ManifestCheck:
    """Checks manifests one by one; names of jobs that clash are found across them.

    Args:
        config: The configuration.
        rules: The rule book.
        names: The names of the jobs of the run.
        floor: The least severity to report; less severe findings may still be returned.
        fail: Called with the location and the reason if a rule fails on a manifest; without it, the error is raised.
    """

    def __init__(
        self,
        config: Config,
        rules: dict[str, Rule],
        names: JobNames,
        floor: SeverityName,
        fail: Callable[[str, str], None] | None = None,
    ) -> None:
        self._config = config
        self._rules = rules
        self._names = names
        self._floor = floor
        self._fail = fail

    def findings(self, manifest: Manifest, *, has_signs: bool, line: int = 0) -> tuple[list[Finding], bool]:
        """Return all findings of a manifest, and whether there are so many that the search was cut short.

        Args:
            manifest: The manifest.
            has_signs: Whether its text contains a sign that a check on texts declares.
            line: The line of the job's name; 0 if it is not known.
        """
        found = list(manifest.findings)
        job = manifest.value
        if not manifest.document.is_complete:
            return found, False
        if not isinstance(job, dict):
            return [*found, *(_not_a_mapping(job) if not found or job is not None else ())], False
        if is_answer(job, manifest.model):
            return [_answer()], False
        if job and not manifest.document.call and not has_any_member(job, manifest.model):
            return [_not_a_manifest(manifest.source.text)], False
        typed = (it for it in found if it.rule in WRONG_TYPE_RULES)
        explained = [it.blames[0].path for it in typed if it.severity != SEVERITIES[-1]]  # advice explains nothing
        shape, is_cut = self._bounded(it for it in _shape(manifest, job) if not _is_below(it.blames[0].path, explained))
        found += shape
        if not is_cut:  # otherwise it is not known which values rules can rely on
            is_typed = not explained
            others, is_cut = self._bounded(
                self._others(manifest, job, shape, has_signs=has_signs, typed=is_typed, line=line)
            )
            found += others
        kept = one_for_each_typo(found)
        secret = {it.blames[0].path for it in kept if it.rule == CREDENTIAL and it.blames[0].part == "value"}
        return [
            it for it in kept if it.rule == CREDENTIAL or it.blames[0].path not in secret or it.blames[0].part == "key"
        ], is_cut

    def is_advice(self, finding: Finding) -> bool:
        """Return whether a finding is only advice."""
        return severity(finding, self._rules[finding.rule], self._config) == SEVERITIES[-1]

    def _bounded(self, findings: Iterator[Finding]) -> tuple[list[Finding], bool]:
        """Return findings up to the bound, and whether there are more."""
        most = self._config.limits.findings
        found: list[Finding] = []
        counted = 0
        for finding in findings:
            found.append(finding)
            counted += not self.is_advice(finding)
            if counted > most or len(found) > most * ADVICE:
                return found, True
        return found, False

    def _others(
        self, manifest: Manifest, job: dict[str, Any], shape: list[Finding], *, has_signs: bool, typed: bool, line: int
    ) -> Iterator[Finding]:
        """Yield the findings other than those of the shape check.

        Args:
            manifest: The manifest.
            job: Its request.
            shape: The findings of the shape check.
            has_signs: As for `findings`.
            typed: Whether `shape` reports every value of a wrong type.
            line: As for `findings`.
        """
        if has_signs:
            yield from placeholders(job)
            yield from credentials(job)
        region = manifest.region or self._config.region
        if not manifest.is_call:  # of several calls only one may run
            yield from self._names.add(manifest, self._config.region, line)
        if self._config.schemas and (manifest.is_request or not manifest.is_call):
            from ircompile.rulebook.checks.schemas import schema_violations

            yield from schema_violations(job, self._config.schemas)
        reported = already_reported(shape)
        looked_at = request_for_rules(job, shape)
        for found in (skeleton(job, manifest.model.request), loaded_values(job), data_input(manifest, looked_at)):
            yield from (it for it in found if it.blames[0].path not in reported)
        if self._config.quotas:
            from ircompile.rulebook.checks.quotas import exceeded_quotas

            yield from exceeded_quotas(looked_at, self._config.quotas)
        is_sound = not shape and manifest.is_request
        for rule in self._candidates(manifest, looked_at, region, is_sound=is_sound, typed=typed):
            try:
                yield from _run(rule, looked_at, job, region, reported)
            except RuleError as error:
                if self._fail is None:
                    raise
                line, column = manifest.source.location(manifest.span(error.path)[0])
                self._fail(f"{manifest.source.name}:{line}:{column}", hide_credentials(manifest)(str(error)))

    def _candidates(
        self, manifest: Manifest, job: dict[str, Any], region: str, *, is_sound: bool, typed: bool
    ) -> Iterable[Rule]:
        """Return the rules that may find something in a request."""
        if not manifest.model.ships or not typed:
            return [rule for rule in self._rules.values() if rule.asserts]
        config = self._config
        # Where unused suppressions are reported, all findings count that they could have suppressed.
        wants_all = config.baseline or config.severity or config.ignored or signs_of(manifest.source)[1]
        floor = SEVERITIES[-1] if wants_all else self._floor
        given = manifest.value if manifest.is_request else None
        return candidates(self._rules, job, region, is_sound=is_sound, floor=floor, given=given, hits=manifest.hits)


def _run(
    rule: Rule, job: dict[str, Any], given: dict[str, Any], region: str, reported: dict[Path, Finding]
) -> Iterator[Finding]:
    """Yield the findings of a rule, except those that repeat a finding of the shape check on the same value.

    A finding on such a value is kept if the rule also yields it for an unknown value, since it then depends only on the
    value's presence. A finding on a member that may only be meant by a misspelt one is left out.

    Args:
        rule: The rule.
        job: The request as rules see it.
        given: The request as it was given.
        region: The region of the job, or "" if it is not known.
        reported: The findings of the shape check, by path.
    """
    for finding in rule.run(job, region):
        path = finding.blames[0].path
        if path in reported:
            value = get(job, path)
            if makes_redundant(reported[path], value):
                continue
            without = put(job, path, unknown_like(value))
            if not any(it.blames[0].path == path for it in rule.run(without, region, path)):
                continue
        elif any(blame.path not in reported and is_only_meant(job, given, blame.path) for blame in finding.blames):
            continue
        yield finding


def _shape(manifest: Manifest, job: dict[str, Any]) -> Iterator[Finding]:
    """Yield the findings of the shape check and ambiguous scalars, which are not also reported for their types."""
    ambiguous = [it for text in manifest.texts() for it in _ambiguous(text, manifest)]
    replaced = {finding.blames[0].path for finding in ambiguous if finding.severity == "error"}
    violations = manifest.violations if job is manifest.document.value else None
    is_json = manifest.source.kind == "json"
    for it in check(job, manifest.model, violations, is_json=is_json):
        if it.blames[0].path not in replaced:
            yield it
    if manifest.is_call:
        from ircompile.rulebook.checks.partial_texts import partial_texts

        yield from partial_texts(job, manifest.violations, manifest.model)
    yield from ambiguous


def _ambiguous(text: Manifest, manifest: Manifest) -> Iterator[Finding]:
    """Yield the findings on scalars that readers of YAML take differently, in one of the texts of a manifest."""
    if text.source.kind != "yaml" or text.is_call or text.document.is_unambiguous:
        return
    from ircompile.rulebook.checks.ambiguity import ambiguities

    for it in ambiguities(text.document.root, text.source.text, text.model.request):
        path = manifest.path_of(text, it.blames[0].path)
        if path is not None:
            it.blames = [Blame(path, blame.label, part=blame.part) for blame in it.blames]
            for change in it.changes:
                change.path = path
            yield it


def _is_below(path: Path, others: list[Path]) -> bool:
    return any(path[: len(other)] == other for other in others)


def _not_a_mapping(value: Any) -> Iterator[Finding]:
    from ircompile.findings.messages import kind_of

    what = "the document is empty" if value is None else f"the document is {kind_of(value)}"
    yield Finding(
        "root-not-mapping",
        [Blame(())],
        message=f"{what}, but a manifest must be a mapping",
        help="write the members of the request: JobName, JobType, RoleArn, InputConfig",
    )


def _answer() -> Finding:
    return Finding(
        "not-a-manifest",
        [Blame(())],
        message=f"this is an answer of {COMMAND}, not a request",
        help="`ircompile convert` prints its request",
    )


def _not_a_manifest(text: str) -> Finding:
    makes_job = STATE_ACTION in text or OPERATION in text  # as in a state machine or a workflow
    advice = "`ircompile convert` makes manifests of the jobs in it" if makes_job else ONLY_JOBS
    message = "this is not a manifest: no key is a member of the request"
    return Finding("not-a-manifest", [Blame(())], message=message, help=advice)
