"""The traffic of a test: how many users send requests, and when."""

from __future__ import annotations

from dataclasses import dataclass

from ircompile.planning import assumptions
from ircompile.planning.values import member, number
from ircompile.rulebook.functions import users_at_end

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ircompile.planning.assumptions import Assumption

MAX_STEPS = 1000
"""The most steps that stairs are divided into; more are drawn as one."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the traffic in which the number of users grows evenly.

    Attributes:
        start: When it begins, in seconds after the start of the traffic.
        end: When it ends.
        users_start: How many users there are at its beginning; None if that is not known.
        users_end: How many there are at its end.
    """

    start: float
    end: float
    users_start: float | None
    users_end: float | None


@dataclass(frozen=True, slots=True)
class Traffic:
    """The traffic of a test.

    Attributes:
        segments: Its parts in order; empty if there is none, or its durations are not known.
        alternative: Its parts if the other one of two contradicting sources is right.
        seconds: How long it takes; None if that is not known.
        longest: How long it takes at most, whichever source is right; None if that is not known.
        assumptions: What this rests on.
    """

    segments: tuple[Segment, ...] = ()
    alternative: tuple[Segment, ...] = ()
    seconds: float | None = None
    longest: float | None = None
    assumptions: tuple[Assumption, ...] = ()

    @property
    def peak(self) -> float | None:
        """The most users at any time; None if that is not known."""
        return peak_of(self.segments)


def peak_of(segments: Sequence[Segment]) -> float | None:
    """Return the most users in segments; None if that is not known."""
    users = [it for segment in segments for it in (segment.users_start, segment.users_end)]
    known = [it for it in users if it is not None]
    return max(known) if known and len(known) == len(users) else None


def traffic(pattern: Any) -> Traffic:
    """Return the traffic of a TrafficPattern; an unknown one if it has neither Phases nor Stairs."""
    kind = member(pattern, "TrafficType")
    phases, stairs = member(pattern, "Phases"), member(pattern, "Stairs")
    if isinstance(phases, list) and (kind == "PHASES" or (kind != "STAIRS" and stairs is None)):
        return _phases(phases)
    if isinstance(stairs, dict) and (kind == "STAIRS" or (kind != "PHASES" and phases is None)):
        return _stairs(stairs)
    return Traffic()


def _phases(phases: list[Any]) -> Traffic:
    segments = []
    start = 0
    for phase in phases:
        seconds = number(member(phase, "DurationInSeconds"))
        if seconds is None:
            return Traffic(assumptions=(assumptions.PHASES,))
        segments.append(_phase(phase, start, start + seconds))
        start += seconds
    return Traffic(tuple(segments), (), start, start, (assumptions.PHASES,)) if segments else Traffic()


def _phase(phase: Any, start: int, end: int) -> Segment:
    initial, rate = number(member(phase, "InitialNumberOfUsers")), number(member(phase, "SpawnRate"), 0)
    final = None if initial is None or rate is None else _rounded(users_at_end(phase))
    return Segment(start, end, initial, final)


def _stairs(stairs: dict[str, Any]) -> Traffic:
    """Return the traffic as the developer guide reads stairs, and as the AWS CLI reference does."""
    seconds, steps = number(stairs.get("DurationInSeconds")), number(stairs.get("NumberOfSteps"))
    users = number(stairs.get("UsersPerStep"))
    if seconds is None:
        return Traffic(assumptions=(assumptions.STAIRS,))
    if steps is None:
        return Traffic(seconds=seconds, assumptions=(assumptions.STAIRS,))
    made = (assumptions.STAIRS, *([assumptions.MANY_STEPS] if steps > MAX_STEPS else []))
    longest = seconds * steps
    return Traffic(_steps(seconds, steps, users), _steps(longest, steps, users), seconds, longest, made)


def _steps(seconds: int, steps: int, users: int | None) -> tuple[Segment, ...]:
    """Return the segments of stairs that take some seconds in all."""
    if steps > MAX_STEPS:
        return (Segment(0, seconds, users, users and users * steps),)
    times = [_rounded(seconds * step / steps) for step in range(steps + 1)]
    counts = [users and users * step for step in range(1, steps + 1)]
    return tuple(map(Segment, times, times[1:], counts, counts))


def _rounded(value: float) -> float:
    """Return a number with at most two decimals, as an integer if it is one."""
    return int(value) if value == int(value) else round(value, 2)
