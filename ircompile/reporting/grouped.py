"""The `grouped` format: the diagnostics below the name of their file, one a line."""

from __future__ import annotations

from ircompile.findings.messages import escaped, harmless
from ircompile.reporting.report import rule_url
from ircompile.reporting.wrap import row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.reporting.report import Report
    from ircompile.reporting.style import Style


def lines(report: Report) -> Iterator[str]:
    """Yield the report's lines."""
    for name, found in report.by_file().items():
        if found:
            yield report.style.paint(harmless(escaped(name)), "strong")
            yield from _rows(found, report.style)
            yield ""
    yield from report.unread_lines()


def _rows(found: list[Diagnostic], style: Style) -> Iterator[str]:
    locations = [f"{it.line}:{it.column}" + (f" {it.cell}" if it.cell else "") for it in found]
    most = max(map(len, locations))
    widths = most + 2, max(len(it.severity) for it in found), max(len(it.rule) for it in found)
    for it, location in zip(found, locations, strict=True):
        place = f"  {location:>{most}}"
        severity = it.severity, style.paint(it.severity, it.severity)
        rule = it.rule, style.link(it.rule, rule_url(it.rule))
        message = style.encodable(escaped(it.headline))
        yield from row([(place, place), severity, rule], widths, message, style.columns)
