"""The `markdown` format, for step summaries and comments on pull requests.

Messages are prose with code spans. Texts from manifests can add no markup: what could be some is in a code span.
"""

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

CHARACTER = r"(?!://|www\.|:\w+:)[^\s`\\<>\[\]*_~|#@&$^{}]"
"""A character that no flavour of Markdown takes for a part of markup, a link, a mention or a reference."""
SPAN = "`[^`]+`"
PART = re.compile(
    rf"(?P<prose>(?=\S)(?:{CHARACTER})*+(?:{SPAN}(?:(?:{CHARACTER})++{SPAN})*+(?:{CHARACTER})*+)?)(?!\S)|\S+"
)
"""A word, with the code spans in it."""
CUT = "This summary is cut because of its size; the log has all findings."
"""The last line of a report that was cut."""


def lines(report: Report) -> Iterator[str]:
    """Yield the report's lines."""
    yield "### ircompile"
    yield ""
    failed, suppressed = not report.complete, report.suppressed
    yield summary(report.diagnostics, len(report.sources), report.model, failed=failed, suppressed=suppressed)
    if failed:
        yield ""
        yield from (f"- **error** {code(name)}: {prose(why)}" for name, why in report.unread)
    for name, found in report.by_file().items():
        if found:
            yield ""
            yield f"#### {code(name)}"
            yield ""
            for it in found:
                yield from _item(it)


def _item(it: Diagnostic) -> Iterator[str]:
    where = f" {code(it.where)}" if it.environments else ""
    beside = f" ({it.cell})" if it.cell else ""
    place = code(f"{it.line}:{it.column}") + beside
    yield f"- **{it.severity}** {link(it.rule, rule_url(it.rule))} at {place}: {prose(it.message)}{where}"
    if it.help:
        yield f"  - help: {prose(it.help)}"


def prose(text: str) -> str:
    """Return a text in which code spans stay as they are, and other words that could be markup become code spans."""
    return PART.sub(lambda part: part[0] if part["prose"] else code(part[0]), escaped(text))


def code(text: str) -> str:
    """Return a text as a code span, in which nothing is markup."""
    text = escaped(text)
    fence = longest_fence(text)
    pad = " " if not text or text[0] in "` " or text[-1] in "` " else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def link(text: str, url: str) -> str:
    """Return a text as a link; as a code span if there is no address."""
    return f"[{code(text)}]({url})" if url else code(text)


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
