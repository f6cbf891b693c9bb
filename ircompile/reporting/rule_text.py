"""Pages about rules for terminals: the content of the Markdown page, without its markup."""

from __future__ import annotations

from ircompile.findings.messages import escaped, harmless
from ircompile.reporting.wrap import wrapped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircompile.reporting.style import Style
    from ircompile.rulebook.body import Example
    from ircompile.rulebook.rule import Rule

INDENT = 4
"""Columns by which examples are indented."""


def rule_text(rule: Rule, style: Style) -> str:
    """Return the page about a rule, wrapped to the columns of the style."""
    return "".join(harmless(style.encodable(line)) + "\n" for line in _lines(rule, style))


def _lines(rule: Rule, style: Style) -> Iterator[str]:
    yield style.paint(rule.id, "strong")
    facts = f"{rule.severity} · {rule.confidence} · topic {rule.topic} · since {rule.since}"
    for paragraph in (facts, rule.summary, f"Why: {rule.why}", f"Source: {rule.source}"):
        yield from _paragraph(paragraph, style)
        yield ""
    examples = [*(("Bad", it) for it in rule.body.bad), *(("Good", it) for it in rule.body.good)]
    for number, (kind, example) in enumerate(examples):
        if number:
            yield ""
        yield from _example(kind, example, style)


def _example(kind: str, example: Example, style: Style) -> Iterator[str]:
    yield from (style.paint(line, "strong") for line in _paragraph(f"{kind}: {example.name}", style))
    for text in filter(None, (example.schema, example.text)):
        yield ""
        for line in text.rstrip("\n").split("\n"):
            yield from _code(escaped(line), style)
    if example.finds:
        yield ""
    for found in example.finds:
        yield from wrapped(escaped(found), style.columns, indent=2)


def _paragraph(text: str, style: Style) -> Iterator[str]:
    return wrapped(escaped(" ".join(text.split())), style.columns)


def _code(line: str, style: Style) -> Iterator[str]:
    """Yield a line of an example, indented; in YAML, what is wrapped means the same."""
    text = line.lstrip(" ")
    margin = INDENT + len(line) - len(text)
    first, *more = wrapped(text, style.columns, used=margin, indent=margin + INDENT)
    yield (" " * margin + first).rstrip()
    yield from more
