"""Expressions of a Python program: what is known of their values, without running anything."""

from __future__ import annotations

import ast

from ircompile.hosts.python import items, texts
from ircompile.hosts.python.attributes import attribute, lose_objects
from ircompile.hosts.python.comprehensions import carry_out, carry_out_rounds
from ircompile.hosts.python.imports import found
from ircompile.hosts.python.iterables import CONSUMERS, Iterables, is_taken_once
from ircompile.hosts.python.known_calls import is_harmless, is_import, known_call
from ircompile.hosts.python.operators import combined, compared, signed, sliced, truth
from ircompile.hosts.python.senders import method
from ircompile.hosts.python.values import OBJECT, Foreign, Imported, Mapping, Scalar, Sequence, Value, lose_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ircompile.hosts.python.state import State
    from ircompile.hosts.python.values import Span

    OnCall = Callable[[ast.Call, Value | None, Value | None, list[Value], Mapping], Value | None]


class Expressions:
    """Works out expressions.

    Args:
        span_of: Returns the offsets at which a node begins and ends.
        on_call: Called with each call, the value before its dot and its arguments; returns its value if it is of
            interest.
        on_lambda: Called with each function without a name.
    """

    def __init__(
        self,
        span_of: Callable[[ast.expr | ast.stmt | ast.keyword], Span],
        on_call: OnCall,
        on_lambda: Callable[[ast.Lambda, State], None],
    ) -> None:
        self._span_of = span_of
        self._on_call = on_call
        self._on_lambda = on_lambda
        self.iterables = Iterables(self.value, span_of)

    def value(self, node: ast.expr, state: State) -> Value:
        """Return the value of an expression, and carry out in the state what it changes."""
        state.work.step()
        method = getattr(self, f"_{type(node).__name__.lower()}", self._other)
        found: Value = method(node, state)
        return found

    def carry_out_below(self, node: ast.AST, state: State) -> None:
        """Carry out the expressions directly below a node."""
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self.value(child, state)

    def lose_below(self, node: ast.AST, state: State) -> None:
        """Carry out the expressions directly below a node, and forget their values, which something may change."""
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                lose_all(self.value(child, state))

    def _other(self, node: ast.expr, state: State) -> Value:
        """Return an unknown value; what is in the expression is carried out."""
        self.lose_below(node, state)
        if isinstance(node, (ast.Await, ast.Yield, ast.YieldFrom)):
            lose_objects(state)
        return Value(self._span_of(node))

    def _constant(self, node: ast.Constant, _: State) -> Value:
        if node.value is None or isinstance(node.value, (str, int, float, bool)):
            return Scalar(self._span_of(node), node.value, is_literal=True)
        return Value(self._span_of(node))

    def _name(self, node: ast.Name, state: State) -> Value:
        found = state.get(node.id)
        if found is None or type(found) is Value:
            return Value(self._span_of(node))
        if isinstance(found, Mapping) and found.kind == OBJECT:
            lose_all(found)  # whatever it is used for may run its methods
        return found

    def base(self, node: ast.expr, state: State) -> Value:
        """Return the value of which an attribute is looked up or set."""
        if not isinstance(node, ast.Name):
            return self.value(node, state)
        known = state.get(node.id)
        return Value(self._span_of(node)) if known is None else known

    def _joinedstr(self, node: ast.JoinedStr, state: State) -> Value:
        parts: list[str | None] = []
        for it in node.values:
            if isinstance(it, ast.FormattedValue):
                parts += self._field(it, state)
            else:
                parts += texts.parts_of(self.value(it, state)) or texts.GAP
        return texts.text(self._span_of(node), parts)

    def _field(self, node: ast.FormattedValue, state: State) -> texts.Parts:
        """Return the parts of a replacement field of an f-string."""
        value = self.value(node.value, state)
        conversion = chr(node.conversion) if node.conversion >= 0 else None
        spec = texts.parts_of(self.value(node.format_spec, state)) if node.format_spec else ("",)
        if spec is None or len(spec) > 1 or None in spec:
            return texts.GAP
        return texts.formatted(value, conversion, "".join(filter(None, spec)))

    def _dict(self, node: ast.Dict, state: State) -> Value:
        made = Mapping(self._span_of(node))
        for key_node, value_node in zip(node.keys, node.values, strict=True):
            if key_node is None:
                items.update(made, self.value(value_node, state))
            else:
                key = self.value(key_node, state)
                items.set_item(made, key, self.value(value_node, state))
        return made

    def _list(self, node: ast.List, state: State) -> Value:
        return Sequence(self._span_of(node), "list", self._elements(node.elts, state))

    def _tuple(self, node: ast.Tuple, state: State) -> Value:
        return Sequence(self._span_of(node), "tuple", self._elements(node.elts, state))

    def _elements(self, nodes: list[ast.expr], state: State) -> list[Value] | None:
        found: list[Value] | None = []
        for node in nodes:
            if isinstance(node, ast.Starred):
                more = self.iterables.taken(node.value, state, at_once=True)
                if found is not None and more.items is not None:
                    found += more.items
                else:
                    more.lose()
                    lose_all(*(found or ()))
                    found = None
            else:
                value = self.value(node, state)
                if found is None:
                    lose_all(value)
                else:
                    found.append(value)
        return found

    def _attribute(self, node: ast.Attribute, state: State) -> Value:
        owner = self.base(node.value, state)
        if node.attr in state.work.functions:  # it may be a property
            lose_objects(state)
        if isinstance(owner, Imported) and node.attr not in state.work.stored:
            return found(f"{owner.path}.{node.attr}", self._span_of(node))
        if (sender := method(self._span_of(node), node.attr)) is not None:
            return sender
        return owner if isinstance(owner, Foreign) else attribute(owner, node.attr, self._span_of(node))

    def _subscript(self, node: ast.Subscript, state: State) -> Value:
        owner = self.value(node.value, state)
        if isinstance(owner, Foreign):
            lose_all(self.value(node.slice, state))
            return owner
        span = self._span_of(node)
        if isinstance(node.slice, ast.Slice):
            bounds = (node.slice.lower, node.slice.upper, node.slice.step)
            return sliced(owner, [self.value(it, state) if it else Scalar(span, None) for it in bounds], span)
        return items.item(span, owner, self.value(node.slice, state))

    def _unaryop(self, node: ast.UnaryOp, state: State) -> Value:
        return signed(node.op, self.value(node.operand, state), self._span_of(node))

    def _binop(self, node: ast.BinOp, state: State) -> Value:
        left = self.value(node.left, state)
        return combined(node.op, left, self.value(node.right, state), self._span_of(node))

    def _compare(self, node: ast.Compare, state: State) -> Value:
        span = self._span_of(node)
        left = self.value(node.left, state)
        if len(node.ops) > 1:
            for it in node.comparators:
                self.maybe(it, state)
            return Value(span)
        return compared(node.ops[0], left, self.value(node.comparators[0], state), span)

    def _boolop(self, node: ast.BoolOp, state: State) -> Value:
        stops = isinstance(node.op, ast.Or)
        value = self.value(node.values[0], state)
        for number, following in enumerate(node.values[1:], 1):
            known = truth(value)
            if known is stops:
                return value
            if known is None:
                lose_all(value)
                for it in node.values[number:]:
                    self.maybe(it, state)
                return Value(self._span_of(node))
            value = self.value(following, state)
        return value

    def _ifexp(self, node: ast.IfExp, state: State) -> Value:
        known = truth(self.value(node.test, state))
        if known is not None:
            return self.value(node.body if known else node.orelse, state)
        self.maybe(node.body, state)
        self.maybe(node.orelse, state)
        return Value(self._span_of(node))

    def maybe(self, node: ast.expr, state: State) -> None:
        """Carry out an expression that the program may leave out or repeat."""
        carry_out(node, state, self.value)

    def _namedexpr(self, node: ast.NamedExpr, state: State) -> Value:
        value = self.value(node.value, state)
        state.set(node.target.id, value)
        return value

    def _lambda(self, node: ast.Lambda, state: State) -> Value:
        for default in (*node.args.defaults, *filter(None, node.args.kw_defaults)):
            lose_all(self.value(default, state))
        self._on_lambda(node, state)
        return Value(self._span_of(node))

    def _listcomp(self, node: ast.ListComp, state: State) -> Value:
        rows = self.iterables.rows(node, [node.elt], state)
        return Sequence(self._span_of(node), "list", None if rows is None else [row[0] for row in rows])

    def _dictcomp(self, node: ast.DictComp, state: State) -> Value:
        made = Mapping(self._span_of(node))
        rows = self.iterables.rows(node, [node.key, node.value], state)
        if rows is None:
            made.lose()
        for key, value in rows or ():
            items.set_item(made, key, value)
        return made

    def _setcomp(self, node: ast.SetComp | ast.GeneratorExp, state: State) -> Value:
        self.iterables.taken(node.generators[0].iter, state).lose()
        carry_out_rounds(node.generators, [node.elt], state, self.value)
        return Value(self._span_of(node))

    _generatorexp = _setcomp

    def _call(self, node: ast.Call, state: State) -> Value:
        span = self._span_of(node)
        owner = self.base(node.func.value, state) if isinstance(node.func, ast.Attribute) else None
        function = self._function(node.func, owner, state)
        args = self._arguments(node, state)
        named = self._named(node, state)
        if args is not None and (found := self._on_call(node, function, owner, args, named)) is not None:
            return found
        if args is not None and not (named.is_open or named.maybe):
            known = known_call(span, node.func, owner, state, (args, named.items))
            if known is not None:
                return known
        lose_all(*filter(None, (owner, None if isinstance(node.func, (ast.Name, ast.Attribute)) else function)))
        if not is_harmless(node.func, state, named):
            lose_all(*(args or ()), *named.items.values())
            if not is_import(node.func, owner, state):
                lose_objects(state)
        return Value(span)

    def _function(self, node: ast.expr, owner: Value | None, state: State) -> Value | None:
        """Return what is called; None if nothing is known of it."""
        if isinstance(node, ast.Name):
            return state.get(node.id)
        if not isinstance(node, ast.Attribute):
            return self.value(node, state)
        if isinstance(owner, Imported):
            return found(f"{owner.path}.{node.attr}", owner.span)
        if isinstance(owner, Mapping) and owner.kind != "dict" and node.attr not in owner.maybe:
            return owner.items.get(node.attr)
        return None

    def _arguments(self, node: ast.Call, state: State) -> list[Value] | None:
        """Return the positional arguments of a call; None if even their number is unknown."""
        name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
        if name in CONSUMERS and len(node.args) == 1 and not isinstance(node.args[0], ast.Starred):
            (argument,) = node.args
            if is_taken_once(argument):
                taken = self.iterables.taken(argument, state, at_once=True)
                if taken.items is None:
                    taken.lose()
                return [Sequence(self._span_of(argument), "tuple", taken.items)]
        return self._elements(node.args, state)

    def _named(self, node: ast.Call, state: State) -> Mapping:
        """Return the named arguments of a call."""
        named = Mapping(self._span_of(node))
        for keyword in node.keywords:
            value = self.value(keyword.value, state)
            if keyword.arg is None:
                given = Mapping(named.span)
                items.update(given, value)
                given.update(named)
                named = given  # a name that is given twice is an error
            else:
                named.put(keyword.arg, value, self._span_of(keyword))
        return named
