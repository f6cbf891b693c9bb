"""Routes: the paths of rule files, such as `InputConfig.TrafficPattern.Phases[*].SpawnRate`."""

from __future__ import annotations

from ircompile.findings.errors import UserError
from ircompile.findings.messages import nearest, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ircompile.findings.values import Path
    from ircompile.model.shapes import Shape


STARTS = ("self", "job", "siblings")
"""Words that a route can begin with."""
DIGITS = 6
"""Digits of the place of an element; no list is so long."""


class RulePathError(UserError):
    """A route leads nowhere; the message says why."""


class Route:
    """Steps from a value to the values that a rule looks at; `[*]` goes to every element of a list.

    `self` (or nothing) is the value itself; a route that begins with `job.` starts at the whole request, one that
    begins with `siblings[*]` at the list that the value is in.
    """

    __slots__ = ("start", "steps")

    def __init__(self, steps: tuple[str | int, ...], start: str = "self") -> None:
        self.steps = steps
        self.start = start

    @classmethod
    def parse(cls, text: str) -> Route:
        """The route that a rule file writes as `text`; a number in brackets is one element: `Phases[0]`."""
        names = text.replace("[", ".[").split(".")
        start = names[0] if names[0] in STARTS else ""
        steps = [_step(name) for name in names[bool(start) :] if name]
        return cls(tuple(steps), start or "self")

    def __add__(self, other: Route) -> Route:
        """The route that goes on with another one."""
        return Route((*self.steps, *other.steps), self.start)

    def __str__(self) -> str:
        """The path of all values that it leads to: "Tags[*].Key"."""
        steps = ("[*]" if step == "*" or isinstance(step, int) else f".{step}" for step in self.steps)
        return "".join(steps).removeprefix(".")

    def shape(self, start: Shape) -> Shape:
        """The shape of the model that the route leads to.

        Raises:
            RulePathError: It leads nowhere.
        """
        shape = start
        for step in self.steps:
            if isinstance(step, int) or step == "*":
                if shape.element is None:
                    raise RulePathError(f"`{shape.name}` is no list")
                shape = shape.element
            elif step in shape.members:
                shape = shape.members[step]
            else:
                near = nearest(step, shape.members)
                of = f"`{shape.name}`" if shape.path else "a job"
                raise RulePathError(f"{of} has no member {shown(step)}" + (f", did you mean `{near}`?" if near else ""))
        return shape

    def seen_from(self, each: Route) -> Route:
        """The route from the whole request, where this one is of a value that another leads to."""
        if self.start == "job":
            return self
        start = each.list_around() if self.start == "siblings" else each
        return start + self if start else self

    def list_around(self) -> Route | None:
        """The route to the innermost list that this one goes through."""
        last = max(
            (number for number, step in enumerate(self.steps) if step == "*" or isinstance(step, int)), default=-1
        )
        return Route(self.steps[:last], self.start) if last >= 0 else None

    def values(self, start: Any, among: range | None = None) -> Iterator[tuple[Path, Any]]:
        """The paths and values that the route leads to from `start`; where it leads nowhere, none.

        Args:
            start: Where it begins.
            among: Of a list that it begins at, the elements that it goes to.
        """
        steps = self.steps
        found: Iterator[tuple[Path, Any]] = iter([((), start)])
        if among is not None:
            found, steps = (((index,), start[index]) for index in among), steps[1:]
        for step in steps:
            found = _all_below(found, step)
        return found

    def steps_into(self, start: Any) -> Path:
        """As much of the route as can be walked from `start`, so that an absent value is blamed on its parent."""
        path: Path = ()
        for step in self.steps:
            below = list(_below(path, start, step))
            if not below:
                break
            path, start = below[0]
        return path


def _all_below(found: Iterator[tuple[Path, Any]], step: str | int) -> Iterator[tuple[Path, Any]]:
    return (below for path, value in found for below in _below(path, value, step))


def _step(name: str) -> str | int:
    inside = name.removeprefix("[").removesuffix("]")
    is_number = inside != name and inside.isascii() and inside.isdigit() and len(inside) <= DIGITS
    return int(inside) if is_number else inside


def _below(path: Path, value: Any, step: str | int) -> Iterator[tuple[Path, Any]]:
    if step == "*" and isinstance(value, list):
        for index, item in enumerate(value):
            yield (*path, index), item
    elif isinstance(step, int):
        if isinstance(value, list) and step < len(value):
            yield (*path, step), value[step]
    elif isinstance(value, dict) and step in value:
        yield (*path, step), value[step]


def list_of(steps: Path) -> Path:
    """The path of the innermost list that is on a path; the whole where there is none."""
    last = max((number for number, step in enumerate(steps) if isinstance(step, int)), default=0)
    return steps[:last]


def index_of(steps: Path) -> int:
    """The place in that list; 0 where there is none."""
    return next((step for step in reversed(steps) if isinstance(step, int)), 0)
