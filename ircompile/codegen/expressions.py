"""Expressions of the rule language as expressions of Python, for requests in which the shape check found nothing.

In such a request every value is of the type that the model says, so the operators that rules use are Python's own, or
one of a few functions. Where an expression of CEL is an error, that of Python raises; where it raises, CEL may still
have a value, since `&&` and `||` absorb errors: `ircompile.codegen.totality.error_rules_out` says when it can't.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ircompile.codegen.cel_types import PYTHON, inside_of, kind
from ircompile.codegen.patterns import frozen_search
from ircompile.codegen.totality import TOTAL, Totality, conjuncts
from ircompile.model.model import SHIPPED
from ircompile.model.shapes import Shape
from ircompile.rulebook.cel import literals
from ircompile.rulebook.cel.operations import METHODS
from ircompile.rulebook.functions import functions_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ircompile.codegen.cel_types import Type
    from ircompile.codegen.totality import Scope
    from ircompile.syntax.lalr import Tree

    Code = tuple[str, Type]

DOMAIN: Final = functions_of(SHIPPED)
"""The functions that rules can call, by name."""
NEGATED: Final = {"True": "False", "False": "True"}
ORDERED: Final = ({"int", "double"}, {"string"})
"""Types whose values Python compares as CEL does."""
RESULTS: Final[Mapping[str, Type]] = {"arn": ("map", "string")}
"""The types of results that annotations don't tell."""
REMEMBERED: Final = (*TOTAL, "partition")
"""Functions of the domain that are asked of a few texts again and again: of instance types, and of regions."""
INTEGERS: Final = {
    "/": "quotient({0}, {1})",
    "%": "({0} - {1} * quotient({0}, {1}))",
    "*": "product({0}, {1})",
}
"""How operators of integers are written, with the functions that the built module has for them."""


class UnsupportedError(Exception):
    """An expression that Python has no like of; the rule is then run by the evaluator."""


class Translator:
    """Translates trees of expressions; there is a method for each kind of node.

    `constants` collects what the text refers to besides its variables: the name and the Python text of each. What
    costs and is the same wherever it stands is computed once; `shared` are the names of such values, by their texts,
    which are None until then. `known` are the texts of values that have a name already, and `reads` the names of all
    members that expressions read.

    Args:
        is_sound: Whether the members are there that every request needs.
    """

    def __init__(self, *, is_sound: bool = True) -> None:
        self.is_sound = is_sound
        self.reads: set[str] = set()
        self.constants: dict[str, str] = {}
        self.shared: dict[str, str] = {}
        self.known: dict[str, str] = {}
        self.loops = 0
        self.certainty = Totality(self)

    def translate(self, tree: Tree, scope: Scope) -> Code:
        """The text and the type of an expression."""
        method: Callable[[list[Any], Scope], Code] = getattr(self, f"_{tree.data}")
        return method(tree.children, scope)

    def _constant(self, name: str, text: str) -> str:
        self.constants[name] = text
        return name

    def _once(self, text: str) -> str:
        """A text that is computed once, if it can be: outside of all comprehensions."""
        if self.loops:
            return text
        name = self.shared.setdefault(text, f"shared{len(self.shared)}")
        return f"({name} if {name} is not None else ({name} := {text}))"

    def is_needed(self, name: str, shape: Shape) -> bool:
        """Return whether a structure of a shape has a member in every request."""
        return self.is_sound and name in shape.needed

    def _read_below(self, *types: Type) -> None:
        """Note that all members below some types are read."""
        for shape in (it for type_ in types if isinstance(type_, Shape) for it in type_.walk()):
            self.reads.update(shape.members)

    def presence(self, text: str, name: str) -> str:
        """The test that a mapping has a member."""
        return f"({name!r} in {text})"

    def _literal(self, parts: list[Any], _scope: Scope) -> Code:
        value = literals.value(parts[0])
        if value is None:
            raise UnsupportedError
        return repr(value), PYTHON[type(value).__name__]

    def _name(self, parts: list[Any], scope: Scope) -> Code:
        return scope[str(parts[0])]

    def _list(self, parts: list[Any], scope: Scope) -> Code:
        items = [self.translate(item, scope) for item in parts[1:]]
        kinds = {kind(type_) for _, type_ in items}
        return f"[{', '.join(text for text, _ in items)}]", ("list", kinds.pop() if len(kinds) == 1 else None)

    def _map(self, _parts: list[Any], _scope: Scope) -> Code:
        raise UnsupportedError

    def _field(self, parts: list[Any], scope: Scope) -> Code:
        text, type_ = self.translate(parts[0], scope)
        name = str(parts[1])
        self.reads.add(name)
        if isinstance(type_, Shape) and name in type_.members:
            member = f"{text}[{name!r}]"
            return self.known.get(member, member), type_.members[name]
        if kind(type_) != "map" or isinstance(type_, Shape):
            raise UnsupportedError
        return f"{text}[{name!r}]", type_[1] if isinstance(type_, tuple) else None

    def _index(self, parts: list[Any], scope: Scope) -> Code:
        operand, _, key = parts
        text, type_ = self.translate(operand, scope)
        place, place_type = self.translate(key, scope)
        if kind(type_) != "list" or kind(place_type) != "int":
            raise UnsupportedError
        return f"element({text}, {place})", inside_of(type_)

    def _binary(self, parts: list[Any], scope: Scope) -> Code:
        sign = parts[1]
        (left, first), (right, second) = (self.translate(part, scope) for part in parts[::2])
        kinds = {kind(first), kind(second)}
        self._read_below(first, second)
        if sign in ("==", "!="):
            if _is_text(left) and _is_text(right):
                return str((left == right) is (sign == "==")), "bool"
            alike = "string" in kinds or kinds <= {"int", "double"}
            if alike or (isinstance(first, Shape) and isinstance(second, Shape)):
                return f"({left} {sign} {right})", "bool"
            raise UnsupportedError
        if sign in ("<", "<=", ">", ">=") and any(kinds <= ordered for ordered in ORDERED):
            return f"({left} {sign} {right})", "bool"
        if sign == "in" and kind(inside_of(second)) not in (None, "bool", "double") and kind(second) == "list":
            return f"({left} in {right})", "bool"
        if kinds == {"int"} and sign in INTEGERS:
            return INTEGERS[sign].format(left, right), "int"
        if sign == "-" and kinds in ({"int"}, {"double"}):  # of members, which can't overflow
            return f"({left} - {right})", kind(first)
        raise UnsupportedError

    def _unary(self, parts: list[Any], scope: Scope) -> Code:
        *signs, operand = parts
        text, type_ = self.translate(operand, scope)
        if len(signs) % 2 == 0:
            return text, type_
        if signs[0] == "!" and kind(type_) == "bool":
            return NEGATED.get(text, f"(not {text})"), "bool"
        raise UnsupportedError

    def _either(self, parts: list[Any], scope: Scope) -> Code:
        return self._junction("or", parts, scope)

    def _both(self, parts: list[Any], scope: Scope) -> Code:
        return self._junction("and", parts, scope)

    def _junction(self, word: str, parts: list[Any], scope: Scope) -> Code:
        codes = [self.translate(operand, scope) for operand in parts[::2]]
        if any(kind(type_) != "bool" for _, type_ in codes):
            raise UnsupportedError
        return junction(word, [text for text, _ in codes]), "bool"

    def _conditional(self, parts: list[Any], scope: Scope) -> Code:
        condition, _, then, otherwise = parts
        test, type_ = self.translate(condition, scope)
        (first, one), (second, other) = self.translate(then, scope), self.translate(otherwise, scope)
        if kind(type_) != "bool":
            raise UnsupportedError
        return f"({first} if {test} else {second})", one if kind(one) == kind(other) else None

    def _call(self, parts: list[Any], scope: Scope) -> Code:
        name, *arguments = parts
        if name == "has":
            tree, member = arguments[0].children
            text, type_ = self.translate(tree, scope)
            if kind(type_) != "map":
                raise UnsupportedError
            self.reads.add(str(member))
            if isinstance(type_, Shape) and self.is_needed(str(member), type_):
                return "True", "bool"
            return self.presence(text, str(member)), "bool"
        if name == "matches":
            return self._matches(arguments, scope)
        codes = [self.translate(argument, scope) for argument in arguments]
        self._read_below(*(type_ for _, type_ in codes))
        if name in DOMAIN:
            return self._domain(str(name), codes)
        if name == "size" and kind(codes[0][1]) in ("string", "list", "map"):
            return f"len({codes[0][0]})", "int"
        if name == "double" and kind(codes[0][1]) == "int":
            return f"float({codes[0][0]})", "double"
        raise UnsupportedError

    def _domain(self, name: str, codes: list[Code]) -> Code:
        """A call of one of the domain's functions, whose annotations say what it takes."""
        function = DOMAIN[name]
        annotations = function.__annotations__
        wanted = [PYTHON.get(annotations[parameter]) for parameter in list(annotations)[: len(codes)]]
        if wanted != [kind(type_) for _, type_ in codes]:
            raise UnsupportedError
        if name == "before" and codes[1][0].isidentifier():  # an index of a loop, which is not negative
            return f"{codes[0][0]}[:{codes[1][0]}]", codes[0][1]
        result = PYTHON.get(annotations["return"])
        type_: Type = codes[0][1] if result == "list" == wanted[0] else RESULTS.get(name, result)
        made = f"domain[{name!r}]"
        made = f"Remembered({made}).__getitem__" if name in REMEMBERED else made
        return self._once(f"{self._constant(f'domain_{name}', made)}({', '.join(it for it, _ in codes)})"), type_

    def _method(self, parts: list[Any], scope: Scope) -> Code:
        receiver, name, *arguments = parts
        if name == "matches":
            return self._matches([receiver, *arguments], scope)
        text, type_ = self.translate(receiver, scope)
        if name not in METHODS:
            return self._comprehension(str(name), text, type_, arguments, scope)
        codes = [self.translate(argument, scope) for argument in arguments]
        if name in ("startsWith", "endsWith") and [kind(type_), kind(codes[0][1])] == ["string", "string"]:
            return f"{text}.{str(name).lower()}({codes[0][0]})", "bool"
        if name in ("sum", "min", "max") and kind(inside_of(type_)) == "int":  # of so few members none overflows
            return self._once(f"{name}({text})"), "int"
        raise UnsupportedError

    def _matches(self, operands: list[Any], scope: Scope) -> Code:
        text, type_ = self.translate(operands[0], scope)
        pattern = frozen_search(literals.string(operands[1].children[0]))
        if kind(type_) != "string" or pattern is None:
            raise UnsupportedError
        made = f"compiled({pattern!r}).search"
        number = sum(other.startswith("pattern") for other in self.constants)
        name = next((name for name, other in self.constants.items() if other == made), f"pattern{number}")
        return self._once(f"({self._constant(name, made)}({text}) is not None)"), "bool"

    def _comprehension(self, name: str, over: str, type_: Type, arguments: list[Any], scope: Scope) -> Code:
        if kind(type_) != "list":
            raise UnsupportedError
        inner = self.inside(arguments[0], type_, scope)
        item = inner[str(arguments[0].children[0])][0]
        if name == "exists" and (found := self._membership(item, over, arguments[1], inner)):
            return found, "bool"
        *tests, (result, result_type) = [self._of_each(argument, inner) for argument in arguments[1:]]
        if kind(result_type) != "bool" and name != "map":
            raise UnsupportedError
        loop = f"for {item} in {over}"
        match name:
            case "all" | "exists":  # lists are short, and a generator costs more than the elements that it spares
                return self._once(f"({'False not' if name == 'all' else 'True'} in [{result} {loop}])"), "bool"
            case "exists_one":
                return self._once(f"([{result} {loop}].count(True) == 1)"), "bool"
            case "filter":
                return f"[{item} {loop} if {result}]", type_
            case _:
                condition = f" if {tests[0][0]}" if tests else ""
                return f"[{result} {loop}{condition}]", ("list", kind(result_type))

    def inside(self, variable: Tree, type_: Type, scope: Scope) -> Scope:
        """The variables of a comprehension over a list: those around it, and its own."""
        return {**scope, str(variable.children[0]): (f"x{len(scope)}", inside_of(type_))}

    def _of_each(self, tree: Tree, scope: Scope) -> Code:
        """An expression that is evaluated for every element of a list."""
        self.loops += 1
        try:
            return self.translate(tree, scope)
        finally:
            self.loops -= 1

    def _membership(self, item: str, over: str, tree: Tree, scope: Scope) -> str:
        """`list.exists(it, it == other)`, or `it.member`, as Python's own operator; "" where it is none.

        The other side is evaluated even if the list is empty, so it must be one that can't raise.
        """
        tests = [it for it in conjuncts(tree) if self._of_each(it, scope)[0] != "True"]
        if len(tests) != 1 or tests[0].data != "binary" or tests[0].children[1] != "==":
            return ""
        (mine, type_), (other, other_type) = (self.translate(side, scope) for side in tests[0].children[::2])
        alike = kind(type_) == kind(other_type) in ("string", "int")
        alike = alike or (isinstance(type_, Shape) and isinstance(other_type, Shape))
        if not alike or not self.certainty.is_sure(tests[0], scope):
            return ""
        if item in other or not mine.startswith(item):
            return ""
        return f"({other} in {over if mine == item else f'[{mine} for {item} in {over}]'})"


def _is_text(code: str) -> bool:
    """Whether an expression of Python is a literal text."""
    return code[0] in "'\""


def junction(word: str, codes: list[str]) -> str:
    """Conditions joined by "and" or "or", without those that are known."""
    neutral, final = ("True", "False") if word == "and" else ("False", "True")
    if final in codes:
        return final
    open_ = [code for code in codes if code != neutral]
    if len(open_) <= 1:
        return open_[0] if open_ else neutral
    return f"({f' {word} '.join(open_)})"
