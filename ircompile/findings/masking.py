"""Credentials in any text: the lines that must not be shown, and the masking of words in messages.

These patterns accept more than those of the rule `credential-in-manifest`, which are derived from them, and they are
applied whether or not that rule is selected: hiding a harmless line is better than showing a credential.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final

KEY_ID_PREFIXES: Final = ("AKIA", "ASIA")
KEY_ID_START: Final = f"(?:{'|'.join(KEY_ID_PREFIXES)})"
WHOLE_KEY_ID: Final = f"{KEY_ID_START}[A-Z0-9]{{16}}"
KEY_ID: Final = re.compile(f"{WHOLE_KEY_ID}|{KEY_ID_START}[A-Z0-9]{{4,15}}(?=…)")
"""An access key ID, or the beginning of one in a text that was cut."""
PRIVATE_KEY_HEADER: Final = "-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
PRIVATE_KEY: Final = re.compile(f"({PRIVATE_KEY_HEADER})(?:.*?-----END [A-Z0-9 ]{{0,40}}PRIVATE KEY|.*)", re.DOTALL)
"""A private key; one without an end extends to the end of the text."""
NAMING_WORD: Final = "secret"
"""The lower-case word that every name of a secret access key contains."""
SECRET: Final = re.compile(r"(?<![A-Za-z0-9/+])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])")
"""A secret access key, in texts that contain the name of one."""
SECRET_OR_LONGER: Final = re.compile(r"(?<![A-Za-z0-9/+])[A-Za-z0-9/+]{40,}+")
"""A word that could contain a secret access key."""
ESCAPE: Final = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U000([0-9A-Fa-f]{5})|(.))")
"""An escape of YAML or JSON."""
SIGNS: Final = ("\\", *KEY_ID_PREFIXES, "PRIVATE")
"""Every text from which a value with a credential is read contains one of these, or the name of a secret."""
FORMS: Final = (*KEY_ID_PREFIXES, "PRIVATE KEY")
"""Every text that is masked contains one of these, or the name of a secret."""
SHOWN: Final = 4
"""Characters of a credential that are shown."""
TELLING: Final = 8
"""Characters of a credential that suffice to recognize it, for example where a message cuts it."""
WORD: Final = re.compile(r"[A-Za-z0-9/+=_-]*")
"""The rest of a recognized credential."""


class Secrets:
    """The credentials in a text.

    Attributes:
        lines: The lines, from 1, that contain credentials. Later steps add those that only the parsed values show.
        words: The words to mask.
        may_be: Whether a value that is read from the text could contain a credential.
    """

    def __init__(self, text: str) -> None:
        self.may_be = any(sign in text for sign in SIGNS) or NAMING_WORD in text.lower()
        self.lines: set[int] = set()
        self.words: set[str] = set()
        if not self.may_be:
            return
        plain = ESCAPE.sub(_unescaped, text) if "\\" in text else text
        spans = []
        for match in PRIVATE_KEY.finditer(plain) if "PRIVATE KEY" in plain else ():
            spans.append(match.span())
            self.words.update(key_words(match[0]))
        spans += [match.span() for match in KEY_ID.finditer(plain)]
        if NAMING_WORD in plain.lower():
            spans += [match.span() for match in SECRET_OR_LONGER.finditer(plain)]
            self.words.update(SECRET.findall(plain))
        if spans:
            self._add_lines(plain, spans)

    def __repr__(self) -> str:
        return f"Secrets(lines={sorted(self.lines)}, {len(self.words)} words)"  # which must not appear in logs

    def _add_lines(self, text: str, spans: Iterable[tuple[int, int]]) -> None:
        from bisect import bisect_left

        ends = [match.start() for match in re.finditer("\n", text)]
        for start, end in spans:
            self.lines.update(range(bisect_left(ends, start) + 1, bisect_left(ends, end) + 2))


def _unescaped(escape: re.Match[str]) -> str:
    """Return the character of an escape if a credential could contain it; else a blank, which keeps the lines."""
    code = escape[1] or escape[2] or escape[3]
    character = chr(int(code, 16)) if code else escape[4]
    return character if character == "/" or (code and character.isprintable()) else " "


def key_words(text: str) -> Iterator[str]:
    """Yield the words of a text with a private key that are long enough to recognize it."""
    return (word for word in re.split(r"-----[A-Z0-9 ]+(?:-----)?|\s+|\\n", text) if len(word) >= TELLING)


class Mask:
    """Replaces credentials in texts by their first characters and an ellipsis.

    Args:
        words: Credentials of the manifest; others are found by their form.
    """

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._starts = {word[:TELLING] for word in words}

    def __call__(self, text: str) -> str:
        """Return the text with all credentials masked, including the beginnings of ones that were cut."""
        if not self._starts and not _may_hold_any(text):
            return text
        text = _masked(text)
        if not self._starts:
            return text
        parts, at, start = [], 0, 0
        while start < len(text):
            if text[start : start + TELLING] not in self._starts:
                start += 1
                continue
            parts += [text[at : start + SHOWN], "…"]
            rest = WORD.match(text, start + TELLING)
            at = start = rest.end() if rest else len(text)
            at += text.startswith("…", at)
        return "".join([*parts, text[at:]])


def _may_hold_any(text: str) -> bool:
    """Return whether a text holds a sign of a credential; most do not, and this is asked of every word of a report."""
    for sign in FORMS:  # a generator would cost more than all of them
        if sign in text:
            return True
    return NAMING_WORD in text.lower()


def _masked(text: str) -> str:
    """Return the text with everything masked that has the form of a credential."""
    text = PRIVATE_KEY.sub(r"\1…", text) if "PRIVATE KEY" in text else text
    if any(prefix in text for prefix in KEY_ID_PREFIXES):
        text = KEY_ID.sub(_first_characters, text).replace("……", "…")
    return SECRET.sub(_first_characters, text) if NAMING_WORD in text.lower() else text


def _first_characters(match: re.Match[str]) -> str:
    return match[0][:SHOWN] + "…"
