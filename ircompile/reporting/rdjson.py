"""The `rdjson` format: the Reviewdog Diagnostic Format.

Source: reviewdog/proto/rdf/reviewdog.proto; ends are exclusive, and columns are bytes of UTF-8, counted from 1.
"""

from __future__ import annotations

from ircompile.package import RULE_PAGES
from ircompile.reporting.json_text import json_text
from ircompile.reporting.report import rule_url

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ircompile.findings.diagnostic import Diagnostic, Location
    from ircompile.reporting.report import Report
    from ircompile.sources.source import Source


def lines(report: Report) -> Iterator[str]:
    """Yield the report's lines."""
    yield json_text(
        {
            "source": {"name": "ircompile", "url": RULE_PAGES},
            "diagnostics": [
                *(_diagnostic(it, report.texts) for it in report.diagnostics),
                *({"message": why, "severity": "ERROR", "location": {"path": name}} for name, why in report.unread),
            ],
        }
    )


def _diagnostic(it: Diagnostic, texts: dict[str, Source]) -> dict[str, Any]:
    url = rule_url(it.rule)
    source = texts[it.filename]
    related = [
        {"message": other.label, "location": _location(other, texts[other.filename or it.filename])}
        for other in it.related
    ]
    return {
        "message": it.headline,
        "severity": it.severity.upper(),
        "code": {"value": it.rule, "url": url} if url else {"value": it.rule},
        "location": _location(it, source),
        **({"relatedLocations": related} if related else {}),
        "suggestions": [
            {"range": _range(source, source.location(edit.start), source.location(edit.end)), "text": edit.text}
            for fix in it.fixes
            if len(fix.edits) == 1  # users accept each suggestion by itself
            for edit in fix.edits
        ],
    }


def _location(at: Diagnostic | Location, source: Source) -> dict[str, Any]:
    start, end = (at.line, at.column), (at.end_line, at.end_column)
    return {"path": source.name, "range": _range(source, start, end)}


def _range(source: Source, start: tuple[int, int], end: tuple[int, int]) -> dict[str, Any]:
    return {"start": _position(source, *start), "end": _position(source, *end)}


def _position(source: Source, line: int, column: int) -> dict[str, int]:
    before = source.line(line)[: column - 1]
    return {"line": line, "column": len(before.encode()) + 1}
