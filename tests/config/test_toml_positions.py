"""Lines of keys and elements in TOML, in all of its notations."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from ircompile.config.toml_positions import offsets

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
