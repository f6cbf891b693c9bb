"""The compiler of the rule language, from text to Python functions; it finds the errors that show before they run."""

from __future__ import annotations

from functools import partial

from ircompile.findings.messages import escaped
from ircompile.rulebook.cel import evaluation, literals, partial_texts
from ircompile.rulebook.cel.errors import describe_syntax_error, unknown_name
from ircompile.rulebook.cel.operations import (
    BINARY,
    EQUALITY,
    FUNCTIONS,
    INDEX,
    METHODS,
    UNARY,
    Operation,
    domain_function,
    text_test,
)
from ircompile.rulebook.cel.re2 import compile_pattern
from ircompile.rulebook.cel.values import CelError, CelSyntaxError
from ircompile.syntax.lalr import GrammarError, parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any, Final

    from ircompile.rulebook.cel.evaluation import Part
    from ircompile.syntax.lalr import Token, Tree

    Code = tuple[Part, type | None]
    """The function of an expression, and the type of its value, None if that is known only when it runs."""

MAX_LENGTH: Final = 2_000
"""The most characters of an expression."""

MAX_DEPTH: Final = 100
"""The most levels of an expression's tree."""

MAX_LOOPS: Final = 3
"""The most comprehensions that are nested or chained; with more, values could grow without bound."""

RESERVED: Final = frozenset({
    "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
    "namespace", "return", "var", "void", "while",
})  # fmt: skip
"""CEL's reserved words, which can't name variables."""

MACROS: Final = {"all": {2}, "exists": {2}, "exists_one": {2}, "filter": {2}, "map": {2, 3}}
"""The comprehensions, and how many arguments each may have."""


def compile_expression(
    text: str, *, variables: frozenset[str], functions: Mapping[str, Callable[..., Any]] | None = None
) -> Callable[[Mapping[str, Any]], Any]:
    """Return a function from bindings (the values of all variables) to the expression's value.

    Values are plain JSON values, and `UNKNOWN` for one that was found wrong before. The function raises `CelError`
    where CEL has an error, and `UnknownValueError` where its value depends on an unknown one.

    Args:
        text: The expression, at most 2,000 characters.
        variables: The names of the variables that it may use.
        functions: More functions, by name. The types of arguments are checked against their annotations (str, int,
            float, bool, list, dict). They may raise `CelError`.

    Raises:
        CelSyntaxError: The syntax is wrong, a name is unknown, or arguments, types or a pattern are invalid.
    """
    if len(text) > MAX_LENGTH:
        raise CelSyntaxError(MAX_LENGTH, f"an expression can have at most {MAX_LENGTH} characters")
    try:
        tree = parse("cel", text)
    except GrammarError as error:
        raise CelSyntaxError(error.index, describe_syntax_error(text, error)) from None
    added = {name: domain_function(name, function) for name, function in (functions or {}).items()}
    run, _ = _Compiler(added).compile(tree, variables)
    return run


class _Compiler:
    """Compiles one expression, with a method for each kind of node; `scope` holds the names of the variables."""

    def __init__(self, added: Mapping[str, Operation]) -> None:
        self.functions = {**FUNCTIONS, **added}
        self.depth = 0
        self.loops = 0

    def compile(self, tree: Tree, scope: frozenset[str]) -> Code:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise CelSyntaxError(tree.start or 0, f"the expression is nested deeper than {MAX_DEPTH} levels")
        code: Code = getattr(self, f"_{tree.data}")(tree.children, scope)
        self.depth -= 1
        return code

    def _all(self, trees: Iterable[Any], scope: frozenset[str]) -> tuple[list[Part], list[type | None]]:
        codes = [self.compile(tree, scope) for tree in trees]
        return [run for run, _ in codes], [kind for _, kind in codes]

    def _literal(self, parts: list[Any], _scope: frozenset[str]) -> Code:
        value = literals.value(parts[0])
        return evaluation.constant(value), None if value is None else type(value)  # CEL's check accepts any null

    def _name(self, parts: list[Any], scope: frozenset[str]) -> Code:
        if parts[0] not in scope:
            raise unknown_name("variable", parts[0], scope)
        return evaluation.variable(str(parts[0])), None

    def _list(self, parts: list[Any], scope: frozenset[str]) -> Code:
        items = parts[1:]
        if all(item.data == "literal" for item in items):
            return evaluation.constant([literals.value(item.children[0]) for item in items]), list
        return evaluation.list_literal(self._all(items, scope)[0]), list

    def _map(self, parts: list[Any], scope: frozenset[str]) -> Code:
        entries: dict[str, Part] = {}
        for entry in parts[1:]:
            token, tree = entry.children
            key = literals.string(token)
            if key in entries:
                raise CelSyntaxError(token.start, f"the key `{escaped(key)}` is repeated")
            entries[key], _ = self.compile(tree, scope)
        return evaluation.map_literal(entries), dict if entries else None  # an empty map fits any key

    def _field(self, parts: list[Any], scope: frozenset[str]) -> Code:
        return evaluation.field(self._map_operand(parts[0], parts[1], scope), str(parts[1])), None

    def _map_operand(self, tree: Tree, name: Token, scope: frozenset[str]) -> Part:
        run, kind = self.compile(tree, scope)
        if kind not in (None, dict):
            raise CelSyntaxError(name.start, str(evaluation.no_fields(name, kind)))
        return run

    def _index(self, parts: list[Any], scope: frozenset[str]) -> Code:
        operand, bracket, key = parts
        runs, kinds = self._all((operand, key), scope)
        if kinds[0]:  # else the operand may be one of CEL's maps, which have keys of any type
            _result_type(INDEX, bracket, kinds)
        return evaluation.index(INDEX, *runs), None

    def _binary(self, parts: list[Any], scope: frozenset[str]) -> Code:
        left, sign, right = parts
        (first, second), kinds = self._all((left, right), scope)
        if sign in EQUALITY:
            _result_type(EQUALITY[sign], sign, kinds)
            return evaluation.equality(first, second, negated=sign == "!="), bool
        operation = BINARY[sign]
        if sign == "in":
            return evaluation.membership(operation, first, second), _result_type(operation, sign, kinds)
        return evaluation.binary(operation, first, second), _result_type(operation, sign, kinds)

    def _unary(self, parts: list[Any], scope: frozenset[str]) -> Code:
        *signs, operand = parts
        if len(signs) % 2 == 0:  # CEL's parser drops pairs of signs, whatever the operand
            return self.compile(operand, scope)
        if signs[0] == "-" and operand.data == "literal" and operand.children[0].type in ("INT", "DOUBLE"):
            value = literals.value(operand.children[0], negative=True)
            return evaluation.constant(value), type(value)
        return self._call_operation(UNARY[signs[0]], signs[0], [operand], scope)

    def _call_operation(self, operation: Operation, at: Token, operands: Sequence[Any], scope: frozenset[str]) -> Code:
        runs, kinds = self._all(operands, scope)
        return evaluation.call(operation, runs), _result_type(operation, at, kinds)

    def _either(self, parts: list[Any], scope: frozenset[str]) -> Code:
        return self._junction(parts, scope, decisive=True)

    def _both(self, parts: list[Any], scope: frozenset[str]) -> Code:
        return self._junction(parts, scope, decisive=False)

    def _junction(self, parts: list[Any], scope: frozenset[str], *, decisive: bool) -> Code:
        runs, kinds = self._all(parts[::2], scope)
        signs = parts[1::2]
        for sign, kind in zip([signs[0], *signs], kinds, strict=True):
            _check_bool(sign, sign, kind)
        return evaluation.junction(str(signs[0]), runs, decisive=decisive), bool

    def _conditional(self, parts: list[Any], scope: frozenset[str]) -> Code:
        condition, sign, then, otherwise = parts
        runs, (test, *kinds) = self._all((condition, then, otherwise), scope)
        _check_bool("?:", sign, test)
        return evaluation.conditional(*runs), kinds[0] if kinds[0] is kinds[1] else None

    def _call(self, parts: list[Any], scope: frozenset[str]) -> Code:
        name, *arguments = parts
        if name == "has":
            return self._has(name, arguments, scope)
        if name == "matches":
            return self._matches(name, arguments, scope)
        if name not in self.functions:
            raise unknown_name("function", name, [*self.functions, "has", "matches"])
        _check_count(name, len(arguments), {len(row) for row in self.functions[name].functions})
        return self._call_operation(self.functions[name], name, arguments, scope)

    def _has(self, name: Token, arguments: list[Any], scope: frozenset[str]) -> Code:
        if len(arguments) != 1 or arguments[0].data != "field":
            raise CelSyntaxError(name.start, "`has` takes one field, as in `has(x.field)`")
        tree, member = arguments[0].children
        return evaluation.has(self._map_operand(tree, member, scope), str(member)), bool

    def _method(self, parts: list[Any], scope: frozenset[str]) -> Code:
        receiver, name, *arguments = parts
        if name in MACROS:
            return self._comprehension(receiver, name, arguments, scope)
        if name == "matches":
            return self._matches(name, [receiver, *arguments], scope)
        if name not in METHODS:
            raise unknown_name("method", name, [*METHODS, *MACROS, "matches"])
        _check_count(name, len(arguments), {len(row) - 1 for row in METHODS[name].functions})
        return self._call_operation(METHODS[name], name, [receiver, *arguments], scope)

    def _matches(self, name: Token, arguments: list[Any], scope: frozenset[str]) -> Code:
        patterns = arguments[1:]
        if len(patterns) != 1 or patterns[0].data != "literal" or "STRING" not in patterns[0].children[0].type:
            raise CelSyntaxError(name.start, "`matches` takes a string and a pattern, which must be a string literal")
        token = patterns[0].children[0]
        try:
            search = compile_pattern(literals.string(token))
        except CelSyntaxError as error:
            raise CelSyntaxError(literals.offset_in_expression(token, error.offset), error.message) from None
        operation = text_test("matches", search, partial(partial_texts.matches, search))
        return self._call_operation(operation, name, arguments[:1], scope)

    def _comprehension(self, receiver: Any, name: Token, arguments: list[Any], scope: frozenset[str]) -> Code:
        variable = self._loop_variable(name, arguments)
        self.loops += 1
        if self.loops > MAX_LOOPS:
            raise CelSyntaxError(name.start, f"more than {MAX_LOOPS} comprehensions are nested or chained")
        over, kind = self.compile(receiver, scope)
        if kind not in (None, list, dict):
            raise CelSyntaxError(name.start, f"`{name}` iterates over a list or a map")
        runs, kinds = self._all(arguments[1:], scope | {variable})
        self.loops -= 1
        if name != "map" or len(runs) > 1:
            _check_bool(str(name), name, kinds[0])
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
        _check_count(name, len(arguments), MACROS[name])
        if arguments[0].data != "name":
            start = arguments[0].start
            raise CelSyntaxError(start, f"`{name}` takes a variable first, as in `{name}(x, …)`")
        variable = arguments[0].children[0]
        if variable in RESERVED:
            raise CelSyntaxError(
                variable.start, f"`{variable}` is a reserved word; choose another name for the variable"
            )
        return str(variable)


def _result_type(operation: Operation, at: Token, kinds: Sequence[type | None]) -> type | None:
    try:
        return operation.check(kinds)
    except CelError as error:
        raise CelSyntaxError(at.start, str(error)) from None


def _check_count(name: Token, given: int, allowed: set[int]) -> None:
    if given not in allowed:
        takes = " or ".join(map(str, sorted(allowed)))
        noun = "argument" if allowed == {1} else "arguments"
        raise CelSyntaxError(name.start, f"`{name}` takes {takes} {noun}, not {given}")


def _check_bool(name: str, at: Token, kind: type | None) -> None:
    if kind not in (None, bool):
        try:
            evaluation.truth(name, kind())
        except CelError as error:
            raise CelSyntaxError(at.start, str(error)) from None
