"""Write docs/rules/ from the rule files; the tests check that it is up to date."""

from __future__ import annotations

from pathlib import Path

from ircompile.model.model import SHIPPED
from ircompile.reporting.rule_page import index_page, rule_page
from ircompile.rulebook.book import shipped_rules

PAGES = Path(__file__).parent.parent / "docs" / "rules"


def pages() -> dict[str, str]:
    """Return the text of every page by file name."""
    rules = shipped_rules(SHIPPED)
    return {"index.md": index_page(rules.values()), **{f"{name}.md": rule_page(rule) for name, rule in rules.items()}}


def main() -> None:
    """Write the pages, and remove those of rules that no longer exist."""
    for old in PAGES.glob("*.md"):
        old.unlink()
    for name, text in pages().items():
        (PAGES / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
