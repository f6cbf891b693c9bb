"""The `gitlab` format: a Code Quality report.

Source: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format; GitLab reads no other keys. The
description repeats the rule because GitLab does not show check names. GitLab merges findings with equal fingerprints.
"""

from __future__ import annotations

from hashlib import sha256

from ircompile.linting.fingerprint import fingerprints
from ircompile.reporting.json_text import json_text
from ircompile.sources.repository import repository_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ircompile.reporting.report import Report

SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}
"""GitLab's severities, by ours."""


def lines(report: Report) -> Iterator[str]:
    """Yield the report's lines."""
    found = [
        {
            "description": f"{it.rule}: {it.headline}",
            "check_name": it.rule,
            "fingerprint": fingerprint,
            "severity": SEVERITIES[it.severity],
            "location": {"path": repository_path(it.filename), "lines": {"begin": it.line}},
        }
        for it, fingerprint in zip(report.diagnostics, fingerprints(report.diagnostics), strict=True)
    ]
    yield json_text([*found, *(_unread(repository_path(name), why) for name, why in report.unread)])


def _unread(path: str, why: str) -> dict[str, Any]:
    """Return the entry for an input that could not be read, which GitLab shows on the first line of its path."""
    return {
        "description": f"not checked: {why}",
        "check_name": "ircompile",
        "fingerprint": sha256(f"{path}\n{why}".encode("utf-8", "surrogatepass")).hexdigest(),
        "severity": "critical",
        "location": {"path": path, "lines": {"begin": 1}},
    }
