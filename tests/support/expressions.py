"""A job, functions and a shorthand for evaluating expressions of the rule language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ircompile.findings.values import MAYBE, UNKNOWN
from ircompile.rulebook.cel.compiler import compile_expression
from ircompile.rulebook.cel.values import CelError

if TYPE_CHECKING:
    from collections.abc import Callable


JOB = {
    "Name": "ml.m5.large",
    "Count": 3,
    "Rate": 2.5,
    "On": True,
    "None": None,
    "Phases": [{"D": 120, "U": 1}, {"D": 60}, {"D": 30}],
    "Large": 10**400,
}
VARIABLES = frozenset({"job", "region"})


def family(name: str) -> str:
    """Return the family of an instance type; fails as functions of the rule language may."""
    prefix, _, rest = name.partition(".")
    if prefix != "ml":
        raise CelError(f"`{name}` is no instance type")
    return rest.split(".")[0]


def count_all(first: Any, second: list[Any]) -> int:
    return len(second) + (first is not None)


FUNCTIONS: dict[str, Callable[..., Any]] = {"family": family, "countAll": count_all}


def evaluate(text: str, job: Any = JOB) -> Any:
    """Return the value of an expression."""
    run = compile_expression(text, variables=VARIABLES, functions=FUNCTIONS)
    return run({"job": job, "region": "eu-west-1"})


MAYBE_SET = {"X": MAYBE, "Y": 1, "Z": {"X": MAYBE}}
PARTLY_UNKNOWN = {"X": UNKNOWN, "Y": 1, "L": [1, UNKNOWN]}
