"""Words for the numbers of a plan, which all its formats share."""

from __future__ import annotations

from ircompile.findings.messages import counted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.planning.plan import Plan
    from ircompile.planning.tests import Configuration

MINUTE, HOUR = 60, 3600
OTHERWISE = "or this, if DurationInSeconds is the duration of each step, as the AWS CLI reference says:"
"""What introduces the other way to read stairs."""


def duration(seconds: float) -> str:
    """Return a duration in words: "45 s", "2.5 min", "1 h 30 min"."""
    if seconds < MINUTE:
        return f"{seconds:g} s"
    if seconds < HOUR:
        return f"{round(seconds / MINUTE, 1):g} min"
    hours, minutes = divmod(round(seconds / MINUTE), MINUTE)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def summary(plan: Plan) -> str:
    """Return a plan in one line, without the job's name."""
    if plan.type == "Default":
        return "Default job: recommendations from benchmarks that the service chooses"
    traffic = plan.traffic
    parts = ["Advanced job" if plan.type else "job of an unknown type"]
    if traffic.seconds is None:
        parts.append("traffic unknown")
    else:
        users = "" if traffic.peak is None else f", at most {counted_users(traffic.peak)}"
        parts.append(f"{duration(traffic.seconds)} of traffic a test{users}")
    if plan.tests.run_at_most is not None:
        parts.append(f"at most {counted(plan.tests.run_at_most, 'test')}")
    return ", ".join(parts)


def counted_users(users: float) -> str:
    """Return a number of users in words."""
    return f"{users:g} user" + ("" if users == 1 else "s")


def tests(plan: Plan) -> str:
    """Return a sentence about the number of tests."""
    it = plan.tests
    asked = "an unknown number" if it.requested is None else str(it.requested)
    parts = [f"{asked} asked for"]
    if it.limit is not None:
        parts.append(f"at most {it.limit} run")
    if it.parallel is not None:
        parts.append(f"{it.parallel} at a time")
    if it.waves is not None:
        parts.append(f"in {counted(it.waves, 'wave')}")
    return ", ".join(parts)


def end(plan: Plan) -> str:
    """Return a sentence about the end of the job, or "" if nothing is known of it."""
    earliest, latest = plan.seconds.earliest, plan.seconds.latest
    if plan.type == "Default":
        return "" if latest is None else f"after {duration(latest)} at most"
    if earliest is None:
        return ""
    if latest is None:
        return f"after {duration(earliest)} or more, if no test ends early"
    return f"after {duration(earliest)} to {duration(latest)}, if no test ends early"


def configuration(it: Configuration) -> tuple[str, str, str]:
    """Return the name of an endpoint configuration, its variables with their numbers of values, and its tests."""
    ranges = ", ".join(f"{name} ({'?' if n is None else n})" for name, n in it.ranges)
    return it.name or "unknown", ranges, "unknown" if it.tests is None else counted(it.tests, "test")
