"""Calls whose values are worked out: built-in functions, and the methods of texts, dictionaries and lists."""

from __future__ import annotations

import ast

from ircompile.hosts.python import lists, mappings, texts
from ircompile.hosts.python.builtin_functions import BUILTINS, HARMLESS
from ircompile.hosts.python.imports import SDK_CLASSES, is_sdk
from ircompile.hosts.python.sdk_classes import instance
from ircompile.hosts.python.senders import got
from ircompile.hosts.python.state import copier
from ircompile.hosts.python.values import Imported, Mapping, Scalar, Sequence, Text, Value, inside, lose_all
from ircompile.hosts.python.wrappers import JSON

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ircompile.hosts.python.state import State
    from ircompile.hosts.python.values import Arguments, Span

EVALUATORS = frozenset({"eval", "exec", "globals", "locals", "vars", "setattr", "delattr", "__import__"})
"""Built-in functions after whose calls nothing is known."""
HARMLESS_METHODS = frozenset({"dumps", "pprint", "debug", "info", "warning", "error", "exception", "display"})
"""Methods of modules and loggers that change none of their arguments."""


SPECIAL: dict[str, Callable[[Span, str, Arguments], Value | None]] = {
    "getattr": got,
    **dict.fromkeys(SDK_CLASSES, instance),  # imported by code that is not here, such as that of a page before
}
"""Functions and classes whose value is known, or else unknown like that of any other."""


def known_call(span: Span, function: ast.expr, owner: Value | None, state: State, arguments: Arguments) -> Value | None:
    """Return the value of a call that is worked out, and carry out what it changes; None for any other.

    Args:
        span: The span of the call.
        function: What is called.
        owner: The value before its dot, if it has one.
        state: The names at the call.
        arguments: Its arguments.
    """
    if isinstance(function, ast.Name):
        value = state.get(function.id)
        if isinstance(value, Imported):
            return _imported(span, value.path, state, arguments)
        return _function(span, function.id, state, arguments)
    if not isinstance(function, ast.Attribute):
        return None
    if isinstance(owner, Imported):
        return _imported(span, f"{owner.path}.{function.attr}", state, arguments)
    if isinstance(owner, (Mapping, Sequence)):
        return collection_method(span, owner, function.attr, arguments)
    return _text_method(span, owner, function.attr, arguments) if isinstance(owner, (Scalar, Text)) else None


def _function(span: Span, name: str, state: State, arguments: Arguments) -> Value | None:
    if not state.is_builtin(name):
        return None
    if name in SPECIAL:
        return SPECIAL[name](span, name, arguments)
    function = BUILTINS.get(name)
    if function is None or (arguments[1] and name != "dict"):
        return None
    try:
        return function(span, arguments)
    except (TypeError, ValueError):  # a wrong number of arguments
        return Value(span)


def _imported(span: Span, path: str, state: State, arguments: Arguments) -> Value | None:
    """Return the value of a call of something imported; None if nothing is known of it."""
    name = path.rpartition(".")[2]
    if name in state.work.stored:
        return None
    if is_sdk(path) and name in SDK_CLASSES:
        return instance(span, name, arguments)
    args, named = arguments
    if is_sdk(path) and name[:1].isupper():
        lose_all(*args, *named.values())
        return Mapping(span, is_open=True, kind=name)
    if path == "json.dumps" and args:
        return Mapping(span, {"value": copier()(args[0])}, kind=JSON)
    if path in COPIES and len(args) == 1 and not named:
        return COPIES[path](args[0])
    return None


def _copied(value: Value) -> Value:
    if isinstance(value, Mapping):
        return value.copied()
    return Sequence(value.span, value.kind, value.items) if isinstance(value, Sequence) else value


def _copied_deep(value: Value) -> Value:
    return copier()(value)


COPIES: dict[str, Callable[[Value], Value]] = {"copy.copy": _copied, "copy.deepcopy": _copied_deep}
"""The functions of the standard library that copy a value."""


def _text_method(span: Span, owner: Scalar | Text, name: str, arguments: Arguments) -> Value:
    args, named = arguments
    if name == "format":
        return texts.format_text(span, owner, args, named)
    if name == "format_map" and len(args) == 1 and isinstance(args[0], Mapping):
        is_known = not (args[0].is_open or args[0].maybe)
        return texts.format_text(span, owner, [], args[0].items if is_known else {})
    if name == "join" and args:
        return texts.join(span, owner, args[0])
    return Value(span) if named else texts.call_method(span, owner, name, args)


def collection_method(span: Span, owner: Mapping | Sequence, name: str, arguments: Arguments) -> Value:
    """Return the value of a method of a dictionary or list, and carry out what it changes."""
    if isinstance(owner, Mapping) and owner.kind == "dict":
        if name in mappings.VIEWS:
            lose_all(*inside(owner))
            return Value(span)
        if name in mappings.METHODS:
            return mappings.METHODS[name](span, owner, arguments)
    elif isinstance(owner, Sequence) and owner.kind == "list" and name in lists.METHODS:
        return lists.METHODS[name](span, owner, arguments)
    lose_all(owner, *arguments[0], *arguments[1].values())
    return Value(span)


def is_import(function: ast.expr, owner: Value | None, state: State) -> bool:
    """Return whether what is called is imported, and so knows no objects of the program but its arguments."""
    return isinstance(state.get(function.id) if isinstance(function, ast.Name) else owner, Imported)


def is_harmless(function: ast.expr, state: State, named: Mapping) -> bool:
    """Return whether a call changes none of its arguments, as far as its name says."""
    if any(not isinstance(it, (Scalar, Text)) for it in named.items.values()):
        return False
    if isinstance(function, ast.Name):
        name = function.id
        return name in HARMLESS and (state.get(name) is None or name == "pprint")
    return isinstance(function, ast.Attribute) and function.attr in HARMLESS_METHODS
