"""`gitlab`: a Code Quality report.

Source: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format; nothing else is read. The rule
stands in the description, too, because GitLab shows no check names, and findings with equal fingerprints become one.
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


def lines(report: Report) -> Iterator[str]:
    """The report's lines."""
    yield json_text(
        [
            {
                "description": f"{it.rule}: {it.message}",
                "check_name": it.rule,
                "fingerprint": identity,
                "severity": SEVERITIES[it.severity],
                "location": {"path": repository_path(it.filename), "lines": {"begin": it.line}},
            }
            for it, identity in zip(report.diagnostics, fingerprints(report.diagnostics), strict=True)
        ]
    )
