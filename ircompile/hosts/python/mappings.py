"""The methods of dictionaries."""

from __future__ import annotations

from ircompile.hosts.python.items import delete_item, is_key, keys, mapping_of
from ircompile.hosts.python.values import Mapping, Scalar, Sequence, Value, inside, lose_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ircompile.hosts.python.values import Arguments, Span


def _get(span: Span, value: Mapping, arguments: Arguments) -> Value:
    key, *default = arguments[0] or [Value(span)]
    if not (isinstance(key, Scalar) and is_key(key)):
        lose_all(*inside(value), *default)  # each may be what it returns
        return Value(span)
    if key.value in value.maybe or (value.is_open and key.value not in value.items):
        lose_all(*default)
        return Value(span)
    return value.items.get(key.value, default[0] if default else Scalar(span, None))


def _setdefault(span: Span, value: Mapping, arguments: Arguments) -> Value:
    key, *default = arguments[0] or [Value(span)]
    if not (isinstance(key, Scalar) and is_key(key)) or value.is_open or key.value in value.maybe:
        lose_all(value, *default)
        return Value(span)
    if key.value not in value.items:
        value.put(key.value, default[0] if default else Scalar(span, None))
    return value.items[key.value]


def _pop(span: Span, value: Mapping, arguments: Arguments) -> Value:
    found = _get(span, value, arguments)
    delete_item(value, arguments[0][0] if arguments[0] else Value(span))
    return found


def _update(span: Span, value: Mapping, arguments: Arguments) -> Value:
    for other in arguments[0]:
        made = mapping_of(span, other)
        if made is None:
            lose_all(value, other)
        else:
            value.update(made)
    for key, it in arguments[1].items():
        value.put(key, it)
    return Scalar(span, None)


def _clear(span: Span, value: Mapping, _: Arguments) -> Value:
    value.clear()
    return Scalar(span, None)


def _copy(span: Span, value: Mapping, _: Arguments) -> Value:
    return value.copied(span)


VIEWS: dict[str, Callable[[Span, Mapping], list[Value]]] = {
    "items": lambda span, it: [Sequence(span, "tuple", [key, it.items[key.value]]) for key in keys(it, span)],
    "keys": lambda span, it: [*keys(it, span)],
    "values": lambda _, it: [*it.items.values()],
}
"""What a loop over a view of a dictionary takes in turn. The views themselves change with the dictionary."""
METHODS: dict[str, Callable[[Span, Mapping, Arguments], Value]] = {
    "get": _get,
    "setdefault": _setdefault,
    "pop": _pop,
    "update": _update,
    "clear": _clear,
    "copy": _copy,
}
"""The methods of dictionaries that are worked out."""
