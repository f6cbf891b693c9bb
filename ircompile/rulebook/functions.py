"""The functions that rules can call, listed in docs/rule-language.md: instance types, ARNs, regions, traffic, tests.

Their arguments and results are plain values. An argument of another type than its annotation's is an error of the
expression.
"""

from __future__ import annotations

from ircompile.findings.values import UNKNOWN, Unknown
from ircompile.rulebook.cel.values import CelError, UnknownValueError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final

    from ircompile.model.model import Model

SECONDS_A_MINUTE: Final = 60


def arn(text: str) -> dict[str, str]:
    """Return the parts of an ARN: partition, service, region, account and resource; region and account may be "".

    Raises:
        CelError: The text is not an ARN.
    """
    parts = text.split(":", 5)
    if len(parts) < 6 or parts[0] != "arn":  # noqa: PLR2004  "arn" and the five parts below
        raise CelError("not an ARN")
    _, partition, service, region, account, resource = parts
    return {"partition": partition, "service": service, "region": region, "account": account, "resource": resource}


def is_arn(text: str) -> bool:
    """Return whether a text has the parts of an ARN."""
    return text.startswith("arn:") and text.count(":") >= 5  # noqa: PLR2004  the colons between six parts


def before(items: list, index: int) -> list:  # type: ignore[type-arg]  # the rule language knows lists of one kind
    """Return the first `index` elements of a list."""
    return items[: max(index, 0)]


def distinct(texts: list) -> list:  # type: ignore[type-arg]  # the rule language knows lists of one kind
    """Return the strings of a list without repetitions.

    Raises:
        UnknownValueError: One of them is unknown.
        CelError: One of them is not a string.
    """
    if UNKNOWN in texts:
        raise UnknownValueError
    if not all(isinstance(text, str) for text in texts):
        raise CelError("`distinct` needs a list of strings")
    return list(dict.fromkeys(texts))


def users_at_end(phase: dict) -> float:  # type: ignore[type-arg]  # the rule language knows maps of one kind
    """Return the number of users at the end of a phase: InitialNumberOfUsers + SpawnRate x minutes.

    Raises:
        UnknownValueError: One of the three members is unknown.
        CelError: One of the three members is missing or not an integer.
    """
    initial, rate, seconds = map(phase.get, ("InitialNumberOfUsers", "SpawnRate", "DurationInSeconds"))
    if type(initial) is type(rate) is type(seconds) is int:
        added, rest = divmod(rate * seconds, SECONDS_A_MINUTE)
        return float(round(initial + added + rest / SECONDS_A_MINUTE, 2) if rest else initial + added)
    if any(isinstance(value, Unknown) for value in (initial, rate, seconds)):
        raise UnknownValueError
    raise CelError("a member of the phase is missing or is not an integer")


def tests(configurations: list) -> int:  # type: ignore[type-arg]  # as above
    """Return the number of load tests of EndpointConfigurations: one per combination of the values of their ranges.

    Raises:
        UnknownValueError: A configuration has a value of the wrong type, which the shape check has reported.
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
    """Return the functions by their names in expressions; some use the tables of the model."""
    instances = model.instances
    return {
        "family": instances.family,
        "architecture": instances.architecture,
        "accelerator": instances.accelerator,
        "localStorage": instances.local_storage,
        "previousGeneration": instances.previous_generation,
        "arn": arn,
        "isArn": is_arn,
        "before": before,
        "distinct": distinct,
        "partition": instances.partition,
        "nearestRegion": instances.nearest_region,
        "usersAtEnd": users_at_end,
        "tests": tests,
    }
