"""The Python statements that test whether a case of a rule may yield a finding."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from ircompile.codegen.exceptions import conjuncts, error_rules_out
from ircompile.codegen.operators import UnsupportedError, junction
from ircompile.model.shapes import Shape
from ircompile.syntax.lalr import parse

if TYPE_CHECKING:
    from collections.abc import Collection

    from ircompile.codegen.cel_types import Scope
    from ircompile.codegen.expressions import Translator
    from ircompile.rulebook.body import RuleCase
    from ircompile.syntax.lalr import Tree


@dataclass(frozen=True, slots=True)
class _Test:
    """A test in Python.

    Attributes:
        text: The expression.
        on_error: The value to assume if it raises an exception.
    """

    text: str
    on_error: bool


class CaseTranslator:
    """Translates cases of rules to statements that append the rule's name to `hits`.

    Args:
        translator: The translator of expressions.
    """

    def __init__(self, translator: Translator) -> None:
        self._translator = translator

    def statements(self, rule: str, case: RuleCase, scope: Scope) -> list[str]:
        """Return the statements for a case.

        Args:
            rule: The name of the rule.
            case: The case.
            scope: The variables of its expressions.
        """
        hit = [f"hits.append({rule!r})"]
        conditions = list(conjuncts(parse("cel", case.when.text))) if case.when else []
        assertion = parse("cel", case.assertion.text)
        try:
            return self._statements(conditions, assertion, scope, hit)
        except UnsupportedError:
            return hit

    def _statements(self, conditions: list[Tree], assertion: Tree, scope: Scope, lines: list[str]) -> list[str]:
        """Return `lines` under the conditions, unless the assertion is true."""
        if any(self._is_always_false(tree, scope) for tree in conditions):
            return []
        tests: list[_Test] = []
        for tree in conditions:
            tests += self._tests(tree, scope, {test.text for test in tests})
        asserted = self._boolean(assertion, scope)
        if asserted != "False":
            lines = _if(f"not {asserted}", lines, on_error=True)
        for on_error, group in reversed([(it, list(group)) for it, group in groupby(tests, lambda it: it.on_error)]):
            lines = _if(junction("and", [test.text for test in group]), lines, on_error=on_error)
        return lines

    def _tests(self, tree: Tree, scope: Scope, given: Collection[str]) -> list[_Test]:
        """Return the tests that together are a condition.

        Args:
            tree: The condition.
            scope: Its variables.
            given: The tests before it, which are true when it is evaluated.
        """
        tests: list[_Test] = []
        is_false_on_error = error_rules_out(tree, as_=True)
        needed = [tree] if is_false_on_error else tree.children[:1] if tree.data == "method" else []
        for owner, name in (member for it in needed for member in self._first_members(it)):
            code = self._translator.translate(owner, scope)
            if isinstance(code.type, Shape) and not self._translator.is_there(owner, name, scope, given):
                tests.append(_Test(code.has(name), on_error=False))
                given = {*given, code.has(name)}
        return [*tests, _Test(self._boolean(tree, scope), on_error=not is_false_on_error)]

    def _first_members(self, tree: Tree) -> list[tuple[Tree, str]]:
        """Return the members that an expression reads first, whose presence is cheaper to test than to fail on.

        Each is its owner and its name.
        """
        if tree.data == "field":
            owner, name = tree.children
            return [*self._first_members(owner), (owner, str(name))]
        operands = tree.children[::2] if tree.data == "binary" else tree.children[:1] if tree.data == "method" else []
        if tree.data == "call" and tree.children[0] != "has":
            operands = tree.children[1:2]
        return next((members for it in operands if (members := self._first_members(it))), [])

    def _is_always_false(self, tree: Tree, scope: Scope) -> bool:
        """Return whether a condition is false wherever the case is tested, such as one on the name of another value."""
        try:
            return self._boolean(tree, scope) == "False"
        except UnsupportedError:
            return False

    def _boolean(self, tree: Tree, scope: Scope) -> str:
        """Return the translation of a condition."""
        code = self._translator.translate(tree, scope)
        if code.cel_type != "bool":
            raise UnsupportedError
        return code.text


def _if(test: str, lines: list[str], *, on_error: bool) -> list[str]:
    """Return statements that raise no exception, under a condition; `on_error` as for `_Test`."""
    if test == "True":
        return lines
    if on_error:
        return ["try:", f"    true = {test}", "except Exception:", "    true = True", "if true:", *indented(lines)]
    return ["try:", f"    if {test}:", *indented(indented(lines)), "except Exception:", "    pass"]


def indented(lines: list[str]) -> list[str]:
    """Return statements indented by one level."""
    return ["    " + line for line in lines]
