"""Plans as text for a terminal."""

from __future__ import annotations

from ircompile.findings.messages import escaped, harmless
from ircompile.planning import words
from ircompile.planning.drawing import BLOCKS, picture
from ircompile.reporting.wrap import width, wrapped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircompile.planning.plan import Job, Plan
    from ircompile.planning.traffic import Segment
    from ircompile.reporting.style import Style

COLUMNS = 80
"""The columns of the picture where there is no terminal."""
MAX_ROWS = 12
"""The most rows of a table; the others are counted."""


def job_text(job: Job, style: Style) -> Iterator[str]:
    """Yield the lines that describe a job and its plan."""
    plan = job.plan
    heading = f"{escaped(plan.job or 'a job without a known name')}: {words.summary(plan)}"
    first, *more = wrapped(heading, style.columns, indent=2)
    yield style.paint(harmless(style.encodable(first)), "strong")
    yield from (harmless(style.encodable(line)) for line in (*more, escaped(job.where), *_traffic(plan, style)))
    for text in (*_tests(plan), *_end(plan), *_assumptions(plan)):
        margin = len(text) - len(text.lstrip(" "))
        for line in wrapped(text.lstrip(" "), style.columns, used=margin, indent=margin + 2):
            yield harmless(style.encodable((" " * margin + line if line[:1] != " " else line).rstrip()))


def _traffic(plan: Plan, style: Style) -> Iterator[str]:
    traffic = plan.traffic
    is_ascii = style.encodable(BLOCKS) != BLOCKS
    if drawn := picture(traffic.segments, style.columns or COLUMNS, is_ascii=is_ascii):
        yield from ("", *drawn)
    if traffic.segments:
        yield from ("", *_segments(traffic.segments))
    if drawn := picture(traffic.alternative, style.columns or COLUMNS, is_ascii=is_ascii):
        yield from ("", *wrapped(words.OTHERWISE, style.columns), *drawn)


def _segments(segments: tuple[Segment, ...]) -> Iterator[str]:
    """Yield a line for each part of the traffic."""
    for it in segments[:MAX_ROWS]:
        first, last = ("?" if users is None else f"{users:g}" for users in (it.users_start, it.users_end))
        users = f"{first} user{'s' * (first != '1')}" if first == last else f"{first} to {last} users"
        yield f"  {words.duration(it.start) if it.start else '0'} to {words.duration(it.end)}: {users}"
    if len(segments) > MAX_ROWS:
        yield f"  and {len(segments) - MAX_ROWS} more"


def _tests(plan: Plan) -> Iterator[str]:
    if plan.type == "Default":
        return
    yield ""
    yield f"tests: {words.tests(plan)}"
    rows = [tuple(map(escaped, words.configuration(it))) for it in plan.tests.configurations[:MAX_ROWS]]
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell + " " * (size - width(cell)) for cell, size in zip(row, widths, strict=True) if size)
        yield "  " + "  ".join(cells).rstrip()
    if (more := len(plan.tests.configurations) - MAX_ROWS) > 0:
        yield f"  and {more} more"


def _end(plan: Plan) -> Iterator[str]:
    if when := words.end(plan):
        yield f"end: {when}"
    for name, seconds in plan.endpoint_seconds_at_most.items():
        yield f"  {escaped(name)}: endpoints run for {words.duration(seconds)} at most"
    if plan.early_ends:
        yield f"a test ends early if {escaped(' or '.join(plan.early_ends))}"


def _assumptions(plan: Plan) -> Iterator[str]:
    yield ""
    yield "assumed:"
    yield from (f"  - {it.text} ({it.source})" for it in plan.assumptions)
