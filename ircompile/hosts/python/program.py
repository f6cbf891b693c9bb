"""Python programs: which names have which values at which call, in the module and in the functions of it."""

from __future__ import annotations

import ast

from ircompile.hosts.python.attributes import functions_and_attributes
from ircompile.hosts.python.branches import Branches
from ircompile.hosts.python.known_calls import EVALUATORS
from ircompile.hosts.python.names import Names
from ircompile.hosts.python.state import NOWHERE, Scope, State, copier, differing, is_unchanged
from ircompile.hosts.python.statements import MAX_ROUNDS
from ircompile.hosts.python.values import OBJECT, Foreign, Mapping, Merger, Sequence, Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Collection, Iterable

    from ircompile.hosts.python.statements import Deferred, Function


class Program(Branches):
    """Goes through a program and reports calls; the arguments are those of `Statements`."""

    _is_stable = True

    def run(self, modules: Iterable[ast.Module], inside: Collection[ast.AST]) -> None:
        """Go through modules that run one after the other with the same names, such as the cells of a notebook.

        Args:
            modules: The modules.
            inside: All nodes in them.
        """
        body: list[ast.stmt] = [statement for module in modules for statement in module.body]
        top = ast.Module(body, [])
        self._changing = {top: set()}
        self._work.functions, self._work.stored, self._work.loaded = functions_and_attributes(inside)
        names = {it.id for it in inside if isinstance(it, ast.Name)}
        if names & EVALUATORS:
            self._changing[top] |= names
        declared = {name for it in inside if isinstance(it, ast.Global) for name in it.names}
        for number in range(MAX_ROUNDS + 1):
            if number == MAX_ROUNDS:
                self._changing[top] |= names
            self._is_stable = True
            self._discard(0)
            self._run_scope(body, State([self._scope(top, body, declared=declared)], self._work))
            if self._is_stable:
                return

    def _run_scope(self, body: list[ast.stmt], state: State) -> None:
        """Go through the body of a scope, and then through the functions in it, which may be called at any time."""
        outer = self._deferred
        waiting: list[list[Deferred]] = []
        for statement in body:
            self._deferred = []
            self._block([statement], state)
            waiting.append(self._deferred)
        self._deferred = outer
        if not any(waiting):
            return
        names = Names()
        for statement, functions in zip(reversed(body), reversed(waiting), strict=True):
            names.add(statement)
            for function, defined in functions:
                self._function(function, defined, state, names.assigned)

    def _function(self, function: Function, defined: State, final: State, assigned: Counter[str]) -> None:
        """Go through the body of a function, with what is known whenever it may be called."""
        before = _whenever(defined, final, assigned)
        inner = before.copied()
        inner.is_dead = False
        spec = function.args
        arguments = [*spec.posonlyargs, *spec.args, *spec.kwonlyargs, *filter(None, (spec.vararg, spec.kwarg))]
        body: list[ast.stmt] = [ast.Return(function.body)] if isinstance(function, ast.Lambda) else function.body
        inner.scopes.append(self._scope(function, body, (it.arg for it in arguments)))
        self._ends.append([])
        self._run_scope(body, inner)
        inner.become(inner.copied(), *self._ends.pop())
        inner.scopes.pop()
        self._note_changes(before, inner, Names(body).elsewhere)

    def _note_changes(self, before: State, after: State, declared: set[str]) -> None:
        """Note the names around a function that it may assign or change."""
        changed = [
            (number, name)
            for number, scope in enumerate(before.scopes)
            for name, value in scope.values.items()
            if isinstance(value, Foreign) and value.is_touched
        ]
        declarations = [
            (number, name) for number, scope in enumerate(before.scopes) for name in declared.intersection(scope.local)
        ]
        for number, name in (*changed, *differing(before, after, strict=True), *declarations):
            changing = after.scopes[number].changing
            if name not in changing:
                changing.add(name)
                self._is_stable = False


def _whenever(defined: State, final: State, assigned: Counter[str]) -> State:
    """Return what is known in a function whenever it is called: when it was defined, at the end, or in between.

    Args:
        defined: The state when it was defined.
        final: The state at the end of the scope that it is in.
        assigned: How often this scope assigns each name in or after the statement that defines it; `*` is any name.
    """
    copies: dict[int, Value] = {}
    copy = copier(copies)
    merger = Merger()
    scopes = []
    for early, late in zip(defined.scopes, final.scopes, strict=False):
        innermost = late is final.scopes[-1]
        values: dict[str, Value] = {}
        for name, value in late.values.items():
            before = early.values.get(name)
            times = assigned[name] + assigned["*"] if innermost else 0
            if _is_fixed(before, value, times):
                values[name] = value if before is None else merger.merge(before, copy(value))
            else:
                merger.only(copy(value))
                values[name] = Foreign(NOWHERE)
        scopes.append(Scope(values, late.elsewhere, late.local, late.changing))
    merger.finish()
    final.work.copy(2 * sum(len(it.values) for it in scopes), len(copies))
    comprehensions = defined.scopes[len(scopes) :]  # whose names go on to change
    scopes += [Scope(dict.fromkeys(it.values, Value(NOWHERE))) for it in comprehensions]
    return State(scopes, final.work, has_unknown_names=final.has_unknown_names)


def _is_fixed(before: Value | None, after: Value, times: int) -> bool:
    """Return whether a name has no other value at any time than one of the two that are given.

    Args:
        before: Its value when the function was defined; None if it had none.
        after: Its value at the end.
        times: How often it may be assigned in between.
    """
    if times > 1 or type(after) is Value:
        return False
    if isinstance(after, Foreign):
        return before is after
    if isinstance(after, Mapping) and after.kind == OBJECT:
        return False
    if isinstance(after, (Mapping, Sequence)):
        return before is not None and not times and is_unchanged(before, after)
    return True
