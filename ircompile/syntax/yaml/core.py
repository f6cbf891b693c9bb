"""The value of a plain YAML scalar by the core schema of YAML 1.2 (YAML 1.2, 10.3.2)."""

from __future__ import annotations

from ircompile.package import Lazy, compiled, module
from ircompile.syntax.yaml import NOT_TEXT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

NULLS = frozenset(("", "~", "null", "Null", "NULL"))
BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
INTEGER = r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
FLOAT = r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"

_integer = Lazy(lambda: compiled(module("plain").INTEGER).fullmatch)
_float = Lazy(lambda: compiled(module("plain").FLOAT).fullmatch)


class TooManyDigitsError(ValueError):
    """An integer has more digits than the limit allows; Python's conversion takes quadratic time."""


def core(text: str, digits: int = 1000) -> Any:
    """Return the value of a plain scalar: None, bool, int, float or the text itself.

    Raises:
        TooManyDigitsError: It is an integer of more than `digits` characters.
    """
    if text and text[0] not in NOT_TEXT:
        return text
    if text in NULLS:
        return None
    if text in BOOLEANS:
        return BOOLEANS[text]
    if is_integer(text):
        if len(text) > digits:
            raise TooManyDigitsError
        return int(text, 8 if text.startswith("0o") else 16 if text.startswith("0x") else 10)
    return float(text.lower().replace(".inf", "inf").replace(".nan", "nan")) if is_float(text) else text


def is_integer(text: str) -> bool:
    """Return whether a plain scalar is an integer."""
    return _integer()(text) is not None


def is_float(text: str) -> bool:
    """Return whether a plain scalar is a number that is not an integer; integers of decimal digits match, too."""
    return _float()(text) is not None
