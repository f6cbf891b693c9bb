"""`int()`, `double()` and `string()`, which read and write numbers as CEL's C++ runtime does."""

from __future__ import annotations

import math
import re

from ircompile.findings.messages import shown
from ircompile.rulebook.cel.values import INT_MAX, CelError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_SPACE = " \t\n\v\f\r"
_INT = re.compile(r"[+-]?[0-9]{1,30}")
_FLAGS = re.IGNORECASE | re.ASCII
_DOUBLE = re.compile(r"[+-]?(?:(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?|inf(?:inity)?|nan(?:\(\w*\))?)", _FLAGS)
_HEX_DOUBLE = re.compile(r"[+-]?0x(?:[0-9a-f]+\.?[0-9a-f]*|\.[0-9a-f]+)(?:p[+-]?[0-9]+)?", _FLAGS)


def to_int(value: Any) -> int:
    """Return CEL's `int()` of an int, a double (truncated), a string (decimal) or a bool.

    Raises:
        CelError: The value is not a number, or it does not fit into 64 bits.
    """
    if type(value) is float:
        if not -INT_MAX - 1 < value < INT_MAX + 1:
            raise CelError(f"{to_string(value)} is outside the range of int")
        return int(value)
    if type(value) is str:
        number = int(value.strip(_SPACE)) if _INT.fullmatch(value.strip(_SPACE)) else INT_MAX + 1
        if not -INT_MAX - 1 <= number <= INT_MAX:
            raise CelError(f"{shown(value)} is not an int")
        return number
    return int(value)


def parse_double(text: str) -> float:
    """Return CEL's `double()` of a string; a number beyond the largest double is infinity.

    Raises:
        CelError: The text is not a number.
    """
    number = text.strip(_SPACE)
    if _DOUBLE.fullmatch(number):
        return float(number.partition("(")[0])  # a NaN may carry a payload in parentheses
    if not _HEX_DOUBLE.fullmatch(number):
        raise CelError(f"{shown(text)} is not a double")
    try:
        return float.fromhex(number)
    except OverflowError:
        return float("-inf" if number.startswith("-") else "inf")


def to_string(value: Any) -> str:
    """Return CEL's `string()` of an int, a double, a string or a bool.

    A double has the fewest digits that tell it from its neighbours, and an exponent from 1e+06 up and below 0.0001.
    """
    if type(value) is bool:
        return "true" if value else "false"
    if type(value) is not float:
        return str(value)
    if value == 0 or 1e-4 <= abs(value) < 1e6:  # noqa: PLR2004  the bounds that the docstring names
        return repr(value).removesuffix(".0")
    if not math.isfinite(value):
        return repr(value)
    mantissa, _, exponent = repr(abs(value)).partition("e")  # the digits, and the exponent if there is one
    digits = mantissa.replace(".", "").rstrip("0")
    exponent = exponent or f"{mantissa.index('.') - 1:+03}"
    return f"{'-' if value < 0 else ''}{digits[0]}{'.' if digits[1:] else ''}{digits[1:]}e{exponent}"
