"""The pages about rules, which `python -m tools.pages.rules` writes into `docs/rules`; a forge shows them, too."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from ircompile.model.model import SHIPPED
from ircompile.reporting.markdown import code
from ircompile.reporting.rule_page import rule_page
from ircompile.rulebook.book import shipped_rules
from tools.pages.markdown import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ircompile.rulebook.rule import Rule

PAGES = Path(__file__).parents[2] / "docs" / "rules"
SEVERITIES = ("error", "warning", "info")
HEAD = ("rule", "severity", "confidence", "what it finds")
INTRODUCTION = """\
# Rules

Find a rule by its topic, [by its severity](#by-severity) or [by the field that it is about](#by-field). Each page says
what the rule finds, why that matters, who says so, and shows jobs with and without the mistake.
"""


def pages() -> dict[str, str]:
    """Return the text of every page by file name."""
    rules = shipped_rules(SHIPPED)
    index = "\n".join(
        [INTRODUCTION, *_by_topic(rules.values()), *_by_severity(rules.values()), *_by_field(rules.values())]
    )
    return {"index.md": index, **{f"{name}.md": rule_page(rule) for name, rule in rules.items()}}


def _by_topic(rules: Iterable[Rule]) -> Iterator[str]:
    for topic, found in groupby(rules, lambda rule: rule.topic):
        yield from (f"## {topic}", "")
        yield from table(HEAD, ((_link(rule), rule.severity, rule.confidence, rule.summary) for rule in found))


def _by_severity(rules: Iterable[Rule]) -> Iterator[str]:
    yield from ("## By severity", "")
    ids = {severity: [_link(rule) for rule in rules if rule.severity == severity] for severity in SEVERITIES}
    yield from table(("severity", "rules"), ((severity, ", ".join(links)) for severity, links in ids.items()))


def _by_field(rules: Iterable[Rule]) -> Iterator[str]:
    """Yield a table of the fields that rules report, or whose bounds they check."""
    yield from ("## By field", "")
    rows = []
    for shape in SHIPPED.request.walk():
        facts = {fact.rule for fact in shape.facts}
        found = [_link(rule) for rule in rules if shape.path in rule.fields or rule.id in facts]
        rows += [(code(shape.path) if shape.path else "the job", ", ".join(found))] if found else []
    yield from table(("field", "rules"), rows)


def _link(rule: Rule) -> str:
    return f"[{rule.id}]({rule.id}.md)"


def main() -> None:
    """Write the pages, and remove those of rules that no longer exist."""
    made = pages()
    for old in PAGES.glob("*.md"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (PAGES / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
