"""The `json` format: one object with all that is known, for programs; its schema is config/schemas/report.json."""

from __future__ import annotations

from dataclasses import asdict

from ircompile.linting.fingerprint import fingerprints
from ircompile.package import __version__
from ircompile.reporting.json_text import json_text
from ircompile.reporting.report import rule_url

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ircompile.findings.diagnostic import Diagnostic, Fix, Location
    from ircompile.model.model import Model
    from ircompile.reporting.report import Report
    from ircompile.sources.source import Source

VERSION = 1
"""The version of the format; incompatible changes increase it."""


def lines(report: Report) -> Iterator[str]:
    """Yield the report's lines."""
    levels = [str(it.severity) for it in report.diagnostics]
    value = {
        "version": VERSION,
        "tool": {"name": "ircompile", "version": __version__},
        "model": _model(report.model),
        "summary": {
            "files": len(report.sources),
            "complete": report.complete,
            **{level: levels.count(level) for level in ("error", "warning", "info")},
            "suppressed": dict(zip(("baseline", "ignored"), report.suppressed, strict=True)),
        },
        "unread": list(unread(report)),
        "diagnostics": list(diagnostics(report)),
    }
    yield json_text(value)


def _model(model: Model) -> dict[str, str]:
    return {"file": model.file} if model.file else {name: model.facts[name] for name in ("botocore", "date")}


def unread(report: Report) -> Iterator[dict[str, str]]:
    """Yield the inputs that could not be read as JSON values."""
    return ({"file": name, "error": why} for name, why in report.unread)


def diagnostics(report: Report) -> Iterator[dict[str, Any]]:
    """Yield the diagnostics as JSON values."""
    for it, fingerprint in zip(report.diagnostics, fingerprints(report.diagnostics), strict=True):
        yield {
            "file": it.filename,
            "rule": it.rule,
            "url": rule_url(it.rule),
            "severity": str(it.severity),
            "confidence": it.confidence,
            "message": it.message,
            "help": it.help,
            "notes": list(it.notes),
            "pointer": it.pointer,
            **_location(it, report.texts[it.filename]),
            "label": it.label,
            "related": [_related(location, it, report) for location in it.related],
            "environments": list(it.environments),
            "fixes": [_fix(fix, report.texts[it.filename]) for fix in it.fixes],
            "fingerprint": fingerprint,
        }


def _related(location: Location, it: Diagnostic, report: Report) -> dict[str, Any]:
    file = location.filename or it.filename
    return {
        "file": file,
        "pointer": location.pointer,
        **_location(location, report.texts[file]),
        "label": location.label,
    }


def _location(it: Diagnostic | Location, source: Source) -> dict[str, Any]:
    cell = {"cell": asdict(it.cell)} if it.cell else {}
    return _span(source, (it.line, it.column), (it.end_line, it.end_column)) | cell


def _fix(fix: Fix, source: Source) -> dict[str, Any]:
    edits = [
        {**_span(source, source.location(edit.start), source.location(edit.end)), "text": edit.text}
        for edit in fix.edits
    ]
    return {"title": fix.title, "applicability": "safe" if fix.safe else "unsafe", "edits": edits}


def _span(source: Source, start: tuple[int, int], end: tuple[int, int]) -> dict[str, int]:
    """Return the start and end of a span as lines and columns, from 1, and as byte offsets into UTF-8."""
    return {
        "line": start[0],
        "column": start[1],
        "end_line": end[0],
        "end_column": end[1],
        "offset": source.byte(*start),
        "end_offset": source.byte(*end),
    }
