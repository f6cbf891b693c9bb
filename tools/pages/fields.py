"""A page about every field of a request: type, bounds, default, sources, and the rules that look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircompile.model.fields import field
from ircompile.model.model import SHIPPED
from ircompile.model.pages import field_anchor, page_url
from ircompile.reporting.field_text import described, kind
from ircompile.reporting.markdown import code, prose
from ircompile.rulebook.book import shipped_rules
from tools.pages.markdown import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircompile.model.shapes import Fact, Shape
    from ircompile.rulebook.rule import Rule

MOST_VALUES = 40
"""The most values of a fact that are listed; there are hundreds of instance types."""
INTRODUCTION = f"""\
# Fields

Every field of a request: what it is, what it may be, who says so, and which rules look at it. `[*]` stands for each
element of a list. The service model is that of {SHIPPED.snapshot}. `ircompile explain FIELD` prints the same.
"""


def pages() -> dict[str, str]:
    """Return the page."""
    rules = list(shipped_rules(SHIPPED).values())
    shapes = [shape for shape in SHIPPED.request.walk() if shape.path]
    lines = [INTRODUCTION, *_overview(shapes)]
    for shape in shapes:
        lines += _section(shape, rules)
    return {"fields.md": "\n".join(lines)}


def sourced(source: str) -> str:
    """Return a source, with a link to its page if its address is known."""
    url = page_url(source)
    return f"[{prose(source)}]({url})" if url else prose(source)


def _link(path: str, text: str = "") -> str:
    return f"[{code(text or path)}](#{field_anchor(path)})"


def _overview(shapes: list[Shape]) -> Iterator[str]:
    """Yield a table of the job's members and those of its structures."""
    tops = [shape for shape in shapes if "[" not in shape.path and shape.path.count(".") <= 1]
    yield from table(("field", "what it is"), ((_link(it.path), prose(field(it.path).about)) for it in tops))


def _section(shape: Shape, rules: list[Rule]) -> Iterator[str]:
    about = field(shape.path)
    yield from (f"({field_anchor(shape.path)})=", f"## {code(shape.path.rpartition('.')[2])}", "")
    if about.about:
        yield from (prose(about.about), "")
    element = f": {_link(shape.element.path)}" if shape.element else ""
    yield f"- Path: {code(shape.path)}"
    yield f"- Type: {kind(shape)}{element}"
    if about.meaning:
        yield f"- {_sentence(about.meaning)}" + (f" ({sourced(about.source)})" if about.source else "")
    if shape.hint:
        yield f"- Form: {prose(shape.hint)}"
    if shape.note:
        yield f"- Sources differ: {prose(shape.note)}"
    for how, members in _members(shape):
        yield f"- {how}: {', '.join(_link(it.path, it.name) for it in members)}"
    found = [rule.id for rule in rules if shape.path in rule.fields]
    if found:
        yield f"- Rules: {', '.join(map(_rule, found))}"
    yield ""
    if shape.facts:
        yield from table(("bound", "severity", "rule", "who says so"), map(_fact, shape.facts))


def _sentence(text: str) -> str:
    return prose(text[:1].upper() + text[1:])


def _members(shape: Shape) -> Iterator[tuple[str, list[Shape]]]:
    """Yield the required and the optional members of a structure, where there are any."""
    for how, wanted in (("Required members", True), ("Optional members", False)):
        members = [it for name, it in shape.members.items() if (name in shape.needed) == wanted]
        if members:
            yield how, members


def _fact(fact: Fact) -> tuple[str, ...]:
    bound = f"matches {code(fact.pattern)}" if fact.kind == "pattern" else prose(described(fact, MOST_VALUES))
    return bound, fact.severity, _rule(fact.rule), sourced(fact.source)


def _rule(name: str) -> str:
    return f"[{name}](../rules/{name}.md)"
