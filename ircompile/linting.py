"""Manifests x rule book -> diagnostics.

Checks are run, places found, double findings dropped and the rest sorted here, and nowhere else.
"""

from __future__ import annotations

from ircompile.finding import Blame, Finding
from ircompile.manifest import Manifest
from ircompile.model.checking import check
from ircompile.tree import UNKNOWN, pointer, put
from ircompile.wording import escaped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from ircompile.config import Config
    from ircompile.diagnostic import Diagnostic, Fix, Place
    from ircompile.rulebook import Rule
    from ircompile.source import Source

TYPE_FAULTS = frozenset({"wrong-type", "null-value", "bool-for-integer"})
"""Faults after which a value can't be reasoned with."""


def read(source: Source, config: Config) -> list[Manifest]:
    """The manifests of a source, one a document; at least one, so that a text that has none is spoken of too."""
    from ircompile.reading.document import Document
    from ircompile.tree import Node

    if not source.readable:
        documents = [Document(None, Node(None, 0, 0), [], whole=False)]
    elif source.kind == "json" and source.text.strip():
        from ircompile.reading.json_text import read_json

        documents = read_json(source, config.limits)
    elif source.text.strip():
        from ircompile.reading.yaml_text import read_yaml

        documents = read_yaml(source, config.limits)
    else:
        documents = []
    return [Manifest(source, document) for document in documents or [Document(None, Node(None, 0, 0), [])]]


def lint_source(source: Source, config: Config, rules: dict[str, Rule]) -> list[Diagnostic]:
    """Everything that is wrong with a source, in the order of the text; of all severities."""
    return lint_manifests(source, read(source, config), rules)


def lint_manifests(source: Source, manifests: list[Manifest], rules: dict[str, Rule]) -> list[Diagnostic]:
    """Likewise, of manifests that were read before."""
    found: list[Diagnostic] = []
    for number, manifest in enumerate(manifests):
        findings = findings_of(manifest, rules)
        if not number:
            findings = [*source.faults, *findings]
        found.extend(_diagnostics(findings, manifest, rules))
    return sorted(dict.fromkeys(found), key=lambda it: (it.line, it.column, it.severity.rank, it.rule))


def findings_of(manifest: Manifest, rules: dict[str, Rule]) -> list[Finding]:
    """All findings of one manifest."""
    findings = list(manifest.findings)
    if not manifest.document.whole:
        return findings
    job = manifest.value
    if not isinstance(job, dict):
        return [*findings, *_no_mapping(job)] if not findings or job is not None else findings
    faults = list(_shape_faults(manifest, job))
    spoken = {fault.blames[0].path for fault in faults if fault.rule != "missing-field"}
    findings += faults
    findings += (fault for fault in _skeleton(job) if fault.blames[0].path not in spoken)
    findings += _placeholders(job)
    meant = _meant(job, faults)
    for rule in rules.values():
        findings += (fault for fault in rule.run(meant) if fault.blames[0].path not in spoken)
    return findings


def _shape_faults(manifest: Manifest, job: dict[str, Any]) -> Iterator[Finding]:
    """The shape check's findings; where readers differ on a scalar, that is said instead of its type."""
    ambiguous: list[Finding] = []
    if manifest.source.kind == "yaml":
        from ircompile.checks.ambiguity import ambiguities

        ambiguous = list(ambiguities(manifest.document.root, manifest.source.text))
    replaced = {finding.blames[0].path for finding in ambiguous if finding.severity == "error"}
    for finding in check(job):
        if finding.blames[0].path not in replaced:
            yield finding
    yield from ambiguous


def _no_mapping(value: Any) -> Iterator[Finding]:
    from ircompile.wording import kind_of

    what = "the document is empty" if value is None else f"the document is {kind_of(value)}"
    yield Finding(
        "root-not-mapping",
        [Blame(())],
        message=f"{what}, a manifest is a mapping",
        help="write the members of the request: JobName, JobType, RoleArn, InputConfig",
    )


def _skeleton(job: dict[str, Any]) -> Iterable[Finding]:
    from ircompile.checks.skeleton import skeleton

    return skeleton(job)


def _placeholders(job: dict[str, Any]) -> Iterable[Finding]:
    from ircompile.checks.placeholders import placeholders

    return placeholders(job)


def _meant(job: dict[str, Any], faults: list[Finding]) -> Any:
    """The request that rules reason with: without values of the wrong type, and with words in their proper case."""
    for fault in faults:
        path = fault.blames[0].path
        if fault.rule in TYPE_FAULTS:
            job = put(job, path, UNKNOWN)
        elif fault.rule == "not-allowed-value":
            for change in fault.changes:
                if change.safe:
                    job = put(job, path, change.new)
    return job


def _diagnostics(findings: Iterable[Finding], manifest: Manifest, rules: dict[str, Rule]) -> Iterator[Diagnostic]:
    from ircompile.diagnostic import Diagnostic, Severity

    for finding in findings:
        rule = rules[finding.rule]
        place, *related = (_place(blame, manifest) for blame in finding.blames)
        yield Diagnostic(
            filename=manifest.source.name,
            rule=rule.id,
            severity=Severity(finding.severity or rule.severity),
            confidence=finding.confidence or rule.confidence,
            message=escaped(finding.message),
            help=escaped(finding.help),
            pointer=place.pointer,
            line=place.line,
            column=place.column,
            end_line=place.end_line,
            end_column=place.end_column,
            label=place.label,
            notes=tuple(map(escaped, finding.notes)),
            related=tuple(related),
            fixes=tuple(_fixes(finding, manifest)),
        )


def _place(blame: Blame, manifest: Manifest) -> Place:
    from ircompile.diagnostic import Place

    start, end = blame.span or manifest.place(blame.path, blame.part)
    source = manifest.source
    return Place(pointer(blame.path), *source.position(start), *source.position(max(start, end)), escaped(blame.label))


def _fixes(finding: Finding, manifest: Manifest) -> Iterator[Fix]:
    if finding.changes:
        from ircompile.fixing import fix

        for change in finding.changes:
            mended = fix(change, manifest)
            if mended:
                yield mended
