"""Branches, loops and other statements around statements.

Where the order or the number of rounds is not known, values that differ between the ways are unknown.
"""

from __future__ import annotations

import ast
import re

from ircompile.hosts.python.names import Names, nodes
from ircompile.hosts.python.operators import truth
from ircompile.hosts.python.state import NOWHERE, State, differing
from ircompile.hosts.python.statements import MAX_ROUNDS, Statements
from ircompile.hosts.python.values import MAX_TURNS, Imported, Sequence, Value, lose_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ircompile.hosts.python.iterables import Taken

MAKERS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
UNCOUNTED = (ast.Break, ast.Continue, *MAKERS, ast.Yield, ast.YieldFrom)
"""What may end a round of a loop, or makes a function in each."""
EXITS = ("__exit__", "__aexit__")
"""The methods with which context managers catch errors."""
CATCHES = re.compile(r"suppress|raises|Raises|ExitStack")
"""What is in the names of context managers that catch errors."""


class Branches(Statements):
    """Goes through statements; the arguments are those of `Statements`."""

    def _if(self, node: ast.If, state: State) -> None:
        known = truth(self._value(node.test, state))
        if known is not None:
            self._block(node.body if known else node.orelse, state)
            self._unreached(node.orelse if known else node.body, state)
            return
        one, other = state.copied(), state.copied()
        self._block(node.body, one)
        self._block(node.orelse, other)
        state.become(one, other)

    def _unreached(self, body: list[ast.stmt], state: State) -> None:
        """Go through statements that never run as far as is known: their calls are still reported."""
        other = state.copied()
        self._block(body, other)

    def _while(self, node: ast.While, state: State) -> None:
        def round_(inner: State) -> None:
            self._value(node.test, inner)
            self._block(node.body, inner)

        self._loop(state, round_)
        self._block(node.orelse, state)

    def _for(self, node: ast.For | ast.AsyncFor, state: State) -> None:
        taken = self._expressions.iterables.taken(node.iter, state)
        if isinstance(node, ast.For) and self._repeat(node, taken, state):
            self._block(node.orelse, state)
            return
        taken.lose()

        def round_(inner: State) -> None:
            self._targets.bind(node.target, Value(self._span_of(node.target)), inner)
            self._block(node.body, inner)

        self._loop(state, round_)
        self._block(node.orelse, state)

    _asyncfor = _for

    def _repeat(self, node: ast.For, taken: Taken, state: State) -> bool:
        """Go through each round of a loop; return whether that is done, and no round has a call of interest."""
        items, sources = taken.items, taken.sources
        if items is None or len(items) > MAX_TURNS or any(isinstance(below, UNCOUNTED) for below in nodes(node)):
            return False
        if not self._expressions.iterables.affords(len(items) + 1, node.body):
            return False
        mark, name = self._count(), f"<{node.lineno}:{node.col_offset}>"
        state.set(name, Sequence(NOWHERE, "tuple", [*items, *sources]))  # so that copies of the state have them, too
        changes = [getattr(it, "changes", 0) for it in sources]
        before = state.copied()
        for number in range(len(items)):
            held = _held(name, state)
            if held:  # else something unknown may have happened to all values
                self._targets.bind(node.target, held[number], state)
                self._block(node.body, state)
            if self._count() > mark:
                self._discard(mark)
                state.become(before)
            elif held and [getattr(it, "changes", 0) for it in _held(name, state)[len(items) :]] == changes:
                continue
            else:
                state.forget()
            lose_all(state.drop(name))
            return False
        state.drop(name)
        return True

    def _loop(self, state: State, round_: Callable[[State], object]) -> None:
        """Go through a loop that may run any number of times: `state` becomes what is known before each round."""
        mark = self._count()
        functions = len(self._deferred)
        for number in range(MAX_ROUNDS):
            self._discard(mark)
            del self._deferred[functions:]
            before = state.copied()
            after = state.copied()
            self._exits.append([])
            round_(after)
            state.become(state.copied(), after, *self._exits.pop())
            if not differing(before, state):
                return
            if number == MAX_ROUNDS - 2:
                state.forget()

    def _with(self, node: ast.With | ast.AsyncWith, state: State) -> None:
        for it in node.items:
            lose_all(self._value(it.context_expr, state))
            if it.optional_vars is not None:
                self._targets.bind(it.optional_vars, Value(self._span_of(it.optional_vars)), state)
        if any(_may_catch(it.context_expr, state) for it in node.items):
            ended = state.copied()
            state.become(self._attempted(node.body, ended), ended)
        else:
            self._block(node.body, state)

    _asyncwith = _with

    def _try(self, node: ast.Try, state: State) -> None:
        ended = state.copied()
        caught = self._attempted(node.body, ended)
        ends = []
        for handler in node.handlers:
            inner = caught.copied()
            if handler.type is not None:
                self._value(handler.type, inner)
            if handler.name:
                inner.set(handler.name, Value(NOWHERE))
            self._block(handler.body, inner)
            ends.append(inner)
        self._block(node.orelse, ended)
        state.become(ended, *ends)
        if node.finalbody:
            self._finally(node.finalbody, state, caught)

    def _finally(self, body: list[ast.stmt], state: State, caught: State) -> None:
        """Go through statements that run at the end, also after a failure, and after `break` or `return`."""
        is_dead, state.is_dead = state.is_dead, False
        self._block(body, caught)
        self._block(body, state)
        state.is_dead = is_dead or state.is_dead
        for left in (*self._exits[-1:], *self._ends[-1:]):
            for it in (caught.copied(), state.copied()):
                it.is_dead = False
                left.append(it)

    def _attempted(self, body: list[ast.stmt], state: State) -> State:
        """Go through statements any of which may fail, and return what is known after a failure."""
        caught = state.copied()
        for statement in body:
            self._block([statement], state)
            now = state.copied()
            now.is_dead = False
            caught.become(caught.copied(), now)
        for name in Names(body).assigned:
            if (old := caught.get(name)) is not None:
                lose_all(old)
                caught.set(name, Value(NOWHERE))
        return caught

    _trystar = _try

    def _match(self, node: ast.Match, state: State) -> None:
        lose_all(self._value(node.subject, state))
        ways = [state.copied()]
        for case in node.cases:
            inner = state.copied()
            for it in ast.walk(case.pattern):
                name = getattr(it, "name", None) or getattr(it, "rest", None)
                if isinstance(name, str):
                    inner.set(name, Value(NOWHERE))
            if case.guard is not None:
                self._value(case.guard, inner)
            self._block(case.body, inner)
            ways.append(inner)
        state.become(*ways)


def _may_catch(manager: ast.expr, state: State) -> bool:
    """Return whether a context manager may catch errors, by its name or since it is one of the program's own."""
    own = state.work.functions
    names = {it.id for it in ast.walk(manager) if isinstance(it, ast.Name)}
    texts = [ast.unparse(manager), *(it.path for name in names if isinstance(it := state.get(name), Imported))]
    return not own.isdisjoint((*EXITS, *names)) or any(CATCHES.search(text) for text in texts)


def _held(name: str, state: State) -> list[Value]:
    """Return the elements of a tuple with a name that a program can't change."""
    held = state.get(name)
    return (held.items or []) if isinstance(held, Sequence) else []
