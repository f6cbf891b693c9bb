"""Markdown reports contain no markup but our own, and fit into a step summary."""

from __future__ import annotations

from hypothesis import given, settings
from markdown_it import MarkdownIt
from reports import RULES, hostile_reports, rendered

from ircompile.findings.messages import escaped
from ircompile.package import RULE_PAGES
from ircompile.reporting import markdown
from ircompile.reporting.report import Report


@settings(max_examples=60, deadline=None)
@given(hostile_reports())
def test_markdown_contains_no_markup_but_ours(report: Report) -> None:
    expected = []
    for name, found in report.by_file().items():
        expected.append(escaped(name))
        for it in found:
            expected += [it.rule, escaped(it.message), *([escaped(it.help)] if it.help else [])]
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(rendered(report, "markdown"))
    assert {token.type.removesuffix("_open").removesuffix("_close") for token in tokens} <= {
        *("heading", "inline", "paragraph", "bullet_list", "list_item")
    }
    inline = [part for token in tokens for part in token.children or ()]
    assert {part.attrGet("href") for part in inline if part.type == "link_open"} <= {RULE_PAGES + it.id for it in RULES}
    kinds = ("text", "code_inline", "strong_open", "strong_close", "link_open", "link_close")
    assert {part.type for part in inline} <= set(kinds)
    # code spans are padded, and can not be empty
    shown = [part.content for part in inline if part.type == "code_inline"]
    assert [text.strip() for text in shown] == [text.strip() for text in expected]


def test_a_step_summary_is_cut_to_the_limit_of_github() -> None:
    text = [f"line {number}" for number in range(50)]
    kept = list(markdown.cut(text, 100))
    assert len("".join(line + "\n" for line in kept).encode()) <= 100
    assert kept == [*text[: len(kept) - 2], "", "There is more than fits in here; the log has all of it."]
    assert list(markdown.cut(text, 10_000)) == text
