"""`json`: one object with everything that is known, for programs; its schema is schemas/report.json."""

from __future__ import annotations

from ircompile.linting.fingerprint import fingerprints
from ircompile.package import __version__
from ircompile.reporting.json_text import json_text
from ircompile.reporting.report import rule_url

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ircompile.findings.diagnostic import Fix, Location
    from ircompile.model.model import Model
    from ircompile.reporting.report import Report
    from ircompile.sources.source import Source

VERSION = 1
"""Of the format; a change that a reader could stumble over makes a new one."""


def lines(report: Report) -> Iterator[str]:
    """The report's lines."""
    levels = [str(it.severity) for it in report.diagnostics]
    value = {
        "version": VERSION,
        "tool": {"name": "ircompile", "version": __version__},
        "model": _model(report.model),
        "summary": {
            "files": len(report.sources),
            "complete": report.complete,
            **{level: levels.count(level) for level in ("error", "warning", "info")},
        },
        "diagnostics": list(diagnostics(report)),
    }
    yield json_text(value)


def _model(model: Model) -> dict[str, str]:
    return {"file": model.file} if model.file else {name: model.facts[name] for name in ("botocore", "date")}


def diagnostics(report: Report) -> Iterator[dict[str, Any]]:
    """The diagnostics as JSON values."""
    for it, identity in zip(report.diagnostics, fingerprints(report.diagnostics), strict=True):
        source = report.sources[it.filename]
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
            **_span(source, (it.line, it.column), (it.end_line, it.end_column)),
            "label": it.label,
            "related": [_related(place, source) for place in it.related],
            "fixes": [_fix(fix, source) for fix in it.fixes],
            "fingerprint": identity,
        }


def _related(it: Location, source: Source) -> dict[str, Any]:
    span = _span(source, (it.line, it.column), (it.end_line, it.end_column))
    return {"pointer": it.pointer, **span, "label": it.label}


def _fix(fix: Fix, source: Source) -> dict[str, Any]:
    edits = [
        {**_span(source, source.location(edit.start), source.location(edit.end)), "text": edit.text}
        for edit in fix.edits
    ]
    return {"title": fix.title, "applicability": "safe" if fix.safe else "unsafe", "edits": edits}


def _span(source: Source, start: tuple[int, int], end: tuple[int, int]) -> dict[str, int]:
    """Where something begins and ends, for people and for programs."""
    return {
        "line": start[0],
        "column": start[1],
        "end_line": end[0],
        "end_column": end[1],
        "offset": source.byte(*start),
        "end_offset": source.byte(*end),
    }
