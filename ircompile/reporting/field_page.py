"""Descriptions of fields in Markdown, for editors and pages: what a field is, what it may be, and who says so."""

from __future__ import annotations

from ircompile.findings.messages import harmless
from ircompile.model.fields import field
from ircompile.model.pages import field_url, page_url
from ircompile.reporting.field_text import checking, described, kind, members
from ircompile.reporting.markdown import code, link
from ircompile.reporting.report import rule_url
from ircompile.reporting.rule_page import inline

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ircompile.model.shapes import Fact, Shape
    from ircompile.rulebook.rule import Rule

MOST_VALUES = 12
"""The most values of a fact that are listed: the others are counted."""


def field_page(shape: Shape, rules: Iterable[Rule], snapshot: str) -> str:
    """Return the description of a field.

    Args:
        shape: The shape of the field.
        rules: All rules.
        snapshot: The origin of the model.
    """
    return "\n".join(map(harmless, _lines(shape, rules, snapshot))) + "\n"


def _lines(shape: Shape, rules: Iterable[Rule], snapshot: str) -> Iterator[str]:
    about = field(shape.path)
    yield f"**{code(shape.path)}** · {kind(shape)}"
    yield ""
    if about.about:
        yield inline(about.about)
        yield ""
    if shape.hint:
        yield f"- form: {inline(shape.hint)}"
    if about.meaning:
        yield f"- {inline(about.meaning)}" + (f" ({_source(about.source)})" if about.source else "")
    for fact in shape.facts:
        yield f"- {_fact(fact)} ({fact.severity}; {_origin(fact, snapshot)})"
    if shape.note:
        yield f"- sources differ: {inline(shape.note)}"
    for how, names in members(shape):
        yield f"- {how}: {', '.join(map(code, names))}"
    if found := checking(shape, rules):
        yield f"- rules: {', '.join(link(rule, rule_url(rule)) for rule in found)}"
    if url := field_url(shape.path):
        yield ""
        yield f"[More about {code(shape.path)}]({url})"


def _fact(fact: Fact) -> str:
    return f"matches {code(fact.pattern)}" if fact.kind == "pattern" else inline(described(fact, MOST_VALUES))


def _origin(fact: Fact, snapshot: str) -> str:
    if fact.confidence != "model":
        return _source(fact.source)
    return f"{_source(fact.source)}, {code(snapshot)}"


def _source(source: str) -> str:
    """Return the name of a page with a link to it, if its address is known."""
    url = page_url(source)
    return f"[{inline(source)}]({url})" if url else inline(source)
