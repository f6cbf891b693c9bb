"""What loops, comprehensions and functions such as `list` go through."""

from __future__ import annotations

import ast

from ircompile.hosts.python import items, mappings
from ircompile.hosts.python.comprehensions import carry_out_rounds, may_change, rounds
from ircompile.hosts.python.names import nodes as below
from ircompile.hosts.python.values import Mapping, Scalar, Sequence, Value, lose_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ircompile.hosts.python.comprehensions import ValueOf
    from ircompile.hosts.python.state import State
    from ircompile.hosts.python.values import Span

    Comprehension = ast.ListComp | ast.DictComp | ast.GeneratorExp

CONSUMERS = frozenset({"list", "tuple", "dict", "sorted", "sum", "min", "max", "join", "extend"})
"""Functions and methods that go through their only argument at once, and keep nothing of a generator."""
MAX_WORK = 20_000
"""The most syntax nodes that are worked out in the known rounds of loops and comprehensions."""


class Taken:
    """What is taken in turn from a value.

    Attributes:
        items: The values; None if they are unknown.
        sources: The dictionaries and lists that they come from, which may not change meanwhile.
    """

    def __init__(self, items: list[Value] | None, sources: list[Value]) -> None:
        self.items = items
        self.sources = [it for it in sources if isinstance(it, (Mapping, Sequence))]
        self._changes = self._count()

    def _count(self) -> list[int]:
        return [it.changes for it in self.sources]

    def is_changed(self) -> bool:
        """Return whether a source has changed since."""
        return self._count() != self._changes

    def lose(self) -> None:
        """Forget what is in the values, since something unknown may change them."""
        lose_all(*(self.items or ()), *self.sources)


class Iterables:
    """Works out what is taken in turn from an expression.

    Args:
        value_of: Returns the value of an expression.
        span_of: Returns the offsets at which an expression begins and ends.
    """

    def __init__(self, value_of: ValueOf, span_of: Callable[[ast.expr], Span]) -> None:
        self._value = value_of
        self._span_of = span_of
        self._work_left = MAX_WORK

    def affords(self, times: int, nodes: Iterable[ast.AST]) -> bool:
        """Return whether nodes are worked out so many times; what that costs is counted."""
        self._work_left -= times * len(below(*nodes))
        return self._work_left >= 0

    def _affords_all(self, times: int, results: list[ast.expr]) -> bool:
        """Return whether the results of a comprehension with several `for` clauses are worked out."""
        return not any(map(may_change, results)) and self.affords(times, results)

    def taken(self, node: ast.expr, state: State, *, at_once: bool = False) -> Taken:
        """Return what is taken in turn from an expression.

        Args:
            node: The expression.
            state: The state around it.
            at_once: Whether all of it is taken before anything else happens.
        """
        span = self._span_of(node)
        if isinstance(node, ast.Call) and not node.keywords:
            function = node.func
            if isinstance(function, ast.Attribute) and function.attr in mappings.VIEWS and not node.args:
                return _view(span, self._value(function.value, state), function.attr)
            name = function.id if isinstance(function, ast.Name) else ""
            is_starred = any(isinstance(it, ast.Starred) for it in node.args)
            if name in FUNCTIONS and state.is_builtin(name) and node.args and not is_starred:
                return FUNCTIONS[name](span, [self.taken(it, state) for it in node.args])
        if at_once and isinstance(node, ast.GeneratorExp):
            rows = self.rows(node, [node.elt], state)
            return Taken(None if rows is None else [row[0] for row in rows], [])
        value = self._value(node, state)
        return Taken(items.elements(span, value), [value])

    def rows(self, node: Comprehension, results: list[ast.expr], state: State) -> list[list[Value]] | None:
        """Return the values of expressions in each round of a comprehension; None if they are unknown."""
        taken = self.taken(node.generators[0].iter, state)
        known = None
        if taken.items is not None and self.affords(len(taken.items) + 1, [node]):
            known = rounds(node.generators, taken.items, state, self._value, lambda *it: self.taken(*it).items)
        if known and len(node.generators) > 1 and not self._affords_all(len(known), results):
            known = None
        if known is None:
            taken.lose()
            carry_out_rounds(node.generators, results, state, self._value)
            return None
        found = [[self._value(it, inner) for it in results] for inner in known]
        if not taken.is_changed():
            return found
        lose_all(*(it for row in found for it in row))
        state.forget()
        return None


def is_taken_once(node: ast.expr) -> bool:
    """Return whether an expression, as an argument, makes something that can't be gone through twice, or a view."""
    if isinstance(node, ast.GeneratorExp):
        return not may_change(node.elt)
    if not (isinstance(node, ast.Call) and isinstance(node.func, (ast.Name, ast.Attribute))):
        return False
    return node.func.id in FUNCTIONS if isinstance(node.func, ast.Name) else node.func.attr in mappings.VIEWS


def _view(span: Span, owner: Value, name: str) -> Taken:
    """Return what is taken from a view of a dictionary, such as `owner.items()`."""
    if isinstance(owner, Mapping) and owner.kind == "dict" and not (owner.is_open or owner.maybe):
        return Taken(mappings.VIEWS[name](span, owner), [owner])
    return Taken(None, [owner])


def _zip(span: Span, taken: list[Taken]) -> Taken:
    sources = [source for it in taken for source in it.sources]
    columns = [it.items for it in taken if it.items is not None]
    if len(columns) < len(taken):
        return Taken(None, [*sources])
    return Taken([Sequence(span, "tuple", [*row]) for row in zip(*columns, strict=False)], [*sources])


def _enumerate(span: Span, taken: list[Taken]) -> Taken:
    (first, *more) = taken
    if first.items is None or more:
        return Taken(None, [source for it in taken for source in it.sources])
    return Taken([Sequence(span, "tuple", [Scalar(span, n), it]) for n, it in enumerate(first.items)], [*first.sources])


def _reversed(_: Span, taken: list[Taken]) -> Taken:
    (first, *_more) = taken
    return Taken(first.items[::-1] if first.items is not None else None, [*first.sources])


FUNCTIONS: dict[str, Callable[[Span, list[Taken]], Taken]] = {
    "zip": _zip,
    "enumerate": _enumerate,
    "reversed": _reversed,
}
"""Built-in functions whose results are gone through."""
