"""Items of dictionaries and lists: looking them up, setting and deleting them, and going through them."""

from __future__ import annotations

from ircompile.hosts.python.texts import as_value
from ircompile.hosts.python.values import Mapping, Scalar, Sequence, Value, inside, lose_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.hosts.python.values import Span


def item(span: Span, value: Value, key: Value) -> Value:
    """Return the value of `value[key]`."""
    if not isinstance(key, Scalar):
        lose_all(key, *inside(value))  # each may be the one that is looked up, and the key is given to other code
        return Value(span)
    if isinstance(value, Mapping) and value.kind == "dict" and is_key(key):
        found = value.items.get(key.value)
        return found if found is not None and key.value not in value.maybe else Value(span)
    if isinstance(value, Sequence) and value.items is not None and isinstance(key.value, int):
        return value.items[key.value] if -len(value.items) <= key.value < len(value.items) else Value(span)
    if isinstance(value, Scalar) and isinstance(value.value, str) and isinstance(key.value, int):
        plain, index = value.value, key.value
        return as_value(span, lambda: plain[index])
    return Value(span)


def set_item(container: Value, key: Value, value: Value) -> None:
    """Carry out `container[key] = value`."""
    if isinstance(container, Mapping) and container.kind == "dict":
        if isinstance(key, Scalar) and is_key(key):
            container.put(key.value, value, key.span if key.is_literal else None)
            return
    elif isinstance(container, Sequence) and container.items is not None and isinstance(key, Scalar):
        index = key.value
        if isinstance(index, int) and -len(container.items) <= index < len(container.items):
            changed = [*container.items]
            changed[index] = value
            container.become(changed)
            return
    lose_all(container, key, value)


def update(made: Mapping, other: Value) -> None:
    """Set the items of another value, as `**` does."""
    if isinstance(other, Mapping) and other.kind == "dict":
        made.update(other)
    else:
        lose_all(made)


def delete_item(container: Value, key: Value) -> None:
    """Carry out `del container[key]`."""
    if not isinstance(key, Scalar):
        lose_all(container, key)
    elif isinstance(container, Mapping) and container.kind == "dict" and is_key(key) and not container.is_open:
        container.remove(key.value)
    elif isinstance(container, Sequence) and container.items is not None:
        index = key.value
        if isinstance(index, int) and -len(container.items) <= index < len(container.items):
            changed = [*container.items]
            del changed[index]
            container.become(changed)
    else:
        lose_all(container)


def is_key(key: Scalar) -> bool:
    """Return whether a value can be a key of a dictionary."""
    return key.value is None or isinstance(key.value, (str, int, bool, float))


def elements(span: Span, value: Value) -> list[Value] | None:
    """Return what a loop over a value takes in turn; None if that is unknown."""
    if isinstance(value, Sequence):
        return value.items
    if isinstance(value, Mapping) and value.kind == "dict" and not (value.is_open or value.maybe):
        return [*keys(value, span)]
    if isinstance(value, Scalar) and isinstance(value.value, str):
        return [Scalar(span, character) for character in value.value]
    return None


def keys(value: Mapping, span: Span) -> list[Scalar]:
    """Return the keys of a dictionary."""
    return [Scalar(value.keys.get(key, span), key) for key in value.items]


def mapping_of(span: Span, value: Value) -> Mapping | None:
    """Return the dictionary that `dict(value)` makes; None if it is unknown."""
    if isinstance(value, Mapping) and value.kind == "dict":
        return value.copied(span)
    if not (isinstance(value, Sequence) and value.items is not None):
        return None
    made = Mapping(span)
    for pair in value.items:
        if not (isinstance(pair, Sequence) and pair.items is not None and len(pair.items) == len(("key", "value"))):
            return None
        key, it = pair.items
        if not (isinstance(key, Scalar) and is_key(key)):
            return None
        made.put(key.value, it, key.span if key.is_literal else None)
    return made
