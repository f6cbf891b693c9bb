"""The operators and functions of the rule language, as tables from the types of operands to Python functions."""

from __future__ import annotations

import math
import operator
from dataclasses import dataclass
from itertools import product
from types import NoneType

from ircompile.findings.values import MAYBE, PartialText, Unknown
from ircompile.rulebook.cel import conversions, partial_texts
from ircompile.rulebook.cel.values import (
    EQUALITIES,
    INT_MAX,
    LIMIT,
    TYPES,
    CelError,
    TooCostlyError,
    UnknownValueError,
    certain,
    equal,
    to_double,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any, Self

    Overloads = Mapping[tuple[type, ...], tuple[Callable[..., Any], type | None]]
    """By the types of the operands: the function, and the type of its result, None if known only when it runs."""


@dataclass(frozen=True, slots=True, eq=False)
class Operation:
    """An operator or a function with its overloads.

    Attributes:
        name: How the rule language writes it.
        functions: The function of each overload, by the types of the operands.
        results: The type of its result, None if known only when it runs.
    """

    name: str
    functions: Mapping[tuple[type, ...], Callable[..., Any]]
    results: Mapping[tuple[type, ...], type | None]

    @classmethod
    def of(cls, name: str, overloads: Overloads) -> Self:
        """Return the operation with these overloads."""
        return cls(
            name,
            {types: function for types, (function, _) in overloads.items()},
            {types: result for types, (_, result) in overloads.items()},
        )

    def check(self, types: Sequence[type | None]) -> type | None:
        """Return the type of the result for operands of these types, None for a type that is not known.

        Raises:
            CelError: No overload fits.
        """
        fitting = {
            result
            for row, result in self.results.items()
            if len(row) == len(types) and all(known in (None, wanted) for known, wanted in zip(types, row, strict=True))
        }
        if not fitting:
            raise CelError(self._mismatch([TYPES[known] if known else "any" for known in types]))
        return fitting.pop() if len(fitting) == 1 else None

    def __call__(self, *values: Any) -> Any:
        """Return the result for these operands.

        Raises:
            CelError: No overload fits, or the function fails.
        """
        function = self.functions.get(tuple(map(type, values)))
        if function is None:
            raise self.no_overload(*values)
        return function(*values)

    def no_overload(self, *values: Any) -> CelError:
        """Return the error for operands that no overload fits."""
        if any(isinstance(value, Unknown) for value in values):
            return UnknownValueError()
        return CelError(self._mismatch([TYPES[type(value)] for value in values]))

    def _mismatch(self, names: Sequence[str]) -> str:
        return f"`{self.name}` is not defined for {' and '.join(names)}"


def _int64(value: int) -> int:
    if -INT_MAX - 1 <= value <= INT_MAX:
        return value
    raise CelError("an integer overflows 64 bits")


def _quotient(left: int, right: int) -> int:
    """Return a quotient truncated towards zero, unlike `//`, which rounds down."""
    if right == 0:
        raise CelError("an integer is divided by zero")
    magnitude = abs(left) // abs(right)
    return _int64(magnitude if (left < 0) == (right < 0) else -magnitude)


def _divide(left: float, right: float) -> float:
    """Return a quotient as IEEE 754 defines it, unlike `/`, which raises for a zero."""
    if right:
        return left / right
    if math.isnan(left) or left == 0:
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def _concatenate(left: Any, right: Any) -> Any:
    if len(left) + len(right) > LIMIT:
        raise TooCostlyError(f"`+` makes a {TYPES[type(left)]} longer than {LIMIT}")
    return left + right


def _pairs(**functions: Callable[..., Any]) -> Overloads:
    """Return overloads for two operands of the same type, with a result of that type."""
    by_name = {name: python for python, name in TYPES.items()}
    return {(by_name[name],) * 2: (function, by_name[name]) for name, function in functions.items()}


def _tests(function: Callable[..., Any], *operands: tuple[type, ...]) -> Overloads:
    """Return overloads that have the same function and a bool as result."""
    return dict.fromkeys(operands, (function, bool))


def _order(compare: Callable[..., bool]) -> Overloads:
    return {
        **_tests(compare, (int, int), (float, float), (str, str), (bool, bool)),
        (int, float): (lambda left, right: compare(to_double(left), right), bool),
        (float, int): (lambda left, right: compare(left, to_double(right)), bool),
    }


def _contains(value: Any, items: list[Any]) -> bool:
    as_python = type(value) is str  # `in` compares strings as CEL does, and much faster
    found = value in items if as_python else any(equal(value, item) for item in items if not isinstance(item, Unknown))
    if not found and any(isinstance(item, Unknown) for item in items):
        raise UnknownValueError
    return found


def _item(items: list[Any], index: float) -> Any:
    position = int(index) if math.isfinite(index) else -1
    if position != index or not 0 <= position < len(items):
        raise CelError(f"there is no element {conversions.to_string(index)} in a list of {len(items)}")
    return items[position]


def _has_key(key: str, values: dict[str, Any]) -> bool:
    if values.get(key) is MAYBE:
        raise UnknownValueError
    return key in values


def _member(values: dict[str, Any], key: Any) -> Any:
    try:
        return values[key]
    except KeyError:
        raise CelError(f"there is no field `{conversions.to_string(key)}`") from None


def _sum(items: list[Any]) -> Any:
    total: Any = 0
    for index, item in enumerate(items):
        if type(item) not in (int, float):
            raise SUM.no_overload(item)
        total = BINARY["+"](total, item) if index else item
    return total


def _extreme(name: str, better: Operation) -> Callable[[list[Any]], Any]:
    def extreme(items: list[Any]) -> Any:
        if not items:
            raise CelError(f"`{name}` of an empty list")
        best = items[0]
        if (type(best),) * 2 not in better.functions:
            raise METHODS[name].no_overload(best)
        for item in items[1:]:
            if better(item, best):
                best = item
        return best

    return extreme


def text_test(name: str, whole: Callable[..., bool], partial: Callable[..., bool], *more: type) -> Operation:
    """Return a test of a text, which may be only partly known, with operands of more types."""
    return Operation.of(name, {**_tests(whole, (str, *more)), **_tests(partial, (PartialText, *more))})


def _operations(tables: Mapping[str, Overloads]) -> dict[str, Operation]:
    return {name: Operation.of(name, overloads) for name, overloads in tables.items()}


BINARY = _operations(
    {
        "+": _pairs(
            int=lambda left, right: _int64(left + right),
            double=operator.add,
            string=_concatenate,
            list=_concatenate,
        ),
        "-": _pairs(int=lambda left, right: _int64(left - right), double=operator.sub),
        "*": _pairs(int=lambda left, right: _int64(left * right), double=operator.mul),
        "/": _pairs(int=_quotient, double=_divide),
        "%": {
            (int, int): (lambda left, right: left - right * _quotient(left, right), None)
        },  # CEL also has it for uints
        "<": _order(operator.lt),
        "<=": _order(operator.le),
        ">": _order(operator.gt),
        ">=": _order(operator.ge),
        "in": {
            **_tests(_contains, *product((*TYPES, PartialText), [list])),
            **_tests(_has_key, (str, dict)),
            **_tests(lambda _key, _values: False, *product((int, float, bool), [dict])),
        },
    }
)
EQUALITY = _operations({name: _tests(equal, *EQUALITIES) for name in ("==", "!=")})
"""Only for the check of types as an expression is compiled: a comparison of types that are never equal is a mistake."""

UNARY = _operations(
    {
        "-": {(int,): (lambda value: _int64(-value), int), (float,): (operator.neg, float)},
        "!": _tests(operator.not_, (bool,)),
    }
)
INDEX = Operation.of(
    "[]",
    {
        **{(list, kind): (_item, None) for kind in (int, float)},
        **{(dict, kind): (_member, None) for kind in (str, int, float, bool)},
    },
)

SIZE = Operation.of("size", {(str,): (len, int), (list,): (len, int), (dict,): (lambda it: len(certain(it)), int)})
SUM = Operation.of("sum", {(list,): (_sum, None)})
FUNCTIONS = {
    "size": SIZE,
    "int": Operation.of("int", {(kind,): (conversions.to_int, int) for kind in (int, float, str, bool)}),
    "double": Operation.of(
        "double",
        {(int,): (to_double, float), (float,): (float, float), (str,): (conversions.parse_double, float)},
    ),
    "string": Operation.of("string", {(kind,): (conversions.to_string, str) for kind in (int, float, str, bool)}),
}
METHODS = {
    "size": SIZE,
    "startsWith": text_test("startsWith", str.startswith, partial_texts.starts_with, str),
    "endsWith": text_test("endsWith", str.endswith, partial_texts.ends_with, str),
    "contains": text_test("contains", operator.contains, partial_texts.contains, str),
    "sum": SUM,
    "min": Operation.of("min", {(list,): (_extreme("min", BINARY["<"]), None)}),
    "max": Operation.of("max", {(list,): (_extreme("max", BINARY[">"]), None)}),
}

_ANNOTATIONS = {
    "str": str,
    "int": int,
    "float": float,
    "bool": bool,
    "list": list,
    "dict": dict,
    "None": NoneType,
    "PartialText": PartialText,
}


def domain_function(name: str, function: Callable[..., Any]) -> Operation:
    """Return an operation for a Python function, whose annotations give the types that it takes.

    A parameter whose annotation names no type of JSON values takes any.
    """
    code, annotations = function.__code__, function.__annotations__

    def annotated(parameter: str) -> tuple[type, ...]:
        annotation = annotations.get(parameter, "")
        text = annotation if isinstance(annotation, str) else getattr(annotation, "__name__", "")
        named = [_ANNOTATIONS.get(name.partition("[")[0].strip()) for name in text.split("|")]
        return tuple(kind for kind in named if kind) if all(named) else tuple(TYPES)

    first = int(hasattr(function, "__self__"))  # without `self` of a method
    parameters = [annotated(parameter) for parameter in code.co_varnames[first : code.co_argcount]]
    results = annotated("return")
    result = results[0] if len(results) == 1 else None
    return Operation.of(name, dict.fromkeys(product(*parameters), (function, result)))
