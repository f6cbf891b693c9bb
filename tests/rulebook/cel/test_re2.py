"""Patterns of the rule language: invalid ones are refused, and matching takes linear time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ircompile.rulebook.cel.automaton import MAX_SIZE
from ircompile.rulebook.cel.re2 import compile_pattern
from ircompile.rulebook.cel.values import CelSyntaxError

if TYPE_CHECKING:
    pass


@pytest.mark.parametrize(
    ("pattern", "index", "message"),
    [
        ("a(?=b)", 2, "patterns have only the groups `(…)` and `(?:…)`: no look-around, flags or names"),
        ("(?i)a", 1, "patterns have only the groups `(…)` and `(?:…)`: no look-around, flags or names"),
        (r"(a)\1", 3, r"`\1` is not supported: patterns have no back-references, \b or \p classes"),
        ("a**", 2, "the pattern is invalid from here on"),
        ("[[:alpha:]]", 1, "the pattern is invalid from here on"),
        ("[z-a]", 1, "invalid range of characters; write the smaller one first"),
        (r"[\d-z]", 1, "invalid range of characters; write the smaller one first"),
        ("a{2,1}", 1, "the smaller number of repetitions must come first"),
        ("ab{1001}", 1, "the pattern is too large; lower its counted repetitions"),
        ("((a{100}){100})", 2, "the pattern is too large; lower its counted repetitions"),
        ("(" * 60 + ")" * 60, 50, "the pattern is nested too deeply"),
    ],
)
def test_invalid_patterns_are_refused(pattern: str, index: int, message: str) -> None:
    with pytest.raises(CelSyntaxError) as caught:
        compile_pattern(pattern)
    assert (caught.value.offset, caught.value.message) == (index, message)


@pytest.mark.parametrize(
    ("pattern", "text", "is_found"),
    [
        ("$^", "", True),
        ("$^", "a", False),
        ("[^b-\U0010ffff]", "a", True),
        ("[^b-\U0010ffff]", "c", False),
        ("a" * 998, "a" * 998, True),
        ("a" * 998, "a" * 997, False),
    ],
)
def test_what_patterns_match(pattern: str, text: str, *, is_found: bool) -> None:
    assert compile_pattern(pattern)(text) is is_found


def test_a_pattern_has_at_most_a_thousand_parts() -> None:
    with pytest.raises(CelSyntaxError, match="too large"):
        compile_pattern("a" * 999)


@pytest.mark.parametrize("pattern", ["(a|aa|a*)*b", "(a+a+)+b", "(a*)*(a*)*(a*)*b", "(a?){100}a{100}b"])
def test_patterns_never_backtrack(pattern: str) -> None:
    search = compile_pattern(pattern)
    assert search("a" * 10_000) is False


def test_a_search_forgets_its_states_before_they_are_too_many() -> None:
    search = compile_pattern("[a-m]+x")
    for number in range(2 * MAX_SIZE):
        assert search(f"{chr(0x4E00 + number)}ax")
        assert not search(f"{chr(0x4E00 + number)}a")
