"""What was measured, and which goal it had: numbers and lines of the table."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from environments import OURS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def number(value: float) -> str:
    """A number with three digits; more are not known."""
    digits = 2 if abs(value) < 10 else 1 if abs(value) < 100 else 0  # noqa: PLR2004  powers of ten
    return f"{value:,.{digits}f}"


@dataclass(frozen=True, slots=True)
class Spread:
    """What was measured: the median of all rounds, and the least and the most."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Iterable[float]) -> Spread:
        """The spread of what the rounds gave."""
        found = sorted(values)
        return cls(statistics.median(found), found[0], found[-1])

    def __str__(self) -> str:
        return f"{number(self.median)} ({number(self.low)} to {number(self.high)})"


@dataclass(frozen=True, slots=True)
class Goal:
    """At most (or at least) so much of a unit, such as "x bare Python" or " µs"."""

    sign: str
    bound: float
    unit: str

    def __str__(self) -> str:
        return f"{self.sign} {self.bound:g}{self.unit}"

    def is_met_by(self, value: float) -> bool:
        """Whether a measured value is good enough."""
        return value <= self.bound if self.sign == "≤" else value >= self.bound


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table: what was measured, of whom, against which goal, and the same of others beside it."""

    what: str
    goal: Goal
    measured: Spread | None
    who: str = OURS
    beside: Mapping[str, Spread] = field(default_factory=dict)
    note: str = ""
