"""Who checks the shape of a request, and finds all faults of it: the request is that of a JSON file."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def _read(file: str) -> Any:
    return json.loads(Path(file).read_text("utf-8"))


def ircompile(file: str) -> Callable[[], object]:
    """The checker that is generated from the service model."""
    from ircompile.built import module

    return partial(module("checker").faults, _read(file))


def jsonschema(file: str, schema: str) -> Callable[[], object]:
    """Our JSON Schema, by the reference implementation."""
    from jsonschema import Draft202012Validator

    validator, request = Draft202012Validator(_read(schema)), _read(file)
    return lambda: list(validator.iter_errors(request))


def botocore(file: str) -> Callable[[], object]:
    """What the AWS CLI checks: required and unknown members, types and minima; no enum, no pattern, no maximum."""
    from botocore.loaders import Loader
    from botocore.model import ServiceModel
    from botocore.validate import ParamValidator

    model = ServiceModel(Loader().load_service_model("sagemaker", "service-2"))
    shape = model.operation_model("CreateInferenceRecommendationsJob").input_shape
    return partial(ParamValidator().validate, _read(file), shape)
