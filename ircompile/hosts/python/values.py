"""What is known of the values of a Python program: all of it, the text around gaps, the keys, or nothing.

Dictionaries and lists are mutable and shared, like those of the program. Where the program may have taken one of two
ways, their values are merged: what both agree on is still known.
"""

from __future__ import annotations

from dataclasses import dataclass, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal

    Plain = str | int | float | bool | None
    Span = tuple[int, int]
    Arguments = tuple[list["Value"], dict[str, "Value"]]
    """The positional and the named arguments of a call."""

OBJECT, CLASS = "object", "class"
"""The kinds of `Mapping` that are an object of which only attributes are known, and a class."""
MAX_LENGTH = 100_000
"""The most characters of a text that are worked out."""
MAX_ELEMENTS = 500
"""The most elements of a list that are worked out."""
MAX_TURNS = 250
"""The most numbers of a range, and rounds of a comprehension or loop, that are worked out one by one."""


@dataclass(slots=True, eq=False)
class Value:
    """A value of which nothing is known.

    Attributes:
        span: The offsets at which the expression that it comes from begins and ends.
    """

    span: Span


@dataclass(slots=True, eq=False)
class Foreign(Value):
    """The unknown value of a name of another scope, or something in it.

    Attributes:
        is_touched: Whether something may have changed it.
    """

    is_touched: bool = False


@dataclass(slots=True, eq=False)
class Imported(Value):
    """What a program imports from elsewhere.

    Attributes:
        path: Its name with that of its module: "string.digits".
    """

    path: str


@dataclass(slots=True, eq=False)
class Scalar(Value):
    """A known value that can't change.

    Attributes:
        value: The value.
        is_literal: Whether its expression is a single literal.
    """

    value: Plain
    is_literal: bool = False


@dataclass(slots=True, eq=False)
class Text(Value):
    """A text with gaps.

    Attributes:
        parts: The known parts in order; None for a gap, which may be empty.
    """

    parts: tuple[str | None, ...]


@dataclass(slots=True, eq=False)
class Mapping(Value):
    """A dictionary, or an object with attributes.

    Attributes:
        items: The values by key, or by the attribute's name.
        keys: The spans of the keys that are literals.
        maybe: The keys that may be absent.
        is_open: Whether it may have other items, too; the values in it may then have been replaced.
        changes: How often it was changed, at least.
        kind: "dict", `OBJECT`, `CLASS`, or else the name of the object's class.
    """

    items: dict[Any, Value] = field(default_factory=dict)
    keys: dict[Any, Span] = field(default_factory=dict)
    maybe: set[Any] = field(default_factory=set)
    is_open: bool = False
    changes: int = 0
    kind: str = "dict"

    def put(self, key: Any, value: Value, span: Span | None = None) -> None:
        """Set an item; without a `span`, the key keeps its own."""
        self.changes += 1
        self.items[key] = value
        self.maybe.discard(key)
        if span:
            self.keys[key] = span

    def remove(self, key: Any) -> None:
        """Delete an item if it is there."""
        self.changes += 1
        self.items.pop(key, None)
        self.keys.pop(key, None)
        self.maybe.discard(key)

    def update(self, other: Mapping) -> None:
        """Set the items of another dictionary."""
        for key, value in other.items.items():
            may_be_absent = key not in self.items or key in self.maybe
            if key in other.maybe:
                lose_all(self.items.get(key, value))  # of which the new value may be another name
                self.put(key, Value(value.span))
                if may_be_absent:
                    self.maybe.add(key)
            else:
                self.put(key, value, other.keys.get(key))
        if other.is_open:
            lose_all(self)

    def copied(self, span: Span | None = None) -> Mapping:
        """Return a shallow copy, as from another expression if a span is given."""
        items, keys, maybe = dict(self.items), dict(self.keys), set(self.maybe)
        where = span or self.span
        return Mapping(where, items, keys, maybe, is_open=self.is_open, changes=self.changes, kind=self.kind)

    def lose(self) -> None:
        """Forget what is in it, since something unknown may have changed it."""
        self.clear()
        self.is_open = True

    def clear(self) -> None:
        """Delete all items."""
        self.items, self.keys, self.maybe, self.is_open = {}, {}, set(), False
        self.changes += 1


@dataclass(slots=True, eq=False)
class Sequence(Value):
    """A list or a tuple.

    Attributes:
        kind: Which of the two it is.
        items: Its elements; None if even their number is unknown.
        changes: How often it was changed, at least.
    """

    kind: Literal["list", "tuple"]
    items: list[Value] | None = field(default_factory=list)
    changes: int = 0

    def become(self, items: list[Value] | None) -> None:
        """Replace its elements."""
        self.items = items
        self.changes += 1

    def lose(self) -> None:
        """Forget what is in it, since something unknown may have changed it."""
        self.become(None)


def is_same(left: Value, right: Value) -> bool:
    """Return whether the same is known of two values that can't change."""
    if isinstance(left, Scalar) and isinstance(right, Scalar):
        return type(left.value) is type(right.value) and repr(left.value) == repr(right.value)
    if isinstance(left, Imported) and isinstance(right, Imported):
        return left.path == right.path
    return isinstance(left, Text) and isinstance(right, Text) and left.parts == right.parts


class Merger:
    """Merges the values of two ways through a program: what both agree on is still known.

    Names can share a dictionary or list, and still do afterwards. One that is shared by other names after one way than
    after the other is forgotten, since a change through one of them may or may not be one of the other.
    """

    __slots__ = ("_escaped", "_merged", "_partners")

    def __init__(self) -> None:
        self._merged: dict[tuple[int, int], Value] = {}
        self._partners: dict[int, int] = {}
        self._escaped: list[Value] = []

    def merge(self, left: Value, right: Value) -> Value:
        """Return what is known of a value that is one of two."""
        if is_same(left, right) or (left is right and isinstance(left, Foreign)):
            return left
        pair = id(left), id(right)
        if pair in self._merged:
            return self._merged[pair]
        if isinstance(left, Mapping) and isinstance(right, Mapping) and left.kind == right.kind:
            mapping = Mapping(left.span, is_open=left.is_open or right.is_open, kind=left.kind)
            mapping.changes = max(left.changes, right.changes)
            self._merged[pair] = mapping
            self._merge_items(mapping, left, right)
        elif isinstance(left, Sequence) and isinstance(right, Sequence) and left.kind == right.kind:
            sequence = Sequence(left.span, left.kind, None, max(left.changes, right.changes))
            self._merged[pair] = sequence
            if left.items is not None and right.items is not None and len(left.items) == len(right.items):
                sequence.items = list(map(self.merge, left.items, right.items))
            else:
                self._escaped += (*(left.items or ()), *(right.items or ()))
        else:
            self._escaped += (left, right)
            return Value(left.span)
        for one, other in (pair, pair[::-1]):
            if self._partners.setdefault(one, other) != other:
                self._escaped += (left, right)
        return self._merged[pair]

    def only(self, value: Value) -> Value:
        """Return what is known of a value that is there after one of the ways only."""
        self._escaped.append(value)
        return Value(value.span)

    def _merge_items(self, mapping: Mapping, left: Mapping, right: Mapping) -> None:
        for key in {**left.items, **right.items}:
            one, other = left.items.get(key), right.items.get(key)
            if one is not None and other is not None:
                mapping.items[key] = self.merge(one, other)
            else:
                mapping.items[key] = self.only(right.items[key] if one is None else one)
            if one is None or other is None or key in left.maybe or key in right.maybe:
                mapping.maybe.add(key)
            if span := left.keys.get(key) or right.keys.get(key):
                mapping.keys[key] = span

    def finish(self) -> None:
        """Forget the merged values that unknown values may share."""
        escaped = {id(it) for it in below(self._escaped)}
        for it in self._escaped:
            if isinstance(it, Foreign):
                it.is_touched = True
        for pair, value in self._merged.items():
            if not escaped.isdisjoint(pair):
                lose_all(value)


def below(values: list[Value]) -> list[Value]:
    """Return the dictionaries, lists and foreign values among values and in them."""
    found: dict[int, Value] = {}
    waiting = [*values]
    for it in waiting:  # it grows during the loop
        if id(it) in found:
            continue
        if isinstance(it, (Mapping, Sequence, Foreign)):
            found[id(it)] = it
        waiting += inside(it)
    return [*found.values()]


def inside(value: Value) -> list[Value]:
    """Return the items of a dictionary or list, as far as they are known."""
    if isinstance(value, Mapping):
        return [*value.items.values()]
    return [*(value.items or ())] if isinstance(value, Sequence) else []


def size(values: list[Value]) -> int:
    """Return the number of items in the dictionaries and lists among values and in them."""
    return sum(len(it.items or ()) for it in below(values) if isinstance(it, (Mapping, Sequence)))


def lose_all(*values: Value) -> None:
    """Forget what is in dictionaries or lists, and in all below them, since something unknown may change them."""
    for it in below([*values]):
        if isinstance(it, (Mapping, Sequence)):
            it.lose()
        elif isinstance(it, Foreign):
            it.is_touched = True
