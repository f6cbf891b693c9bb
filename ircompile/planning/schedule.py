"""When a job ends, and how long its endpoints run."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.planning.tests import Tests
    from ircompile.planning.traffic import Traffic

START = (5 * 60, 10 * 60)
"""The seconds that an endpoint takes to start, at least and at most."""


@dataclass(frozen=True, slots=True)
class Seconds:
    """Durations in seconds; one that is not known is None.

    Attributes:
        traffic: How long the traffic of a test takes.
        earliest: When the job ends at the earliest, if no test ends early.
        latest: When it ends at the latest.
    """

    traffic: float | None = None
    earliest: float | None = None
    latest: float | None = None


def schedule(tests: Tests, traffic: Traffic, duration: int | None) -> Seconds:
    """Return when a job ends.

    Args:
        tests: Its tests.
        traffic: The traffic of each.
        duration: The seconds after which no test starts.
    """
    if traffic.seconds is None:
        return Seconds()
    fewest, _ = waves(tests, traffic.seconds, duration)
    earliest = fewest * (traffic.seconds + START[0])
    if traffic.longest is None:
        return Seconds(traffic.seconds, earliest)
    latest = max(
        (
            most * (seconds + START[1])
            for seconds in (traffic.seconds, traffic.longest)
            if (most := waves(tests, seconds, duration)[1])
        ),
        default=None,
    )
    return Seconds(traffic.seconds, earliest, latest)


def waves(tests: Tests, traffic: float, duration: int | None) -> tuple[int, int | None]:
    """Return how many times tests start together, at least and at most; None if that is not known."""
    run = tests.run_at_most
    fewest = 1 if run is None or tests.requested is None or tests.parallel is None else ceil(run / tests.parallel)
    most = None if run is None else ceil(run / (tests.parallel or 1))
    if duration is not None:
        started = max(1, ceil(duration / traffic))
        fewest, most = min(fewest, started), started if most is None else min(most, started)
    return fewest, most


def endpoint_seconds(tests: Tests, traffic: float | None) -> dict[str, float]:
    """Return how long the endpoints of each instance type run, at most, in seconds.

    Args:
        tests: The tests.
        traffic: How long the traffic of each takes at most.
    """
    found: dict[str, float] = {}
    if traffic is None:
        return found
    for it in tests.configurations:
        most = min((n for n in (it.tests, tests.run_at_most) if n is not None), default=None)
        if it.has_instances and it.name is not None and most is not None:
            found[it.name] = found.get(it.name, 0) + most * (traffic + START[1])
    ceiling = None if tests.run_at_most is None else tests.run_at_most * (traffic + START[1])
    return {name: total if ceiling is None else min(total, ceiling) for name, total in found.items()}
