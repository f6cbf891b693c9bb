"""Literals of Python keep their quotes and prefixes when they get another value."""

from __future__ import annotations

import ast
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ircompile.hosts.python.literals import STRING, as_json, is_single, quoted, with_value

TEXTS = st.text(st.sampled_from("ab'\"\\{}$ n%"), max_size=6)
PREFIXES = st.sampled_from(["", "r", "R", "u", "U", "f", "F", "rf", "Fr"])
QUOTES = st.sampled_from(["'", '"', "'''", '"""'])


@given(PREFIXES, QUOTES, TEXTS, TEXTS)
def test_a_new_value_is_written_like_the_old_one(prefix: str, quotes: str, body: str, new: str) -> None:
    written = f"{prefix}{quotes}{body.replace(quotes[0], '').replace('{', '').replace('}', '').rstrip(chr(92))}{quotes}"
    made = with_value(written, new)
    if made is None:
        assert "r" in prefix.lower()
        assert set(new) & set("'\"\\{}")
        return
    assert made.startswith(prefix + quotes)
    assert made.endswith(quotes)
    assert eval(made) == new  # noqa: S307  a literal


@pytest.mark.parametrize(
    ("written", "value", "is_one"),
    [
        ("'a'", "a", True),
        ("'a' 'b'", "ab", False),
        ("'a''b'", "ab", False),
        ("'''a''' '''b'''", "ab", False),
        ("('a')", "a", False),
        ("f'a'", "a", True),
        ("f'{a}'", "a", False),
        ("f'{{a}}'", "{a}", True),
        ("b'a'", "a", False),
        (r"'\x61'", "a", True),
        (r"'\x6'", "a", False),
        ("'''a\n'''", "a\n", True),
        ("'a\\\nb'", "ab", True),
        ("7_200", 7200, True),
        ("0x10", 16, True),
        ("7200.0", 7200.0, True),
        ("7200.0", 7200, False),
        ("7e3", 7000.0, True),
        ("7e+3", 7000.0, True),
        ("-3", -3, False),
        ("3 + 4", 7, False),
        ("True", True, False),
        ("x", "x", False),
        ("x if y", "x", False),
        ("'a", "a", False),
        ("", "", False),
    ],
)
def test_single_literals(written: str, value: Any, *, is_one: bool) -> None:
    assert is_single(written, value) is is_one


@pytest.mark.parametrize(
    ("written", "value", "expected"),
    [("3", 3, '"3"'), ("3.5", 3.5, '"3.5"'), ("0x10", 16, None), ("1_000", 1000, None), ("True", True, None)],
)
def test_numbers_in_quotes(written: str, value: Any, expected: str | None) -> None:
    assert quoted(written, value) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('{"input_1": [1, 3, 224]}', "'{\"input_1\": [1, 3, 224]}'"),
        ("[{'shape': (1, 2)}]", None),
        ("{'a': x}", None),
        ('{"a": "\'"}', None),
        ("{'a': True, 'b': None}", '\'{"a": true, "b": null}\''),
        ("{'a': 'é'}", None),
    ],
)
def test_collections_as_json(written: str, expected: str | None) -> None:
    try:
        value = ast.literal_eval(written)
    except ValueError:
        value = {"a": 1}
    value = [{"shape": [1, 2]}] if "shape" in written else value
    assert as_json(written, value) == expected


@given(st.text(max_size=8))
def test_the_pattern_of_strings_matches_only_strings(text: str) -> None:
    for quotes in ("'", '"', "'''", '"""'):
        written = f"{quotes}{text}{quotes}"
        if STRING.fullmatch(written) and "\0" not in text and "\r" not in text:
            try:
                assert isinstance(ast.parse(written, mode="eval").body, ast.Constant)
            except SyntaxError as error:
                assert "escape" in str(error) or "decode" in str(error) or "unicode" in str(error)
