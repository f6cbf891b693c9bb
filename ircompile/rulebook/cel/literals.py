"""The values of literals: numbers, strings with escapes, raw strings."""

from __future__ import annotations

import re

from ircompile.rulebook.cel.values import INT_MAX, CelSyntaxError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from ircompile.syntax.lalr import Token

_ESCAPE: Final = re.compile(r"\\(?:[xX]([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([0-3][0-7]{2})|(.))")
_CONTROLS: Final = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_MAX_INT_LENGTH: Final = 1_000
"""Characters from which an integer is too large, whatever its leading zeros; `int` refuses more than 4,300 digits."""
_SELF_ESCAPES: Final = "\\?\"'`"


def value(token: Token, *, negative: bool = False) -> str | int | float | bool | None:
    """Return the value of a literal.

    Args:
        token: The literal.
        negative: Whether a minus sign precedes a number. It is part of the literal, so that -2^63 can be written.

    Raises:
        CelSyntaxError: An integer does not fit into 64 bits, or a string has an unknown escape.
    """
    if token.type == "INT":
        number = int(token, 16 if token.startswith("0x") else 10) if len(token) < _MAX_INT_LENGTH else INT_MAX + 2
        if number > INT_MAX + negative:
            raise CelSyntaxError(token.start, "an int has 64 bits; this number is too large")
        return -number if negative else number
    if token.type == "DOUBLE":
        return -float(token) if negative else float(token)
    if token.type in ("STRING", "RAW_STRING"):
        return string(token)
    return {"TRUE": True, "FALSE": False, "NULL": None}[token.type]


def string(token: Token) -> str:
    """Return the value of a string literal.

    Raises:
        CelSyntaxError: An escape is unknown; the offset is the backslash's.
    """
    if token.type == "RAW_STRING":
        return str(token)[2:-1]

    def unescape(match: re.Match[str]) -> str:
        hexadecimal = match[1] or match[2] or match[3]
        code = int(hexadecimal, 16) if hexadecimal else int(match[4], 8) if match[4] else None
        if code is not None and code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004  Unicode's bounds
            return chr(code)
        if match[5] and match[5] in _SELF_ESCAPES:
            return match[5]
        if match[5] and match[5] in _CONTROLS:
            return _CONTROLS[match[5]]
        message = f'unknown escape `{match[0]}`; write `\\\\` for a backslash, or a raw string r"…"'
        raise CelSyntaxError(token.start + 1 + match.start(), message)

    return _ESCAPE.sub(unescape, str(token)[1:-1])


def offset_in_expression(token: Token, offset: int) -> int:
    """Return the offset in the expression of a character of a string, or the literal's own if it has escapes."""
    text = string(token)
    return token.start + (str(token).index(text) + offset if text in str(token) else 0)
