"""The tree of the values of a request that rules look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ircompile.model.model import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ircompile.model.shapes import Shape
    from ircompile.rulebook.body import RuleCase
    from ircompile.rulebook.rule import Rule

LONGEST_LIST = 100
"""Elements of the longest list that a screen looks at; the evaluator, whose cost is bounded, handles longer ones."""


@dataclass(slots=True)
class ValueNode:
    """A value that rules look at, or that contains such values.

    Attributes:
        shape: Its shape.
        is_unbounded: Whether it is a list that the shape check allows to be longer than `LONGEST_LIST`.
        cases: The cases of the rules that look at it, each with its rule.
        children: The values in it, by member name, index or "*".
    """

    shape: Shape
    is_unbounded: bool = False
    cases: list[tuple[str, RuleCase]] = field(default_factory=list)
    children: dict[str | int, ValueNode] = field(default_factory=dict)

    def at(self, steps: tuple[str | int, ...]) -> ValueNode:
        """Return the node at the end of a path, which is created if needed."""
        if not steps:
            return self
        step, *rest = steps
        shape = self.shape.element if isinstance(step, int) or step == "*" else self.shape.members[step]
        assert shape is not None  # noqa: S101  paths are checked when a rule is read
        return self.children.setdefault(step, ValueNode(shape)).at(tuple(rest))


def value_tree(rules: Iterable[Rule]) -> ValueNode:
    """Return the root of the tree for some rules."""
    root = ValueNode(SHIPPED.request)
    for rule in rules:
        for path in rule.body.each:
            root.at(path.steps).cases += [(rule.id, case) for case in rule.body.cases]
    for steps in _unbounded_lists(SHIPPED.request, ()):
        root.at(steps).is_unbounded = True
    return root


def _unbounded_lists(shape: Shape, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the paths of the lists that the shape check allows to be longer than `LONGEST_LIST`."""
    bounds = [fact.high for fact in shape.facts if fact.kind == "length" and fact.high is not None]
    if shape.kind == "list" and not any(bound <= LONGEST_LIST for bound in bounds):
        yield path
    for name, member in shape.members.items():
        yield from _unbounded_lists(member, (*path, name))
    if shape.element:
        assert not list(_unbounded_lists(shape.element, ()))  # noqa: S101  no such list is inside another list
