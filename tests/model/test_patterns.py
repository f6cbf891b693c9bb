"""Patterns of the service model match as the service matches them, Unicode categories included."""

from __future__ import annotations

import unicodedata

import pytest

from ircompile.model import patterns
from ircompile.model.patterns import compiled, matcher


def test_categories_are_those_of_unicode() -> None:
    pattern = compiled(r"[\p{L}\p{Z}\p{N}]", range(0x110000))
    for code in range(0x110000):
        character = chr(code)
        assert bool(pattern.fullmatch(character)) == (unicodedata.category(character)[0] in "LZN")


def test_a_text_matches_the_categories_of_its_characters() -> None:
    matchers = {name: matcher(rf"[\p{{{name}}}_]") for name in ("L", "Lu", "Z", "Zl", "N", "C", "Cc", "P")}
    for code in range(0, 0x110000, 7):
        category = unicodedata.category(chr(code))
        for name, match in matchers.items():
            assert bool(match(chr(code))) == (category.startswith(name) or code == ord("_")), hex(code)


def test_only_the_characters_of_the_text_are_classified(monkeypatch: pytest.MonkeyPatch) -> None:
    classified: list[str] = []
    ask = unicodedata.category

    def count(character: str) -> str:
        classified.append(character)
        return ask(character)

    patterns.matcher.cache_clear()
    patterns.compiled.cache_clear()
    patterns.category.cache_clear()
    monkeypatch.setattr(unicodedata, "category", count)
    assert matcher(r"[\p{L}\p{Z}\p{N}_.:/=+\-@]*")("größe 模型")
    assert len(classified) < 500


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        (r"\d+", "12", True),
        (r"\d+", "١٢", False),
        (r"[-\w]+\/.+", "text/csv", True),
        (r"[-\w]+\/.+", "text/csv\n", False),
        (r"[-\w]+\/.+", "text/a\u2028b", False),
        (r"[a-z]*", "a\n", False),
        (r"([\p{L}\p{Z}\p{N}_.:/=+\-@]*)", "Größe 1²", True),
        (r"([\p{L}\p{Z}\p{N}_.:/=+\-@]*)", "a\tb", False),
        (r"([\p{L}\p{Z}\p{N}_.:/=+\-@]*)", "a😀", False),
        (r"[\p{Lu}é]*", "ÀéA", True),
        (r"[\p{Lu}é]*", "AB", True),
        (r"[\p{Lu}é]*", "Àe", False),
    ],
)
def test_patterns_match_as_in_the_service(pattern: str, text: str, *, matches: bool) -> None:
    assert bool(matcher(pattern)(text)) == matches
