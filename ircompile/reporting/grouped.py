"""The `grouped` format: the diagnostics below the name of their file, one a line."""

from __future__ import annotations

from ircompile.findings.messages import escaped, harmless
from ircompile.reporting.report import rule_url

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


def _rows(found: list[Diagnostic], style: Style) -> Iterator[str]:
    locations = [f"{it.line}:{it.column}" for it in found]
    widths = max(map(len, locations)), max(len(it.severity) for it in found), max(len(it.rule) for it in found)
    for it, location in zip(found, locations, strict=True):
        severity = style.paint(it.severity, it.severity) + " " * (widths[1] - len(it.severity))
        rule = style.link(it.rule, rule_url(it.rule)) + " " * (widths[2] - len(it.rule))
        yield f"  {location:>{widths[0]}}  {severity}  {rule}  {escaped(it.message)}"
