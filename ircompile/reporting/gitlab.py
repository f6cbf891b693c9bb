"""The `gitlab` format: a Code Quality report.

Source: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format; GitLab reads no other keys. The
description repeats the rule because GitLab does not show check names. GitLab merges findings with equal fingerprints.
"""

from __future__ import annotations

from ircompile.linting.fingerprint import fingerprints
from ircompile.reporting.json_text import json_text
from ircompile.sources.repository import repository_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircompile.reporting.report import Report

SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}
"""GitLab's severities, by ours."""


def lines(report: Report) -> Iterator[str]:
    """Yield the report's lines."""
    yield json_text(
        [
            {
                "description": f"{it.rule}: {it.message}",
                "check_name": it.rule,
                "fingerprint": fingerprint,
                "severity": SEVERITIES[it.severity],
                "location": {"path": repository_path(it.filename), "lines": {"begin": it.line}},
            }
            for it, fingerprint in zip(report.diagnostics, fingerprints(report.diagnostics), strict=True)
        ]
    )
