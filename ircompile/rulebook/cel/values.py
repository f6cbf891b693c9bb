"""The values of expressions, which are plain JSON values, their comparison, and the errors of expressions."""

from __future__ import annotations

from _operator import eq, is_  # `operator` takes longer to import

from ircompile.findings.errors import UserError
from ircompile.findings.values import MAYBE, PartialText, Unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

LIMIT = 10_000
"""The most elements that nested comprehensions visit, and the length of the longest string or list they may make."""

NoneType = type(None)

INT_MAX = 2**63 - 1


class CelSyntaxError(UserError):
    """An expression, template or pattern is refused before it runs.

    Attributes:
        offset: Where the error is in the text of the expression, template or pattern.
        message: What is wrong there and what to do.
    """

    def __init__(self, offset: int, message: str) -> None:
        super().__init__(message)
        self.offset = offset


class CelError(Exception):
    """An expression fails as it runs: a field is missing, types don't fit, an integer overflows."""


class UnknownValueError(CelError):
    """An expression needs a value that is `UNKNOWN`, so the error is in its input and has been reported already."""

    def __init__(self) -> None:
        super().__init__("a value that this needs is itself invalid")


class TooCostlyError(UnknownValueError):
    """An expression would exceed a bound on its work or its size, so its value stays unknown."""

    def __init__(self, message: str) -> None:
        CelError.__init__(self, f"{message}, and no setting raises that limit")


TYPES = {
    bool: "bool",
    int: "int",
    float: "double",
    str: "string",
    list: "list",
    dict: "map",
    NoneType: "null",
}
"""CEL's names of the types. Types are compared with `is`, not `isinstance`: to Python a bool is an int, to CEL not."""


def type_name(kind: type) -> str:
    """Return CEL's name of the type of a value, which may be a text that is only partly known."""
    return TYPES[str if kind is PartialText else kind]


def to_double(value: int) -> float:
    """Return the nearest double, as which an integer is compared with doubles.

    Raises:
        CelError: The integer is beyond the largest double (only an integer of a manifest can be so large).
    """
    try:
        return float(value)
    except OverflowError:
        raise CelError("an integer is too large for a double") from None


def _equal_lists(left: list[Any], right: list[Any]) -> bool:
    return len(left) == len(right) and all(map(equal, left, right))


def _equal_maps(left: dict[str, Any], right: dict[str, Any]) -> bool:
    return certain(left).keys() == certain(right).keys() and all(
        equal(value, right[key]) for key, value in left.items()
    )


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
"""How values of two types compare. Values of every other pair of types are unequal."""


def certain(values: dict[str, Any]) -> dict[str, Any]:
    """Return a map whose keys are all known to be present.

    Raises:
        UnknownValueError: One of them may be absent.
    """
    if MAYBE in values.values():
        raise UnknownValueError
    return values


def equal(left: Any, right: Any) -> bool:
    """Return whether two values are equal to CEL's `==`, which compares lists and maps by their elements.

    Raises:
        UnknownValueError: The result depends on an unknown value.
    """
    function = EQUALITIES.get((type(left), type(right)))
    if function is not None:
        return function(left, right)
    for one, other in ((left, right), (right, left)):
        if isinstance(one, Unknown) and not (isinstance(one, PartialText) and _differs(one, other)):
            raise UnknownValueError
    return False


def _differs(text: PartialText, other: Any) -> bool:
    """Return whether no completion of a text equals another value."""
    return not isinstance(other, Unknown) and not (isinstance(other, str) and text.may_be(other))
