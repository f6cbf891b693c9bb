"""Completions of the names of rules and topics: in ignore comments and in baselines."""

from __future__ import annotations

import re

from ircompile.editing.answers import Item
from ircompile.editing.names import LONGEST_LINE
from ircompile.linting.suppress.problems import VERBS
from ircompile.reporting.rule_page import inline

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from typing import Final

    from ircompile.editing.settings import Settings

BEGINNING: Final = re.compile(r"#[ \t]*(?P<mark>ircompile:|[a-z]*)(?P<blank>[ \t]*)(?P<verb>[\w-]*)\Z")
"""A comment up to its verb."""
NAMES: Final = re.compile(r"#[ \t]*(?i:ircompile)[:=.;-]?[ \t]*[\w-]+[ \t]*\[(?P<names>[^\]]*)\Z")
"""A comment up to a name in its brackets."""
WORD: Final = re.compile(r"[\w-]*")
BASELINE_RULE: Final = re.compile(r'"rule"[ \t]*:[ \t]*"([\w-]*)\Z')
MARK: Final = "ircompile:"


def comment_items(text: str, offset: int, settings: Settings, *, may_begin: bool) -> Iterator[Item]:
    """Yield the completions in a comment; with `may_begin`, those that make one an ignore comment."""
    line = _line(text, offset)
    if found := NAMES.search(line):
        names = re.split(r"[\s,]+", found["names"])
        yield from name_items(_span(text, offset, names[-1]), settings, but=names[:-1])
    elif may_begin and (found := BEGINNING.search(line)):
        is_marked = found["mark"] == MARK
        if not is_marked and (found["blank"] or not MARK.startswith(found["mark"])):
            return
        typed = found["verb"] if is_marked else found["mark"]
        span = _span(text, offset, typed)
        for verb, about in VERBS.items():
            before = "" if is_marked and found["blank"] else " " if is_marked else f"{MARK} "
            plain = f"{before}{verb}["
            label = verb if is_marked else f"{MARK} {verb}"
            yield Item(label, "rule", span, f"{plain}$1]$0", about, is_snippet=True, plain=plain)


def baseline_items(text: str, offset: int, settings: Settings) -> list[Item] | None:
    """Return the completions in a baseline; None if the text is none."""
    if '"fingerprint"' not in text:
        return None
    found = BASELINE_RULE.search(_line(text, offset))
    return list(name_items(_span(text, offset, found[1]), settings, topics=False)) if found else []


def name_items(
    span: tuple[int, int],
    settings: Settings,
    but: Collection[str] = (),
    *,
    topics: bool = True,
    before: str = "",
    after: str = "",
) -> Iterator[Item]:
    """Yield the names of rules, and of topics.

    Args:
        span: The name that is typed.
        settings: The settings.
        but: Names that are there already.
        topics: Whether topics are names, too.
        before: What is written before a name.
        after: What is written after it.
    """
    for rule in settings.rules.values():
        if rule.id not in but:
            written = before + rule.id + after
            detail = f"{rule.severity}, {rule.topic}"
            yield Item(rule.id, "rule", span, written, detail, inline(rule.summary), plain=written)
    for topic in dict.fromkeys(rule.topic for rule in settings.rules.values()) if topics else ():
        if topic not in but:
            yield Item(topic, "rule", span, before + topic + after, "topic", plain=before + topic + after)


def _line(text: str, offset: int) -> str:
    """Return the line of an offset up to it, or what of a long one is near it."""
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    return text[max(start, offset - LONGEST_LINE) : offset]


def _span(text: str, offset: int, typed: str) -> tuple[int, int]:
    """Return the span of a word, of which a part is before the offset."""
    rest = WORD.match(text, offset)
    return offset - len(typed), rest.end() if rest else offset
