"""The report of `--statistics` for people: how many findings each rule has, the most frequent first."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from ircompile.reporting.report import rule_url

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircompile.findings.diagnostic import Severity
    from ircompile.reporting.report import Report

FIXABLE = "[*]"
"""The mark of a rule with findings that have safe fixes."""


class Row(NamedTuple):
    """The findings of one rule that have the same severity.

    Attributes:
        total: Number of findings.
        fixable: Number of findings with a safe fix.
        severity: Their severity.
        rule: The rule's id.
    """

    total: int
    fixable: int
    severity: Severity
    rule: str


def rows(report: Report) -> list[Row]:
    """Return the rows of the statistics, the most frequent first."""
    counts = Counter((it.severity, it.rule) for it in report.diagnostics)
    fixable = Counter((it.severity, it.rule) for it in report.diagnostics if any(fix.safe for fix in it.fixes))
    found = (Row(count, fixable[key], *key) for key, count in counts.items())
    return sorted(found, key=lambda row: (-row.total, row.severity.rank, row.rule))


def lines(report: Report) -> Iterator[str]:
    """Yield the report's lines."""
    found, style = rows(report), report.style
    widths = [max((len(str(cell)) for cell in cells), default=0) for cells in zip(*found, strict=True)] or [0] * 4
    for row in found:
        severity = style.paint(row.severity, row.severity) + " " * (widths[2] - len(row.severity))
        mark = f"{' ' * (widths[3] - len(row.rule))}  {FIXABLE}" if row.fixable else ""
        yield f"{row.total:>{widths[0]}}  {severity}  {style.link(row.rule, rule_url(row.rule))}{mark}"
    if any(row.fixable for row in found):
        yield f"{FIXABLE} fixable with `ircompile lint --fix`"
    yield from report.unread_lines()
