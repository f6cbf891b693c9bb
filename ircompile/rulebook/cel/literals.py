"""What literals say: numbers, strings with their escapes, raw strings."""

from __future__ import annotations

import re

from ircompile.rulebook.cel.values import INT_MAX, CelSyntaxError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.syntax.lalr import Token

_ESCAPE = re.compile(r"\\(?:[xX]([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([0-3][0-7]{2})|(.))")
_CONTROLS = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_LONG = 1_000
"""Characters from which on an integer is too large, whatever its leading zeros: Python bounds what it reads, too."""
_ITSELF = "\\?\"'`"


def value(token: Token, *, negative: bool = False) -> str | int | float | bool | None:
    """The value of a literal; of a number with the sign before it, since only so -2^63 can be written.

    Raises:
        CelSyntaxError: An integer beyond 64 bits, an unknown escape.
    """
    if token.type == "INT":
        number = int(token, 16 if token.startswith("0x") else 10) if len(token) < _LONG else INT_MAX + 2
        if number > INT_MAX + negative:
            raise CelSyntaxError(_start(token), "an int has 64 bits; this number is too large")
        return -number if negative else number
    if token.type == "DOUBLE":
        return -float(token) if negative else float(token)
    if token.type in ("STRING", "RAW_STRING"):
        return string(token)
    return {"TRUE": True, "FALSE": False, "NULL": None}[token.type]


def string(token: Token) -> str:
    """The text that a string literal stands for.

    Raises:
        CelSyntaxError: An unknown escape; the index is the backslash's.
    """
    if token.type == "RAW_STRING":
        return str(token)[2:-1]

    def unescape(match: re.Match[str]) -> str:
        hexadecimal = match[1] or match[2] or match[3]
        code = int(hexadecimal, 16) if hexadecimal else int(match[4], 8) if match[4] else None
        if code is not None and code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004  Unicode's bounds
            return chr(code)
        if match[5] and match[5] in _ITSELF:
            return match[5]
        if match[5] and match[5] in _CONTROLS:
            return _CONTROLS[match[5]]
        message = f'there is no escape `{match[0]}`; write `\\\\` for a backslash, or a raw string r"…"'
        raise CelSyntaxError(_start(token) + 1 + match.start(), message)

    return _ESCAPE.sub(unescape, str(token)[1:-1])


def offset(token: Token, offset: int) -> int:
    """The index, in the expression, of a character of a string; the literal's own where escapes hide it."""
    text = string(token)
    return _start(token) + (str(token).index(text) + offset if text in str(token) else 0)


def _start(token: Token) -> int:
    return token.start
