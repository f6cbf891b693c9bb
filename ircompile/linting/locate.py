"""Conversion of findings to diagnostics: adds locations, severities and fixes, and masks credentials."""

from __future__ import annotations

from dataclasses import replace

from ircompile.config.file import setting_line
from ircompile.config.settings import OFF
from ircompile.findings.diagnostic import CellRange, Diagnostic, Fix, Location, Severity
from ircompile.findings.finding import UNREAD, Blame
from ircompile.findings.masking import Mask
from ircompile.findings.messages import cut, escaped
from ircompile.findings.values import pointer
from ircompile.linting.selection import is_selected
from ircompile.manifest.manifest import Manifest
from ircompile.model.model import model_of
from ircompile.rulebook.book import with_rules
from ircompile.rulebook.checks.credentials import known
from ircompile.syntax.document import Document
from ircompile.syntax.tree import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ircompile.config.settings import Config
    from ircompile.findings.finding import Finding
    from ircompile.findings.values import Path
    from ircompile.manifest.merged import Merged
    from ircompile.rulebook.rule import Rule
    from ircompile.sources.cells import Cells
    from ircompile.sources.source import Source

CALL = "the call"
"""The label of the call that makes a job, which findings on values from elsewhere name."""


def diagnostics(
    findings: list[Finding], manifest: Manifest, rules: dict[str, Rule], config: Config, merged: Merged | None = None
) -> Iterator[Diagnostic]:
    """Yield the diagnostic of each finding about a manifest, in order.

    Args:
        findings: The findings.
        manifest: The manifest.
        rules: All rules, by id.
        config: The configuration of the manifest's source.
        merged: The job that the manifest is a layer of, if pointers are to be pointers into it.
    """
    mask = hide_credentials(*(merged.layers if merged else [manifest])) if findings else Mask()

    def worded(text: str) -> str:
        return mask(cut(escaped(text)))

    fixes = _fixes(findings, manifest)
    for number, blames in _blamed(findings, manifest):
        finding = findings[number]
        rule = rules[finding.rule]
        first, *related = (_location(blame, manifest, mask, merged) for blame in blames)
        related += _call(blames[0], first, manifest)
        yield Diagnostic(
            filename=manifest.source.name,
            rule=rule.id,
            severity=Severity(severity(finding, rule, config)),
            confidence=finding.confidence or rule.confidence,
            message=worded(finding.message),
            help=worded(finding.help),
            pointer=first.pointer,
            line=first.line,
            column=first.column,
            end_line=first.end_line,
            end_column=first.end_column,
            label=first.label,
            cell=first.cell,
            notes=tuple(worded(note) for note in _notes(finding, manifest)),
            related=tuple(related),
            fixes=tuple(
                Fix(mask(fix.title), fix.safe, fix.edits)
                for fix in fixes[number]
                if all(mask(edit.text) == edit.text for edit in fix.edits)  # reports show the text of edits
            ),
            identity=mask(_identity(_path(finding.blames[0], manifest, merged), merged or manifest)),
        )


def selected_diagnostics(findings: list[Finding], source: Source, config: Config) -> list[Diagnostic]:
    """Return the diagnostics of findings about a text that is not a manifest, of the rules that are selected."""
    model = model_of(config)
    rules = with_rules(config.rules, model)
    manifest = Manifest(source, Document(None, Node(None, 0, 0), []), model)
    located = diagnostics(findings, manifest, rules, config)
    return [it for it in located if is_selected(it, rules[it.rule].topic, config)]


def of_setting(finding: Finding, config: Config, path: Path, sources: dict[str, Source]) -> list[Diagnostic]:
    """Return the diagnostic of a finding about a setting; none if its rule is not selected.

    Args:
        finding: The finding.
        config: The configuration.
        path: The path of the setting.
        sources: The configuration files that were read, to which this one is added.
    """
    source, span = setting_line(config.where(path), sources)
    finding.blames = [Blame((), span=span)]
    return selected_diagnostics([finding], source, config)


def _notes(finding: Finding, manifest: Manifest) -> Sequence[str]:
    note = manifest.document.note
    return tuple(filter(None, (*finding.notes, note(finding)))) if note else finding.notes


def severity(finding: Finding, rule: Rule, config: Config) -> str:
    """Return the severity of a finding: the configured one, else the finding's own, else its rule's.

    Findings of `UNREAD` rules can't be configured. A rule that is off keeps its severity; `is_selected` drops it.
    """
    if not config.severity:
        return finding.severity or rule.severity
    configured = None if rule.id in UNREAD else config.severity_of(rule.id, rule.topic)
    return finding.severity or rule.severity if configured is None or configured == OFF else configured


def _identity(path: Path, manifest: Manifest) -> str:
    """Return the pointer for a path by the identities of list elements; "" if none are on it."""
    if not any(isinstance(step, int) for step in path):
        return ""
    from ircompile.model.identity import identity_path

    return pointer(identity_path(path, manifest.value, manifest.model.request))


def hide_credentials(*manifests: Manifest) -> Mask:
    """Return a mask for the credentials in manifests, and hide the lines that hold them from reports.

    The lines are added to the `secrets` of their sources.
    """
    return Mask({word for manifest in manifests for word in _credential_words(manifest)})


def _credential_words(manifest: Manifest) -> set[str]:
    source = manifest.source
    words = set(source.secrets.words)
    # A shell's quotes may be inside a word, and escapes in a text within a text.
    may_hold_any = source.secrets.may_be or source.kind == "command" or manifest.is_call
    spans = set()  # a set: values that are merged several times share one span
    for path, part, credential_words in known(manifest.value) if may_hold_any else ():
        words.update(credential_words)
        spans.add(manifest.span(path, part))
    number = source.lines.number
    for start, end in spans:
        source.secrets.lines.update(range(number(start), number(max(start, end - 1)) + 1))
    return words


def _path(blame: Blame, manifest: Manifest, merged: Merged | None) -> Path:
    """Return the path in the request of what a blame is about."""
    if merged is None or blame.source:
        return blame.path
    return merged.path_of(manifest, blame.path) or ()


def _blamed(findings: list[Finding], manifest: Manifest) -> Iterable[tuple[int, Sequence[Blame]]]:
    """Return the numbers of the findings that are to be reported, and what each blames."""
    if not findings or manifest.source.kind != "yaml" or "&" not in manifest.source.text:
        return enumerate(finding.blames for finding in findings)
    from ircompile.linting.aliases import blamed

    return blamed(findings, manifest)


def _location(blame: Blame, manifest: Manifest, mask: Mask, merged: Merged | None) -> Location:
    start, end = blame.span or manifest.span(blame.path, blame.part)
    source = blame.source or manifest.source
    path = _path(blame, manifest, merged)
    found = _range(source, start, end, mask(pointer(path)), mask(escaped(blame.label)))
    return found if source is manifest.source else replace(found, filename=source.name)


def _call(blame: Blame, found: Location, manifest: Manifest) -> list[Location]:
    """Return the call that sends what a finding blames; none if the finding is in the call, or about a comment."""
    if not manifest.document.call or (blame.span and not blame.path):
        return []
    call = _range(manifest.source, *manifest.document.call, label=CALL)
    starts_in = (call.line, call.column) <= (found.line, found.column)
    is_in = starts_in and (found.end_line, found.end_column) <= (call.end_line, call.end_column)
    return [] if is_in else [call]


def _range(source: Source, start: int, end: int, pointer: str = "", label: str = "") -> Location:
    end = max(start, end)
    cell = _cell(source.cells, start, end) if source.cells else None
    return Location(*source.location(start), *source.location(end), pointer, label, cell=cell)


def _cell(cells: Cells, start: int, end: int) -> CellRange | None:
    """Return a range in a cell of a notebook; None for one that begins outside of them."""
    first, last = cells.location(start), cells.location(end)
    if first is None:  # pragma: no cover  no known finding is outside of all cells
        return None
    return CellRange(*first, *(last if last and last[0] == first[0] else first)[1:])


def _fixes(findings: list[Finding], manifest: Manifest) -> list[tuple[Fix, ...]]:
    if not any(finding.changes for finding in findings):
        return [()] * len(findings)
    from ircompile.linting.fix_edits import fixes

    return fixes(findings, manifest)
