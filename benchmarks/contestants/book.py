"""Contestants that evaluate the rule book on a request."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def ircompile(file: str) -> Callable[[], object]:
    """Evaluate the function that is compiled from all rules, on the requests of a file in turn."""
    from contestants.shapes import each
    from ircompile.package import module

    return each(file, module("fine_screen").hits)


def cel(file: str, bound: str = "") -> Callable[[], object]:
    """Evaluate the cases that `rules` printed with CEL's official runtime.

    Args:
        file: The cases as JSON.
        bound: If not empty, values are converted for the runtime beforehand, unmeasured.
    """
    from cel_expr_python import cel as runtime

    names = ("job", "self", "index")
    environment = runtime.NewEnv(variables=dict.fromkeys(names, runtime.Type.DYN))

    def compiled(text: str) -> Any:
        return environment.compile(text, disable_check=True)

    cases = [
        ([environment.Activation(it) if bound else it for it in case["values"]], *map(compiled, case["texts"]))
        for case in json.loads(Path(file).read_text("utf-8"))
    ]

    def is_true(program: Any, values: Any) -> bool:
        try:
            found = program.eval(values) if bound else program.eval(data=values)
        except RuntimeError:
            return False
        return found.type() == runtime.Type.BOOL and bool(found.value())

    def go() -> None:
        for values, when, holds in cases:
            for it in values:
                if is_true(when, it):
                    is_true(holds, it)

    return go


def rules(file: str) -> dict[str, Any]:
    """Return the cases of the rule book that plain CEL can evaluate, with the values that each is evaluated on.

    Plain CEL lacks the functions for this domain, sums, minima and maxima, and the variable with a member's name.

    Args:
        file: A request as JSON.
    """
    from ircompile.model.model import SHIPPED
    from ircompile.rulebook.book import shipped_rules
    from ircompile.rulebook.cel.compiler import compile_expression
    from ircompile.rulebook.cel.values import CelSyntaxError

    request = json.loads(Path(file).read_text("utf-8"))

    def is_plain(texts: list[str]) -> bool:
        try:
            for text in texts:
                compile_expression(text, variables=frozenset({"job", "self", "index"}))
        except CelSyntaxError:
            return False
        return not any(f".{name}()" in text for text in texts for name in ("sum", "min", "max"))

    def cases() -> Iterator[tuple[str, dict[str, Any]]]:
        for rule in shipped_rules(SHIPPED).values():
            for case in rule.body.cases if rule.asserts else ():
                values = [
                    {"job": request, "self": value, "index": path[-1] if path and isinstance(path[-1], int) else 0}
                    for route in rule.body.each
                    for path, value in route.values(request)
                ]
                yield (
                    rule.id,
                    {"texts": [case.when.text if case.when else "true", case.assertion.text], "values": values},
                )

    found = list(cases())
    plain = [(name, case) for name, case in found if is_plain(case["texts"])]
    return {
        "cases": [case for _, case in plain],
        "said": f"{len(plain)} of {len(found)} cases, in {len({name for name, _ in plain})}"
        f" of {len({name for name, _ in found})} rules",
    }


if __name__ == "__main__":
    import sys

    print(json.dumps(rules(sys.argv[1])))
