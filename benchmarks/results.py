"""Results: measured values, goals, and the lines of the table."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from environments import OURS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Literal


def number(value: float) -> str:
    """Return a number with three significant digits; measurements are no more precise."""
    digits = 2 if abs(value) < 10 else 1 if abs(value) < 100 else 0  # noqa: PLR2004  powers of ten
    return f"{value:,.{digits}f}"


@dataclass(frozen=True, slots=True)
class Spread:
    """The median, minimum and maximum of the values of all rounds."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Iterable[float]) -> Spread:
        """Return the spread of the values of all rounds."""
        found = sorted(values)
        return cls(statistics.median(found), found[0], found[-1])

    def __str__(self) -> str:
        return f"{number(self.median)} ({number(self.low)} to {number(self.high)})"


@dataclass(frozen=True, slots=True)
class Goal:
    """A bound for a measured value.

    Attributes:
        sign: "≤" or "≥".
        bound: The bound.
        unit: The unit, such as "x bare Python" or " µs".
    """

    sign: Literal["≤", "≥"]
    bound: float
    unit: str

    def __str__(self) -> str:
        return f"{self.sign} {self.bound:g}{self.unit}"

    def is_met_by(self, value: float) -> bool:
        """Return whether a measured value meets the goal."""
        return value <= self.bound if self.sign == "≤" else value >= self.bound


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table.

    Attributes:
        what: What was measured.
        goal: The goal; None if there is none, since the line is for comparison.
        measured: The result; None if it could not be measured.
        who: The contestant that was measured.
        beside: The results of other contestants, by name.
        note: A remark.
    """

    what: str
    goal: Goal | None
    measured: Spread | None
    who: str = OURS
    beside: Mapping[str, Spread] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of its own below the table of goals.

    Attributes:
        title: Its heading.
        about: What it shows, and how that was measured.
        head: The names of the columns.
        rows: The cells.
    """

    title: str
    about: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
