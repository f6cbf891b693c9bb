"""What a job will do, worked out from its request alone, and the jobs of files with their plans."""

from __future__ import annotations

from dataclasses import dataclass, field

from ircompile.planning import assumptions
from ircompile.planning.schedule import Seconds, endpoint_seconds, schedule
from ircompile.planning.tests import Tests, tests
from ircompile.planning.traffic import Traffic, traffic
from ircompile.planning.values import member, number, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Self

    from ircompile.planning.assumptions import Assumption

DEFAULT_SECONDS = 45 * 60
"""The most seconds that a Default job takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a job will do. Numbers that are unknown are None.

    Attributes:
        job: The name of the job, or None.
        type: "Default" or "Advanced"; None if it is neither.
        traffic: The traffic of each test.
        tests: The tests.
        seconds: Durations.
        duration: The seconds after which no test starts.
        endpoint_seconds_at_most: How long the endpoints of each instance type run at most, in seconds.
        early_ends: What ends a test early, as the end of a sentence.
        assumptions: What the plan rests on.
    """

    job: str | None = None
    type: str | None = None
    traffic: Traffic = field(default_factory=Traffic)
    tests: Tests = field(default_factory=Tests)
    seconds: Seconds = field(default_factory=Seconds)
    duration: int | None = None
    endpoint_seconds_at_most: dict[str, float]
    early_ends: tuple[str, ...] = ()
    assumptions: tuple[Assumption, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether anything of the job is known, and not only that there is one."""
        return bool(self.job or self.type or self.traffic.seconds is not None or self.tests.requested is not None)

    @classmethod
    def of(cls, request: Any) -> Self:
        """Return the plan of a request, in which values may be missing, unknown or wrong."""
        job, kind = text(member(request, "JobName")), text(member(request, "JobType"))
        if kind == "Default":
            return cls(
                job=job,
                type=kind,
                seconds=Seconds(latest=DEFAULT_SECONDS),
                endpoint_seconds_at_most={},
                assumptions=(assumptions.DEFAULT_JOB,),
            )
        config = member(request, "InputConfig")
        users, runs = traffic(member(config, "TrafficPattern")), tests(config)
        duration = number(member(config, "JobDurationInSeconds"))
        conditions = member(request, "StoppingConditions")
        ends = tuple(_early_ends(conditions))
        made = [*users.assumptions, *runs.assumptions]
        if users.seconds is not None:
            made += _about_time(runs, duration)
        if ends:
            made.append(assumptions.EARLY)
        if member(conditions, "FlatInvocations") is None:
            made.append(assumptions.FLAT_STOPS)
        if kind != "Advanced":
            made.insert(0, assumptions.UNKNOWN_TYPE)
        return cls(
            job=job,
            type=kind if kind == "Advanced" else None,
            traffic=users,
            tests=runs,
            seconds=schedule(runs, users, duration),
            duration=duration,
            endpoint_seconds_at_most=endpoint_seconds(runs, users.longest),
            early_ends=ends,
            assumptions=tuple(made),
        )


def _about_time(runs: Tests, duration: int | None) -> list[Assumption]:
    """Return the assumptions on which durations rest."""
    made = [assumptions.START]
    if duration is not None:
        made.append(assumptions.LAST_START)
    if any(it.has_instances for it in runs.configurations):
        made.append(assumptions.ONE_INSTANCE)
    if any(it.has_instances and it.name is None for it in runs.configurations):
        made.append(assumptions.UNKNOWN_INSTANCE)
    if not all(it.has_instances for it in runs.configurations):
        made.append(assumptions.SERVERLESS)
    return made


def _early_ends(conditions: Any) -> list[str]:
    """Return what ends a test early."""
    ends = []
    if invocations := number(member(conditions, "MaxInvocations")):
        ends.append(f"its endpoint answers {invocations} requests a minute")
    thresholds = member(conditions, "ModelLatencyThresholds")
    for threshold in thresholds if isinstance(thresholds, list) else ():
        percentile, latency = text(member(threshold, "Percentile")), number(member(threshold, "ValueInMilliseconds"))
        if percentile and latency:
            ends.append(f"the {percentile} latency reaches {latency} ms")
    if member(conditions, "FlatInvocations") in (None, "Stop"):
        ends.append("requests no longer grow")
    return ends


@dataclass(frozen=True, slots=True)
class Job:
    """A job of a file.

    Attributes:
        file: The name of the file.
        line: The line at which the job begins, from 1.
        environment: The environment as which it is planned; None if none is.
        plan: The plan.
    """

    file: str
    line: int
    environment: str | None
    plan: Plan

    @property
    def where(self) -> str:
        """The file and line, with the environment."""
        return f"{self.file}:{self.line}" + (f" [{self.environment}]" if self.environment else "")

    @property
    def title(self) -> str:
        """The name of the job, or else where it is."""
        return (self.plan.job or self.where) + (f" [{self.environment}]" if self.plan.job and self.environment else "")
