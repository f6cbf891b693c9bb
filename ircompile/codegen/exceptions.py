"""What an exception in the translation of an expression says about the value of the expression."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircompile.syntax.lalr import Tree


def conjuncts(tree: Tree) -> Iterator[Tree]:
    """Yield the operands of `&&` at the top of a condition; the condition is not true if one is an error."""
    if tree.data == "both":
        for operand in tree.children[::2]:
            yield from conjuncts(operand)
    else:
        yield tree


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
