"""Comprehensions: the rounds that they run, each with the names that it knows."""

from __future__ import annotations

import ast

from ircompile.hosts.python.builtin_functions import BUILTINS
from ircompile.hosts.python.operators import truth
from ircompile.hosts.python.state import NOWHERE, State, differing
from ircompile.hosts.python.texts import PLAIN_METHODS
from ircompile.hosts.python.values import MAX_TURNS, Sequence, Value, lose_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    ValueOf = Callable[[ast.expr, State], Value]
    Iterated = Callable[[ast.expr, State], list[Value] | None]


def may_change(node: ast.expr) -> bool:
    """Return whether an expression may change something."""
    return any(
        isinstance(it, (ast.NamedExpr, ast.Await, ast.Yield, ast.YieldFrom))
        or (isinstance(it, ast.Call) and not _only_returns(it.func))
        for it in ast.walk(node)
    )


def _only_returns(function: ast.expr) -> bool:
    """Return whether a function changes nothing, as far as its name says."""
    if isinstance(function, ast.Attribute):
        return function.attr in PLAIN_METHODS
    return isinstance(function, ast.Name) and function.id in BUILTINS


def carry_out(node: ast.expr, state: State, value_of: ValueOf) -> None:
    """Carry out an expression that the program may leave out or repeat."""
    if not may_change(node):
        lose_all(value_of(node, state))
        return
    other = state.copied()
    for _ in range(2):
        lose_all(value_of(node, other))
    if differing(state, other, strict=True):
        state.forget()


def rounds(
    generators: list[ast.comprehension], items: list[Value] | None, state: State, value_of: ValueOf, iterated: Iterated
) -> list[State] | None:
    """Return the states in which the rounds of a comprehension run; None if they are unknown.

    Args:
        generators: Its `for` clauses.
        items: What the first of them takes in turn; None if that is unknown.
        state: The state around it.
        value_of: Returns the value of an expression.
        iterated: Returns what a loop over an expression takes in turn.
    """
    following = [it.iter for it in generators[1:]] + [test for it in generators for test in it.ifs]
    if items is None or any(it.is_async for it in generators) or any(map(may_change, following)):
        return None
    found = [state.within({})]
    for generator in generators:
        outer, found = found, []
        for around in outer:
            taken = items if generator is generators[0] else iterated(generator.iter, around)
            for it in taken or ():
                names = bound(generator.target, it)
                if names is None:
                    return None
                inner = state.within(around.scopes[-1].values | names)
                tests = [truth(value_of(test, inner)) for test in generator.ifs]
                if None in tests:
                    return None
                found += [inner] if all(tests) else []
            if taken is None or len(found) > MAX_TURNS:
                return None
    return found


def bound(target: ast.expr, value: Value) -> dict[str, Value] | None:
    """Return the names that an assignment assigns, each with its value; None if that is unknown."""
    if isinstance(target, ast.Name):
        return {target.id: value}
    if not (isinstance(target, (ast.Tuple, ast.List)) and isinstance(value, Sequence)):
        return None
    if value.items is None or len(value.items) != len(target.elts):
        return None
    names: dict[str, Value] = {}
    for inner, it in zip(target.elts, value.items, strict=True):
        more = bound(inner, it)
        if more is None:
            return None
        names |= more
    return names


def carry_out_rounds(
    generators: list[ast.comprehension],
    nodes: list[ast.expr],
    state: State,
    value_of: ValueOf,
) -> None:
    """Carry out a comprehension whose rounds are unknown, but for what its first `for` clause goes through."""
    names = {it.id for generator in generators for it in ast.walk(generator.target) if isinstance(it, ast.Name)}
    inner = state.within({name: Value(NOWHERE) for name in names})
    for generator in generators:
        if generator is not generators[0]:
            carry_out(generator.iter, inner, value_of)
        for test in generator.ifs:
            carry_out(test, inner, value_of)
    for node in nodes:
        carry_out(node, inner, value_of)
    state.scopes = inner.scopes[:-1]
