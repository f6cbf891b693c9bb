r"""Patterns of the service model, matched as the service does.

Unlike Python's `re`, the service matches the whole value, `\d` and `\w` are ASCII, `.` excludes all line ends, and
`\p{L}` is a Unicode category.
"""

from __future__ import annotations

import functools
import re
import unicodedata

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Final

ASCII: Final = range(128)
UNICODE: Final = range(0x110000)
LINE_ENDS: Final = "\x85\u2028\u2029"
KNOWN: Final = (*ASCII, *map(ord, LINE_ENDS))
"""Characters that a pattern may treat differently from others of their category: ASCII, and line ends."""
CATEGORIES: Final = "Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Zs Zl Zp Cc Cf Cs Co Cn"
STAND_INS: Final = {name: chr(0xF0000 + number) for number, name in enumerate(CATEGORIES.split())}
WRITTEN: Final = re.compile(r"[^\x00-\x7f]|\\[uxUN0-9]")
"""A part of a pattern that names characters beyond ASCII, or might."""
NO_LINE_END: Final = r"[^\n\r\x85\u2028\u2029]"
WRITTEN_OUT: Final = {
    r"\d": "0-9",
    r"\w": "a-zA-Z0-9_",
    r"\s": r" \t\n\x0b\f\r",
    r"\S": "\\x00-\\x08\\x0e-\\x1f!-\U0010ffff",
}
COUNT: Final = re.compile(r"\{([0-9]{1,9})(,?)([0-9]{0,9})\}")
MOST: Final = 100
"""The most repetitions that a widened pattern counts."""
TOKEN: Final = re.compile(r"\\p\{(\w+)\}|\\.|\[\^?\]?|\]|\.|[^\\\[\].]+", re.DOTALL)


@functools.cache
def matcher(pattern: str) -> Callable[[str], object]:
    """Return a function that returns a true value for texts that the whole pattern matches."""
    if r"\p{" not in pattern:
        return compiled(pattern, ASCII).fullmatch
    if WRITTEN.search(pattern):
        return lambda text: compiled(pattern, ASCII if text.isascii() else UNICODE).fullmatch(text)
    return lambda text: compiled(pattern, KNOWN).fullmatch(text if text.isascii() else with_stand_ins(text))


def with_stand_ins(text: str) -> str:
    r"""Return the text with each character that isn't in `KNOWN` replaced by the stand-in of its category.

    Looking up the categories of a text's characters is much faster than listing all characters of a category.
    """
    return "".join(it if it.isascii() or it in LINE_ENDS else STAND_INS[unicodedata.category(it)] for it in text)


@functools.cache
def compiled(pattern: str, characters: Sequence[int]) -> re.Pattern[str]:
    r"""Return a pattern for Python, with `\p{…}` replaced by its characters that are in `characters`.

    If these are `KNOWN`, the stand-ins of categories are added.
    """

    def python(token: re.Match[str], *, inside: bool) -> str:
        if token[1]:
            members = category(token[1], characters) + (_stand_ins(token[1]) if characters is KNOWN else "")
            return members if inside else f"[{members}]"
        return NO_LINE_END if token[0] == "." and not inside else token[0]

    return re.compile(_rewritten(pattern, python), re.ASCII)


def portable(pattern: str) -> str:
    r"""Return a pattern for JSON Schema (ECMA-262 with the flag `u`) and similar dialects.

    Classes such as `\d`, and categories, are written out, since dialects disagree about them or lack them.
    """

    def written_out(token: re.Match[str], *, inside: bool) -> str:
        if token[0] == "." and not inside:
            return NO_LINE_END
        members = category(token[1], UNICODE) if token[1] else WRITTEN_OUT.get(token[0])
        return token[0] if members is None else members if inside else f"[{members}]"

    return _rewritten(pattern, written_out)


def widened(pattern: str) -> str:
    r"""Return a pattern for RE2 that matches what a pattern matches, with `\p{…}` replaced as for `KNOWN`.

    It may match more: an automaton has a state for each repetition, so high counts are left out.
    """

    def wide(token: re.Match[str], *, inside: bool) -> str:
        members = category(token[1], KNOWN) + _stand_ins(token[1]) if token[1] else WRITTEN_OUT.get(token[0])
        if members is not None:
            return members if inside else f"[{members}]"
        if inside:
            return token[0]
        return f"[^\\n\\r{LINE_ENDS}]" if token[0] == "." else COUNT.sub(_wide_count, token[0])

    return _rewritten(pattern, wide)


def _wide_count(count: re.Match[str]) -> str:
    least, _, most = count.groups()
    if int(least) > MOST:
        return f"{{{MOST},}}"
    return f"{{{least},}}" if most and int(most) > MOST else count[0]


def _rewritten(pattern: str, rewrite: Callable[..., str]) -> str:
    parts = []
    inside = False
    for token in TOKEN.finditer(pattern):
        parts.append(rewrite(token, inside=inside))
        if token[0][0] in "[]":
            inside = token[0][0] == "["
    return "".join(parts)


def _stand_ins(name: str) -> str:
    """Return the stand-ins of the categories that a general category includes."""
    return "".join(it for category_name, it in STAND_INS.items() if category_name.startswith(name))


@functools.cache
def category(name: str, characters: Sequence[int]) -> str:
    """Return the characters of a general category ("L", "Zs") as ranges for a character class."""
    ranges: list[list[int]] = []
    for code in characters:
        if unicodedata.category(chr(code)).startswith(name):
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(_member(first) if first == last else f"{_member(first)}-{_member(last)}" for first, last in ranges)


def _member(code: int) -> str:
    r"""Return a character, escaped for a character class."""
    return "\\" * (chr(code) in r"\[]^-") + chr(code)
