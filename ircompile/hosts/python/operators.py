"""Operators on values of which all, a part or nothing is known."""

from __future__ import annotations

import ast
import operator

from ircompile.hosts.python import texts
from ircompile.hosts.python.values import (
    MAX_ELEMENTS,
    MAX_LENGTH,
    OBJECT,
    Mapping,
    Scalar,
    Sequence,
    Text,
    Value,
    inside,
    lose_all,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ircompile.hosts.python.values import Span

LARGEST = 1 << 64
"""The largest integer with which arithmetic is worked out."""
ARITHMETIC: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}
COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
SIGNS: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Invert: operator.invert,
}


def combined(op: ast.operator, left: Value, right: Value, span: Span) -> Value:
    """Return the value of a binary operator."""
    if isinstance(op, ast.Mod) and isinstance(left, Scalar) and isinstance(left.value, str):
        return texts.percent_text(span, left.value, right)
    if isinstance(op, ast.Add) and (joined := _added(left, right, span)) is not None:
        return joined
    if (
        isinstance(op, ast.BitOr)
        and isinstance(left, Mapping)
        and isinstance(right, Mapping)
        and left.kind == right.kind == "dict"
    ):
        both = left.copied(span)
        both.update(right)
        return both
    if isinstance(left, Scalar) and isinstance(right, Scalar) and type(op) in ARITHMETIC:
        one, other = left.value, right.value
        if all(isinstance(it, (int, float)) and abs(it) <= LARGEST for it in (one, other)):
            return texts.as_value(span, lambda: ARITHMETIC[type(op)](one, other))
    if isinstance(op, ast.Mult) and (repeated := _repeated(left, right, span) or _repeated(right, left, span)):
        return repeated
    lose_all(left, right)  # an operator of an unknown class may keep them
    return Value(span)


def _added(left: Value, right: Value, span: Span) -> Value | None:
    """Return what `+` makes of two texts, lists or tuples; None if they are something else."""
    one, other = texts.parts_of(left), texts.parts_of(right)
    if one or other:  # what is added to a text is a text
        return texts.text(span, [*(one or texts.GAP), *(other or texts.GAP)])
    if not (isinstance(left, Sequence) and isinstance(right, Sequence) and left.kind == right.kind):
        return None
    if left.items is None or right.items is None or len(left.items) + len(right.items) > MAX_ELEMENTS:
        lose_all(left, right)
        return Sequence(span, left.kind, None)
    return Sequence(span, left.kind, [*left.items, *right.items])


def _repeated(left: Value, right: Value, span: Span) -> Value | None:
    """Return what `*` makes of a text, list or tuple, and a number; None if they are something else."""
    times = right.value if isinstance(right, Scalar) else None
    if not isinstance(times, int):
        return None
    parts = texts.parts_of(left)
    if parts is not None and times * sum(len(it or " ") for it in parts) <= MAX_LENGTH:
        return texts.text(span, parts * times)
    if isinstance(left, Sequence) and left.items is not None and times * len(left.items) <= MAX_ELEMENTS:
        return Sequence(span, left.kind, left.items * times)
    return None


def signed(op: ast.unaryop, value: Value, span: Span) -> Value:
    """Return the value of a unary operator."""
    if isinstance(op, ast.Not):
        known = truth(value)
        return Value(span) if known is None else Scalar(span, not known)
    if isinstance(value, Scalar) and isinstance(value.value, (int, float)):
        number = value.value
        return texts.as_value(span, lambda: SIGNS[type(op)](number))
    return Value(span)


def compared(op: ast.cmpop, left: Value, right: Value, span: Span) -> Value:
    """Return the value of a comparison."""
    if isinstance(op, (ast.In, ast.NotIn)):
        found = _contains(right, left)
        return Value(span) if found is None else Scalar(span, found is isinstance(op, ast.In))
    if not (isinstance(left, Scalar) and isinstance(right, Scalar)):
        return Value(span)
    one, other = left.value, right.value
    if isinstance(op, (ast.Is, ast.IsNot)):
        if one is None or other is None:
            return Scalar(span, (one is other) is isinstance(op, ast.Is))
        return Value(span)
    return texts.as_value(span, lambda: COMPARISONS[type(op)](one, other))


def _contains(container: Value, item: Value) -> bool | None:
    """Return whether a container has an item; None if that is unknown."""
    if not isinstance(item, Scalar):
        return None
    if isinstance(container, Mapping) and container.kind == "dict" and not container.is_open:
        return None if item.value in container.maybe else item.value in container.items
    if isinstance(container, Scalar):
        whole, part = container.value, item.value
        return part in whole if isinstance(whole, str) and isinstance(part, str) else None
    if isinstance(container, Sequence) and container.items is not None:
        known = [it.value for it in container.items if isinstance(it, Scalar)]
        return item.value in known if len(known) == len(container.items) else None
    return None


def sliced(owner: Value, bounds: list[Value], span: Span) -> Value:
    """Return the value of `owner[start:stop:step]`."""
    plain = [it.value for it in bounds if isinstance(it, Scalar)]
    ends = [it for it in plain if it is None or isinstance(it, int)]
    if len(ends) < len(bounds):
        lose_all(*inside(owner))
        return Value(span)
    part = slice(*ends)
    if isinstance(owner, Sequence) and owner.items is not None and part.step != 0:
        return Sequence(span, owner.kind, owner.items[part])
    if isinstance(owner, Scalar) and isinstance(owner.value, str):
        whole = owner.value
        return texts.as_value(span, lambda: whole[part])
    return Value(span)


def truth(value: Value) -> bool | None:
    """Return whether a value is true; None if that is unknown."""
    if isinstance(value, Scalar):
        return bool(value.value)
    if isinstance(value, Text):
        return True if any(value.parts) else None
    if isinstance(value, Sequence):
        return None if value.items is None else bool(value.items)
    if isinstance(value, Mapping):
        if value.kind != "dict":
            return None if value.kind == OBJECT else True
        certain = any(key not in value.maybe for key in value.items)
        return True if certain else None if value.is_open or value.maybe else False
    return None
