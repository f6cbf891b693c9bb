"""The compiler of the rule language: text -> tree -> function, with all faults that show before it runs."""

from __future__ import annotations

from ircompile.findings.messages import escaped
from ircompile.rulebook.cel import errors as faults
from ircompile.rulebook.cel import evaluation, literals
from ircompile.rulebook.cel.operations import (
    BINARY,
    EQUALITY,
    FUNCTIONS,
    INDEX,
    METHODS,
    UNARY,
    Operation,
    domain_function,
)
from ircompile.rulebook.cel.re2 import compile_pattern
from ircompile.rulebook.cel.values import CelError, CelSyntaxError
from ircompile.syntax.lalr import GrammarError, parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from ircompile.rulebook.cel.evaluation import Part
    from ircompile.syntax.lalr import Token, Tree

    Code = tuple[Part, type | None]
    """What runs, and the type of its value as far as it is known before."""

LONGEST = 2_000
"""Characters of an expression."""

DEEPEST = 100
"""Levels of an expression's tree."""

LOOPS = 3
"""Comprehensions inside or behind one another; more could make values that grow without bound."""

RESERVED = "as break const continue else for function if import let loop package namespace return var void while"
"""CEL's words that no variable may have as name."""

MACROS = {"all": {2}, "exists": {2}, "exists_one": {2}, "filter": {2}, "map": {2, 3}}
"""Comprehensions, and how many arguments each takes."""


def compile_expression(
    text: str, *, variables: frozenset[str], functions: Mapping[str, Callable[..., Any]] | None = None
) -> Callable[[Mapping[str, Any]], Any]:
    """A function from bindings (the values of all variables) to the expression's value.

    Values are JSON's: dict, list, str, int, float, bool, None; and `UNKNOWN` for one that is known to be
    faulty. The function raises `CelError` where CEL has an error, and `UnknownValue` where it depends on an
    unknown value.

    Args:
        text: The expression, at most 2,000 characters.
        variables: The names that it may use.
        functions: More functions, by name. Arguments are checked against their annotations (str, int, float,
            bool, list, dict); they may raise `CelError`.

    Raises:
        CelSyntaxError: Syntax, an unknown name, wrong arguments, types that can't fit, no valid pattern.
    """
    if len(text) > LONGEST:
        raise CelSyntaxError(LONGEST, f"an expression has at most {LONGEST} characters")
    try:
        tree = parse("cel", text)
    except GrammarError as fault:
        raise CelSyntaxError(fault.index, faults.explained(text, fault)) from None
    own = {name: domain_function(name, function) for name, function in (functions or {}).items()}
    run, _ = _Compiler(own).compile(tree, variables)
    return run


class _Compiler:
    """Compiles one expression. There is a method for each kind of node; `scope` are the variables' names."""

    def __init__(self, own: Mapping[str, Operation]) -> None:
        self.functions = {**FUNCTIONS, **own}
        self.depth = 0
        self.loops = 0

    def compile(self, tree: Tree, scope: frozenset[str]) -> Code:
        self.depth += 1
        if self.depth > DEEPEST:
            raise CelSyntaxError(tree.start or 0, f"the expression nests deeper than {DEEPEST} levels")
        code: Code = getattr(self, f"_{tree.data}")(tree.children, scope)
        self.depth -= 1
        return code

    def _all(self, trees: Iterable[Any], scope: frozenset[str]) -> tuple[list[Part], list[type | None]]:
        codes = [self.compile(tree, scope) for tree in trees]
        return [run for run, _ in codes], [kind for _, kind in codes]

    def _literal(self, parts: list[Any], _scope: frozenset[str]) -> Code:
        value = literals.value(parts[0])
        return evaluation.constant(value), None if value is None else type(value)  # CEL's check lets null pass

    def _name(self, parts: list[Any], scope: frozenset[str]) -> Code:
        if parts[0] not in scope:
            raise faults.unknown("variable", parts[0], scope)
        return evaluation.variable(str(parts[0])), None

    def _list(self, parts: list[Any], scope: frozenset[str]) -> Code:
        items = parts[1:]
        if all(item.data == "literal" for item in items):
            return evaluation.constant([literals.value(item.children[0]) for item in items]), list
        return evaluation.list_of(self._all(items, scope)[0]), list

    def _map(self, parts: list[Any], scope: frozenset[str]) -> Code:
        entries: dict[str, Part] = {}
        for entry in parts[1:]:
            token, tree = entry.children
            key = literals.string(token)
            if key in entries:
                raise CelSyntaxError(token.start, f"the key `{escaped(key)}` is there twice")
            entries[key], _ = self.compile(tree, scope)
        return evaluation.map_of(entries), dict if entries else None  # an empty map fits any key

    def _field(self, parts: list[Any], scope: frozenset[str]) -> Code:
        return evaluation.field(self._with_fields(parts[0], parts[1], scope), str(parts[1])), None

    def _with_fields(self, tree: Tree, name: Token, scope: frozenset[str]) -> Part:
        run, kind = self.compile(tree, scope)
        if kind not in (None, dict):
            raise CelSyntaxError(_start(name), str(evaluation.no_fields(name, kind)))
        return run

    def _index(self, parts: list[Any], scope: frozenset[str]) -> Code:
        operand, bracket, key = parts
        runs, kinds = self._all((operand, key), scope)
        if kinds[0]:  # CEL's maps may have keys of any type
            _checked(INDEX, bracket, kinds)
        return evaluation.index(INDEX, *runs), None

    def _binary(self, parts: list[Any], scope: frozenset[str]) -> Code:
        left, sign, right = parts
        (first, second), kinds = self._all((left, right), scope)
        if sign in EQUALITY:
            _checked(EQUALITY[sign], sign, kinds)
            return evaluation.equality(first, second, negated=sign == "!="), bool
        operation = BINARY[sign]
        if sign == "in":
            return evaluation.membership(operation, first, second), _checked(operation, sign, kinds)
        return evaluation.binary(operation, first, second), _checked(operation, sign, kinds)

    def _unary(self, parts: list[Any], scope: frozenset[str]) -> Code:
        *signs, operand = parts
        if len(signs) % 2 == 0:  # CEL's parser drops pairs of signs, whatever the operand
            return self.compile(operand, scope)
        if signs[0] == "-" and operand.data == "literal" and operand.children[0].type in ("INT", "DOUBLE"):
            value = literals.value(operand.children[0], negative=True)
            return evaluation.constant(value), type(value)
        return self._called(UNARY[signs[0]], signs[0], [operand], scope)

    def _called(self, operation: Operation, at: Token, operands: Sequence[Any], scope: frozenset[str]) -> Code:
        runs, kinds = self._all(operands, scope)
        return evaluation.call(operation, runs), _checked(operation, at, kinds)

    def _either(self, parts: list[Any], scope: frozenset[str]) -> Code:
        return self._junction(parts, scope, decisive=True)

    def _both(self, parts: list[Any], scope: frozenset[str]) -> Code:
        return self._junction(parts, scope, decisive=False)

    def _junction(self, parts: list[Any], scope: frozenset[str], *, decisive: bool) -> Code:
        runs, kinds = self._all(parts[::2], scope)
        signs = parts[1::2]
        for sign, kind in zip([signs[0], *signs], kinds, strict=True):
            _boolean(sign, sign, kind)
        return evaluation.junction(str(signs[0]), runs, decisive=decisive), bool

    def _conditional(self, parts: list[Any], scope: frozenset[str]) -> Code:
        condition, sign, then, otherwise = parts
        runs, (test, *kinds) = self._all((condition, then, otherwise), scope)
        _boolean("?:", sign, test)
        return evaluation.conditional(*runs), kinds[0] if kinds[0] is kinds[1] else None

    def _call(self, parts: list[Any], scope: frozenset[str]) -> Code:
        name, *arguments = parts
        if name == "has":
            return self._has(name, arguments, scope)
        if name == "matches":
            return self._matches(name, arguments, scope)
        if name not in self.functions:
            raise faults.unknown("function", name, [*self.functions, "has", "matches"])
        _counted(name, len(arguments), {len(row) for row in self.functions[name].functions})
        return self._called(self.functions[name], name, arguments, scope)

    def _has(self, name: Token, arguments: list[Any], scope: frozenset[str]) -> Code:
        if len(arguments) != 1 or arguments[0].data != "field":
            raise CelSyntaxError(_start(name), "`has` takes one field, as in `has(x.field)`")
        tree, member = arguments[0].children
        return evaluation.has(self._with_fields(tree, member, scope), str(member)), bool

    def _method(self, parts: list[Any], scope: frozenset[str]) -> Code:
        receiver, name, *arguments = parts
        if name in MACROS:
            return self._comprehension(receiver, name, arguments, scope)
        if name == "matches":
            return self._matches(name, [receiver, *arguments], scope)
        if name not in METHODS:
            raise faults.unknown("method", name, [*METHODS, *MACROS, "matches"])
        _counted(name, len(arguments), {len(row) - 1 for row in METHODS[name].functions})
        return self._called(METHODS[name], name, [receiver, *arguments], scope)

    def _matches(self, name: Token, arguments: list[Any], scope: frozenset[str]) -> Code:
        patterns = arguments[1:]
        if len(patterns) != 1 or patterns[0].data != "literal" or "STRING" not in patterns[0].children[0].type:
            raise CelSyntaxError(_start(name), "`matches` takes a text and a pattern, which is a string literal")
        token = patterns[0].children[0]
        try:
            search = compile_pattern(literals.string(token))
        except CelSyntaxError as error:
            raise CelSyntaxError(literals.offset(token, error.index), error.message) from None
        return self._called(Operation("matches", {(str,): (search, bool)}), name, arguments[:1], scope)

    def _comprehension(self, receiver: Any, name: Token, arguments: list[Any], scope: frozenset[str]) -> Code:
        variable = self._loop_variable(name, arguments)
        self.loops += 1
        if self.loops > LOOPS:
            raise CelSyntaxError(_start(name), f"more than {LOOPS} comprehensions are nested or chained")
        over, kind = self.compile(receiver, scope)
        if kind not in (None, list, dict):
            raise CelSyntaxError(_start(name), f"`{name}` goes over a list or a map")
        runs, kinds = self._all(arguments[1:], scope | {variable})
        self.loops -= 1
        if name != "map" or len(runs) > 1:
            _boolean(str(name), name, kinds[0])
        match str(name):
            case "all" | "exists":
                return evaluation.quantifier(name, over, variable, runs[0], decisive=name == "exists"), bool
            case "exists_one":
                return evaluation.exists_one(over, variable, runs[0]), bool
            case "filter":
                return evaluation.transform(name, over, variable, runs[0], evaluation.variable(variable)), list
            case _:
                test = runs[0] if len(runs) > 1 else evaluation.constant(value=True)
                return evaluation.transform(name, over, variable, test, runs[-1]), list

    @staticmethod
    def _loop_variable(name: Token, arguments: list[Any]) -> str:
        _counted(name, len(arguments), MACROS[name])
        if arguments[0].data != "name":
            start = arguments[0].start
            raise CelSyntaxError(start, f"`{name}` takes a variable first, as in `{name}(x, …)`")
        variable = arguments[0].children[0]
        if variable in RESERVED.split():
            raise CelSyntaxError(_start(variable), f"`{variable}` is a reserved word; name the variable otherwise")
        return str(variable)


def _start(token: Token) -> int:
    return token.start


def _checked(operation: Operation, at: Token, kinds: Sequence[type | None]) -> type | None:
    try:
        return operation.check(kinds)
    except CelError as error:
        raise CelSyntaxError(_start(at), str(error)) from None


def _counted(name: Token, given: int, allowed: set[int]) -> None:
    if given not in allowed:
        takes = " or ".join(map(str, sorted(allowed)))
        noun = "argument" if allowed == {1} else "arguments"
        raise CelSyntaxError(_start(name), f"`{name}` takes {takes} {noun}, not {given}")


def _boolean(name: str, at: Token, kind: type | None) -> None:
    if kind not in (None, bool):
        try:
            evaluation.truth(name, kind())
        except CelError as error:
            raise CelSyntaxError(_start(at), str(error)) from None
