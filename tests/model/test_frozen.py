"""A pattern shortened for texts of limited length matches those texts as the original does."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from ircompile.model.frozen import of_at_most

NAMES = "[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}"


@settings(max_examples=300)
@given(st.from_regex(NAMES, fullmatch=True) | st.text("aZ9-_", max_size=70))
def test_a_pattern_for_short_texts_matches_as_the_original(text: str) -> None:
    quick = of_at_most(63, NAMES)
    assert quick != NAMES == of_at_most(64, NAMES) == of_at_most(None, NAMES)
    assert of_at_most(1, "[a-](-*[a-]){0,9}") == "[a-](-*[a-]){0,9}"
    assert len(text) > 63 or (re.fullmatch(quick, text) is None) is (re.fullmatch(NAMES, text) is None)
