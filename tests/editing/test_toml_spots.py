"""Keys and scalars of TOML texts by their offsets, also where the text is not valid."""

from __future__ import annotations

import re

import pytest
from checkout import ROOT

from ircompile.config.toml_positions import offsets
from ircompile.editing.hover.toml_spots import toml_spot

CONFIGURATION = re.findall(r"```toml\n(.*?)```", (ROOT / "docs" / "configuration.md").read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("text", [*CONFIGURATION, (ROOT / "pyproject.toml").read_text("utf-8")])
def test_the_paths_are_those_of_the_reader_of_valid_texts(text: str) -> None:
    for path, offset in offsets(text).items():
        if text[offset] in "[{":  # a header, or an element that is a collection
            continue
        found = toml_spot(text, offset)
        assert found, path
        spelled = tuple(step for step in path if not isinstance(step, int))
        assert tuple(step for step in found.path if step != 0)[: len(spelled)] == spelled


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
        ("a = ['x', ‸'y", ("a", 0), "value", "y"),
        ("a = ['x', '‸y'", ("a", 0), "value", "y"),
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
    ],
)
def test_what_is_at_an_offset(text: str, path: tuple[str | int, ...] | None, part: str, written: str) -> None:
    offset = text.index("‸")
    found = toml_spot(text.replace("‸", ""), offset)
    assert (found and (found.path, found.part, found.text)) == (path and (path, part, written))
