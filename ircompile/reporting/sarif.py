"""The `sarif` format: SARIF 2.1.0, with what GitHub code scanning needs, and within its limits.

Sources: https://docs.oasis-open.org/sarif/sarif/v2.1.0/ and
https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning.
"""

from __future__ import annotations

import os
from urllib.parse import quote

from ircompile.findings.messages import counted
from ircompile.linting.fingerprint import fingerprints
from ircompile.package import RULE_PAGES, __version__
from ircompile.reporting.json_text import json_text
from ircompile.reporting.report import rule_url
from ircompile.reporting.rule_page import rule_note
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
"""SARIF's `level`, by severity."""
PROBLEMS = {"error": "error", "warning": "warning", "info": "recommendation"}
"""GitHub's `problem.severity`, by severity."""
PRECISIONS = {"model": "very-high", "documented": "high", "inferred": "medium"}
"""GitHub's `precision`, by confidence."""
FINGERPRINT = "ircompileFinding/v1"
"""The name of our fingerprint. GitHub's upload action warns of a `primaryLocationLineHash` that is not its own."""
MOST_RESULTS = 25_000
"""The most results that GitHub accepts in a file."""
MOST_TEXT = 1024
"""The most characters of a description that GitHub accepts."""


def lines(report: Report) -> Iterator[str]:
    """Yield the report's lines."""
    with_fingerprints = zip(report.diagnostics, fingerprints(report.diagnostics), strict=True)
    found = sorted(with_fingerprints, key=lambda pair: pair[0].severity.rank)
    kept = found[:MOST_RESULTS]
    ids = {it.rule for it, _ in kept}
    rules = sorted((rule for rule in report.rules() if rule.id in ids), key=lambda rule: rule.id)
    indexes = {rule.id: index for index, rule in enumerate(rules)}
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
        "results": [_result(it, fingerprint, indexes[it.rule], report.texts[it.filename]) for it, fingerprint in kept],
    }
    yield json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _invocation(report: Report, surplus: int) -> dict[str, Any]:
    notifications: list[dict[str, Any]] = [_notification(name, why) for name, why in report.unread]
    if surplus > 0:
        message = {"text": f"{counted(surplus, 'finding')} left out, the least severe"}
        notifications.append({"level": "warning", "message": message})
    listed = {"toolExecutionNotifications": notifications} if notifications else {}
    return {"executionSuccessful": report.complete, **listed}


def _notification(name: str, why: str) -> dict[str, Any]:
    """Return the notification about an input that could not be read."""
    return {
        "level": "error",
        "message": {"text": f"{name}: {why}"},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(name)}}}],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    url = rule_url(rule.id)
    return {
        "id": rule.id,
        "name": rule.id,
        "shortDescription": {"text": rule.summary[:MOST_TEXT]},
        "fullDescription": {"text": rule.why[:MOST_TEXT]},
        "help": {"text": f"{rule.why}\n\nSource: {rule.source}", "markdown": rule_note(rule, url)},
        **({"helpUri": url} if url else {}),
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "tags": [rule.topic],
            "precision": PRECISIONS[rule.confidence],
            "problem.severity": PROBLEMS[rule.severity],
        },
    }


def _result(it: Diagnostic, fingerprint: str, index: int, source: Source) -> dict[str, Any]:
    uri = _uri(it.filename)
    result = {
        "ruleId": it.rule,
        "ruleIndex": index,
        "level": LEVELS[it.severity],
        "message": {"text": _message(it)},
        "locations": [_location(it, uri)],
        "partialFingerprints": {FINGERPRINT: fingerprint},
    }
    if it.related:
        result["relatedLocations"] = [
            {
                "id": number,
                **_location(location, _uri(location.filename or it.filename)),
                "message": {"text": _label(location)},
            }
            for number, location in enumerate(it.related, 1)
        ]
    if it.environments:
        result["properties"] = {"environments": list(it.environments)}
    fixes = [fix for fix in dict.fromkeys(it.fixes) if fix.edits]  # another encoding is not a change of the text
    if fixes:
        result["fixes"] = [_fix(fix, source, uri) for fix in fixes]
    return result


def _message(it: Diagnostic) -> str:
    """Return the message and help, with links to the related locations; no other text becomes a link."""
    texts = [text.replace("](", "] (") for text in (it.message, it.help) if text]
    links = (f"[{_in_link(_label(location))}]({number})" for number, location in enumerate(it.related, 1))
    return "\n".join(texts + ([f"See {', '.join(links)}."] if it.related else []))


def _label(location: Location) -> str:
    return location.label or f"line {location.line}"


def _in_link(text: str) -> str:
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _location(it: Diagnostic | Location, uri: str) -> dict[str, Any]:
    """Return a location: the place in the file, and in the cell of a notebook."""
    region = _region((it.line, it.column), (it.end_line, it.end_column))
    logical = {"logicalLocations": [{"name": str(it.cell), "kind": "cell"}]} if it.cell else {}
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}, **logical}


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
    """Return the URI of a file, relative to the top of the repository; a file outside of it has an absolute one."""
    path = repository_path(filename)
    if os.path.isabs(path):
        return f"file:///{quote(os.fsencode(path.lstrip('/')), safe='/:')}"
    return quote(os.fsencode(path), safe="/")
