"""Places of keys, scalars and elements in TOML, in all of its notations, also where the text is not valid."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest
from checkout import ROOT

from ircompile.config.toml_positions import offsets, spots

CONFIGURATION = re.findall(r"```toml\n(.*?)```", (ROOT / "docs" / "configuration.md").read_text("utf-8"), re.DOTALL)

TEXTS = [
    ("a = 1\n", {("a",): 1}),
    ("# a = 0\n\n  a = 1\n", {("a",): 3}),
    ("a.b = 1\na.c = 2\n", {("a",): 1, ("a", "b"): 1, ("a", "c"): 2}),
    ("[x]\nk = 1\n[y]\nk = 2\n", {("x",): 1, ("x", "k"): 2, ("y",): 3, ("y", "k"): 4}),
    ("[x.y]\n'a.b' = 1\n\"\\u0063\" = 2\n", {("x", "y"): 1, ("x", "y", "a.b"): 2, ("x", "y", "c"): 3}),
    ("[[x]]\nk = 1\n[[x]]\nk = 2\n[x.y]\nz = 3\n", {
        ("x",): 1, ("x", 0): 1, ("x", 0, "k"): 2, ("x", 1): 3, ("x", 1, "k"): 4, ("x", 1, "y"): 5, ("x", 1, "y", "z"): 6,
    }),
    ('a = [\n  "]", # ]\n\n  "y",\n]\nb = 1\n', {("a",): 1, ("a", 0): 2, ("a", 1): 4, ("b",): 6}),
    ("a = {b = 1, c.d = [{e = 2}]}\n", {
        ("a",): 1, ("a", "b"): 1, ("a", "c"): 1, ("a", "c", "d"): 1, ("a", "c", "d", 0): 1, ("a", "c", "d", 0, "e"): 1,
    }),
    ('a = """\nb = 1\n[x]""""\nc = \'\'\'\nd = 1\'\'\'\ne = ""\nf = \'\'\n', {("a",): 1, ("c",): 4, ("e",): 6, ("f",): 7}),
    ("a = 1979-05-27 07:32:00\nb = -1.5e3\nc = [1.5, 2]\n", {("a",): 1, ("b",): 2, ("c",): 3, ("c", 0): 3, ("c", 1): 3}),
    ("a = [[1], []]\r\nb = {}\r\n", {("a",): 1, ("a", 0): 1, ("a", 0, 0): 1, ("a", 1): 1, ("b",): 2}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "lines"), TEXTS, ids=[text for text, _ in TEXTS])
def test_lines_of_keys_and_elements(text: str, lines: dict[tuple[Any, ...], int]) -> None:
    tomllib.loads(text)
    assert {path: text.count("\n", 0, start) + 1 for path, start in offsets(text).items()} == lines


@pytest.mark.parametrize("text", [*CONFIGURATION, (ROOT / "pyproject.toml").read_text("utf-8")])
def test_the_reader_of_broken_texts_finds_in_valid_ones_what_tomllib_does(text: str) -> None:
    whole: Any = tomllib.loads(text)
    found = [it for it in spots(text) if it.start >= 0]
    assert {it.path: it.start for it in reversed(found)} == offsets(text)
    for it in found:
        value = whole
        for step in it.path:
            value = value[step]
        if it.part == "value" and isinstance(value, str):
            assert it.text == value


@pytest.mark.parametrize(
    ("text", "path", "part", "written"),
    [
        ("a = ‸1", ("a",), "value", "1"),
        ("‸a.b = 1", ("a",), "key", "a"),
        ("a.‸b = 1", ("a", "b"), "key", "b"),
        ("[a]\n‸b", ("a", "b"), "key", "b"),
        ("[a.‸b", ("a", "b"), "key", "b"),
        ("[[‸a]]", ("a",), "key", "a"),
        ("[[a]]\n‸b = 1", ("a", 0, "b"), "key", "b"),
        ("a = ['x', ‸'y", ("a", 1), "value", "y"),
        ("a = ['x', '‸y'", ("a", 1), "value", "y"),
        ("a = [\n  'x',\n[b]\n‸c = 1", ("b", "c"), "key", "c"),
        ("a = [\n  'x'\n‸b = 1", ("b",), "key", "b"),
        ("a = {b = [1], ‸c = 2}", ("a", "c"), "key", "c"),
        ("a = {b = {c = ‸2", ("a", "b", "c"), "value", "2"),
        ("a = {b = 1\n[c]\n‸d = 1", ("c", "d"), "key", "d"),
        ("'a b'.\"‸c\" = 1", ("a b", "c"), "key", "c"),
        ("a = ‸2026-11-30", ("a",), "value", "2026-11-30"),
        ("# a‸b", None, "", ""),
        ("a = ‸\nb = 1", None, "", ""),
        ("‸", None, "", ""),
        ("[[a]]\n[[a]]\n[a.b]\n‸c = 1", ("a", 1, "b", "c"), "key", "c"),
        ('"\\u0063‸" = 1', ("c",), "key", "c"),
        ('a = "\\‸x"', ("a",), "value", "\\x"),
        ("a = [[1], [2, [‸3", ("a", 1, 1, 0), "value", "3"),
    ],
)
def test_what_is_at_an_offset(text: str, path: tuple[str | int, ...] | None, part: str, written: str) -> None:
    offset = text.index("‸")
    around = [it for it in spots(text.replace("‸", "")) if it.span[0] <= offset <= it.span[1] and it.part != "item"]
    assert [(*it[:2], it.text) for it in around[-1:]] == ([(path, part, written)] if path else [])
