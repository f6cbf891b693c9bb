"""Contestants that find all errors of shape in the requests of a JSON file, one request a call.

The requests differ, so that contestants that cache values gain nothing from seeing the same one again.
"""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def read(file: str) -> Any:
    """Return the content of a JSON file."""
    return json.loads(Path(file).read_text("utf-8"))


def each(file: str, check: Callable[[Any], object]) -> Callable[[], object]:
    """Return a function that checks the next request of a file on every call."""
    requests = itertools.cycle(read(file))
    return lambda: check(next(requests))


def ircompile(file: str) -> Callable[[], object]:
    """Run the checker that is generated from the service model."""
    from ircompile.package import module

    return each(file, module("checker").violations)


def jsonschema(file: str, schema: str) -> Callable[[], object]:
    """Validate against our JSON Schema with the reference implementation."""
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(read(schema))
    return each(file, lambda request: list(validator.iter_errors(request)))


def botocore(file: str) -> Callable[[], object]:
    """Check what the AWS CLI checks: required and unknown members, types and minima; no enums, patterns or maxima."""
    from botocore.loaders import Loader
    from botocore.model import ServiceModel
    from botocore.validate import ParamValidator

    model = ServiceModel(Loader().load_service_model("sagemaker", "service-2"))
    shape = model.operation_model("CreateInferenceRecommendationsJob").input_shape
    validator = ParamValidator()
    return each(file, lambda request: validator.validate(request, shape))
