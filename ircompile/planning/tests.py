"""The tests of a job: which endpoints are tested with which values, how many tests run, and how many at a time."""

from __future__ import annotations

from dataclasses import dataclass, field

from ircompile.planning import assumptions
from ircompile.planning.values import member, number, text
from ircompile.rulebook.cel.values import CelError, UnknownValueError
from ircompile.rulebook.functions import tests as count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.planning.assumptions import Assumption

LIMIT = 10
"""MaxNumberOfTests if it is not set."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """An endpoint configuration.

    Attributes:
        name: Its instance type, or the size of a serverless endpoint; None if it is not known.
        has_instances: Whether it has instances, and so endpoint hours.
        ranges: Its environment variables, each with the number of its values, None for one that is not known.
        tests: How many tests it makes; None if that is not known.
    """

    name: str | None
    has_instances: bool
    ranges: tuple[tuple[str, int | None], ...]
    tests: int | None


@dataclass(frozen=True, slots=True)
class Tests:
    """How many tests a job makes; a number that is not known is None.

    Attributes:
        requested: The tests that the endpoint configurations ask for.
        limit: The most tests that the job runs.
        parallel: The most tests that run at the same time.
        configurations: The endpoint configurations.
        assumptions: What this rests on.
    """

    requested: int | None = None
    limit: int | None = None
    parallel: int | None = None
    configurations: tuple[Configuration, ...] = ()
    assumptions: tuple[Assumption, ...] = field(default=(), compare=False)

    @property
    def run_at_most(self) -> int | None:
        """The most tests that run: what is asked for, up to the limit."""
        return min((it for it in (self.requested, self.limit) if it is not None), default=None)

    @property
    def waves(self) -> int | None:
        """How many times tests start together, if all run that may, and all take equally long."""
        if self.run_at_most is None or self.requested is None or self.parallel is None:
            return None
        return -(-self.run_at_most // self.parallel)


def tests(config: Any) -> Tests:
    """Return the tests of an InputConfig of an Advanced job."""
    limit, parallel = (member(config, "ResourceLimit", name) for name in ("MaxNumberOfTests", "MaxParallelOfTests"))
    made = [assumptions.TESTS]
    most = LIMIT if limit is None else number(limit)
    if limit is None:
        made.append(assumptions.DEFAULT_LIMIT)
    given, existing = member(config, "EndpointConfigurations"), member(config, "Endpoints")
    if given is None and isinstance(existing, list):
        return Tests(1, most, 1, assumptions=(assumptions.EXISTING,))
    configurations = tuple(map(_configuration, given)) if isinstance(given, list) else ()
    numbers = [it.tests for it in configurations]
    requested = None if not numbers or None in numbers else sum(it or 0 for it in numbers)
    together = number(parallel) if requested != 1 else 1
    if together is None:
        made.append(assumptions.PARALLEL)
    if requested is not None and most is not None and requested > most:
        made.append(assumptions.LEFT_OUT)
    return Tests(requested, most, together, configurations, tuple(made))


def _configuration(value: Any) -> Configuration:
    try:
        tests = count([value]) or None
    except (CelError, UnknownValueError, AttributeError):
        tests = None
    serverless = member(value, "ServerlessConfig")
    name = text(member(value, "InstanceType"))
    if isinstance(serverless, dict) and name is None:
        memory = number(serverless.get("MemorySizeInMB"))
        name = f"serverless, {memory} MB" if memory else "serverless"
    ranges = member(value, "EnvironmentParameterRanges", "CategoricalParameterRanges")
    known = [_range(it) for it in ranges] if isinstance(ranges, list) else []
    return Configuration(name, not isinstance(serverless, dict), tuple(known), tests)


def _range(value: Any) -> tuple[str, int | None]:
    values = member(value, "Value")
    return text(member(value, "Name")) or "…", len(values) if isinstance(values, list) else None
