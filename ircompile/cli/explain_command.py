"""`ircompile explain`: tell about a rule or a field of the request."""

from __future__ import annotations

import sys
import textwrap

from ircompile.cli import CLEAN, Failure
from ircompile.model.shapes import Fact, Shape, request, snapshot
from ircompile.rulebook import shipped_rules
from ircompile.wording import listed, nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from ircompile.rule import Example, Rule

WIDTH = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("name", metavar="RULE|FIELD", help="a rule's id, or a member such as JobDurationInSeconds")


def run(arguments: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    name = arguments.name
    rule = shipped_rules().get(name)
    fields = [shape for shape in _shapes(request()) if name in (shape.path, shape.name) and shape.path]
    if rule:
        parts = [_rule(rule)]
    elif fields:
        parts = [_field(shape) for shape in fields if not shape.path.endswith("[*]") or name == shape.path]
    else:
        near = nearest(name, [*shipped_rules(), *(shape.name for shape in _shapes(request()) if shape.path)])
        raise Failure(f"{name} is no rule and no field" + (f", did you mean `{near}`?" if near else ""))
    sys.stdout.write("\n".join(line for part in parts for line in part))
    return CLEAN


def _shapes(shape: Shape) -> Iterator[Shape]:
    yield shape
    for member in (*shape.members.values(), *([shape.element] if shape.element else ())):
        yield from _shapes(member)


def _rule(rule: Rule) -> Iterator[str]:
    yield f"{rule.id} ({rule.severity}, {rule.confidence}, topic {rule.topic}, since {rule.since})"
    yield ""
    yield from textwrap.wrap(rule.summary, WIDTH)
    yield ""
    yield from textwrap.wrap(f"Why: {rule.why}", WIDTH)
    yield f"Source: {rule.source}"
    for example in rule.bad:
        yield from _example("Bad", example)
        yield from (f"    -> {found}" for found in example.finds)
    for example in rule.good:
        yield from _example("Good", example)
    yield ""


def _example(kind: str, example: Example) -> Iterator[str]:
    yield ""
    yield f"{kind}: {example.name}"
    yield from textwrap.indent(example.text.rstrip(), "    ").splitlines()


def _field(shape: Shape) -> Iterator[str]:
    element = f" of {shape.element.kind}s" if shape.element else ""
    yield f"{shape.path}: {shape.kind}{element}"
    if shape.hint:
        yield f"  {shape.hint}"
    for fact in shape.facts:
        yield f"  {_says(fact)} ({fact.severity}; {fact.source if fact.confidence != 'model' else snapshot()})"
    if shape.members:
        required = [name for name in shape.members if name in shape.required]
        optional = [name for name in shape.members if name not in shape.required]
        yield from (
            f"  {kind}: {', '.join(names)}" for kind, names in (("required", required), ("optional", optional)) if names
        )
    yield ""


def _says(fact: Fact) -> str:
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
