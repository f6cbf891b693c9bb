"""The method that makes a job as a value: under another name, with some of its arguments, or given to a function."""

from __future__ import annotations

from ircompile.hosts.python.values import Imported, Mapping, Scalar, Value
from ircompile.sources.files import METHOD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container

    from ircompile.hosts.python.values import Arguments, Span

SENDER = f"<client>.{METHOD}"
"""The path of the method of any client."""
PARTIAL = "functools.partial"
TARGETS = ("target", "func", "function", "fn", "f")
"""Arguments of other functions that are a function to call."""
KEYWORDS = ("kwargs", "fkwargs", "keywords")
"""Arguments of other functions that are the named arguments for it."""


def method(span: Span, name: object) -> Value | None:
    """Return the value of an attribute of this name of a client; None if it is not the method."""
    return Imported(span, SENDER) if name == METHOD else None


def got(span: Span, _: str, arguments: Arguments) -> Value | None:
    """Return the value of `getattr(client, name)`; None if it is not the method."""
    name = arguments[0][1] if len(arguments[0]) > 1 else None
    return method(span, name.value) if isinstance(name, Scalar) else None


def partial(span: Span, function: Value | None, args: list[Value], named: Mapping) -> Value | None:
    """Return what `functools.partial` makes of the method; None if something else is called."""
    given = _given(args[0]) if len(args) == 1 else None
    if given is None or not (isinstance(function, Imported) and function.path == PARTIAL):
        return None
    given.update(named)
    return Mapping(span, {"keywords": given}, kind=PARTIAL)


def sent(function: Value | None, args: list[Value], named: Mapping) -> Mapping | None:
    """Return the request that a call of the method by another name sends; None if something else is called."""
    given = None if args else _given(function)
    if given is not None:
        given.span = named.span
        given.update(named)
    return given


def passed_on(args: list[Value], named: Mapping, members: Container[str]) -> Mapping | None:
    """Return what is known of the request that a function sends that is given the method; None if it is not.

    The function may have arguments of its own, and may change or add members.

    Args:
        args: The positional arguments.
        named: The named arguments.
        members: The members of a request.
    """
    targets = [*args[:1], *(named.items[it] for it in TARGETS if it in named.items)]
    request = next((given for it in targets if (given := _given(it)) is not None), None)
    if request is None:
        return None
    request.span = named.span
    for key, value in named.items.items():
        if key in members and key not in named.maybe:
            request.put(key, value, named.keys.get(key))
    for it in (*args[1:], *(named.items[it] for it in KEYWORDS if it in named.items)):
        if isinstance(it, Mapping) and it.kind == "dict" and any(key in members for key in it.items):
            request.update(it)
    request.is_open = True
    return request if request.items else None


def _given(value: Value | None) -> Mapping | None:
    """Return the named arguments that are bound to a value that is the method; None if it is something else."""
    if isinstance(value, Imported) and value.path == SENDER:
        return Mapping(value.span)
    if isinstance(value, Mapping) and value.kind == PARTIAL:
        given = value.items.get("keywords")
        return given.copied() if isinstance(given, Mapping) else None
    return None
