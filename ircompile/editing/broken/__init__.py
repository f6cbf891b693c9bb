"""The findings in texts that can't be read: why not, and what is certain of the rest."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from ircompile.editing.broken.holes import has_hole, with_unknown
from ircompile.editing.broken.repair import HOLE
from ircompile.editing.broken.repair_json import repaired_json
from ircompile.editing.broken.repair_yaml import repaired_yaml
from ircompile.editing.reading import Reading, lint, read
from ircompile.findings.diagnostic import Edit
from ircompile.linting.full_check import in_order
from ircompile.linting.suppress.problems import RULES
from ircompile.manifest.detect import has_any_member, is_manifest
from ircompile.manifest.load import documents
from ircompile.manifest.manifest import Allowance, Manifest
from ircompile.sources.source import Source, from_text
from ircompile.syntax.document import Document, parse_error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ircompile.editing.broken.repair import Repaired
    from ircompile.editing.settings import Settings
    from ircompile.findings.diagnostic import Diagnostic, Fix, Location
    from ircompile.model.model import Model

    Origin = Callable[[int], int | None]
    _Range = tuple[int, int, int, int]
    """The line and the column of the start, and those of the end."""

FAULT = "parse-error"
LARGEST = 1 << 19
"""The most characters of a text of which a part can't be read and the rest is checked."""


def lint_broken(reading: Reading, settings: Settings) -> list[Diagnostic]:
    """Return the findings in a text of which a part can't be read: the faults, and what is found in the rest.

    Nothing is reported that what is half typed may change: the absence of a member beside it, for example.

    Raises:
        UserError: The configuration, or a file that it names, can't be used.
    """
    rest = repaired_reading(reading, settings)
    if rest is None:
        return lint(reading, settings)
    its, repaired = rest
    source = its.source
    faulty = [it for it in reading.manifests if not it.document.is_complete or _has_fault(it)]
    faults = [it for it in lint(replace(reading, manifests=faulty), settings) if it.rule not in RULES]
    known = {(it.line, it.column, it.rule) for it in faults}
    found = lint(its, settings)
    moved = [there for it in found if (there := _moved(it, source, reading.source, repaired))]
    here = reading.source.name
    own = in_order(
        [*faults, *(it for it in moved if it.filename == here and (it.line, it.column, it.rule) not in known)]
    )
    return [*own, *(it for it in moved if it.filename != here)]


def is_broken(reading: Reading) -> bool:
    """Return whether a manifest in a text can't be read because of a fault in the text."""
    is_text = reading.source.kind in ("yaml", "json")
    return is_text and any(not it.document.is_complete and _has_fault(it) for it in reading.manifests)


def _has_fault(manifest: Manifest) -> bool:
    return any(finding.rule == FAULT for finding in manifest.document.findings)


def legible(text: str, settings: Settings) -> tuple[Reading, Origin]:
    """Return what can be read of a text, and a function that returns the offset in the text of one in its source.

    The function returns None for an offset in what is only half typed.

    Raises:
        UnreadableFileError, UserError: As for `read`.
    """
    reading = read(text, settings)
    rest = repaired_reading(reading, settings) if is_broken(reading) else None
    if rest is None:
        return reading, lambda offset: reading.before + offset
    its, repaired = rest

    def origin(offset: int) -> int | None:
        found = repaired.origin(offset)
        return None if found is None else reading.before + found

    return its, origin


@lru_cache(maxsize=2)
def repaired_reading(reading: Reading, settings: Settings) -> tuple[Reading, Repaired] | None:
    """Return what is in a text of which a part can't be read, after repairs; None if they do not help.

    What is half typed is unknown in its values.
    """
    repaired = _repaired(reading)
    if repaired is None:
        return None
    source = from_text(reading.source.name, repaired.text, reading.source.kind)
    manifests = [*_manifests(source, settings)]
    if not manifests or not all(it.document.is_complete for it in manifests):
        return None
    return Reading(source, manifests, 0), repaired


def _repaired(reading: Reading) -> Repaired | None:
    text = reading.source.text
    if HOLE in text or len(text) > LARGEST or not reading.source.readable:
        return None
    if reading.source.kind == "json":
        return repaired_json(text)
    return repaired_yaml(
        text, min((it.document.doubtful[0][0] for it in reading.manifests if it.document.doubtful), default=0)
    )


def _manifests(source: Source, settings: Settings) -> Iterator[Manifest]:
    """Yield the manifests of a repaired text."""
    allowance = Allowance(settings.config.limits.shorthand)
    model = settings.model
    for document in documents(source, settings.config, model):
        is_hurt = document.call is None and has_hole(document.value)
        manifest = Manifest(source, _without_holes(document, model) if is_hurt else document, model, allowance)
        value = manifest.document.value
        is_like_job = is_hurt and isinstance(value, dict) and has_any_member(value, model)
        if document.call or is_like_job or is_manifest(manifest):
            yield manifest


def _without_holes(document: Document, model: Model) -> Document:
    """Return a document in which what is half typed is unknown; a finding says so, as for all unknown values."""
    value = with_unknown(document.value, model.request)
    findings = [*document.findings, parse_error("half typed", 0)]
    is_complete, is_unambiguous = document.is_complete, document.is_unambiguous
    return Document(value, lambda: document.root, findings, is_complete=is_complete, is_unambiguous=is_unambiguous)


def _moved(it: Diagnostic, repaired: Source, source: Source, by: Repaired) -> Diagnostic | None:
    """Return a finding in a repaired text as one in the original; None for one that the repair may have caused."""
    if it.rule in RULES or it.rule == FAULT or HOLE in f"{it.message}{it.label}{it.help}":
        return None
    if it.filename != source.name:
        return it
    ranges: list[Diagnostic | Location] = [it, *(other for other in it.related if not other.filename)]
    places = [_place(at, repaired, source, by) for at in ranges]
    if None in places:
        return None
    own, *others = (place for place in places if place)
    line, column, end_line, end_column = own
    if it.rule == "unknown-field" and source.offset(end_line, end_column) in by.places:
        return None  # its name is being typed
    related = iter(others)
    return replace(
        it,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        related=tuple(other if other.filename else _at(other, next(related)) for other in it.related),
        fixes=tuple(fix for each in it.fixes if (fix := _fix(each, by))),
    )


def _at(location: Location, place: _Range) -> Location:
    line, column, end_line, end_column = place
    return replace(location, line=line, column=column, end_line=end_line, end_column=end_column)


def _place(at: Diagnostic | Location, repaired: Source, source: Source, by: Repaired) -> _Range | None:
    start = by.origin(repaired.offset(at.line, at.column))
    end = by.origin(repaired.offset(at.end_line, at.end_column))
    if start is None or end is None:
        return None
    return *source.location(start), *source.location(max(start, end))


def _fix(fix: Fix, by: Repaired) -> Fix | None:
    edits = [(by.origin(edit.start), by.origin(edit.end), edit.text) for edit in fix.edits]
    if not all(start is not None and end is not None for start, end, _ in edits):
        return None
    return replace(fix, edits=tuple(Edit(start or 0, end or 0, text) for start, end, text in edits))
