"""Descriptions of fields for terminals, and the words in which all descriptions state facts."""

from __future__ import annotations

from ircompile.findings.messages import escaped, listed
from ircompile.model.fields import field
from ircompile.reporting.wrap import wrapped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ircompile.model.shapes import Fact, Shape
    from ircompile.reporting.style import Style
    from ircompile.rulebook.rule import Rule

INDENT = 6
"""Columns by which wrapped lines are indented."""
MOST_VALUES = 300
"""The most values of a fact that are listed."""


def field_text(shape: Shape, rules: Iterable[Rule], snapshot: str, style: Style) -> Iterator[str]:
    """Yield the lines that describe a field, wrapped to the columns of the style.

    Args:
        shape: The shape of the field.
        rules: All rules.
        snapshot: The origin of the model.
        style: The style.
    """
    for line in _lines(shape, rules, snapshot):
        text = line.lstrip(" ")
        margin = len(line) - len(text)
        first, *more = wrapped(escaped(text), style.columns, used=margin, indent=INDENT)
        yield " " * margin + first
        yield from more


def kind(shape: Shape) -> str:
    """Return the type of a field: "integer", "list of structures"."""
    return f"{shape.kind} of {shape.element.kind}s" if shape.element else shape.kind


def described(fact: Fact, most: int = MOST_VALUES) -> str:
    """Return a fact in words.

    Args:
        fact: The fact.
        most: The most values that are listed.
    """
    if fact.kind == "values":
        return f"one of {listed(fact.values, 'or', most)}"
    if fact.kind == "pattern":
        return f"matches {fact.pattern}"
    unit = "length " if fact.kind == "length" else ""
    bounds = [
        f"at least {fact.low}" if fact.low is not None else "",
        f"at most {fact.high}" if fact.high is not None else "",
    ]
    step = f", in steps of {fact.step}" if fact.step else ""
    return unit + " and ".join(bound for bound in bounds if bound) + step


def checking(shape: Shape, rules: Iterable[Rule]) -> list[str]:
    """Return the ids of the rules that check a field, or the elements of a list."""
    paths = {shape.path, shape.element.path} if shape.element else {shape.path}
    return [rule.id for rule in rules if not paths.isdisjoint(rule.fields)]


def members(shape: Shape) -> Iterator[tuple[str, list[str]]]:
    """Yield the members of a structure, or of the structures of a list, as "required" or "optional"; no empty list."""
    names = (shape.element or shape).members
    required = (shape.element or shape).required
    for how, found in (
        ("required", [name for name in names if name in required]),
        ("optional", [name for name in names if name not in required]),
    ):
        if found:
            yield how, found


def _lines(shape: Shape, rules: Iterable[Rule], snapshot: str) -> Iterator[str]:
    about = field(shape.path)
    yield f"{shape.path}: {kind(shape)}"
    if about.about:
        yield f"  {about.about}"
    if shape.hint:
        yield f"  form: {shape.hint}"
    if about.missing:
        yield f"  {about.missing}"
    for fact in shape.facts:
        yield f"  {described(fact)} ({fact.severity}; {fact.source if fact.confidence != 'model' else snapshot})"
    for how, names in members(shape):
        yield f"  {how}:"
        for name in names:
            yield f"    {name}: {field((shape.element or shape).members[name].path).about}"
    if found := checking(shape, rules):
        yield f"  rules: {', '.join(found)}"
    yield ""
