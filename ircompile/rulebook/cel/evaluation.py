"""The functions that expressions are compiled to: one builder for each construct, which takes those of its parts.

Such a function takes the environment: the values of the variables by name.
"""

from __future__ import annotations

from ircompile.findings.values import MAYBE, Unknown
from ircompile.rulebook.cel.values import LIMIT, CelError, TooCostlyError, UnknownValueError, certain, equal, type_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from typing import Any, Final

    from ircompile.rulebook.cel.operations import Operation

    Environment = Mapping[str, Any]
    """The values of the variables of an expression, by name."""
    Part = Callable[[Environment], Any]
    """A compiled expression, or a part of one."""

COMPARISONS: Final = 20
"""How many comparisons of `in` count as one visited element of a comprehension."""

_ALLOWANCE: Final = "#"
"""The key of an environment with how many elements may still be visited; no variable can have this name."""


def _known(value: Any) -> Any:
    if value.__class__ is Unknown:
        raise UnknownValueError
    return value


def constant(value: Any) -> Part:
    """Compile a literal."""
    return lambda _env: value


def variable(name: str) -> Part:
    """Compile `x`."""

    def run(env: Environment) -> Any:
        value = env[name]
        if value.__class__ is Unknown:
            raise UnknownValueError
        return value

    return run


def field(operand: Part, name: str) -> Part:
    """Compile `operand.name`."""

    def run(env: Environment) -> Any:
        values = operand(env)
        if type(values) is not dict:
            raise no_fields(name, type(values))
        if name not in values:
            raise CelError(f"there is no field `{name}`")
        value = values[name]
        if value.__class__ is Unknown:
            raise UnknownValueError
        return value

    return run


def has(operand: Part, name: str) -> Part:
    """Compile `has(operand.name)`."""

    def run(env: Environment) -> bool:
        values = operand(env)
        if type(values) is not dict:
            raise no_fields(name, type(values))
        if values.get(name) is MAYBE:
            raise UnknownValueError
        return name in values

    return run


def no_fields(name: str, kind: type) -> CelError:
    """Return the error for a field of a value that is not a map."""
    return CelError(f"a {type_name(kind)} has no fields, so it has no `{name}`")


def index(operation: Operation, operand: Part, key: Part) -> Part:
    """Compile `operand[key]`."""
    return lambda env: _known(operation(operand(env), key(env)))


def call(operation: Operation, operands: Sequence[Part]) -> Part:
    """Compile `f(operands)`."""
    if len(operands) == 2:  # noqa: PLR2004  the operands that `binary` takes
        return binary(operation, *operands)
    functions = operation.functions

    def run(env: Environment) -> Any:
        values = [operand(env) for operand in operands]
        function = functions.get(tuple(map(type, values)))
        if function is None:
            raise operation.no_overload(*values)
        return function(*values)

    return run


def binary(operation: Operation, left: Part, right: Part) -> Part:
    """Compile `left + right` and other calls of two operands, which are common, without the loop of `call`."""
    functions = operation.functions

    def run(env: Environment) -> Any:
        first = left(env)
        second = right(env)
        function = functions.get((type(first), type(second)))
        if function is None:
            raise operation.no_overload(first, second)
        return function(first, second)

    return run


def membership(operation: Operation, left: Part, right: Part) -> Part:
    """Compile `left in right`; in a comprehension the number of comparisons is bounded."""
    compare = binary(operation, left, right)

    def run(env: Environment) -> Any:
        if _ALLOWANCE in env:
            items = right(env)
            if type(items) is list and len(items) > env[_ALLOWANCE] * COMPARISONS:
                raise TooCostlyError(f"`in` compares more than {LIMIT * COMPARISONS} times")
        return compare(env)

    return run


def equality(left: Part, right: Part, *, negated: bool) -> Part:
    """Compile `left == right`, or if negated `left != right`."""
    return lambda env: equal(left(env), right(env)) is not negated


def list_literal(items: Sequence[Part]) -> Part:
    """Compile `[items]`."""
    return lambda env: [item(env) for item in items]


def map_literal(entries: Mapping[str, Part]) -> Part:
    """Compile `{"key": value}`."""
    return lambda env: {key: value(env) for key, value in entries.items()}


def conditional(condition: Part, then: Part, otherwise: Part) -> Part:
    """Compile `condition ? then : otherwise`."""

    def run(env: Environment) -> Any:
        return (then if truth("?:", condition(env)) else otherwise)(env)

    return run


def truth(name: str, value: Any) -> bool:
    """Return a value that must be a bool.

    Raises:
        CelError: It is not; the message names the construct that needs it.
    """
    if value is True or value is False:
        return bool(value)
    raise CelError(f"`{name}` needs a bool, not {type_name(type(value))}")


def _preferred_error(failure: CelError | None, error: CelError) -> CelError:
    """Return the first of two errors, or the second if only that one says that a value is unknown."""
    if failure is None or (isinstance(error, UnknownValueError) and not isinstance(failure, UnknownValueError)):
        return error
    return failure


def _decide(name: str, tests: Iterable[Part], env: Environment, *, decisive: bool) -> bool:
    """Return `decisive` if a test has that value, else its opposite; errors count only if no test decides."""
    failure: CelError | None = None
    for test in tests:
        try:
            if truth(name, test(env)) is decisive:
                return decisive
        except CelError as error:
            failure = _preferred_error(failure, error)
    try:
        if failure is not None:
            raise failure
    finally:
        del failure  # which refers to this frame, so that only garbage collection would free it
    return not decisive


def junction(name: str, operands: Sequence[Part], *, decisive: bool) -> Part:
    """Compile `&&` (decided by false) or `||` (decided by true)."""
    return lambda env: _decide(name, operands, env, decisive=decisive)


def quantifier(name: str, over: Part, variable: str, test: Part, *, decisive: bool) -> Part:
    """Compile `over.all(variable, test)` or `over.exists(variable, test)`: `&&` or `||` over the elements."""

    def run(env: Environment) -> bool:
        items, inner = _enter(name, over, env)
        tests = (test for inner[variable] in items)  # binds the variable before each test
        return _decide(name, tests, inner, decisive=decisive)

    return run


def _enter(name: str, over: Part, env: Environment) -> tuple[Collection[Any], dict[str, Any]]:
    """Return the elements that a comprehension visits, and the environment of its body, still without its variable."""
    items = over(env)
    if type(items) is not list and type(items) is not dict:
        raise CelError(f"`{name}` iterates over a list or a map, not {type_name(type(items))}")
    if type(items) is dict:
        certain(items)
    allowance = env.get(_ALLOWANCE, LIMIT)
    if len(items) > allowance:
        raise TooCostlyError(f"nested comprehensions visit more than {LIMIT} elements")
    return items, {**env, _ALLOWANCE: allowance // max(len(items), 1)}


def exists_one(over: Part, variable: str, test: Part) -> Part:
    """Compile `over.exists_one(variable, test)`, which fails where any test fails."""

    def run(env: Environment) -> bool:
        items, inner = _enter("exists_one", over, env)
        return [truth("exists_one", test(inner)) for inner[variable] in items].count(True) == 1

    return run


def transform(name: str, over: Part, variable: str, test: Part, result: Part) -> Part:
    """Compile `over.map(variable, test, result)`, or `over.filter(variable, test)` if the result is the variable."""

    def run(env: Environment) -> list[Any]:
        items, inner = _enter(name, over, env)
        return [result(inner) for inner[variable] in items if truth(name, test(inner))]

    return run
