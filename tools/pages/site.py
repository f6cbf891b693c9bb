"""The pages of `docs` as the site reads them: the same Markdown that a forge shows, with what only the site has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ircompile.model.model import SHIPPED
from ircompile.rulebook.book import shipped_rules
from tools.pages.fields import sourced
from tools.pages.markdown import contents
from tools.pages.pipeline import drawing
from tools.pages.playground import with_links
from tools.pages.project import inward

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircompile.rulebook.rule import Rule

PLAYGROUND = re.compile(r"\[([^\]]+)\]\(playground/index\.html\)")
"""A link to the playground, which is no page of Sphinx."""

NAMED = re.compile(r"^( *)<!-- (\S+\.\w+) -->\n *```(\w+)\n", re.MULTILINE)
"""The beginning of a fence with the name of the file that it shows; a forge does not show the name."""


def read(name: str, text: str) -> str:
    """Return the text of a page as the site reads it.

    Args:
        name: Its path below `docs`, without its ending.
        text: Its text.
    """
    if name.startswith("rules/") and name != "rules/index":
        return _rule(text, shipped_rules(SHIPPED)[name.removeprefix("rules/")])
    text = PLAYGROUND.sub(r'<a href="playground/index.html">\1</a>', text)
    text = OWN[name](text) if name in OWN else text
    text = NAMED.sub(r"\1```{code-block} \3\n\1:caption: \2\n\n", text)
    return text if name.startswith("reference/") else inward(text)


def _index(text: str) -> str:
    """Return the first page with the contents of the site."""
    return text + "".join(_contents(text))


def _how_it_works(text: str) -> str:
    """Return the page with the drawing in it, so that it has the colours of the theme."""
    return re.sub(r"!\[.*\]\(reference/pipeline\.svg\)", f"```{{raw}} html\n{drawing()}```", text)


def _severity(text: str) -> str:
    """Return the page with links to the sources in its table."""
    row = re.compile(r"^\| ([^|]+) (?=\| (?:\w+|third party) \| )", re.MULTILINE)
    return row.sub(lambda found: f"| {sourced(found[1])} ", text)


OWN = {"index": _index, "how-it-works": _how_it_works, "severity": _severity}
"""What is done with single pages."""


def _rule(text: str, rule: Rule) -> str:
    """Return the page about a rule with more links; the contents of the site leave it out."""
    text = re.sub(r"^Source: (.*)$", lambda match: f"Source: {sourced(match[1])}", text, flags=re.MULTILINE)
    text = re.sub(r" · topic (\S+) · ", r" · topic [\1](index.md#\1) · ", text, count=1)
    return f"---\norphan: true\n---\n{with_links(text, rule)}"


def _contents(text: str) -> Iterator[str]:
    """Yield the contents of the site: for each heading of the first page, the pages that the list below it links to."""
    for title, section in re.findall(r"^## (.*)\n((?:(?!## ).*\n?)*)", text, re.MULTILINE):
        listed = re.findall(r"^- \[(.*?)\]\((\S+)\.md\)", section, re.MULTILINE)
        yield contents([f"{text} <{name}>" for text, name in listed], f":caption: {title}\n")


def docstring(lines: list[str]) -> list[str]:
    """Return the lines of a docstring with code as reStructuredText marks it; ours mark it as Markdown does."""
    return re.sub(r"(?<!`)`([^`]+)`(?!`)(\w?)", _code, "\n".join(lines)).split("\n")


def _code(match: re.Match[str]) -> str:
    return f"``{match[1]}``" + (f"\\ {match[2]}" if match[2] else "")
