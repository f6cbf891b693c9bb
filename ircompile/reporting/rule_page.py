"""A rule as a page for people, in Markdown: `docs/rules/` and `ircompile explain` show the same."""

from __future__ import annotations

import textwrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ircompile.rule import Example, Rule

WIDTH = 100
LANGUAGES = {"manifest": "yaml", "command": "sh", "bytes": "text"}


def rule_page(rule: Rule) -> str:
    """The page of a rule."""
    return "\n".join(_lines(rule)) + "\n"


def _lines(rule: Rule) -> Iterator[str]:
    yield f"# {rule.id}"
    yield ""
    yield f"{rule.severity} · {rule.confidence} · topic {rule.topic} · since {rule.since}"
    yield ""
    yield from textwrap.wrap(rule.summary, WIDTH)
    yield ""
    yield from textwrap.wrap(f"Why: {rule.why}", WIDTH)
    yield ""
    yield f"Source: {rule.source}"
    for example in rule.body.bad:
        yield from _example("Bad", example)
        yield ""
        yield from (f"    {found}" for found in example.finds)
    for example in rule.body.good:
        yield from _example("Good", example)


def _example(kind: str, example: Example) -> Iterator[str]:
    yield ""
    yield f"## {kind}: {example.name}"
    yield ""
    if example.schema:
        yield from _fenced("json", example.schema)
        yield ""
    yield from _fenced(LANGUAGES[example.kind], example.text)


def _fenced(language: str, text: str) -> Iterator[str]:
    """A code block; what is not printable in it is escaped, so that the page says what the bytes are."""
    yield f"```{language}"
    for line in text.rstrip("\n").split("\n"):
        yield "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)
    yield "```"


def index_page(rules: Iterable[Rule]) -> str:
    """The page that lists all rules, a table a topic."""
    lines = ["# The rule book", "", "Every rule is a file that proves itself; these pages are made from them."]
    topic = ""
    for rule in rules:
        if rule.topic != topic:
            topic = rule.topic
            lines += ["", f"## {topic}", "", "| rule | severity | confidence | what it finds |", "|---|---|---|---|"]
        cells = (f"[{rule.id}]({rule.id}.md)", rule.severity, rule.confidence, rule.summary.replace("|", "\\|"))
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"
