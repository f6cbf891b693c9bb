"""Precompiled patterns match as `re` and RE2 do, and inclusion between patterns is decided correctly."""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]  # Python's own matcher, which has no stubs
import ast
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ircompile.codegen.patterns import frozen_search
from ircompile.model.frozen import frozen
from ircompile.package import SAME_CODE, compiled
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


MADE_BY_PYTHON_3_11 = Path(__file__).with_name("made_by_python_3_11.txt").read_text("utf-8").splitlines()
"""Frozen patterns that use most operations of the matcher, as Python 3.11 made them."""


@pytest.mark.parametrize("matcher", [(0, 4, 4294967295), (20220615, 2, 4294967295), (20220615, 4, 0x7FFF_FFFF)])
def test_code_that_this_python_may_not_run_is_compiled_anew(matcher: tuple[int, ...]) -> None:
    source, flags, _, _, *groups = frozen(re.compile("a(b*)", re.IGNORECASE))
    found = compiled((source, flags, matcher, (1, 2, 3), *groups)).search("xABBc")
    assert found
    assert found.span(1) == (2, 4)


@pytest.mark.parametrize("line", MADE_BY_PYTHON_3_11)
def test_code_that_another_python_made_runs_in_this_one(line: str) -> None:
    pattern = ast.literal_eval(line)
    assert _sre.MAGIC in SAME_CODE, "compare the code of all frozen patterns, then add the version"
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(re, "compile")  # what runs is the code, not a pattern compiled anew
        ours = compiled(pattern)

    @given(st.from_regex(pattern[0]) | st.text("abcdex 0-_:\n\u00a1A", max_size=6))
    def match_the_same(text: str) -> None:
        found, expected = ours.search(text), re.compile(pattern[0]).search(text)
        assert (found and found.regs) == (expected and expected.regs)

    match_the_same()
