"""The `markdown` format, for step summaries and comments on pull requests; text from manifests is in code spans."""

from __future__ import annotations

import re

from ircompile.findings.messages import escaped
from ircompile.reporting.report import rule_url
from ircompile.reporting.summary import summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.reporting.report import Report

CUT = "There is more than fits in here; the log has all of it."
"""The last line of a report that was cut."""


def lines(report: Report) -> Iterator[str]:
    """Yield the report's lines."""
    yield "### ircompile"
    yield ""
    yield summary(report.diagnostics, len(report.sources), report.model, failed=not report.complete)
    for name, found in report.by_file().items():
        if found:
            yield ""
            yield f"#### {code(name)}"
            yield ""
            for it in found:
                yield from _item(it)


def _item(it: Diagnostic) -> Iterator[str]:
    url = rule_url(it.rule)
    rule = f"[{code(it.rule)}]({url})" if url else code(it.rule)
    yield f"- **{it.severity}** {rule} at {it.line}:{it.column}: {code(it.message)}"
    if it.help:
        yield f"  - help: {code(it.help)}"


def code(text: str) -> str:
    """Return a text as a code span, in which nothing is markup."""
    text = escaped(text)
    fence = longest_fence(text)
    pad = " " if not text or text[0] in "` " or text[-1] in "` " else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def longest_fence(text: str, least: int = 1) -> str:
    """Return a run of backquotes, at least `least`, that is longer than any in the text."""
    return "`" * max(least, 1 + max(map(len, re.findall("`+", text)), default=0))


def cut(text: Iterable[str], room: int) -> Iterator[str]:
    """Yield as many lines as fit into `room` bytes, and, if that is not all, a remark."""
    room -= len(CUT) + 2
    for line in text:
        room -= len(line.encode()) + 1
        if room < 0:
            yield ""
            yield CUT
            return
        yield line
