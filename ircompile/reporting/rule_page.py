"""Pages and notes about rules in Markdown, for `docs/rules/`, `ircompile explain` and code scanning.

Rule files are not trusted: their texts can add no lines, no markup except code spans, and no commands of CI runners.
"""

from __future__ import annotations

import re
import textwrap

from ircompile.findings.messages import escaped, harmless
from ircompile.reporting.markdown import longest_fence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircompile.rulebook.body import Example
    from ircompile.rulebook.rule import Rule

WIDTH = 100
"""The most characters of a line of prose."""
LANGUAGES = {"manifest": "yaml", "command": "sh", "bytes": "text", "payload": "text", "python": "python"}
"""The language of a code block, by the kind of example."""
CODE = re.compile(r"(?<!`)(`)[^`]+`(?!`)|[<\[\]\\`]")
"""A code span, or a character outside of one that could begin a tag, a link or a span."""
BLOCK = re.compile(r"[#>=+*|~-]")
"""A character at the start of a line that could begin a block other than a paragraph."""


def rule_page(rule: Rule) -> str:
    """Return the page about a rule."""
    return "\n".join(map(harmless, _page(rule))) + "\n"


def rule_note(rule: Rule, url: str) -> str:
    """Return why a rule matters and who says so, with a link to its page if it has one."""
    link = ["", f"[More about {rule.id}]({url})"] if url else []
    return "\n".join(map(harmless, [*_reason(rule), *link])) + "\n"


def rule_brief(rule: Rule, url: str) -> str:
    """Return the page about a rule without its examples, with a link to it if it has one."""
    link = ["", f"[{url}]({url})"] if url else []
    return "\n".join(map(harmless, [f"**{rule.id}**", "", *_beginning(rule), *link])) + "\n"


def _page(rule: Rule) -> Iterator[str]:
    yield f"# {rule.id}"
    yield ""
    yield from _beginning(rule)
    for example in rule.body.bad:
        yield from _example("Bad", example)
        yield ""
        yield from (f"    {escaped(found)}" for found in example.finds)
    for example in rule.body.good:
        yield from _example("Good", example)


def _beginning(rule: Rule) -> Iterator[str]:
    """Yield the lines of a page between its title and its examples."""
    yield f"{rule.severity} · {rule.confidence} · topic {rule.topic} · since {inline(rule.since)}"
    yield ""
    yield from _paragraph(rule.summary)
    yield ""
    yield from _reason(rule)


def _reason(rule: Rule) -> Iterator[str]:
    yield from _paragraph(f"Why: {rule.why}")
    yield ""
    yield f"Source: {inline(rule.source)}"


def _example(kind: str, example: Example) -> Iterator[str]:
    yield ""
    yield f"## {kind}: {inline(example.name)}"
    yield ""
    if example.schema:
        yield from _fenced("json", example.schema)
        yield ""
    yield from _fenced(LANGUAGES[example.kind], example.text)


def _paragraph(text: str) -> Iterator[str]:
    """Yield the lines of a paragraph."""
    for line in textwrap.wrap(inline(text), WIDTH):
        yield "\\" + line if BLOCK.match(line) else line


def inline(text: str) -> str:
    """Return a text on one line, in which only code spans are markup."""
    return CODE.sub(lambda match: match[0] if match[1] else "\\" + match[0], escaped(" ".join(text.split())))


def _fenced(language: str, text: str) -> Iterator[str]:
    """Yield the lines of a code block, with unprintable characters escaped; no line of the text can end it."""
    fence = longest_fence(text, least=3)
    yield f"{fence}{language}"
    yield from map(escaped, text.rstrip("\n").split("\n"))
    yield fence
