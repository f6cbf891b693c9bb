"""The built-in functions that make plain values."""

from __future__ import annotations

from ircompile.hosts.python.items import elements, mapping_of
from ircompile.hosts.python.texts import GAP, as_value
from ircompile.hosts.python.values import MAX_TURNS, Mapping, Scalar, Sequence, Text, Value, lose_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ircompile.hosts.python.values import Arguments, Span


def _dict(span: Span, arguments: Arguments) -> Value:
    made = mapping_of(span, arguments[0][0]) if arguments[0] else Mapping(span)
    if made is None:
        made = Mapping(span, is_open=True)
    for key, it in arguments[1].items():
        made.put(key, it)
    return made


def _list(span: Span, arguments: Arguments) -> Value:
    items = elements(span, arguments[0][0]) if arguments[0] else []
    return Sequence(span, "list", None if items is None else [*items])


def _tuple(span: Span, arguments: Arguments) -> Value:
    items = elements(span, arguments[0][0]) if arguments[0] else []
    return Sequence(span, "tuple", None if items is None else [*items])


def _str(span: Span, arguments: Arguments) -> Value:
    (it,) = arguments[0] or [Scalar(span, "")]
    if isinstance(it, Text):
        return Text(span, it.parts)
    return as_value(span, lambda: str(it.value)) if isinstance(it, Scalar) else Text(span, GAP)


def _number(kind: Callable[[Any], int | float]) -> Callable[[Span, Arguments], Value]:
    def number(span: Span, arguments: Arguments) -> Value:
        (it,) = arguments[0]
        return as_value(span, lambda: kind(it.value)) if isinstance(it, Scalar) else Value(span)

    return number


def _len(span: Span, arguments: Arguments) -> Value:
    (it,) = arguments[0]
    items = elements(span, it)
    return Value(span) if items is None else Scalar(span, len(items))


def _range(span: Span, arguments: Arguments) -> Value:
    plain = [it.value for it in arguments[0] if isinstance(it, Scalar) and isinstance(it.value, int)]
    if not plain or len(plain) < len(arguments[0]):
        return Value(span)
    numbers = range(*plain)
    return as_value(span, lambda: tuple(numbers)) if len(numbers) <= MAX_TURNS else Value(span)


def _of_plain_items(kind: Callable[[Any], Any]) -> Callable[[Span, Arguments], Value]:
    """Return a function that is worked out if all its arguments are known, or all elements of its only one."""

    def compute(span: Span, arguments: Arguments) -> Value:
        args = arguments[0]
        items = elements(span, args[0]) if len(args) == 1 else args
        plain = [item.value for item in items or () if isinstance(item, Scalar)]
        if args and items is not None and len(plain) == len(items):
            return as_value(span, lambda: kind(plain))
        if kind not in (any, all):
            lose_all(*(items or ()))  # each may be in what it returns
        return Value(span)

    return compute


BUILTINS: dict[str, Callable[[Span, Arguments], Value]] = {
    "dict": _dict,
    "list": _list,
    "tuple": _tuple,
    "str": _str,
    "int": _number(int),
    "float": _number(float),
    "bool": _number(bool),
    "abs": _number(abs),
    "round": _number(round),
    "sum": _of_plain_items(sum),
    "min": _of_plain_items(min),
    "max": _of_plain_items(max),
    "sorted": _of_plain_items(sorted),
    "any": _of_plain_items(any),
    "all": _of_plain_items(all),
    "len": _len,
    "range": _range,
}
"""Built-in functions that change nothing, and whose values are worked out."""
HARMLESS = frozenset({"print", "repr", "type", "isinstance", "id", "display", "pprint"})
"""Built-in and well-known functions that change none of their arguments, and return none of them."""
