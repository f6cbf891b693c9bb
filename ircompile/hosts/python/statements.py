"""Statements of a Python program, in the order in which they run.

Where the order or the number of rounds is not known (branches, loops, functions), values that differ between the ways
are unknown.
"""

from __future__ import annotations

from dataclasses import replace

from ircompile.hosts.python.attributes import class_value, is_shared
from ircompile.hosts.python.expressions import Expressions
from ircompile.hosts.python.imports import imported
from ircompile.hosts.python.names import Names
from ircompile.hosts.python.state import NOWHERE, Scope, State, differing
from ircompile.hosts.python.targets import Targets
from ircompile.hosts.python.values import Value, lose_all
from ircompile.hosts.python.work import Work

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Iterable

    from ircompile.hosts.python.expressions import OnCall
    from ircompile.hosts.python.values import Span

    Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    Located = ast.expr | ast.stmt | ast.keyword
    Deferred = tuple[Function, State]

MAX_ROUNDS = 4
"""The rounds of a loop after which what still changes is unknown."""


class Statements:
    """Goes through statements.

    Args:
        span_of: Returns the offsets at which an expression begins and ends.
        on_call: Called with each call, what is called, the value before its dot, its positional arguments and its named
            ones; returns its value if it is of interest. A call that the program makes in several ways is reported
            several times; the last report counts.
        discard: Called with the number of reports that are kept, before a part of the program is gone through again.
        count: Returns the number of reports so far.
    """

    def __init__(
        self,
        span_of: Callable[[Located], Span],
        on_call: OnCall,
        count: Callable[[], int],
        discard: Callable[[int], None],
    ) -> None:
        self._span_of = span_of
        self._count = count
        self._discard = discard
        self._expressions = Expressions(span_of, on_call, self._defer)
        self._targets = Targets(self._expressions, span_of)
        self._work = Work()
        self._deferred: list[Deferred] = []  # the functions so far, each with what was known where it was defined
        self._changing: dict[ast.AST, set[str]] = {}  # by scope, the names whose values are never known
        self._exits: list[list[State]] = []  # of the loops around, the states at `break` and `continue`
        self._ends: list[list[State]] = []  # of the functions around, the states at `return` and `raise`

    def _scope(
        self, owner: ast.AST, body: list[ast.stmt], arguments: Iterable[str] = (), declared: Iterable[str] = ()
    ) -> Scope:
        """Return the scope of a module, a function or a class before its first statement.

        Args:
            owner: The module, the function or the class.
            body: Its statements.
            arguments: The arguments of the function.
            declared: The names of the module that are declared as `global` anywhere.
        """
        names = Names(body)
        elsewhere = frozenset(names.elsewhere).difference(declared)
        values = {name: Value(NOWHERE) for name in arguments}
        local = frozenset(names.assigned).union(declared) - elsewhere
        return Scope(values, elsewhere, local, self._changing.setdefault(owner, set()))

    def _defer(self, function: Function, state: State) -> None:
        self._deferred.append((function, state.copied()))

    def _value(self, node: ast.expr, state: State) -> Value:
        return self._expressions.value(node, state)

    def _block(self, body: Iterable[ast.stmt], state: State) -> None:
        for statement in body:
            method = getattr(self, f"_{type(statement).__name__.lower()}", self._other)
            method(statement, state)

    def _other(self, node: ast.stmt, state: State) -> None:
        """Go through a statement that assigns nothing itself."""
        self._expressions.carry_out_below(node, state)

    def _expr(self, node: ast.Expr, state: State) -> None:
        self._value(node.value, state)

    def _return(self, node: ast.Return | ast.Raise, state: State) -> None:
        self._expressions.lose_below(node, state)  # the code that gets the value may change it
        if self._ends and not state.is_dead:
            self._ends[-1].append(state.copied())
        state.is_dead = True

    _raise = _return

    def _break(self, node: ast.stmt, state: State) -> None:
        del node
        if self._exits and not state.is_dead:
            self._exits[-1].append(state.copied())
        state.is_dead = True

    _continue = _break

    def _assign(self, node: ast.Assign, state: State) -> None:
        value = self._value(node.value, state)
        for target in node.targets:
            self._targets.bind(target, value, state)

    def _annassign(self, node: ast.AnnAssign, state: State) -> None:
        if node.value is not None:
            self._targets.bind(node.target, self._value(node.value, state), state)

    def _augassign(self, node: ast.AugAssign, state: State) -> None:
        self._targets.augment(node, state)

    def _delete(self, node: ast.Delete, state: State) -> None:
        for target in node.targets:
            self._targets.delete(target, state)

    def _import(self, node: ast.Import | ast.ImportFrom, state: State) -> None:
        if any(it.name == "*" for it in node.names):
            state.forget()
            state.has_unknown_names = True
        for name, value in imported(node, self._span_of(node)):
            state.set(name, Value(NOWHERE) if name in self._work.stored else value)

    _importfrom = _import

    def _functiondef(self, node: ast.FunctionDef | ast.AsyncFunctionDef, state: State) -> None:
        arguments = (*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults))
        lose_all(*(self._value(it, state) for it in arguments))
        state.set(node.name, Value(NOWHERE))
        self._defer(node, state)

    _asyncfunctiondef = _functiondef

    def _classdef(self, node: ast.ClassDef, state: State) -> None:
        bases = [self._value(it, state) for it in node.bases]
        arguments = (*node.decorator_list, *(it.value for it in node.keywords))
        lose_all(*bases, *(self._value(it, state) for it in arguments))
        inner = state.copied()
        inner.scopes.append(replace(self._scope(node, node.body), is_class=True))
        deferred, self._deferred = self._deferred, []
        exits, self._exits = self._exits, []
        self._ends.append([])
        self._block(node.body, inner)
        raised = self._ends.pop()
        self._exits = exits
        methods, self._deferred = self._deferred, deferred
        ends = (inner, *raised)
        names = inner.scopes[-1].values
        for end in ends:
            end.scopes.pop()
        if any(differing(state, end, strict=True) for end in ends):
            state.forget()
        if raised and self._ends:
            self._ends[-1].append(state.copied())
        for method, defined in methods:
            del defined.scopes[len(state.scopes)]  # methods don't see the names of their class
            self._deferred.append((method, defined))
        if is_shared(names, inner):
            state.forget()
        known = class_value(node, names, bases, state.work)
        state.set(node.name, Value(NOWHERE) if inner.is_dead or raised else known)
