"""Calls that are given a request and send it later: tasks of flytekit, and of state machines in the AWS CDK."""

from __future__ import annotations

from ircompile.hosts.python.values import Scalar
from ircompile.sources.files import STATE_ACTION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from ircompile.hosts.python.values import Mapping, Value

METHOD: Final = "create_inference_recommendations_job"
TASK: Final = "SageMakerInferenceRecommenderJobTask"
"""The class of flytekit that makes a job, from the request in its argument `config`."""
WRAPPERS: Final = {"method": "config", "action": "parameters"}
"""The argument with the request, by the argument that names the operation: of `BotoConfig` and of `CallAwsService`."""


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
