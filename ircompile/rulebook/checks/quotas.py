"""`quota-exceeded`: jobs that need more instances at a time than the quotas of the account in the configuration."""

from __future__ import annotations

from ircompile.findings.finding import Blame, Finding
from ircompile.findings.messages import counted
from ircompile.findings.values import found
from ircompile.rulebook.cel.values import UnknownValueError
from ircompile.rulebook.functions import tests

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any, Final

    from ircompile.findings.values import Path

CONFIGURATIONS: Final = ("InputConfig", "EndpointConfigurations")
SUPPORTED: Final = ("InputConfig", "ContainerConfig", "SupportedInstanceTypes")
PARALLEL: Final = ("InputConfig", "ResourceLimit", "MaxParallelOfTests")
TOTAL: Final = ("InputConfig", "ResourceLimit", "MaxNumberOfTests")


def exceeded_quotas(job: dict[str, Any], quotas: Mapping[str, int]) -> Iterator[Finding]:
    """Yield a finding for each instance type of which a job may need more instances at a time than there may be.

    Args:
        job: The request as rules see it.
        quotas: How many instances of a type the account may have, by the type's name.
    """
    parallel = found(job, PARALLEL)
    limit = parallel if type(parallel) is int else 1  # how many tests run at a time by default is not documented
    total = found(job, TOTAL)
    if type(total) is int:
        limit = min(limit, total)
    for instance, quota in quotas.items():
        places: list[Path] = [(*CONFIGURATIONS, number, "InstanceType") for number in _configurations(job, instance)]
        needed = min(_tests(job, instance), limit)
        if needed > quota:
            yield _too_many(instance, quota, needed, places, has_limit=type(parallel) is int)
        if quota == 0:
            for number, supported in enumerate(_list(job, SUPPORTED)):
                if supported == instance:
                    yield _too_many(instance, quota, 1, [(*SUPPORTED, number)], has_limit=False)


def _too_many(instance: str, quota: int, needed: int, places: list[Path], *, has_limit: bool) -> Finding:
    """Return the finding for an instance type.

    Args:
        instance: The type.
        quota: How many instances the account may have.
        needed: How many the job needs at a time.
        places: The paths of the type in the job.
        has_limit: Whether the job sets MaxParallelOfTests, which could be lowered.
    """
    can_lower = has_limit and quota > 0
    blames = [Blame(place, f"the quota is {quota}") for place in places]
    advice = f"lower `MaxParallelOfTests` to {quota}" if can_lower else "use another type"
    return Finding(
        "quota-exceeded",
        [Blame(PARALLEL, f"must be at most {quota}"), *blames] if can_lower else blames,
        message=f"the job needs {counted(needed, 'instance')} of `{instance}` at a time, but the quota is {quota}",
        help=f"{advice}, or request a higher quota and set it under `[quotas]` in the configuration",
    )


def _configurations(job: dict[str, Any], instance: str) -> list[int]:
    """Return the indexes of the endpoint configurations with an instance type."""
    configurations = enumerate(_list(job, CONFIGURATIONS))
    return [number for number, it in configurations if isinstance(it, dict) and it.get("InstanceType") == instance]


def _tests(job: dict[str, Any], instance: str) -> int:
    """Return how many load tests are of an instance type; one for each configuration with unknown values."""
    number = 0
    for index in _configurations(job, instance):
        try:
            number += tests([_list(job, CONFIGURATIONS)[index]])
        except UnknownValueError:
            number += 1
    return number


def _list(job: dict[str, Any], path: Path) -> list[Any]:
    value = found(job, path)
    return value if isinstance(value, list) else []
