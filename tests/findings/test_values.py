"""JSON Pointers, and texts of which only parts are known."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ircompile.findings.values import GAP, PartialText, Unknown, pointer


@pytest.mark.parametrize(("path", "text"), [((), ""), (("a", 0, "b/c~d"), "/a/0/b~1c~0d"), (("",), "/")])
def test_pointers_are_those_of_rfc_6901(path: tuple[str | int, ...], text: str) -> None:
    assert pointer(path) == text


PARTS = st.lists(st.none() | st.text("ab", max_size=3), max_size=4)


@given(PARTS, PARTS, st.text("ab", max_size=8))
def test_a_text_with_gaps_may_be_what_completes_it(
    before: list[str | None], after: list[str | None], text: str
) -> None:
    parts = [*before, None, *after]
    partial = PartialText(parts)
    pattern = "".join(".*" if part is None else part for part in parts)
    assert partial.may_be(text) == bool(re.fullmatch(pattern, text))
    assert all(partial.may_be(text) for text in (partial.known, str(partial).replace(GAP, "b")))


def test_parts_are_joined() -> None:
    text = PartialText(["", "my", "_", "", None, "", None, "x"])
    assert text.parts == ("my_", None, "x")
    assert (str(text), text.known, repr(text)) == ("my_…x", "my_x", "PartialText(('my_', None, 'x'))")
    assert text == PartialText(["my_", None, "x"]) != PartialText(["my_", None])
    assert isinstance(text, Unknown)
