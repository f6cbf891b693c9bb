"""Which expressions have a value in every sound request, and what it means if one raises an exception."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ircompile.codegen.cel_types import Code, element_type
from ircompile.model.shapes import Shape

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from typing import Protocol

    from ircompile.codegen.cel_types import Scope, Type
    from ircompile.syntax.lalr import Tree

    class TranslatorLike(Protocol):
        """A translator of expressions to Python."""

        known: dict[str, str]

        def translate(self, tree: Tree, scope: Scope) -> Code:
            """Return the translation of an expression."""

        def is_needed(self, name: str, shape: Shape) -> bool:
            """Return whether a structure of a shape has a member in every request."""


RELATIONS: Final = ("==", "!=", "<", "<=", ">", ">=", "in", "-")
"""Operators that have a value for all operands of the right types: the model's numbers are too small to overflow."""
TOTAL: Final = ("family", "architecture", "accelerator", "localStorage", "previousGeneration")
"""Domain functions of instance types that have a value for every argument."""
TOTAL_CALLS: Final = (*TOTAL, "isArn", "partition", "size", "double", "matches", "before")
"""All functions that have a value for every argument."""
TOTAL_METHODS: Final = ("startsWith", "endsWith", "matches", "sum")
"""All methods that have a value for every receiver and argument."""
COMPREHENSIONS: Final = ("all", "exists", "exists_one", "filter", "map")


def conjuncts(tree: Tree) -> Iterator[Tree]:
    """Yield the operands of `&&` at the top of a condition; the condition is not true if one is an error."""
    if tree.data == "both":
        for operand in tree.children[::2]:
            yield from conjuncts(operand)
    else:
        yield tree


def with_loop_variable(variable: Tree, items: Type, scope: Scope) -> Scope:
    """Return the variables inside a comprehension over a list: those around it, and its own."""
    return {**scope, str(variable.children[0]): Code(f"x{len(scope)}", element_type(items))}


class Totality:
    """Tells which expressions have a value in every sound request; has a method for each kind of node that may.

    Args:
        translator: The translator of the expressions.
    """

    def __init__(self, translator: TranslatorLike) -> None:
        self._translator = translator

    def is_sure(self, tree: Tree, scope: Scope, given: Collection[str] = ()) -> bool:
        """Return whether an expression has a value in every sound request for which the `given` conditions are true.

        Args:
            tree: The expression.
            scope: Its variables.
            given: The conditions, translated to Python.
        """
        method = getattr(self, f"_{tree.data}", None)
        return method is not None and method(tree.children, scope, given)

    def is_there(self, owner: Tree, name: str, scope: Scope, given: Collection[str] = ()) -> bool:
        """Return whether a structure has a member in every such request.

        Args:
            owner: The structure.
            name: The member.
            scope: As for `is_sure`.
            given: As for `is_sure`.
        """
        code = self._translator.translate(owner, scope)
        if not isinstance(code.type, Shape):
            return False
        is_known = code.member(name) in self._translator.known
        return is_known or self._translator.is_needed(name, code.type) or code.has(name) in given

    def _all(self, trees: Iterable[Tree], scope: Scope, given: Collection[str]) -> bool:
        return all(self.is_sure(tree, scope, given) for tree in trees)

    def _in_turn(self, trees: Iterable[Tree], scope: Scope, given: Collection[str]) -> bool:
        """Return whether conditions are sure, each evaluated only if those before it are true."""
        known = set(given)
        for tree in trees:
            if not self.is_sure(tree, scope, known):
                return False
            known.add(self._translator.translate(tree, scope).text)
        return True

    def _literal(self, _parts: list[Any], _scope: Scope, _given: Collection[str]) -> bool:
        return True

    _name = _literal

    def _list(self, parts: list[Any], scope: Scope, given: Collection[str]) -> bool:
        return self._all(parts[1:], scope, given)

    def _field(self, parts: list[Any], scope: Scope, given: Collection[str]) -> bool:
        owner, name = parts
        return self.is_sure(owner, scope, given) and self.is_there(owner, str(name), scope, given)

    def _binary(self, parts: list[Any], scope: Scope, given: Collection[str]) -> bool:
        return parts[1] in RELATIONS and self._all(parts[::2], scope, given)

    def _unary(self, parts: list[Any], scope: Scope, given: Collection[str]) -> bool:
        return self.is_sure(parts[-1], scope, given)

    def _either(self, parts: list[Any], scope: Scope, given: Collection[str]) -> bool:
        return self._all(parts[::2], scope, given)

    _conditional = _either

    def _both(self, parts: list[Any], scope: Scope, given: Collection[str]) -> bool:
        return self._in_turn(parts[::2], scope, given)

    def _call(self, parts: list[Any], scope: Scope, given: Collection[str]) -> bool:
        name, *arguments = parts
        if name == "has":
            return self.is_sure(arguments[0].children[0], scope, given)
        return name in TOTAL_CALLS and self._all(arguments, scope, given)

    def _method(self, parts: list[Any], scope: Scope, given: Collection[str]) -> bool:
        receiver, name, *arguments = parts
        if not self.is_sure(receiver, scope, given):
            return False
        if name in COMPREHENSIONS:
            variable, *expressions = arguments
            inner = with_loop_variable(variable, self._translator.translate(receiver, scope).type, scope)
            return self._in_turn(expressions, inner, given)
        return name in TOTAL_METHODS and self._all(arguments, scope, given)


def error_rules_out(tree: Tree, *, as_: bool) -> bool:
    """Return whether an exception in Python means that the value of a boolean expression in CEL is not `as_`.

    If one operand of `&&` is an error, the result can't be true, but it is false if another operand is false. For `||`
    it is the reverse.
    """
    operands = tree.children[::2] if tree.data in ("both", "either") else []
    if tree.data == ("both" if as_ else "either"):
        return all(error_rules_out(operand, as_=as_) for operand in operands)
    if operands:  # if only the last operand can raise, the others have been evaluated
        return all(map(_never_raises, operands[:-1])) and error_rules_out(operands[-1], as_=as_)
    if tree.data == "unary" and tree.children[0] == "!":
        return error_rules_out(tree.children[-1], as_=as_ is (len(tree.children) % 2 == 1))
    if tree.data == "method" and tree.children[1] in ("all", "exists"):
        return (tree.children[1] == "all") is as_ and error_rules_out(tree.children[3], as_=as_)
    return tree.data != "conditional" or all(error_rules_out(part, as_=as_) for part in tree.children[2:])


def _never_raises(tree: Tree) -> bool:
    """Return whether an expression consists of `has(variable.member)` and boolean operators, which never raise."""
    if tree.data in ("both", "either", "unary"):
        parts = tree.children[::2] if tree.data != "unary" else tree.children[-1:]
        return all(map(_never_raises, parts))
    return bool(tree.data == "call" and tree.children[0] == "has" and tree.children[1].children[0].data == "name")
