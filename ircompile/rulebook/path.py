"""Path patterns of rule files, such as `InputConfig.TrafficPattern.Phases[*].SpawnRate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ircompile.findings.errors import UserError
from ircompile.findings.messages import shown
from ircompile.findings.suggestions import nearest
from ircompile.findings.values import MAYBE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Final, Literal, Self

    from ircompile.findings.values import Path
    from ircompile.model.shapes import Shape

    Root = Literal["self", "job", "siblings"]

ROOTS: Final[tuple[Root, ...]] = ("self", "job", "siblings")
"""The names that a pattern can begin with."""
MAX_DIGITS: Final = 6
"""The most digits of a list index in a pattern; no list is that long."""


class RulePathError(UserError):
    """A pattern matches nothing in the model; the message says why."""


@dataclass(frozen=True, slots=True)
class RulePath:
    """A pattern that matches the paths from one value to others.

    Attributes:
        steps: Member names, list indexes, and "*" for every element of a list.
        root: Where the steps begin: at "self", the value that the rule looks at; at "job", the whole request; or at
            "siblings", the innermost list that contains the value.
    """

    steps: Path
    root: Root = "self"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the pattern that a rule file writes as `text`; without a root's name, it begins at `self`."""
        names = text.replace("[", ".[").split(".")
        root = next((root for root in ROOTS if root == names[0]), None)
        steps = [_parse_step(name) for name in names[bool(root) :] if name]
        return cls(tuple(steps), root or "self")

    def __add__(self, other: RulePath) -> RulePath:
        """Return this pattern extended by the steps of another one."""
        return RulePath((*self.steps, *other.steps), self.root)

    def __str__(self) -> str:
        """Return the pattern with "[*]" for every index and without its root: "Tags[*].Key"."""
        steps = ("[*]" if step == "*" or isinstance(step, int) else f".{step}" for step in self.steps)
        return "".join(steps).removeprefix(".")

    def shape(self, start: Shape) -> Shape:
        """Return the shape of the values that the pattern matches.

        Args:
            start: The shape of the value at the pattern's root.

        Raises:
            RulePathError: The model has no such member or element.
        """
        shape = start
        for step in self.steps:
            if isinstance(step, int) or step == "*":
                if shape.element is None:
                    raise RulePathError(f"`{shape.name}` is not a list")
                shape = shape.element
            elif step in shape.members:
                shape = shape.members[step]
            else:
                near = nearest(step, shape.members)
                of = f"`{shape.name}`" if shape.path else "a job"
                raise RulePathError(f"{of} has no member {shown(step)}" + (f", did you mean `{near}`?" if near else ""))
        return shape

    def from_job(self, each: RulePath) -> RulePath:
        """Return the pattern as one from the whole request, for the values that `each` matches."""
        if self.root == "job":
            return self
        start = each.enclosing_list() if self.root == "siblings" else each
        return start + self if start else self

    def enclosing_list(self) -> RulePath | None:
        """Return the pattern of the innermost list that contains the matched values, None where there is none."""
        last = max(
            (number for number, step in enumerate(self.steps) if step == "*" or isinstance(step, int)), default=-1
        )
        return RulePath(self.steps[:last], self.root) if last >= 0 else None

    def values(self, start: Any, indexes: range | None = None) -> Iterator[tuple[Path, Any]]:
        """Yield the path and the value of each match.

        Args:
            start: The value at the pattern's root.
            indexes: The only elements to look at if `start` is a list whose elements the first step matches.
        """
        steps = self.steps
        found: Iterator[tuple[Path, Any]] = iter([((), start)])
        if indexes is not None:
            found, steps = (((index,), start[index]) for index in indexes), steps[1:]
        for step in steps:
            found = _match_all(found, step)
        return found

    def longest_match(self, start: Any) -> Path:
        """Return the path of as many steps as match from `start`, so that an absent value is blamed on its parent."""
        path: Path = ()
        for step in self.steps:
            below = list(_match(path, start, step))
            if not below:
                break
            path, start = below[0]
        return path


def _match_all(found: Iterator[tuple[Path, Any]], step: str | int) -> Iterator[tuple[Path, Any]]:
    return (below for path, value in found for below in _match(path, value, step))


def _parse_step(name: str) -> str | int:
    inside = name.removeprefix("[").removesuffix("]")
    is_number = inside != name and inside.isascii() and inside.isdigit() and len(inside) <= MAX_DIGITS
    return int(inside) if is_number else inside


def _match(path: Path, value: Any, step: str | int) -> Iterator[tuple[Path, Any]]:
    if step == "*" and isinstance(value, list):
        for index, item in enumerate(value):
            yield (*path, index), item
    elif isinstance(step, int):
        if isinstance(value, list) and step < len(value):
            yield (*path, step), value[step]
    elif isinstance(value, dict) and value.get(step, MAYBE) is not MAYBE:
        yield (*path, step), value[step]


def enclosing_list(path: Path) -> Path:
    """Return the path of the innermost list that contains the value at `path`, () where there is none."""
    last = max((number for number, step in enumerate(path) if isinstance(step, int)), default=0)
    return path[:last]


def innermost_index(path: Path) -> int:
    """Return the index in the innermost list on a path, 0 where there is none."""
    return next((step for step in reversed(path) if isinstance(step, int)), 0)
