"""Markdown reports contain no markup but our own, and fit into a step summary."""

from __future__ import annotations

import re

from hypothesis import given, settings
from markdown_it import MarkdownIt
from reports import RULES, hostile_reports, rendered

from ircompile.findings.messages import escaped
from ircompile.package import RULE_PAGES
from ircompile.reporting import markdown
from ircompile.reporting.report import Report

MARKUP = re.compile(r"[@#&<>$|~]|://|www\.|:\w+:")
"""What readers of Markdown may take for a mention, a reference, an entity, a link or an emoji."""


def words(text: str) -> str:
    """Return a text as a report shows it, without blanks and without the backquotes of code spans."""
    return re.sub(r"[`\s]", "", escaped(text))


@settings(max_examples=60, deadline=None)
@given(hostile_reports())
def test_markdown_contains_no_markup_but_ours(report: Report) -> None:
    expected = [words(f"error {name}: {why}") for name, why in report.unread]
    for name, found in report.by_file().items():
        expected.append(words(name))
        for it in found:
            expected.append(words(f"{it.severity} {it.rule} at {it.line}:{it.column}: {it.message}"))
            expected += [words(f"help: {it.help}")] if it.help else []
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(rendered(report, "markdown"))
    assert {token.type.removesuffix("_open").removesuffix("_close") for token in tokens} <= {
        *("heading", "inline", "paragraph", "bullet_list", "list_item")
    }
    inline = [part for token in tokens for part in token.children or ()]
    assert {part.attrGet("href") for part in inline if part.type == "link_open"} <= {RULE_PAGES + it.id for it in RULES}
    kinds = ("text", "code_inline", "strong_open", "strong_close", "link_open", "link_close")
    assert {part.type for part in inline} <= set(kinds)
    assert not any(MARKUP.search(part.content) for part in inline if part.type == "text")
    shown = [words("".join(part.content for part in token.children or ())) for token in tokens if token.children]
    assert shown[-len(expected) :] == expected


def test_messages_are_prose_with_code_spans() -> None:
    texts = {
        "`Defalt` is not a valid `JobType`": "`Defalt` is not a valid `JobType`",
        "phase 2 (`a b`) runs for `x`/`y`: see": "phase 2 (`a b`) runs for `x`/`y`: see",
        "at http://x by @me in #12": "at `http://x` by `@me` in `#12`",
        "a_b *x* <b> :smile: `a``b`": "`a_b` `*x*` `<b>` `:smile:` ``` `a``b` ```",
        "a single ` only": "a single `` ` `` only",
    }
    assert {text: markdown.prose(text) for text in texts} == texts


def test_a_step_summary_is_cut_to_the_limit_of_github() -> None:
    text = [f"line {number}" for number in range(50)]
    kept = list(markdown.cut(text, 100))
    assert len("".join(line + "\n" for line in kept).encode()) <= 100
    assert kept == [*text[: len(kept) - 2], "", "This summary is cut because of its size; the log has all findings."]
    assert list(markdown.cut(text, 10_000)) == text
