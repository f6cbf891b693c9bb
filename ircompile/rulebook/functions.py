"""The functions that rules can call: instance types, ARNs, regions, traffic, tests. Few, pure, documented.

Expressions of the rule language call them with plain values. An argument whose type is not that of the annotation, or
a value that a function can't read, is an error there. docs/rule-language.md lists them.
"""

from __future__ import annotations

from ircompile.findings.values import UNKNOWN
from ircompile.rulebook.cel.values import CelError, UnknownValueError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final

    from ircompile.model.model import Model

SECONDS_A_MINUTE: Final = 60


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
        raise UnknownValueError
    raise CelError("a phase that lacks a number")


def tests(configurations: list) -> int:  # type: ignore[type-arg]  # as above
    """The load tests that EndpointConfigurations ask for: one for every combination of the values of their ranges.

    Raises:
        UnknownValueError: A part of a configuration is faulty.
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
        raise UnknownValueError from None
    return total


def functions_of(model: Model) -> dict[str, Callable[..., Any]]:
    """Return the functions by the names that expressions use; some look into the tables of the model."""
    instances = model.instances
    return {
        "family": instances.family,
        "architecture": instances.architecture,
        "accelerator": instances.accelerator,
        "localStorage": instances.local_storage,
        "previousGeneration": instances.previous_generation,
        "newerThanReference": instances.newer_than_reference,
        "arn": arn,
        "isArn": is_arn,
        "before": before,
        "partition": instances.partition,
        "nearestRegion": instances.nearest_region,
        "usersAtEnd": users_at_end,
        "tests": tests,
    }
