"""Precompiled patterns match as `re` and RE2 do, and inclusion between patterns is decided correctly."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ircompile.codegen.patterns import frozen_search, is_within
from ircompile.model.frozen import frozen
from ircompile.package import compiled
from ircompile.rulebook.cel.re2 import compile_pattern


@given(
    st.from_regex(r"[ab.]{1,3}[*+?]?(\[a-c\]|\[\^b\])?(\|[ab]{1,2})?\$?", fullmatch=True), st.text("abc\n", max_size=5)
)
def test_frozen_patterns_match_as_the_originals(pattern: str, text: str) -> None:
    ordinary = re.compile(pattern)
    ours = compiled(frozen(ordinary))
    assert [match and match.span() for match in (ours.search(text), ours.fullmatch(text))] == [
        match and match.span() for match in (ordinary.search(text), ordinary.fullmatch(text))
    ]
    searched = frozen_search(pattern)
    if searched is not None:
        assert (compiled(searched).search(text) is not None) == compile_pattern(pattern)(text)


@pytest.mark.parametrize(
    ("narrow", "wide", "within"),
    [
        ("sg-[0-9a-f]+", "[-0-9a-z]+", True),
        ("sg-[0-9a-f]+", "[-0-9a-y]+", True),
        ("sg-[0-9a-z]+", "[-0-9a-y]+", False),
        ("(a/)*a", "a[/a]*", True),
        ("a[/a]*", "(a/)*a", False),
        ("a{2,3}", "a{1,3}", True),
        ("a{2,4}", "a{1,3}", False),
        ("[ab]*", "[ab]*c?", True),
        ("a|", "a*", True),
        ("a|", "a+", False),
        (r"\d+", "[0-9]+", True),
        (r"[\s\S]", ".", False),
        (".", r"[\s\S]", False),  # undecided: the rule language has no escape for line ends
        (r"\p{Lu}", r"\p{L}", True),
        (r"\p{L}", r"\p{Lu}", False),
        ("a$", "a", False),
        ("a{2,2000}", "a+", False),
        ("(a|b)*a(a|b){20}", "[ab]+", False),
    ],
)
def test_inclusion_of_patterns(narrow: str, wide: str, within: bool) -> None:  # noqa: FBT001  a parameter
    assert is_within(narrow, wide) is within
