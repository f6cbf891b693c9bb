"""Comprehensions: the rounds that they run, each with the names that it knows."""

from __future__ import annotations

import ast

from ircompile.hosts.python.operators import truth
from ircompile.hosts.python.state import NOWHERE, Scope, State, differing
from ircompile.hosts.python.values import Value, lose_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    ValueOf = Callable[[ast.expr, State], Value]
    Iterated = Callable[[ast.expr, State], list[Value] | None]


def may_change(node: ast.expr) -> bool:
    """Return whether an expression may change something."""
    return any(isinstance(it, (ast.Call, ast.NamedExpr, ast.Await, ast.Yield, ast.YieldFrom)) for it in ast.walk(node))


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
    generators: list[ast.comprehension], state: State, value_of: ValueOf, iterated: Iterated
) -> list[State] | None:
    """Return the states in which the rounds of a comprehension run; None if they are unknown."""
    (generator, *more) = generators
    target = generator.target
    if more or generator.is_async or not isinstance(target, ast.Name):
        return None
    items = iterated(generator.iter, state)
    if items is None or any(may_change(it) for it in generator.ifs):
        return None
    found: list[State] = []
    for it in items:
        inner = State([*state.scopes, Scope({target.id: it})], state.is_dead, state.has_unknown_names)
        tests = [truth(value_of(test, inner)) for test in generator.ifs]
        if None in tests:
            return None
        if all(tests):
            found.append(inner)
    return found


def carry_out_rounds(
    generators: list[ast.comprehension], nodes: list[ast.expr], state: State, value_of: ValueOf
) -> None:
    """Carry out a comprehension whose rounds are unknown."""
    names = {it.id for generator in generators for it in ast.walk(generator.target) if isinstance(it, ast.Name)}
    inner = State([*state.scopes, Scope({name: Value(NOWHERE) for name in names})])
    for generator in generators:
        lose_all(value_of(generator.iter, inner))
        for test in generator.ifs:
            carry_out(test, inner, value_of)
    for node in nodes:
        carry_out(node, inner, value_of)
    state.scopes = inner.scopes[:-1]
