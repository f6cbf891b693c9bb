"""Characters that look like ASCII ones, and the ASCII ones that were probably meant."""

from __future__ import annotations

import unicodedata

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

INVISIBLE: Final = "\u00ad\u180e\u200b\u200c\u200d\u2060\ufeff"
"""Characters that have no width."""
MEANT: Final = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63", "-"),
    **dict.fromkeys("\u00b4\u02b9\u02bc\u2018\u2019\u201b\u2032", "'"),
    **dict.fromkeys("\u00ab\u00bb\u02ba\u201c\u201d\u201e\u201f\u2033", '"'),
    **dict.fromkeys("\u02d0\u0589\u2236\ua789\ufe55", ":"),
    **dict.fromkeys("\u2044\u2215\u29f8", "/"),
    **dict.fromkeys("\u201a\u3001\ufe50", ","),
    **dict.fromkeys("\u2024\u3002", "."),
    **dict.fromkeys("\ua78a\ufe66", "="),
    **dict.fromkeys(INVISIBLE, ""),
    **dict(zip("АВЕІЈКМНОРСТУХЅԌԚԜаеіјорсухѕԁԛԝһӏ", "ABEIJKMHOPCTYXSGQWaeijopcyxsdqwhl", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοναιρυ", "ABEZHIKMNOPTYXovaipu", strict=True)),  # noqa: RUF001  they are what is listed here
}  # fmt: skip
"""Characters that Unicode does not relate to the ASCII ones they look like, among them Cyrillic and Greek letters."""


def plain(character: str) -> str | None:
    """Return the ASCII character that a character looks like, "" if it is invisible, or None if it is neither."""
    if character.isascii():
        return None
    if character in MEANT:
        return MEANT[character]
    if unicodedata.category(character) == "Zs":
        return " "
    kind, _, code = unicodedata.decomposition(character).partition(" ")
    meant = chr(int(code, 16)) if kind in ("<wide>", "<font>") and " " not in code else ""
    return meant if meant.isascii() and meant else None


def named(character: str) -> str:
    """Return the code point and the name of a character, and what it looks like."""
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "").lower()
    meant = plain(character)
    looks = {"": "is invisible", " ": "looks like a space"}.get(meant or "", f"looks like `{meant}`")
    return f"{code} ({name}) {looks}" if name else f"{code} {looks}"
