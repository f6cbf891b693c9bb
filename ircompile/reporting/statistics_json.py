"""The report of `--statistics` for programs: a list with how many findings each rule has."""

from __future__ import annotations

from ircompile.reporting.json_text import json_text
from ircompile.reporting.statistics import rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircompile.reporting.report import Report


def lines(report: Report) -> Iterator[str]:
    """Yield the report's lines."""
    yield json_text(
        [
            {"rule": row.rule, "severity": str(row.severity), "count": row.total, "fixable": row.fixable}
            for row in rows(report)
        ]
    )
