"""How messages write values, names and numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ircompile.findings.messages import (
    counted,
    cut,
    cut_middle,
    escaped,
    harmless,
    harmless_json,
    is_date,
    kind_of,
    listed,
    shown,
)
from ircompile.findings.values import UNKNOWN

LETTERS = list("abcdefghi")


@pytest.mark.parametrize(
    ("function", "arguments", "expected"),
    [
        (escaped, ("a\n\t\x1b\u202e\U000e0001é👨",), r"a\n\t\x1b\u202e\U000e0001é👨"),
        (escaped, ("\ud800",), r"\ud800"),
        (escaped, ("##[a] # ###",), r"#\x23[a] # #\x23#"),
        (harmless, ("::error::a",), r"\x3a:error::a"),
        (harmless, ("  ::error::a",), r"  \x3a:error::a"),
        (harmless, ("a ::error::a",), "a ::error::a"),
        (harmless_json, ('"##[a]"',), r'"#\u0023[a]"'),
        (shown, ("a\nb",), r"`a\nb`"),
        (shown, ("",), "the empty string"),
        (shown, ("a" * 100,), f"`{'a' * 100}`"),
        (shown, ("a" * 101,), f"`{'a' * 99}…`"),
        (shown, (None,), "`null`"),
        (shown, (True,), "`true`"),
        (shown, (False,), "`false`"),
        (shown, (-1.5,), "`-1.5`"),
        (shown, (1 - 10**100,), f"`-{'9' * 98}…`"),
        (shown, (-(10**100),), "`a number with more than 100 digits`"),
        (shown, ({"a": 1},), "`{…}`"),
        (shown, ([1],), "`[…]`"),
        (cut, ("a" * 1000,), "a" * 1000),
        (cut, ("a" * 1001,), "a" * 999 + "…"),
        (cut, ("abcd", 3), "ab…"),
        (cut_middle, ("a" * 1000,), "a" * 1000),
        (cut_middle, ("a" * 1001,), "a" * 499 + "…" + "a" * 499),
        (kind_of, ("",), "a string"),
        (kind_of, (b"",), "bytes"),
        (kind_of, (True,), "a boolean"),
        (kind_of, (1,), "an integer"),
        (kind_of, (1.0,), "a number"),
        (kind_of, ({},), "a mapping"),
        (kind_of, ([],), "a list"),
        (kind_of, (None,), "null"),
        (kind_of, (UNKNOWN,), "null"),
        (listed, ([],), ""),
        (listed, (["a"],), "`a`"),
        (listed, (["a", "b"], "and"), "`a` and `b`"),
        (listed, (["a", "b", "c"],), "`a`, `b` or `c`"),
        (listed, (LETTERS[:8],), "`a`, `b`, `c`, `d`, `e`, `f`, `g` or `h`"),
        (listed, (LETTERS,), "`a`, `b`, `c`, `d`, `e`, `f`, `g`, `h` … (9 in all)"),
        (counted, (0, "item"), "0 items"),
        (counted, (1, "item"), "1 item"),
        (counted, (1, "safe fix", "safe fixes"), "1 safe fix"),
        (counted, (2, "safe fix", "safe fixes"), "2 safe fixes"),
        (is_date, ("2027-01-31",), True),
        (is_date, ("2027-02-29",), False),
        (is_date, ("20270131",), False),
        (is_date, ("2027-W04-7",), False),
    ],
)
def test_how_values_are_written(function: Callable[..., object], arguments: tuple[Any, ...], expected: object) -> None:
    assert function(*arguments) == expected
