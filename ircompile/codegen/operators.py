"""The translation of literals, variables, members and operators from CEL to Python."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from ircompile.codegen.cel_types import PYTHON_TYPES, Code, Collection, cel_type, element_type, have_shapes
from ircompile.model.shapes import Shape
from ircompile.rulebook.cel import literals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Literal

    from ircompile.codegen.cel_types import Scope, Type
    from ircompile.syntax.lalr import Tree

NEGATED: Final = {"True": "False", "False": "True"}
ORDERED: Final = ({"int", "double"}, {"string"})
"""Types whose values Python orders as CEL does; values of types in the same set can be compared."""
ORDER_OPERATORS: Final = ("<", "<=", ">", ">=")
INTEGERS: Final = {
    "/": "quotient({0}, {1})",
    "%": "({0} - {1} * quotient({0}, {1}))",
    "*": "product({0}, {1})",
}
"""The translations of integer operators; the functions in them are defined in the generated module."""


class UnsupportedError(Exception):
    """An expression can't be translated to Python; the evaluator has to run the rule."""


class OperatorTranslator:
    """Translates syntax trees; has a method for each kind of node that is supported.

    Attributes:
        constants: The Python expressions of the constants that translations refer to, by their names.
        shared: The variables of values that are computed at most once per request, by the text of the Python
            expression; they are None until then.
        known: The variables that contain the values of members, by the text of the Python expression.

    Args:
        is_sound: Whether requests have the members that every request needs.
    """

    def __init__(self, *, is_sound: bool = True) -> None:
        self.constants: dict[str, str] = {}
        self.shared: dict[str, str] = {}
        self.known: dict[str, str] = {}
        self._is_sound = is_sound
        self._reads: set[str] = set()
        self._loops = 0

    def translate(self, tree: Tree, scope: Scope) -> Code:
        """Return the translation of an expression.

        Args:
            tree: The expression.
            scope: Its variables.

        Raises:
            UnsupportedError: It can't be translated.
        """
        method: Callable[[list[Any], Scope], Code] | None = getattr(self, f"_{tree.data}", None)
        if method is None:
            raise UnsupportedError
        return method(tree.children, scope)

    def take_reads(self) -> set[str]:
        """Return the names of the members that expressions have read since the last call."""
        reads, self._reads = self._reads, set()
        return reads

    @contextmanager
    def naming(self, member: str, variable: str) -> Iterator[None]:
        """Use a variable for a member, given as a Python expression, for the duration of a `with` block."""
        self.known[member] = variable
        yield
        del self.known[member]

    def is_needed(self, name: str, shape: Shape) -> bool:
        """Return whether a structure of a shape has a member in every request."""
        return self._is_sound and name in shape.needed

    def _constant(self, name: str, text: str) -> str:
        self.constants[name] = text
        return name

    def _once(self, text: str) -> str:
        """Return an expression that computes a value at most once per request, except inside comprehensions."""
        if self._loops:
            return text
        name = self.shared.setdefault(text, f"shared{len(self.shared)}")
        return f"({name} if {name} is not None else ({name} := {text}))"

    def _of_each(self, tree: Tree, scope: Scope) -> Code:
        """Return the translation of an expression that is evaluated for every element of a list."""
        self._loops += 1
        try:
            return self.translate(tree, scope)
        finally:
            self._loops -= 1

    def _read_whole(self, *types: Type) -> None:
        """Record that values of some types are read with everything below them."""
        for shape in (it for type_ in types if isinstance(type_, Shape) for it in type_.walk()):
            self._reads.update(shape.members)

    def _literal(self, parts: list[Any], _scope: Scope) -> Code:
        value = literals.value(parts[0])
        if value is None:
            raise UnsupportedError
        return Code(repr(value), PYTHON_TYPES[type(value).__name__])

    def _name(self, parts: list[Any], scope: Scope) -> Code:
        return scope[str(parts[0])]

    def _list(self, parts: list[Any], scope: Scope) -> Code:
        items = [self.translate(item, scope) for item in parts[1:]]
        types = {item.cel_type for item in items}
        element = types.pop() if len(types) == 1 else None
        return Code(f"[{', '.join(item.text for item in items)}]", Collection("list", element))

    def _field(self, parts: list[Any], scope: Scope) -> Code:
        owner = self.translate(parts[0], scope)
        name = str(parts[1])
        self._reads.add(name)
        member = owner.member(name)
        if isinstance(owner.type, Shape) and name in owner.type.members:
            return Code(self.known.get(member, member), owner.type.members[name])
        if isinstance(owner.type, Shape) or owner.cel_type != "map":
            raise UnsupportedError
        return Code(member, owner.type.element if isinstance(owner.type, Collection) else None)

    def _index(self, parts: list[Any], scope: Scope) -> Code:
        operand, _, key = parts
        items = self.translate(operand, scope)
        index = self.translate(key, scope)
        if items.cel_type != "list" or index.cel_type != "int":
            raise UnsupportedError
        return Code(f"element({items.text}, {index.text})", element_type(items.type))

    def _binary(self, parts: list[Any], scope: Scope) -> Code:
        operator = parts[1]
        left, right = (self.translate(part, scope) for part in parts[::2])
        types = {left.cel_type, right.cel_type}
        self._read_whole(left.type, right.type)
        text = f"({left.text} {operator} {right.text})"
        if operator in ("==", "!="):
            if _is_string_literal(left) and _is_string_literal(right):
                return Code(str((left.text == right.text) is (operator == "==")), "bool")
            if "string" in types or types <= {"int", "double"} or have_shapes(left, right):
                return Code(text, "bool")
            raise UnsupportedError
        if operator in ORDER_OPERATORS and any(types <= ordered for ordered in ORDERED):
            return Code(text, "bool")
        if operator == "in" and right.cel_type == "list":
            if cel_type(element_type(right.type)) in (None, "bool", "double"):
                raise UnsupportedError
            return Code(text, "bool")
        if types == {"int"} and operator in INTEGERS:
            return Code(INTEGERS[operator].format(left.text, right.text), "int")
        if operator == "-" and types in ({"int"}, {"double"}):  # of members, which can't overflow
            return Code(text, left.cel_type)
        raise UnsupportedError

    def _unary(self, parts: list[Any], scope: Scope) -> Code:
        *operators, operand = parts
        code = self.translate(operand, scope)
        if len(operators) % 2 == 0:
            return code
        if operators[0] == "!" and code.cel_type == "bool":
            return Code(NEGATED.get(code.text, f"(not {code.text})"), "bool")
        raise UnsupportedError

    def _either(self, parts: list[Any], scope: Scope) -> Code:
        return self._junction("or", parts, scope)

    def _both(self, parts: list[Any], scope: Scope) -> Code:
        return self._junction("and", parts, scope)

    def _junction(self, word: Literal["and", "or"], parts: list[Any], scope: Scope) -> Code:
        operands = [self.translate(operand, scope) for operand in parts[::2]]
        if any(operand.cel_type != "bool" for operand in operands):
            raise UnsupportedError
        return Code(junction(word, [operand.text for operand in operands]), "bool")

    def _conditional(self, parts: list[Any], scope: Scope) -> Code:
        test, then, otherwise = (self.translate(parts[index], scope) for index in (0, 2, 3))
        if test.cel_type != "bool":
            raise UnsupportedError
        type_ = then.type if then.cel_type == otherwise.cel_type else None
        return Code(f"({then.text} if {test.text} else {otherwise.text})", type_)


def _is_string_literal(code: Code) -> bool:
    return code.text[0] in "'\""


def junction(word: Literal["and", "or"], conditions: Sequence[str]) -> str:
    """Return conditions joined by "and" or "or", simplified by those that are `True` or `False`."""
    neutral, final = ("True", "False") if word == "and" else ("False", "True")
    if final in conditions:
        return final
    open_ = [condition for condition in conditions if condition != neutral]
    if len(open_) <= 1:
        return open_[0] if open_ else neutral
    return f"({f' {word} '.join(open_)})"
