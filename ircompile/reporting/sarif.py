"""`sarif`: SARIF 2.1.0, with what GitHub code scanning needs, and within its limits.

Sources: https://docs.oasis-open.org/sarif/sarif/v2.1.0/ and
https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning.
"""

from __future__ import annotations

import os
from urllib.parse import quote

from ircompile.linting.fingerprint import fingerprints
from ircompile.package import RULE_PAGES, __version__
from ircompile.reporting.json_text import json_text
from ircompile.reporting.report import rule_url
from ircompile.reporting.rule_page import rule_page
from ircompile.sources.repository import repository_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ircompile.findings.diagnostic import Diagnostic, Fix, Location
    from ircompile.reporting.report import Report
    from ircompile.rulebook.rule import Rule
    from ircompile.sources.source import Source

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "info": "note"}
PROBLEMS = {"error": "error", "warning": "warning", "info": "recommendation"}
PRECISIONS = {"model": "very-high", "documented": "high", "inferred": "medium"}
MOST_RESULTS = 25_000
"""GitHub refuses a file with more."""
MOST_TEXT = 1024
"""Characters of a description that GitHub takes."""


def lines(report: Report) -> Iterator[str]:
    """The report's lines."""
    rules = sorted(report.rules(), key=lambda rule: rule.id)
    indexes = {rule.id: index for index, rule in enumerate(rules)}
    marked = zip(report.diagnostics, fingerprints(report.diagnostics), strict=True)
    found = sorted(marked, key=lambda pair: pair[0].severity.rank)
    run = {
        "tool": {
            "driver": {
                "name": "ircompile",
                "semanticVersion": __version__,
                "informationUri": RULE_PAGES,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "automationDetails": {"id": "ircompile/lint/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report, len(found) - MOST_RESULTS)],
        "results": [
            _result(it, identity, indexes[it.rule], report.sources[it.filename])
            for it, identity in found[:MOST_RESULTS]
        ],
    }
    yield json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _invocation(report: Report, surplus: int) -> dict[str, Any]:
    invocation: dict[str, Any] = {"executionSuccessful": report.complete}
    if surplus > 0:
        message = {"text": f"{surplus} more findings are left out, the least severe"}
        invocation["toolExecutionNotifications"] = [{"level": "warning", "message": message}]
    return invocation


def _rule(rule: Rule) -> dict[str, Any]:
    url = rule_url(rule.id)
    return {
        "id": rule.id,
        "name": rule.id,
        "shortDescription": {"text": rule.summary[:MOST_TEXT]},
        "fullDescription": {"text": rule.why[:MOST_TEXT]},
        "help": {"text": f"{rule.why}\n\nSource: {rule.source}", "markdown": rule_page(rule)},
        **({"helpUri": url} if url else {}),
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "tags": [rule.topic],
            "precision": PRECISIONS[rule.confidence],
            "problem.severity": PROBLEMS[rule.severity],
        },
    }


def _result(it: Diagnostic, identity: str, index: int, source: Source) -> dict[str, Any]:
    uri = _uri(it.filename)
    result = {
        "ruleId": it.rule,
        "ruleIndex": index,
        "level": LEVELS[it.severity],
        "message": {"text": _message(it)},
        "locations": [{"physicalLocation": _place(it, uri)}],
        "partialFingerprints": {"primaryLocationLineHash": identity},
    }
    if it.related:
        result["relatedLocations"] = [
            {"id": number, "physicalLocation": _place(place, uri), "message": {"text": _label(place)}}
            for number, place in enumerate(it.related, 1)
        ]
    if it.fixes:
        result["fixes"] = [_fix(fix, source, uri) for fix in dict.fromkeys(it.fixes)]
    return result


def _message(it: Diagnostic) -> str:
    """What is wrong and what to do, with links to the related places; no other text in it becomes a link."""
    texts = [text.replace("](", "] (") for text in (it.message, it.help) if text]
    links = (f"[{_in_link(_label(place))}]({number})" for number, place in enumerate(it.related, 1))
    return "\n".join(texts + ([f"See {', '.join(links)}."] if it.related else []))


def _label(place: Location) -> str:
    return place.label or f"line {place.line}"


def _in_link(text: str) -> str:
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _place(it: Diagnostic | Location, uri: str) -> dict[str, Any]:
    return {
        "artifactLocation": {"uri": uri},
        "region": _region((it.line, it.column), (it.end_line, it.end_column)),
    }


def _region(start: tuple[int, int], end: tuple[int, int]) -> dict[str, int]:
    return {"startLine": start[0], "startColumn": start[1], "endLine": end[0], "endColumn": end[1]}


def _fix(fix: Fix, source: Source, uri: str) -> dict[str, Any]:
    replacements = [
        {
            "deletedRegion": _region(source.location(edit.start), source.location(edit.end)),
            "insertedContent": {"text": edit.text},
        }
        for edit in fix.edits
    ]
    return {
        "description": {"text": fix.title},
        "artifactChanges": [{"artifactLocation": {"uri": uri}, "replacements": replacements}],
        "properties": {"applicability": "safe" if fix.safe else "unsafe"},
    }


def _uri(filename: str) -> str:
    """A path from the top of the repository as a relative URI; of a file outside of it, an absolute one."""
    path = repository_path(filename)
    uri = quote(os.fsencode(path), safe="/")
    return f"file:///{uri.lstrip('/')}" if os.path.isabs(path) else uri
