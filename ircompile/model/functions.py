"""What rules can ask about the domain: instance families, ARNs, regions, traffic, tests. Few, pure, documented.

The functions are called from expressions of the rule language; an argument of another type than its annotation, or a
value that a function can't read, is an error there. docs/rule-language.md lists them.
"""

from __future__ import annotations

from ircompile.built import module
from ircompile.cel.values import CelError, UnknownValue
from ircompile.tree import UNKNOWN
from ircompile.wording import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final

SECONDS_A_MINUTE: Final = 60


_tables = module("tables")


def family(instance: str) -> str:
    """The family of an instance type: "c5" of "ml.c5.xlarge"; "" of what is no instance type."""
    if instance in _tables.INSTANCES:
        name: str = _tables.INSTANCES[instance]
        return name
    parts = instance.split(".")
    return parts[1] if len(parts) == 3 and parts[0] == "ml" else ""  # noqa: PLR2004  ml, family and size


def _of_family(instance: str, key: str) -> Any:
    known = _tables.FAMILIES.get(_tables.INSTANCES.get(instance) or family(instance))
    return known and known.get(key)


def architecture(instance: str) -> str:
    """The processor: "x86_64", "arm64", "neuron" or "gaudi"; "" where it is not known."""
    return _of_family(instance, "architecture") or ""


def accelerator(instance: str) -> str:
    """What computes beside it: "nvidia", "neuron" or "gaudi"; "" where there is none, or it is not known."""
    return _of_family(instance, "accelerator") or ""


def local_storage(instance: str) -> bool:
    """Whether instances of this type are known to have disks of their own."""
    return bool(_of_family(instance, "storage"))


def previous_generation(instance: str) -> bool:
    """Whether newer families are known to replace that of this type."""
    return bool(_of_family(instance, "generation") == "previous")


def newer_than_reference(instance: str) -> bool:
    """Whether the service model lists a type that the AWS CLI reference does not."""
    if instance not in _tables.INSTANCES:
        return False
    known = _tables.FAMILIES.get(family(instance))
    return not known or bool(known.get("newer")) or instance == "ml.p5.4xlarge"


def arn(text: str) -> dict[str, str]:
    """The parts of an ARN: partition, service, region, account and resource; region and account may be "".

    Raises:
        CelError: The text is no ARN.
    """
    parts = text.split(":", 5)
    if len(parts) < 6 or parts[0] != "arn":  # noqa: PLR2004  what says that it is one, and the five below
        raise CelError("no ARN")
    _, partition_, service, region, account, resource = parts
    return {"partition": partition_, "service": service, "region": region, "account": account, "resource": resource}


def is_arn(text: str) -> bool:
    """Whether a text has the parts of an ARN."""
    return text.startswith("arn:") and text.count(":") >= 5  # noqa: PLR2004  what stands before the six parts


def before(items: list, index: int) -> list:  # type: ignore[type-arg]  # the rule language knows lists of one kind
    """The first `index` elements of a list."""
    return items[: max(index, 0)]


def partition(region: str) -> str:
    """The partition that a region is in, as botocore knows it; "" of an unknown region."""
    name: str = _tables.REGIONS.get(region, "")
    return name


def nearest_region(region: str) -> str:
    """The region that an unknown one probably stands for; "" where none is like it."""
    return nearest(region, _tables.REGIONS) or ""


def users_at_end(phase: dict) -> float:  # type: ignore[type-arg]  # the rule language knows maps of one kind
    """The users at the end of a phase: InitialNumberOfUsers + SpawnRate x minutes.

    Raises:
        CelError: One of the three members is missing, or is no integer.
    """
    initial, rate, seconds = map(phase.get, ("InitialNumberOfUsers", "SpawnRate", "DurationInSeconds"))
    if type(initial) is type(rate) is type(seconds) is int:
        added, rest = divmod(rate * seconds, SECONDS_A_MINUTE)
        return float(round(initial + added + rest / SECONDS_A_MINUTE, 2) if rest else initial + added)
    if UNKNOWN in (initial, rate, seconds):
        raise UnknownValue
    raise CelError("a phase that lacks a number")


def tests(configurations: list) -> int:  # type: ignore[type-arg]  # as above
    """The load tests that EndpointConfigurations ask for: one for every combination of the values of their ranges.

    Raises:
        UnknownValue: A part of a configuration is faulty.
    """
    try:
        total = 0
        for configuration in configurations:
            combinations = 1
            if ranges := configuration.get("EnvironmentParameterRanges"):
                for values in ranges.get("CategoricalParameterRanges", ()):
                    combinations *= len(values["Value"])
            total += combinations
    except (TypeError, KeyError, AttributeError):
        raise UnknownValue from None
    return total


FUNCTIONS: Final[dict[str, Callable[..., Any]]] = {
    "family": family,
    "architecture": architecture,
    "accelerator": accelerator,
    "localStorage": local_storage,
    "previousGeneration": previous_generation,
    "newerThanReference": newer_than_reference,
    "arn": arn,
    "isArn": is_arn,
    "before": before,
    "partition": partition,
    "nearestRegion": nearest_region,
    "usersAtEnd": users_at_end,
    "tests": tests,
}
"""The functions by the names that expressions use."""
