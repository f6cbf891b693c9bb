"""The methods of lists."""

from __future__ import annotations

from ircompile.hosts.python.items import delete_item, elements, item
from ircompile.hosts.python.values import MAX_ELEMENTS, Scalar, Sequence, Value, lose_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ircompile.hosts.python.values import Arguments, Span


def _extend(span: Span, value: Sequence, arguments: Arguments) -> Value:
    more = elements(span, arguments[0][0]) if arguments[0] else None
    if value.items is None or more is None or len(value.items) + len(more) > MAX_ELEMENTS:
        lose_all(value, *arguments[0])
    else:
        value.become([*value.items, *more])
    return Scalar(span, None)


def _append(span: Span, value: Sequence, arguments: Arguments) -> Value:
    if value.items is None or not arguments[0]:
        lose_all(value, *arguments[0])
    else:
        value.become([*value.items, arguments[0][0]])
    return Scalar(span, None)


def _insert(span: Span, value: Sequence, arguments: Arguments) -> Value:
    index = arguments[0][0] if len(arguments[0]) > 1 else None
    if value.items is None or not (isinstance(index, Scalar) and isinstance(index.value, int)):
        lose_all(value, *arguments[0])
    else:
        changed = [*value.items]
        changed.insert(index.value, arguments[0][1])
        value.become(changed)
    return Scalar(span, None)


def _pop_element(span: Span, value: Sequence, arguments: Arguments) -> Value:
    index = arguments[0][0] if arguments[0] else Scalar(span, -1)
    found = item(span, value, index)
    delete_item(value, index)
    return found


def _reverse(span: Span, value: Sequence, _: Arguments) -> Value:
    value.become(None if value.items is None else value.items[::-1])
    return Scalar(span, None)


def _clear(span: Span, value: Sequence, _: Arguments) -> Value:
    value.become([])
    return Scalar(span, None)


def _copy(span: Span, value: Sequence, _: Arguments) -> Value:
    return Sequence(span, value.kind, None if value.items is None else [*value.items])


METHODS: dict[str, Callable[[Span, Sequence, Arguments], Value]] = {
    "append": _append,
    "extend": _extend,
    "insert": _insert,
    "pop": _pop_element,
    "reverse": _reverse,
    "clear": _clear,
    "copy": _copy,
}
"""The methods of lists that are worked out."""
