"""Attributes of objects of which nothing else is known, and of classes that a program defines.

Such an object may be known elsewhere by other names. So what is known of its attributes is forgotten when an attribute
of this name is set through another name, and when a function is called that may do so.
"""

from __future__ import annotations

import ast

from ircompile.hosts.python.names import Names
from ircompile.hosts.python.state import NOWHERE
from ircompile.hosts.python.values import CLASS, OBJECT, Imported, Mapping, Scalar, Sequence, Value, below, lose_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

    from ircompile.hosts.python.state import State
    from ircompile.hosts.python.values import Span
    from ircompile.hosts.python.work import Work

HOOKS = ("__setattr__", "__getattribute__")
"""Methods that make an attribute anything."""
ENUMS = frozenset({"enum.Enum", "enum.IntEnum", "enum.StrEnum"})
MIXED_IN = frozenset({"str", "int"})
"""Classes from which members of an enum can inherit, too."""
TYPES: dict[str, type] = {"str": str, "enum.StrEnum": str, "int": int, "enum.IntEnum": int}
"""The type of the members of some enums, which converts other values."""


def functions_and_attributes(nodes: Collection[ast.AST]) -> tuple[set[str], set[str], set[str]]:
    """Return the names of functions in a program, and of attributes that it sets, and looks up, but on classes.

    An attribute of an object may be that of its class. If the program uses `getattr`, it may look up any.

    Args:
        nodes: All nodes of the program.
    """
    classes = {it.name for it in nodes if isinstance(it, ast.ClassDef)}
    functions: set[str] = set()
    stored: set[str] = set()
    loaded: set[str] = set()
    for it in nodes:
        if isinstance(it, (ast.FunctionDef, ast.AsyncFunctionDef)):
            functions.add(it.name)
        elif isinstance(it, ast.Attribute) and not (isinstance(it.value, ast.Name) and it.value.id in classes):
            (loaded if isinstance(it.ctx, ast.Load) else stored).add(it.attr)
    if any(isinstance(it, ast.Name) and it.id == "getattr" for it in nodes):
        loaded.update(*(Names(it.body).assigned for it in nodes if isinstance(it, ast.ClassDef)))
    return functions, stored, loaded


def attribute(owner: Value, name: str, span: Span) -> Value:
    """Return the value of an attribute of an object or class."""
    if isinstance(owner, Mapping) and owner.kind != "dict" and not name.startswith("__"):
        found = owner.items.get(name)
        return found if found is not None and name not in owner.maybe else Value(span)
    lose_all(owner)
    return Value(span)


def set_attribute(target: ast.Attribute, owner: Value, value: Value, state: State) -> None:
    """Carry out `owner.name = value`.

    Args:
        target: The expression for the attribute.
        owner: The object.
        value: The value.
        state: The names at the assignment.
    """
    name = target.attr
    _lose_everywhere(name, state)
    if isinstance(owner, Mapping) and owner.kind not in ("dict", OBJECT):
        owner.put(name, value)
        return
    scope = state.scope
    base = target.value.id if isinstance(target.value, ast.Name) else ""
    if name.startswith("__") or not state.work.functions.isdisjoint((name, *HOOKS)):
        lose_all(owner, value)
    elif isinstance(owner, Mapping) and owner.kind == OBJECT:
        owner.put(name, value)
    elif type(owner) is Value and type(scope.values.get(base)) is Value and base not in scope.changing:
        scope.objects.add(base)
        scope.values[base] = Mapping(scope.values[base].span, {name: value}, is_open=True, kind=OBJECT)
    else:
        lose_all(owner, value)


def _lose_everywhere(name: str, state: State) -> None:
    """Forget an attribute of all objects and classes, any of which may be the one that is changed."""
    state.work.copy(sum(len(it.values) for it in state.scopes), 0)
    for scope in state.scopes:
        for it in scope.values.values():
            if isinstance(it, Mapping) and it.kind in (CLASS, OBJECT) and name in it.items:
                lose_all(it.items[name])
                it.put(name, Value(NOWHERE))


def lose_objects(state: State) -> None:
    """Forget the attributes of objects that code elsewhere may know, when such code runs."""
    state.work.copy(0, sum(len(it.objects) for it in state.scopes))
    for scope in state.scopes:
        for name in scope.objects:
            it = scope.values.get(name)
            if isinstance(it, Mapping) and it.kind == OBJECT:
                lose_all(it)


def is_shared(names: dict[str, Value], state: State) -> bool:
    """Return whether a dictionary or list that names of a class have is that of a name around the class, too."""
    own = {id(it) for it in below([*names.values()])}
    return any(id(it) in own for scope in state.scopes for it in below([*scope.values.values()])) if own else False


def class_value(node: ast.ClassDef, names: dict[str, Value], bases: list[Value], work: Work) -> Value:
    """Return what is known of a class: the values of its attributes, or of the members of an enum.

    Args:
        node: The class.
        names: The names in its body.
        bases: The classes that it inherits from.
        work: What is known of the program as a whole.
    """
    span = NOWHERE
    paths = {
        it.path if isinstance(it, Imported) else getattr(base, "id", "")
        for it, base in zip(bases, node.bases, strict=True)
    }
    if node.decorator_list or node.keywords:
        return Value(span)
    if paths & ENUMS and paths <= {*ENUMS, *MIXED_IN} and not any(it.startswith("_") for it in names):
        return Mapping(span, {**_members(names, paths)}, is_open=True, kind=CLASS)
    known = {
        name: it
        for name, it in names.items()
        if type(it) is not Value
        and name not in work.stored
        and not (isinstance(it, (Mapping, Sequence)) and name in work.loaded)
    }
    return Mapping(span, known, is_open=True, kind=CLASS) if paths <= {"object"} else Value(span)


def _members(names: dict[str, Value], paths: set[str]) -> dict[str, Mapping]:
    """Return the members of an enum whose values are what is written."""
    types = {kind for name, kind in TYPES.items() if name in paths} or {str, int}
    return {
        name: Mapping(it.span, {"value": it}, is_open=True, kind="member")
        for name, it in names.items()
        if isinstance(it, Scalar) and type(it.value) in types
    }
