"""Who checks the shape of requests, and finds all faults of each: one after the other of those in a JSON file.

No two are alike: what remembers values that it has seen would otherwise never do its work.
"""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def read(file: str) -> Any:
    """What a JSON file holds."""
    return json.loads(Path(file).read_text("utf-8"))


def each(file: str, check: Callable[[Any], object]) -> Callable[[], object]:
    """What checks the next request of a file whenever it is called."""
    requests = itertools.cycle(read(file))
    return lambda: check(next(requests))


def ircompile(file: str) -> Callable[[], object]:
    """The checker that is generated from the service model."""
    from ircompile.package import module

    return each(file, module("checker").violations)


def jsonschema(file: str, schema: str) -> Callable[[], object]:
    """Our JSON Schema, by the reference implementation."""
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(read(schema))
    return each(file, lambda request: list(validator.iter_errors(request)))


def botocore(file: str) -> Callable[[], object]:
    """What the AWS CLI checks: required and unknown members, types and minima; no enum, no pattern, no maximum."""
    from botocore.loaders import Loader
    from botocore.model import ServiceModel
    from botocore.validate import ParamValidator

    model = ServiceModel(Loader().load_service_model("sagemaker", "service-2"))
    shape = model.operation_model("CreateInferenceRecommendationsJob").input_shape
    validator = ParamValidator()
    return each(file, lambda request: validator.validate(request, shape))
