"""Findings about texts with gaps that no completion repairs: in a program or script, only a part of a text is known."""

from __future__ import annotations

import functools

from ircompile.findings.finding import Blame, Finding
from ircompile.findings.messages import counted, shown
from ircompile.findings.values import GAP, PartialText, get
from ircompile.model.patterns import WRITTEN, widened, with_stand_ins
from ircompile.model.shape_check import name_of, notes_on, shape_at
from ircompile.rulebook.cel.re2 import automaton
from ircompile.rulebook.cel.values import LIMIT, CelSyntaxError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from ircompile.findings.values import Path
    from ircompile.model.model import Model
    from ircompile.model.shape_check import Violation
    from ircompile.model.shapes import Fact, Shape
    from ircompile.rulebook.cel.automaton import Automaton

WHATEVER = f"whatever `{GAP}` is"


def partial_texts(job: dict[str, Any], violations: Iterable[Violation], model: Model) -> Iterator[Finding]:
    """Yield a finding for each text with gaps in a request of which no completion is valid.

    Args:
        job: The request.
        violations: Those that the shape check found in it, which include all texts with gaps.
        model: The model.
    """
    for path, kind, _ in violations:
        value = get(job, path) if kind == "type" else None
        if isinstance(value, PartialText):
            shape = shape_at(path, model.request)
            facts = sorted(shape.facts if shape.kind == "string" else (), key=lambda fact: fact.severity != "error")
            broken = next((fact for fact in facts if not _may_satisfy(value, fact, model)), None)
            if broken:
                yield _finding(value, broken, shape, path, model)


def _may_satisfy(value: PartialText, fact: Fact, model: Model) -> bool:
    """Return whether some completion of a text satisfies a fact."""
    if fact.kind == "values":
        return any(map(value.may_be, (*fact.values, *fact.also, *model.instance_types)))
    if fact.kind == "pattern":
        return may_match(fact.pattern, value)
    return fact.high is None or len(value.known) <= fact.high


def _finding(value: PartialText, fact: Fact, shape: Shape, path: Path, model: Model) -> Finding:
    message, label = f"{shown(value)} is not a valid {name_of(shape, '')}, {WHATEVER}", "invalid format"
    if fact.kind == "values":
        label = "no allowed value is like this"
    elif fact.kind == "length":
        size = counted(len(value.known), "character")
        message = f"{name_of(shape)} has at least {size}, but the maximum is {fact.high}"
        label = f"must have at most {fact.high}, {WHATEVER}"
    hint = fact.hint or shape.hint
    return Finding(
        fact.rule,
        [Blame(path, label)],
        message=message,
        help=f"use {hint}" if hint else "",
        notes=notes_on(value, fact, shape, model.snapshot),
        severity=fact.severity,
        confidence=fact.confidence,
    )


def may_match(pattern: str, text: PartialText) -> bool:
    """Return whether a pattern of the service model matches some completion of a text; True if that is not certain."""
    found = _automaton(pattern)
    if found is None or len(text.known) > LIMIT:
        return True
    read, start = found
    has_stand_ins = r"\p{" in pattern
    return read.may_match(start, [with_stand_ins(it) if it and has_stand_ins else it for it in text.parts])


@functools.cache
def _automaton(pattern: str) -> tuple[Automaton, int] | None:
    """Return the automaton of a pattern and the state that it starts from; None if it can't be made."""
    if r"\p{" in pattern and WRITTEN.search(pattern):  # stand-ins would hide the characters that it names
        return None
    try:
        return automaton(widened(pattern))
    except CelSyntaxError:
        return None
