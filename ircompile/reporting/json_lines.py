"""The `json-lines` format: the diagnostics of the `json` format and what could not be read, one object a line."""

from __future__ import annotations

from ircompile.reporting.json_report import diagnostics, unread
from ircompile.reporting.json_text import json_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircompile.reporting.report import Report


def lines(report: Report) -> Iterator[str]:
    """Yield the report's lines."""
    for value in (*diagnostics(report), *unread(report)):
        yield json_text(value, indent=None)
