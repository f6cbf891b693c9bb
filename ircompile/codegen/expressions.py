"""The translation of expressions from CEL to Python, for requests in which the shape check found nothing.

In such a request every value has the type that the model states, so that Python's own operators, or one of a few
functions, do what CEL's do. Where CEL's expression is an error, Python's raises an exception. The converse does not
hold, since `&&` and `||` absorb errors: see `ircompile.codegen.exceptions.error_rules_out`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ircompile.codegen.cel_types import PYTHON_TYPES, Code, Collection, cel_type, element_type
from ircompile.codegen.operators import OperatorTranslator, UnsupportedError
from ircompile.codegen.patterns import frozen_search
from ircompile.model.model import SHIPPED
from ircompile.model.shapes import Shape
from ircompile.rulebook.cel import literals
from ircompile.rulebook.cel.operations import METHODS
from ircompile.rulebook.functions import functions_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ircompile.codegen.cel_types import Scope, Type
    from ircompile.syntax.lalr import Tree

DOMAIN: Final = functions_of(SHIPPED)
"""The functions that rules can call, by name."""
RESULTS: Final[Mapping[str, Type]] = {"arn": Collection("map", "string")}
"""The types of results that are more specific than the functions' annotations."""
REMEMBERED: Final = ("family", "architecture", "accelerator", "localStorage", "previousGeneration", "partition")
"""Functions whose results are remembered: their arguments are instance types and regions, of which there are few."""


class Translator(OperatorTranslator):
    """Translates all expressions that are supported: adds calls and comprehensions to operators."""

    def is_there(self, owner: Tree, name: str, scope: Scope, given: Iterable[str] = ()) -> bool:
        """Return whether a structure has a member in every request for which the `given` conditions are true."""
        code = self.translate(owner, scope)
        if not isinstance(code.type, Shape):
            return False
        return code.member(name) in self.known or self.is_needed(name, code.type) or code.has(name) in given

    def _call(self, parts: list[Any], scope: Scope) -> Code:
        name, *arguments = parts
        if name == "has":
            return self._has(arguments[0], scope)
        if name == "matches":
            return self._matches(arguments, scope)
        codes = [self.translate(argument, scope) for argument in arguments]
        self._read_whole(*(code.type for code in codes))
        if name in DOMAIN:
            return self._domain(str(name), codes)
        argument = codes[0]
        if name == "size" and argument.cel_type in ("string", "list", "map"):
            return Code(f"len({argument.text})", "int")
        if name == "double" and argument.cel_type == "int":
            return Code(f"float({argument.text})", "double")
        raise UnsupportedError

    def _has(self, field: Tree, scope: Scope) -> Code:
        """Return the translation of `has(owner.member)`."""
        owner = self.translate(field.children[0], scope)
        name = str(field.children[1])
        if owner.cel_type != "map":
            raise UnsupportedError
        self._reads.add(name)
        is_needed = isinstance(owner.type, Shape) and self.is_needed(name, owner.type)
        return Code("True" if is_needed else owner.has(name), "bool")

    def _domain(self, name: str, codes: list[Code]) -> Code:
        """Return the translation of a call of a domain function, whose annotations state the types."""
        annotations = DOMAIN[name].__annotations__
        expected = [PYTHON_TYPES.get(annotations[parameter]) for parameter in list(annotations)[: len(codes)]]
        if expected != [code.cel_type for code in codes]:
            raise UnsupportedError
        first = codes[0]
        if name == "before" and codes[1].text.isidentifier():  # the index of a loop, which is not negative
            return Code(f"{first.text}[:{codes[1].text}]", first.type)
        result = PYTHON_TYPES.get(annotations["return"])
        type_ = first.type if result == "list" == expected[0] else RESULTS.get(name, result)
        function = f"domain[{name!r}]"
        function = f"Remembered({function}).__getitem__" if name in REMEMBERED else function
        constant = self._constant(f"domain_{name}", function)
        return Code(self._once(f"{constant}({', '.join(code.text for code in codes)})"), type_)

    def _method(self, parts: list[Any], scope: Scope) -> Code:
        receiver, name, *arguments = parts
        if name == "matches":
            return self._matches([receiver, *arguments], scope)
        owner = self.translate(receiver, scope)
        if name not in METHODS:
            return self._comprehension(str(name), owner, arguments, scope)
        codes = [self.translate(argument, scope) for argument in arguments]
        if name in ("startsWith", "endsWith") and owner.cel_type == codes[0].cel_type == "string":
            return Code(f"{owner.text}.{str(name).lower()}({codes[0].text})", "bool")
        if name in ("sum", "min", "max") and cel_type(element_type(owner.type)) == "int":  # too few to overflow
            return Code(self._once(f"{name}({owner.text})"), "int")
        raise UnsupportedError

    def _matches(self, operands: list[Any], scope: Scope) -> Code:
        code = self.translate(operands[0], scope)
        pattern = frozen_search(literals.string(operands[1].children[0]))
        if code.cel_type != "string" or pattern is None:
            raise UnsupportedError
        search = f"compiled({pattern!r}).search"
        number = sum(other.startswith("pattern") for other in self.constants)
        name = next((name for name, text in self.constants.items() if text == search), f"pattern{number}")
        return Code(self._once(f"({self._constant(name, search)}({code.text}) is not None)"), "bool")

    def _comprehension(self, name: str, items: Code, arguments: list[Any], scope: Scope) -> Code:
        """Return the translation of `items.name(variable, …)`."""
        if items.cel_type != "list":
            raise UnsupportedError
        item = f"x{len(scope)}"
        inner = {**scope, str(arguments[0].children[0]): Code(item, element_type(items.type))}
        *tests, result = [self._of_each(argument, inner) for argument in arguments[1:]]
        if result.cel_type != "bool" and name != "map":
            raise UnsupportedError
        loop = f"for {item} in {items.text}"
        match name:
            case "all" | "exists":  # lists are short: stopping early saves less than a generator costs
                wanted = "False not" if name == "all" else "True"
                return Code(self._once(f"({wanted} in [{result.text} {loop}])"), "bool")
            case "exists_one":
                return Code(self._once(f"([{result.text} {loop}].count(True) == 1)"), "bool")
            case "filter":
                return Code(f"[{item} {loop} if {result.text}]", items.type)
            case _:
                condition = f" if {tests[0].text}" if tests else ""
                return Code(f"[{result.text} {loop}{condition}]", Collection("list", result.cel_type))
