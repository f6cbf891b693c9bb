"""The names of rules and topics in a text, and what is shown about them."""

from __future__ import annotations

import re

from ircompile.linting.suppress import may_have_directive
from ircompile.linting.suppress.directives import directives
from ircompile.linting.suppress.problems import VERBS
from ircompile.reporting.markdown import code, link
from ircompile.reporting.report import rule_url
from ircompile.reporting.rule_page import inline, rule_brief
from ircompile.syntax.comments import Comment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

    from ircompile.editing.answers import Span
    from ircompile.rulebook.rule import Rule
    from ircompile.sources.source import Source

RULE_OF_BASELINE: Final = re.compile(r'"rule"[ \t]*:[ \t]*"([\w/-]*)"')
"""A member of a baseline that names a rule."""
REACH: Final = 1000
"""Characters before a name in which the mark of its comment is looked for."""
LONGEST_LINE: Final = 10_000
"""Characters of a line in which names are looked for."""


def name_at(text: str, offset: int) -> tuple[str, Span] | None:
    """Return the name or the verb at an offset of an ignore comment, or a rule of a baseline, with its span."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    end = len(text) if end < 0 else end
    if end - start > LONGEST_LINE:
        return None
    line = Comment(start, end, own_line=False)
    found = [(token.text, token.span) for it in directives(text, [line]) for token in (it.verb, *(it.names or ()))]
    if '"fingerprint"' in text:
        found += ((it[1], it.span(1)) for it in RULE_OF_BASELINE.finditer(text, start, end))
    return next(((name, span) for name, span in found if span[0] <= offset <= span[1]), None)


def name_in_code(source: Source, offset: int) -> tuple[str, Span] | None:
    """Return the name at an offset in an ignore comment of a program, of its strings or of a page; else None."""
    from ircompile.hosts import code_in

    if not may_have_directive(source.text[max(0, offset - REACH) : offset]):
        return None
    code = code_in(source)
    if not code.text:
        return None
    found = name_at(code.text, code.offset(offset))
    span = found and code.span(*found[1])
    return (found[0], span) if found and span and span[0] <= offset <= span[1] else None


def about_name(name: str, rules: Mapping[str, Rule]) -> str:
    """Return the page about a rule in short, the rules of a topic, or what a verb does; "" for other names.

    Args:
        name: The name or the verb.
        rules: All rules, by id.
    """
    if name in rules:
        return rule_brief(rules[name], rule_url(name))
    of_topic = [rule for rule in rules.values() if rule.topic == name]
    if not of_topic:
        return f"{code(name)}: {inline(VERBS[name])}\n" if name in VERBS else ""
    lines = [f"- {link(it.id, rule_url(it.id))} · {it.severity} · {inline(it.summary)}" for it in of_topic]
    return "\n".join([f"**{code(name)}** · topic", "", *lines]) + "\n"
