"""Findings -> diagnostics: with their places, as severe as the configuration says, and with no credential in a word."""

from __future__ import annotations

from ircompile.config.settings import OFF
from ircompile.findings.diagnostic import Diagnostic, Fix, Location, Severity
from ircompile.findings.finding import UNREAD
from ircompile.findings.masking import Mask
from ircompile.findings.messages import cut, escaped
from ircompile.findings.values import pointer
from ircompile.rulebook.checks.credentials import known

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircompile.config.settings import Config
    from ircompile.findings.finding import Blame, Finding
    from ircompile.manifest.manifest import Manifest
    from ircompile.rulebook.rule import Rule


def diagnostics(
    findings: list[Finding], manifest: Manifest, rules: dict[str, Rule], config: Config
) -> Iterator[Diagnostic]:
    """The diagnostics for findings about a manifest, in their order."""
    mask = mask_of(manifest) if findings else Mask()

    def worded(text: str) -> str:
        return mask(cut(escaped(text)))

    for finding, fixes in zip(findings, _fixes(findings, manifest), strict=True):
        rule = rules[finding.rule]
        place, *related = (_place(blame, manifest, mask) for blame in finding.blames)
        yield Diagnostic(
            filename=manifest.source.name,
            rule=rule.id,
            severity=Severity(severity(finding, rule, config)),
            confidence=finding.confidence or rule.confidence,
            message=worded(finding.message),
            help=worded(finding.help),
            pointer=place.pointer,
            line=place.line,
            column=place.column,
            end_line=place.end_line,
            end_column=place.end_column,
            label=place.label,
            notes=tuple(worded(note) for note in finding.notes),
            related=tuple(related),
            fixes=tuple(
                Fix(mask(fix.title), fix.safe, fix.edits)
                for fix in fixes
                if all(mask(edit.text) == edit.text for edit in fix.edits)  # reports show what fixes write
            ),
        )


def severity(finding: Finding, rule: Rule, config: Config) -> str:
    """How bad a finding is: as the configuration says of its rule, else as it says itself, else as its rule does."""
    said = None if rule.id in UNREAD else config.severity_of(rule.id, rule.topic)
    return finding.severity or rule.severity if said is None or said == OFF else said


def mask_of(manifest: Manifest) -> Mask:
    """The mask of the credentials of a manifest; the lines that they stand on are hidden from now on."""
    source = manifest.source
    words = set(source.secrets.words)
    is_possible = source.secrets.may_be or source.kind == "command"  # in which quotes may stand within a word
    places = set()
    for path, part, telling in known(manifest.value) if is_possible else ():
        words.update(telling)
        places.add(manifest.span(path, part))
    for start, end in places:  # what is merged stands in one place, however often it is there
        source.secrets.lines.update(range(source.location(start)[0], source.location(max(start, end - 1))[0] + 1))
    return Mask(words)


def _place(blame: Blame, manifest: Manifest, mask: Mask) -> Location:
    start, end = blame.span or manifest.span(blame.path, blame.part)
    source = manifest.source
    places = (*source.location(start), *source.location(max(start, end)))
    return Location(mask(pointer(blame.path)), *places, mask(escaped(blame.label)))


def _fixes(findings: list[Finding], manifest: Manifest) -> list[tuple[Fix, ...]]:
    if not any(finding.changes for finding in findings):
        return [()] * len(findings)
    from ircompile.linting.fix_edits import fixes

    return fixes(findings, manifest)
