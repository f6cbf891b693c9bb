"""Whether a text with gaps can be completed to one that a pattern matches is decided exactly, or not at all."""

from __future__ import annotations

import re
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ircompile.findings.values import PartialText
from ircompile.model.model import SHIPPED
from ircompile.model.patterns import KNOWN, compiled, matcher
from ircompile.rulebook.checks.partial_texts import may_match

PATTERNS = sorted({fact.pattern for shape in SHIPPED.request.walk() for fact in shape.facts if fact.kind == "pattern"})
ODD = 'aZ09-_.:/ \n\r\t\x0b\u2028é模²\x85😀=+@*#"'


def cut(text: str, random: Random) -> PartialText:
    """Return a text with some parts of it, which may be empty, replaced by gaps."""
    ends = sorted(random.randrange(len(text) + 1) for _ in range(2 * random.randint(1, 3)))
    parts: list[str | None] = []
    done = 0
    for start, end in zip(ends[::2], ends[1::2], strict=True):
        parts += (text[done:start], None)
        done = end
    return PartialText([*parts, text[done:]])


@pytest.mark.parametrize("pattern", PATTERNS)
@settings(max_examples=100, deadline=None)
@given(st.data(), st.randoms())
def test_what_a_pattern_matches_can_be_completed_to(pattern: str, data: st.DataObject, random: Random) -> None:
    text = data.draw(st.from_regex(compiled(pattern, KNOWN), fullmatch=True))
    if matcher(pattern)(text):  # else it has the stand-in of a category
        assert may_match(pattern, cut(text, random))


@pytest.mark.parametrize("pattern", PATTERNS)
@settings(max_examples=150, deadline=None)
@given(st.data(), st.randoms())
def test_no_completion_matches_where_none_is_said_to(pattern: str, data: st.DataObject, random: Random) -> None:
    """Texts that nearly match are cut, so that many have no completion; random ones are then tried."""
    characters = [*data.draw(st.from_regex(compiled(pattern, KNOWN), fullmatch=True))]
    for _ in range(random.randrange(3)):
        characters.insert(random.randrange(len(characters) + 1), random.choice(ODD))
    text = cut("".join(characters), random)
    if may_match(pattern, text):
        return
    for _ in range(10):
        filling = data.draw(st.from_regex(compiled(pattern, KNOWN), fullmatch=True))
        whole = "".join(
            part if part is not None else "".join(random.choices(filling + ODD, k=random.randrange(9)))
            for part in text.parts
        )
        assert not matcher(pattern)(whole), (text, whole)


ATOMS = ("a", "b", "[ab]", "[^a]", "(a|bb)", "(ab)", "(a?b|)")
COUNTS = ("", "?", "{2}", "{1,2}", "{0,3}")


def small(random: Random) -> str:
    """Return a pattern that matches texts of at most 13 characters."""
    return "".join(random.choice(ATOMS) + random.choice(COUNTS) for _ in range(random.randint(1, 3)))


@settings(max_examples=300, deadline=None)
@given(st.randoms(use_true_random=False))
def test_completions_are_those_that_exist(random: Random) -> None:
    pattern = small(random)
    matched = [it for size in range(10) for it in map("".join, product("ab", repeat=size)) if re.fullmatch(pattern, it)]
    for _ in range(10):
        text = cut("".join(random.choices("ab", k=random.randrange(5))), random)
        assert any(map(text.may_be, matched)) == may_match(pattern, text), (pattern, text)


@pytest.mark.parametrize(
    ("pattern", "parts", "may"),
    [
        (r"[\S]{1,2048}", ("a", None), True),
        (r"[\S]{1,2048}", ("a b", None), False),
        (r"x{500,}", ("x" * 600, None), True),
        (r"[a-z]{300}", (None, "A"), False),
        (r"a.b", ("a\n", None), False),
        (r"a.b", (None, "\u2028b"), False),
        (r"a[\s]b", ("a\x0b", None), True),
        (r"\S+", (None, "\x0b"), False),
        (r"[\p{Lu}]+", (None, "É"), True),
        (r"[\p{Lu}]+", (None, "é"), False),
        (r"[\p{Co}]+", (None,), True),
        (r"[\p{L}é]+", ("é#", None), True),  # undecided: it names a character that has a stand-in
        (r"^a$", ("b", None), False),
        (r"^a$", (None, "a"), True),
        (r"(?=b)a", ("c", None), True),  # undecided: RE2 has no look-ahead
        (r"a", (None,), True),
    ],
)
def test_may_match(pattern: str, parts: tuple[str | None, ...], *, may: bool) -> None:
    assert may_match(pattern, PartialText(parts)) is may
