"""Plans in Markdown, short enough for a comment on a pull request."""

from __future__ import annotations

from ircompile.planning import words
from ircompile.planning.drawing import picture
from ircompile.reporting.markdown import code, prose

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ircompile.planning.plan import Job, Plan

LONGEST = 65_000
"""The most characters of a comment; GitHub takes 65,535."""
COLUMNS = 72


def plan_markdown(plan: Plan) -> Iterator[str]:
    """Yield the lines of a plan."""
    yield f"{prose(words.summary(plan))}."
    if drawn := picture(plan.traffic.segments, COLUMNS):
        yield from ("", "```text", *drawn, "```")
    if drawn := picture(plan.traffic.alternative, COLUMNS):
        yield from ("", words.OTHERWISE, "", "```text", *drawn, "```")
    yield ""
    if plan.type != "Default":
        yield f"- tests: {words.tests(plan)}"
        for it in plan.tests.configurations:
            name, ranges, count = words.configuration(it)
            yield f"  - {code(name)}{': ' + code(ranges) if ranges else ''}, {count}"
    if when := words.end(plan):
        yield f"- end: {when}"
    for name, seconds in plan.endpoint_seconds_at_most.items():
        yield f"- {code(name)}: endpoints run for {words.duration(seconds)} at most"
    if plan.early_ends:
        yield f"- a test ends early if {prose(' or '.join(plan.early_ends))}"
    for made in plan.assumptions:
        yield f"- assumed: {prose(made.text)} ({made.source})"


def jobs_markdown(jobs: Sequence[Job]) -> Iterator[str]:
    """Yield the lines of a comment: a table of all jobs, and details of as many as there is room for."""
    yield "### ircompile plan"
    yield ""
    yield "| job | plan | end |"
    yield "|---|---|---|"
    room = LONGEST
    for number, job in enumerate(jobs):
        row = f"| {_cell(job.title)} | {_cell(words.summary(job.plan))} | {_cell(words.end(job.plan) or 'unknown')} |"
        room -= len(row) + 1
        if room < 0:
            yield ""
            yield f"{len(jobs) - number} more jobs are left out, since the comment would be too long."
            return
        yield row
    for number, job in enumerate(jobs):
        details = [
            "",
            f"<details><summary>{_html(job.title)}</summary>",
            "",
            *plan_markdown(job.plan),
            "",
            "</details>",
        ]
        room -= sum(map(len, details)) + len(details)
        if room < 0:
            yield ""
            yield f"The details of {len(jobs) - number} jobs are left out, since the comment would be too long."
            return
        yield from details


def _cell(text: str) -> str:
    """Return a text as a cell of a table."""
    return prose(text).replace("|", "\\|")


def _html(text: str) -> str:
    """Return a text within an HTML element; Markdown is not read there, but mentions of people are."""
    from html import escape

    from ircompile.findings.messages import escaped

    return f"<code>{escape(escaped(text))}</code>"
