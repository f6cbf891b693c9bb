"""The values of expressions, which are plain JSON values, how they compare, and why there may be none."""

from __future__ import annotations

from _operator import eq, is_  # `operator` itself takes longer to import than to be used here

from ircompile.findings.errors import UserError
from ircompile.findings.values import UNKNOWN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

LIMIT = 10_000
"""The most elements that nested comprehensions visit; the longest string or list that an expression makes."""

NoneType = type(None)

INT_MAX = 2**63 - 1


class CelSyntaxError(UserError):
    """A fault of an expression that shows before it runs.

    Attributes:
        index: Offset in characters into the expression's (or template's) text.
        message: What is wrong there and what to do.
    """

    def __init__(self, index: int, message: str) -> None:
        super().__init__(message)
        self.index = index


class CelError(Exception):
    """An expression has no value: a field is missing, types don't fit, an integer overflows."""


class UnknownValueError(CelError):
    """An expression needs a value that is `UNKNOWN`: no error of its own, but a fault of what it reads."""

    def __init__(self) -> None:
        super().__init__("a value that this needs is faulty itself")


class TooCostlyError(UnknownValueError):
    """An expression would look at more than it may: what a value so large means is left unknown."""

    def __init__(self, message: str) -> None:
        CelError.__init__(self, f"{message}, and no setting raises that bound")


TYPES = {
    bool: "bool",
    int: "int",
    float: "double",
    str: "string",
    list: "list",
    dict: "map",
    NoneType: "null",
}
"""CEL's names of the types. A bool is no int: types are compared with `is`, never with `isinstance`."""


def to_double(value: int) -> float:
    """The nearest double; also how an integer compares with a double.

    Raises:
        CelError: It is beyond every double (only a manifest's own integers can be so large).
    """
    try:
        return float(value)
    except OverflowError:
        raise CelError("an integer is too large for a double") from None


def _equal_lists(left: list[Any], right: list[Any]) -> bool:
    return len(left) == len(right) and all(map(equal, left, right))


def _equal_maps(left: dict[str, Any], right: dict[str, Any]) -> bool:
    return left.keys() == right.keys() and all(equal(value, right[key]) for key, value in left.items())


EQUALITIES: dict[tuple[type, type], Callable[[Any, Any], bool]] = {
    (bool, bool): eq,
    (int, int): eq,
    (float, float): eq,
    (int, float): lambda left, right: to_double(left) == right,
    (float, int): lambda left, right: left == to_double(right),
    (str, str): eq,
    (list, list): _equal_lists,
    (dict, dict): _equal_maps,
    (NoneType, NoneType): is_,
}
"""Values of all other pairs of types are different."""


def equal(left: Any, right: Any) -> bool:
    """CEL's `==`, deep.

    Raises:
        UnknownValueError: It depends on an unknown value.
    """
    function = EQUALITIES.get((type(left), type(right)))
    if function is not None:
        return function(left, right)
    if left is UNKNOWN or right is UNKNOWN:
        raise UnknownValueError
    return False
