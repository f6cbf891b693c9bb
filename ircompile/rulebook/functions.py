"""The functions that rules can call, listed in docs/rule-language.md: instance types, ARNs, regions, traffic, tests.

Their arguments and results are plain values. An argument of another type than its annotation's is an error of the
expression.
"""

from __future__ import annotations

from ircompile.findings.values import UNKNOWN, PartialText, Unknown
from ircompile.rulebook.cel.values import CelError, UnknownValueError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final

    from ircompile.model.model import Model

SECONDS_A_MINUTE: Final = 60


ARN: Final = ("arn", "partition", "service", "region", "account", "resource")
"""The parts of an ARN, between which there are colons."""
COLONS: Final = len(ARN) - 1


def arn(text: str | PartialText) -> dict[str, Any]:
    """Return the parts of an ARN: partition, service, region, account and resource; region and account may be "".

    Those of a text that is only partly known are known up to its first gap.

    Raises:
        CelError: The text is not an ARN.
        UnknownValueError: It may be one or not.
    """
    if not is_arn(text):
        raise CelError("not an ARN")
    if isinstance(text, str):  # written out, since every clean job asks for it
        _, partition, service, region, account, resource = text.split(":", COLONS)
        return {"partition": partition, "service": service, "region": region, "account": account, "resource": resource}
    _, *known = (text.parts[0] or "").split(":", COLONS)[:-1]
    return {**dict.fromkeys(ARN[1:], UNKNOWN), **dict(zip(ARN[1:], known, strict=False))}


def is_arn(text: str | PartialText) -> bool:
    """Return whether a text has the parts of an ARN.

    Raises:
        UnknownValueError: It is only partly known, and may have them or not.
    """
    if isinstance(text, str):
        return text.startswith("arn:") and text.count(":") >= COLONS
    known = text.parts[0] or ""
    if known.startswith("arn:") and text.known.count(":") >= COLONS:
        return True
    if "arn:".startswith(known[: len("arn:")]):
        raise UnknownValueError
    return False


def before(items: list, index: int) -> list:  # type: ignore[type-arg]  # the rule language knows lists of one kind
    """Return the first `index` elements of a list."""
    return items[: max(index, 0)]


def distinct(texts: list) -> list:  # type: ignore[type-arg]  # the rule language knows lists of one kind
    """Return the strings of a list without repetitions.

    Raises:
        UnknownValueError: One of them is unknown.
        CelError: One of them is not a string.
    """
    if any(isinstance(text, Unknown) for text in texts):
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
