"""The `concise` format: one line a diagnostic, in the form that editors can jump to."""

from __future__ import annotations

from ircompile.findings.messages import escaped
from ircompile.reporting.report import rule_url

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircompile.reporting.report import Report


def lines(report: Report) -> Iterator[str]:
    """Yield the report's lines."""
    style = report.style
    for it in report.diagnostics:
        kind = style.paint(f"{it.severity}[{style.link(it.rule, rule_url(it.rule))}]", it.severity)
        beside = f"{it.cell}: " if it.cell else ""
        yield f"{escaped(it.filename)}:{it.line}:{it.column}: {beside}{kind} {escaped(it.headline)}"
    yield from report.unread_lines()
