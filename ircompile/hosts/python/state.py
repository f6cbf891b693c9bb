"""The names of a program and their values at one point of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import repeat

from ircompile.hosts.python.values import (
    Imported,
    Mapping,
    Merger,
    Scalar,
    Sequence,
    Text,
    Value,
    below,
    is_same,
    lose_all,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ircompile.hosts.python.work import Work

NOWHERE = (0, 0)
UNCHANGING = (Imported, Scalar, Text)
"""The known values that can't change."""


@dataclass(slots=True, eq=False)
class Scope:
    """The names of a module, a function or a class.

    Attributes:
        values: The values of names that were assigned.
        elsewhere: The names that this scope declares as `global` or `nonlocal`.
        local: The names that are assigned anywhere in the scope.
        changing: The names whose values are never known, since several functions can assign or change them.
        objects: The names of objects of which only attributes are known.
        is_comprehension: Whether these are the names of a comprehension, in which `:=` assigns names around it.
        is_class: Whether these are the names of a class: its body sees those of the module until they are assigned, and
            the scopes in it, such as comprehensions and other classes, don't see them.
    """

    values: dict[str, Value] = field(default_factory=dict)
    elsewhere: frozenset[str] = frozenset()
    local: frozenset[str] = frozenset()
    changing: set[str] = field(default_factory=set)
    objects: set[str] = field(default_factory=set)
    is_comprehension: bool = False
    is_class: bool = False


@dataclass(slots=True, eq=False)
class State:
    """What is known at one point of a program.

    Attributes:
        scopes: The scopes around it, the module first.
        work: Counts the work of the whole program.
        is_dead: Whether the program never gets beyond it, such as after `return`.
        has_unknown_names: Whether a `from … import *` may have assigned any name.
    """

    scopes: list[Scope]
    work: Work
    is_dead: bool = False
    has_unknown_names: bool = False

    def get(self, name: str) -> Value | None:
        """Return the value of a name; None if it was not assigned, and is a built-in one or unknown."""
        for inner in reversed(self.scopes):
            if name in inner.elsewhere or (inner.is_class and inner is not self.scopes[-1]):
                continue
            is_outside = inner.is_class and name in inner.local and name not in inner.values
            scope = self.scopes[0] if is_outside else inner
            if name in scope.values:
                return Value(NOWHERE) if name in scope.changing else scope.values[name]
            if name in scope.local:
                return Value(NOWHERE)
        return None

    def is_builtin(self, name: str) -> bool:
        """Return whether a name is the built-in one, if there is one."""
        return not self.has_unknown_names and self.get(name) is None

    @property
    def scope(self) -> Scope:
        """The innermost scope that is not a comprehension."""
        return next(it for it in reversed(self.scopes) if not it.is_comprehension)

    def set(self, name: str, value: Value) -> None:
        """Assign a name of the innermost scope."""
        scope = self.scope
        if name in scope.elsewhere:
            lose_all(value)
            for outer in self.scopes[:-1]:
                if name in outer.values:
                    lose_all(outer.values[name])
                    outer.values[name] = Value(NOWHERE)
            return
        if name in scope.changing:
            lose_all(value)
        scope.values[name] = value

    def drop(self, name: str) -> Value:
        """Remove a name that `set` assigned, and return its value."""
        return self.scope.values.pop(name, Value(NOWHERE))

    def forget(self) -> None:
        """Forget all values, since code that is not known may have changed any of them."""
        for scope in self.scopes:
            for name, value in scope.values.items():
                lose_all(value)
                scope.values[name] = Value(NOWHERE)

    def copied(self) -> State:
        """Return a copy that can be changed without changing this one."""
        copies: dict[int, Value] = {}
        copy = copier(copies)
        scopes = []
        for scope in self.scopes:
            values = scope.values.copy()
            for name, value in scope.values.items():
                if isinstance(value, (Mapping, Sequence)):
                    values[name] = copy(value)
            scopes.append(replace(scope, values=values))
        items = sum(len(it.items or ()) for it in copies.values() if isinstance(it, (Mapping, Sequence)))
        self.work.copy(sum(len(it.values) for it in scopes), len(copies), items)
        return State(scopes, self.work, self.is_dead, self.has_unknown_names)

    def within(self, names: dict[str, Value]) -> State:
        """Return the state in a round of a comprehension, which shares the names around it."""
        scopes = [*self.scopes, Scope(names, is_comprehension=True)]
        return State(scopes, self.work, self.is_dead, self.has_unknown_names)

    def become(self, *others: State) -> None:
        """Become what is known where several ways meet, each with its own state."""
        alive = [it for it in others if not it.is_dead]
        self.is_dead = not alive
        result = alive[0] if alive else others[0]
        for other in alive[1:]:
            result = _merged(result, other)
        self.scopes = result.scopes
        self.has_unknown_names = any(it.has_unknown_names for it in others)


def _merged(left: State, right: State) -> State:
    merger = Merger()
    scopes = []
    for one, other in zip(left.scopes, right.scopes, strict=True):
        values: dict[str, Value] = {}
        for name in {**one.values, **other.values}:
            a, b = one.values.get(name), other.values.get(name)
            if a is b and isinstance(a, UNCHANGING):
                values[name] = a
            elif a is not None and b is not None:
                values[name] = merger.merge(a, b)
            else:
                values[name] = merger.only(other.values[name] if a is None else a)
        scopes.append(replace(one, values=values))
    merger.finish()
    return State(scopes, left.work)


def differing(before: State, after: State, *, strict: bool = False) -> list[tuple[int, str]]:
    """Return the names, each with the number of its scope, of which not the same is known in two states.

    Args:
        before: A state.
        after: A later one.
        strict: Whether to return also those whose values were changed in between, and perhaps changed back.
    """
    found = []
    seen: set[tuple[int, int]] = set()
    for number, (one, other) in enumerate(zip(before.scopes, after.scopes, strict=True)):
        for name in {**one.values, **other.values}:
            a, b = one.values.get(name), other.values.get(name)
            if a is None or b is None or not _alike(a, b, seen) or (strict and not is_unchanged(a, b)):
                found.append((number, name))
    return found


def is_unchanged(before: Value, after: Value) -> bool:
    """Return whether a value was not changed between two states, nor any below it: not even changed back."""
    if not _alike(before, after, set()):
        return False
    pairs = zip(below([before]), below([after]), strict=True)
    return all(getattr(one, "changes", 0) == getattr(other, "changes", 0) for one, other in pairs)


def _alike(left: Value, right: Value, seen: set[tuple[int, int]]) -> bool:
    """Return whether the same is known of two values; `seen` has the pairs that are compared already."""
    if type(left) is type(right) and isinstance(left, (Mapping, Sequence)):
        if (id(left), id(right)) in seen:
            return True
        seen.add((id(left), id(right)))
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        is_same_shape = left.items.keys() == right.items.keys() and left.maybe == right.maybe
        if not is_same_shape or left.kind != right.kind or left.is_open is not right.is_open:
            return False
        return all(_alike(it, right.items[key], seen) for key, it in left.items.items())
    if isinstance(left, Sequence) and isinstance(right, Sequence):
        if left.items is None or right.items is None or len(left.items) != len(right.items):
            return left.kind == right.kind and left.items is right.items
        return left.kind == right.kind and all(map(_alike, left.items, right.items, repeat(seen)))
    return left is right or is_same(left, right) or (type(left) is Value and type(right) is Value)


def copier(memo: dict[int, Value] | None = None) -> Callable[[Value], Value]:
    """Return a function that copies values with all below them; what they share, their copies share.

    Args:
        memo: A dictionary for the copies.
    """
    memo = {} if memo is None else memo

    def copy(value: Value) -> Value:
        if not isinstance(value, (Mapping, Sequence)):
            return value
        if (known := memo.get(id(value))) is not None:
            return known
        if isinstance(value, Mapping):
            new = memo[id(value)] = value.copied()
            new.items = {key: copy(item) for key, item in value.items.items()}
            return new
        twin = memo[id(value)] = Sequence(value.span, value.kind, None, value.changes)
        twin.items = None if value.items is None else [copy(item) for item in value.items]
        return twin

    return copy
