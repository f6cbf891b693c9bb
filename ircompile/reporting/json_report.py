"""`json`: one object with everything that is known, for programs."""

from __future__ import annotations

import json

from ircompile.model.shapes import model
from ircompile.version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from ircompile.diagnostic import Diagnostic, Fix, Place
    from ircompile.source import Source

VERSION = 1
"""Of the format; a change that a reader could stumble over makes a new one."""


def json_report(diagnostics: Iterable[Diagnostic], sources: dict[str, Source]) -> Iterator[str]:
    """The report's lines: strict JSON in ASCII."""
    found = list(diagnostics)
    report = {
        "version": VERSION,
        "tool": {"name": "ircompile", "version": __version__},
        "model": {"botocore": model()["botocore"], "date": model()["date"]},
        "summary": {
            "files": len(sources),
            **{level: sum(it.severity == level for it in found) for level in ("error", "warning", "info")},
        },
        "diagnostics": [_diagnostic(it, sources[it.filename]) for it in found],
    }
    yield json.dumps(report, indent=2).replace("##", "#\\u0023")  # no line may look like a command to a CI runner


def _diagnostic(it: Diagnostic, source: Source) -> dict[str, Any]:
    return {
        "file": it.filename,
        "rule": it.rule,
        "severity": str(it.severity),
        "confidence": it.confidence,
        "message": it.message,
        "help": it.help,
        "notes": list(it.notes),
        **_place(it),
        "related": [_place(place) for place in it.related],
        "fixes": [_fix(fix, source) for fix in it.fixes],
    }


def _place(it: Place | Diagnostic) -> dict[str, Any]:
    return {
        "pointer": it.pointer,
        "line": it.line,
        "column": it.column,
        "end_line": it.end_line,
        "end_column": it.end_column,
        "label": it.label,
    }


def _fix(fix: Fix, source: Source) -> dict[str, Any]:
    edits = []
    for edit in fix.edits:
        start, end = source.position(edit.start), source.position(edit.end)
        place = {"line": start[0], "column": start[1], "end_line": end[0], "end_column": end[1]}
        edits.append({**place, "text": edit.text})
    return {"title": fix.title, "applicability": "safe" if fix.safe else "unsafe", "edits": edits}
