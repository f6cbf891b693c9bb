"""`grouped`: the files, and below each what is wrong with it, one line a diagnostic."""

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
    """The report's lines."""
    for name, found in report.by_file().items():
        if found:
            yield report.style.paint(harmless(escaped(name)), "strong")
            yield from _rows(found, report.style)
            yield ""


def _rows(found: list[Diagnostic], style: Style) -> Iterator[str]:
    places = [f"{it.line}:{it.column}" for it in found]
    far, wide, long = max(map(len, places)), max(len(it.severity) for it in found), max(len(it.rule) for it in found)
    for it, place in zip(found, places, strict=True):
        severity = style.paint(it.severity, it.severity) + " " * (wide - len(it.severity))
        rule = style.link(it.rule, rule_url(it.rule)) + " " * (long - len(it.rule))
        yield f"  {place:>{far}}  {severity}  {rule}  {escaped(it.message)}"
