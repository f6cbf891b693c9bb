"""`ircompile explain`: describe a rule or a field of the request."""

from __future__ import annotations

import sys

from ircompile.cli import configuration
from ircompile.cli.exit import CLEAN, CliError
from ircompile.findings.messages import LONGEST, cut, escaped, harmless, listed
from ircompile.findings.suggestions import nearest
from ircompile.reporting.rule_page import rule_page

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from ircompile.model.shapes import Fact, Shape
    from ircompile.rulebook.rule import Rule


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    configuration.add_config_arguments(parser)
    parser.add_argument("name", metavar="RULE|FIELD", help="a rule's id, or a member such as JobDurationInSeconds")


def run(arguments: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    name = arguments.name.replace("[]", "[*]")
    rules = configuration.rules(arguments)
    model = configuration.model(arguments)
    fields = [shape for shape in model.request.walk() if shape.path and _is_called(shape, name)]
    if name in rules:
        sys.stdout.write(rule_page(rules[name]))
        return CLEAN
    if fields:
        parts = [_field(shape, rules.values(), model.snapshot) for shape in fields]
    else:
        near = nearest(name, [*rules, *(shape.name for shape in model.request.walk() if shape.path)])
        raise CliError(f"{cut(name, LONGEST)} is no rule and no field" + (f", did you mean `{near}`?" if near else ""))
    sys.stdout.write("\n".join(harmless(escaped(line)) for part in parts for line in part))
    return CLEAN


def _is_called(shape: Shape, name: str) -> bool:
    """Return whether a name is a member's name or the end of its path; list elements have no name."""
    return f".{shape.path}".endswith(f".{name}")


def _field(shape: Shape, rules: Iterable[Rule], snapshot: str) -> Iterator[str]:
    """Yield the lines that describe a field."""
    element = f" of {shape.element.kind}s" if shape.element else ""
    yield f"{shape.path}: {shape.kind}{element}"
    if shape.hint:
        yield f"  {shape.hint}"
    for fact in shape.facts:
        yield f"  {_described(fact)} ({fact.severity}; {fact.source if fact.confidence != 'model' else snapshot})"
    if shape.members:
        required = [name for name in shape.members if name in shape.required]
        optional = [name for name in shape.members if name not in shape.required]
        yield from (
            f"  {kind}: {', '.join(names)}" for kind, names in (("required", required), ("optional", optional)) if names
        )
    checking = [rule.id for rule in rules if rule.asserts and shape.path in rule.fields]
    if checking:
        yield f"  rules: {', '.join(checking)}"
    yield ""


def _described(fact: Fact) -> str:
    if fact.kind == "values":
        return f"one of {listed(fact.values, 'or', 300)}"
    if fact.kind == "pattern":
        return f"matches {fact.pattern}"
    unit = "length " if fact.kind == "length" else ""
    bounds = [
        f"at least {fact.low}" if fact.low is not None else "",
        f"at most {fact.high}" if fact.high is not None else "",
    ]
    step = f", in steps of {fact.step}" if fact.step else ""
    return unit + " and ".join(bound for bound in bounds if bound) + step
