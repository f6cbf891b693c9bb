"""Line breaks in messages."""

from __future__ import annotations

import pytest

from ircompile.reporting.wrap import wrapped


@pytest.mark.parametrize(
    ("text", "columns", "used", "indent", "lines"),
    [
        ("a b c", 0, 9, 9, ["a b c"]),
        ("aa bb cc", 5, 0, 0, ["aa bb", "cc"]),
        ("aa bb cc", 5, 3, 1, ["aa", " bb", " cc"]),
        ("aa bb", 5, 4, 0, ["", "aa bb"]),
        ("aaaaaaaa bb", 5, 0, 0, ["aaaaaaaa", "bb"]),
        ("aaaaaaaa bb", 5, 4, 2, ["aaaaaaaa", "  bb"]),
        ("模型 模型", 8, 0, 0, ["模型", "模型"]),
        ("模型 模型", 9, 0, 0, ["模型 模型"]),
        ("", 5, 0, 0, [""]),
    ],
)
def test_texts_are_wrapped_at_blanks(text: str, columns: int, used: int, indent: int, lines: list[str]) -> None:
    assert list(wrapped(text, columns, used=used, indent=indent)) == lines
