"""Targets of assignments: names, items, and several of them at once."""

from __future__ import annotations

import ast

from ircompile.hosts.python import items
from ircompile.hosts.python.attributes import attribute, set_attribute
from ircompile.hosts.python.known_calls import collection_method
from ircompile.hosts.python.operators import combined
from ircompile.hosts.python.state import NOWHERE
from ircompile.hosts.python.values import Mapping, Sequence, Value, lose_all, size
from ircompile.hosts.python.work import MAX_SIZE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ircompile.hosts.python.expressions import Expressions
    from ircompile.hosts.python.state import State
    from ircompile.hosts.python.values import Span


class Targets:
    """Assigns, changes and deletes what expressions name.

    Args:
        expressions: Works out the expressions.
        span_of: Returns the offsets at which an expression begins and ends.
    """

    def __init__(self, expressions: Expressions, span_of: Callable[[ast.expr], Span]) -> None:
        self._expressions = expressions
        self._span_of = span_of

    def bind(self, target: ast.expr, value: Value, state: State) -> None:
        """Assign a value to a target."""
        if isinstance(target, ast.Name):
            if isinstance(value, (Mapping, Sequence)) and size([value]) > MAX_SIZE:
                lose_all(value)
            state.set(target.id, value)
        elif isinstance(target, ast.Subscript):
            owner = self._expressions.value(target.value, state)
            if isinstance(target.slice, ast.Slice):
                lose_all(owner, value)
            else:
                items.set_item(owner, self._expressions.value(target.slice, state), value)
        elif isinstance(target, (ast.Tuple, ast.List)):
            self._unpack(target.elts, value, state)
        elif isinstance(target, ast.Starred):
            self.bind(target.value, value, state)
        elif isinstance(target, ast.Attribute):
            set_attribute(target, self._expressions.base(target.value, state), value, state)

    def _unpack(self, targets: list[ast.expr], value: Value, state: State) -> None:
        found = value.items if isinstance(value, Sequence) else None
        found = None if found is None else _gathered(targets, found, value.span)
        if found is None or len(found) != len(targets):
            lose_all(value)
            found = [Value(value.span) for _ in targets]
        for target, it in zip(targets, found, strict=True):
            self.bind(target, it, state)

    def augment(self, node: ast.AugAssign, state: State) -> None:
        """Carry out `+=` or another such operator."""
        target = node.target
        if isinstance(target, ast.Name):
            old = self._expressions.value(ast.copy_location(ast.Name(target.id, ast.Load()), target), state)
            state.set(target.id, self._changed(old, node, state))
        elif isinstance(target, ast.Subscript) and not isinstance(target.slice, ast.Slice):
            owner = self._expressions.value(target.value, state)
            key = self._expressions.value(target.slice, state)
            old = items.item(self._span_of(target), owner, key)
            items.set_item(owner, key, self._changed(old, node, state))
        elif isinstance(target, ast.Attribute):
            owner = self._expressions.base(target.value, state)
            changed = self._changed(attribute(owner, target.attr, self._span_of(target)), node, state)
            set_attribute(target, owner, changed, state)
        else:
            self._expressions.lose_below(target, state)
            lose_all(self._expressions.value(node.value, state))

    def _changed(self, old: Value, node: ast.AugAssign, state: State) -> Value:
        """Return the value of a target after `+=` or another such operator, which changes lists and dictionaries."""
        more = self._expressions.value(node.value, state)
        if isinstance(old, Sequence) and old.kind == "list" and isinstance(node.op, ast.Add):
            collection_method(old.span, old, "extend", ([more], {}))
            return old
        if isinstance(old, Mapping) and old.kind == "dict" and isinstance(node.op, ast.BitOr):
            collection_method(old.span, old, "update", ([more], {}))
            return old
        if isinstance(old, (Mapping, Sequence)) and not (isinstance(old, Sequence) and old.kind == "tuple"):
            lose_all(old, more)
            return Value(old.span)
        return combined(node.op, old, more, (old.span[0], max(old.span[1], more.span[1])))

    def delete(self, target: ast.expr, state: State) -> None:
        """Carry out `del`."""
        if isinstance(target, ast.Name):
            state.set(target.id, Value(NOWHERE))
        elif isinstance(target, ast.Subscript) and not isinstance(target.slice, ast.Slice):
            owner = self._expressions.value(target.value, state)
            items.delete_item(owner, self._expressions.value(target.slice, state))
        elif isinstance(target, ast.Attribute):
            set_attribute(target, self._expressions.base(target.value, state), Value(NOWHERE), state)
        elif isinstance(target, (ast.Tuple, ast.List)):
            for it in target.elts:
                self.delete(it, state)
        else:
            self._expressions.lose_below(target, state)


def _gathered(targets: list[ast.expr], found: list[Value], span: Span) -> list[Value] | None:
    """Return elements with those for a target with a star gathered in a list; None if there are too few."""
    starred = [number for number, it in enumerate(targets) if isinstance(it, ast.Starred)]
    if not starred:
        return found
    start = starred[0]
    end = len(found) - (len(targets) - start - 1)
    if end < start:
        return None
    return [*found[:start], Sequence(span, "list", found[start:end]), *found[end:]]
