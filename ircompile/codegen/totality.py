"""How expressions of the rule language end: which have a value in every sound request, and what an exception means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ircompile.model.shapes import Shape

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from typing import Protocol

    from ircompile.codegen.cel_types import Type
    from ircompile.syntax.lalr import Tree

    Scope = Mapping[str, tuple[str, Type]]
    """The expression in Python and the type of each variable."""

    class Translates(Protocol):
        """What translates expressions to Python."""

        known: dict[str, str]

        def translate(self, tree: Tree, scope: Scope) -> tuple[str, Type]:
            """Return the text and the type of an expression."""

        def is_needed(self, name: str, shape: Shape) -> bool:
            """Return whether a structure of a shape has a member in every request."""

        def presence(self, text: str, name: str) -> str:
            """Return the test that a mapping has a member."""

        def inside(self, variable: Tree, type_: Type, scope: Scope) -> Scope:
            """Return the variables of a comprehension over a list: those around it, and its own."""


RELATIONS: Final = ("==", "!=", "<", "<=", ">", ">=", "in", "-")
"""The operators that have a value for all operands of the right types, if numbers are as small as the model's are."""
TOTAL: Final = ("family", "architecture", "accelerator", "localStorage", "previousGeneration", "newerThanReference")
"""Functions of the domain that have a value for every argument, besides those that are asked what something is."""
TOTAL_CALLS: Final = (*TOTAL, "isArn", "partition", "size", "double", "matches", "before")
TOTAL_METHODS: Final = ("startsWith", "endsWith", "matches", "sum")
LOOPS: Final = ("all", "exists", "exists_one", "filter", "map")


def conjuncts(tree: Tree) -> Iterator[Tree]:
    """The operands of `&&` at the top of a condition, in which an error is as good as false."""
    if tree.data == "both":
        for operand in tree.children[::2]:
            yield from conjuncts(operand)
    else:
        yield tree


class Totality:
    """Tells expressions that have a value in every sound request; there is a method for each kind of node that may.

    Args:
        translator: What translates the expressions.
    """

    def __init__(self, translator: Translates) -> None:
        self.translator = translator

    def is_sure(self, tree: Tree, scope: Scope, given: Collection[str] = ()) -> bool:
        """Whether an expression has a value in every sound request in which what is `given` is true.

        Args:
            tree: The expression.
            scope: Its variables.
            given: Conditions, as they were translated.
        """
        method = getattr(self, f"_{tree.data}", None)
        return method is not None and method(tree.children, scope, given)

    def is_there(self, owner: Tree, name: str, scope: Scope, given: Collection[str] = ()) -> bool:
        """Whether a structure has a member in every such request."""
        text, shape = self.translator.translate(owner, scope)
        if not isinstance(shape, Shape):
            return False
        known = f"{text}[{name!r}]" in self.translator.known
        return known or self.translator.is_needed(name, shape) or self.translator.presence(text, name) in given

    def _all(self, trees: Iterable[Tree], scope: Scope, given: Collection[str]) -> bool:
        return all(self.is_sure(tree, scope, given) for tree in trees)

    def _in_turn(self, trees: Iterable[Tree], scope: Scope, given: Collection[str]) -> bool:
        """Whether conditions are sure of which each is asked only if those before it are true."""
        known = set(given)
        for tree in trees:
            if not self.is_sure(tree, scope, known):
                return False
            known.add(self.translator.translate(tree, scope)[0])
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
        if name in LOOPS:
            variable, *expressions = arguments
            inner = self.translator.inside(variable, self.translator.translate(receiver, scope)[1], scope)
            return self._in_turn(expressions, inner, given)
        return name in TOTAL_METHODS and self._all(arguments, scope, given)


def error_rules_out(tree: Tree, *, as_: bool) -> bool:
    """Whether an exception in Python means that CEL's value of an expression of type bool is not `as_`.

    `&&` can't be true where one operand is an error, but false where another one is; with `||` it is the other way.
    """
    operands = tree.children[::2] if tree.data in ("both", "either") else []
    if tree.data == ("both" if as_ else "either"):
        return all(error_rules_out(operand, as_=as_) for operand in operands)
    if operands:  # where only the last operand can raise, the others have been evaluated
        return all(map(_never_raises, operands[:-1])) and error_rules_out(operands[-1], as_=as_)
    if tree.data == "unary" and tree.children[0] == "!":
        return error_rules_out(tree.children[-1], as_=as_ is (len(tree.children) % 2 == 1))
    if tree.data == "method" and tree.children[1] in ("all", "exists"):
        return (tree.children[1] == "all") is as_ and error_rules_out(tree.children[3], as_=as_)
    return tree.data != "conditional" or all(error_rules_out(part, as_=as_) for part in tree.children[2:])


def _never_raises(tree: Tree) -> bool:
    """Whether an expression has a value in every request: one of `has(variable.member)` and operators of bools."""
    if tree.data in ("both", "either", "unary"):
        parts = tree.children[::2] if tree.data != "unary" else tree.children[-1:]
        return all(map(_never_raises, parts))
    return bool(tree.data == "call" and tree.children[0] == "has" and tree.children[1].children[0].data == "name")
