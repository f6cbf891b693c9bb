"""What looks like a credential in any text: the lines that nobody may see, and words that are said masked.

This asks less than the rule `credential-in-manifest` does, and is asked whether or not that rule reports: a line is
rather hidden for nothing than shown with a credential.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final

KEY_ID: Final = re.compile(r"(?:AKIA|ASIA)(?:[A-Z0-9]{16}|[A-Z0-9]{4,15}(?=…))")
"""An access key id, or so much of one as a text holds that was cut."""
PRIVATE_KEY: Final = re.compile(
    r"(-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----)(?:.*?-----END [A-Z0-9 ]{0,40}PRIVATE KEY|.*)", re.DOTALL
)
"""A private key, up to the end of the text where it has none."""
NAMING: Final = "secret"
"""What names a secret access key, in any letters."""
SECRET: Final = re.compile(r"(?<![A-Za-z0-9/+])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])")
RUN: Final = re.compile(r"(?<![A-Za-z0-9/+])[A-Za-z0-9/+]{40,}+")
"""What may hold a secret access key, where something in the text names one."""
ESCAPE: Final = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U000([0-9A-Fa-f]{5})|(.))")
"""An escape of YAML or JSON."""
SIGNS: Final = ("\\", "AKIA", "ASIA", "PRIVATE")
"""What a text holds, or a name of a secret, if a value that is read from it holds a credential."""
SHOWN: Final = 4
"""Characters of a credential that are shown."""
TELLING: Final = 8
"""Characters with which a text may begin a credential, as it does where it is cut, and tell it."""
WORD: Final = re.compile(r"[A-Za-z0-9/+=_-]*")
"""What the rest of a credential is made of."""


class Secrets:
    """The credentials in a text: the numbers of the lines that hold any, from 1, and the words that tell them.

    Those who know more of the text than its characters add to the lines; where `may_be` is False, no value that is
    read from it holds any.
    """

    __slots__ = ("lines", "may_be", "words")

    def __init__(self, text: str) -> None:
        self.may_be = any(sign in text for sign in SIGNS) or NAMING in text.lower()
        plain = ESCAPE.sub(_meant, text) if "\\" in text else text
        self.lines: set[int] = set()
        self.words: set[str] = set()
        spans = []
        for match in PRIVATE_KEY.finditer(plain) if "PRIVATE KEY" in plain else ():
            spans.append(match.span())
            self.words.update(key_words(match[0]))
        spans += [match.span() for match in KEY_ID.finditer(plain)]
        if NAMING in plain.lower():
            spans += [match.span() for match in RUN.finditer(plain)]
            self.words.update(SECRET.findall(plain))
        if spans:
            self._add_lines(plain, spans)

    def _add_lines(self, text: str, spans: Iterable[tuple[int, int]]) -> None:
        from bisect import bisect_left

        ends = [match.start() for match in re.finditer("\n", text)]
        for start, end in spans:
            self.lines.update(range(bisect_left(ends, start) + 1, bisect_left(ends, end) + 2))


def _meant(escape: re.Match[str]) -> str:
    """What an escape stands for, if that may be a part of a credential; else a blank, so that lines stay lines."""
    code = escape[1] or escape[2] or escape[3]
    character = chr(int(code, 16)) if code else escape[4]
    return character if character == "/" or (code and character.isprintable()) else " "


def key_words(text: str) -> Iterator[str]:
    """The words of a text with a private key that are long enough to tell it."""
    return (word for word in re.split(r"-----[A-Z0-9 ]+-----|\s+|\\n", text) if len(word) >= TELLING)


class Mask:
    """Puts the first letters of credentials, and an ellipsis, in their place: of some that are known, and of others."""

    __slots__ = ("_starts",)

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._starts = {word[:TELLING] for word in words}

    def __call__(self, text: str) -> str:
        """The text without credentials, or the beginning of one that was cut."""
        text = _masked(text)
        if not self._starts:
            return text
        parts, at, start = [], 0, 0
        while start <= len(text) - TELLING:
            if text[start : start + TELLING] not in self._starts:
                start += 1
                continue
            parts += [text[at : start + SHOWN], "…"]
            rest = WORD.match(text, start + TELLING)
            at = start = rest.end() if rest else len(text)
            at += text.startswith("…", at)
        return "".join([*parts, text[at:]])


def _masked(text: str) -> str:
    """The text without what is a credential wherever it stands."""
    text = PRIVATE_KEY.sub(r"\1…", text) if "PRIVATE KEY" in text else text
    if "AKIA" in text or "ASIA" in text:
        text = KEY_ID.sub(_begun, text).replace("……", "…")
    return SECRET.sub(_begun, text) if NAMING in text.lower() else text


def _begun(match: re.Match[str]) -> str:
    return match[0][:SHOWN] + "…"
