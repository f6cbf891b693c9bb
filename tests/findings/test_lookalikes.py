"""Characters that look like ASCII ones."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from ircompile.findings.lookalikes import MEANT, named, plain

CHARACTERS = [
    ("é", None, ""),
    ("漢", None, ""),
    ("²", None, ""),
    ("\xa0", " ", "U+00A0 (no-break space) looks like a space"),
    ("\u3000", " ", "U+3000 (ideographic space) looks like a space"),
    ("\u2011", "-", "U+2011 (non-breaking hyphen) looks like `-`"),
    ("\uff1a", ":", "U+FF1A (fullwidth colon) looks like `:`"),
    ("\uff13", "3", "U+FF13 (fullwidth digit three) looks like `3`"),
    ("\U0001d41a", "a", "U+1D41A (mathematical bold small a) looks like `a`"),
    ("\u200b", "", "U+200B (zero width space) is invisible"),
    ("\u0430", "a", "U+0430 (cyrillic small letter a) looks like `a`"),
    ("\u03bf", "o", "U+03BF (greek small letter omicron) looks like `o`"),
    ("\u201c", '"', 'U+201C (left double quotation mark) looks like `"`'),
    ("\u2019", "'", "U+2019 (right single quotation mark) looks like `'`"),
    ("\u2236", ":", "U+2236 (ratio) looks like `:`"),
    ("\u2215", "/", "U+2215 (division slash) looks like `/`"),
    ("\u201a", ",", "U+201A (single low-9 quotation mark) looks like `,`"),
    ("\u3002", ".", "U+3002 (ideographic full stop) looks like `.`"),
    ("\ua78a", "=", "U+A78A (modifier letter short equals sign) looks like `=`"),
    ("\ufffe", None, ""),
    ("\u180e", "", "U+180E (mongolian vowel separator) is invisible"),
    ("\uffa0", None, ""),
    ("\ufe30", None, ""),
]


@pytest.mark.parametrize(("character", "meant", "name"), CHARACTERS, ids=[it[0] for it in CHARACTERS])
def test_lookalikes(character: str, meant: str | None, name: str) -> None:
    assert plain(character) == meant
    assert meant is None or named(character) == name


def test_no_ascii_character_looks_like_another() -> None:
    assert [plain(chr(code)) for code in range(128)] == [None] * 128
    assert not any(map(str.isascii, MEANT))


def test_a_lookalike_stands_for_one_printable_ascii_character_or_none() -> None:
    meant = {chr(code): plain(chr(code)) for code in range(sys.maxunicode + 1)}
    assert {it for it in meant.values() if it} <= set(map(chr, range(32, 127)))
    assert all(len(it) <= 1 for it in meant.values() if it is not None)
    assert meant.items() >= MEANT.items()


def test_a_letter_of_the_table_has_the_case_of_the_one_it_looks_like() -> None:
    for character, meant in MEANT.items():
        if meant.isalpha() and unicodedata.category(character) != "Lo":
            assert character == "\u04cf" or character.isupper() is meant.isupper()
