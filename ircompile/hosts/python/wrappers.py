"""Calls that are given a request and send it later: tasks of flytekit, and of state machines in the AWS CDK."""

from __future__ import annotations

import re

from ircompile.hosts.python.values import Mapping, Scalar, Sequence, Value, below
from ircompile.sources.files import METHOD, STATE_ACTION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

TASK: Final = "SageMakerInferenceRecommenderJobTask"
"""The class of flytekit that makes a job, from the request in its argument `config`."""
WRAPPERS: Final = {"method": "config", "action": "parameters"}
"""The argument with the request, by the argument that names the operation: of `BotoConfig` and of `CallAwsService`."""
INTEGRATIONS: Final = (
    ("resource", "parameters"),
    ("Resource", "Parameters"),
    ("Resource", "Arguments"),
    ("Arn", "Input"),
)
"""Argument or key with the ARN of the operation, and with the request, in state machines and schedules."""
ENDING: Final = f":sagemaker:{STATE_ACTION}"
"""The end of the ARN."""
MAX_DEPTH: Final = 50
"""The most levels of a request that are gone through."""
JSON: Final = "json"
"""The kind of a `Mapping` that is the JSON of its item "value"."""


def wrapped(name: str, named: Mapping) -> Value | None:
    """Return the request that a call is given; None if it is given none.

    Args:
        name: The name of the function or class, without what is before its dot.
        named: Its named arguments.
    """
    if name == TASK:
        return named.items.get("config")
    for naming, given in WRAPPERS.items():
        operation = named.items.get(naming)
        if isinstance(operation, Scalar) and operation.value in (METHOD, STATE_ACTION):
            return named.items.get(given)
    return None


def integrated(values: list[Value]) -> list[Value]:
    """Return the requests of the tasks of state machines, and of the targets of schedules, among values and in them."""
    found = []
    for it in below(values):
        if not isinstance(it, Mapping):
            continue
        for naming, given in INTEGRATIONS:
            operation, request = it.items.get(naming), it.items.get(given)
            is_named = isinstance(operation, Scalar) and str(operation.value).split(".wait")[0].endswith(ENDING)
            if is_named and isinstance(request, Mapping):
                found.append(_looked_up(request.items.get("value", request) if request.kind == JSON else request))
    return found


def _looked_up(value: Value, depth: int = 0) -> Value:
    """Return a part of a request in which what is looked up when a state machine runs is unknown."""
    if isinstance(value, Scalar) and re.match(r"\{%|<aws\.scheduler", str(value.value)):
        return Value(value.span)
    if depth > MAX_DEPTH:
        return Value(value.span)
    if isinstance(value, Sequence) and value.items is not None:
        return Sequence(value.span, value.kind, [_looked_up(it, depth + 1) for it in value.items])
    if not (isinstance(value, Mapping) and value.kind == "dict"):
        return value
    found = Mapping(value.span, maybe={*value.maybe}, is_open=value.is_open)
    for key, it in value.items.items():
        is_path = isinstance(key, str) and key.endswith(".$")
        name = key[:-2] if is_path else key
        found.items[name] = Value(it.span) if is_path else _looked_up(it, depth + 1)
        if key in value.keys:
            found.keys[name] = value.keys[key]
    return found
