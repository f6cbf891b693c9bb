"""Line numbers of offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ircompile.sources.lines import Lines


@given(st.text(st.sampled_from("ab\n\r\u00e9\U0001f600"), max_size=200), st.integers(1, 7))
def test_lines_equal_a_count_from_the_start(text: str, block: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("ircompile.sources.lines.BLOCK", block)
        lines = Lines(text)
        for offset in range(len(text) + 1):
            number = text.count("\n", 0, offset) + 1
            assert lines.number(offset) == number
            assert lines.start(number) == text.rfind("\n", 0, offset) + 1
            assert lines.bytes_before(offset, "utf-8") == len(text[:offset].encode())
