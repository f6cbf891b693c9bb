"""Service models like the shipped one, and with changes."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from ircompile.model.model import SHIPPED

OPERATION = "CreateInferenceRecommendationsJob"
INPUT_SHAPE = f"{OPERATION}Request"


def service_2() -> Any:
    """Return the shipped facts in the form of a `service-2.json`, with documentation texts."""
    shapes = {}
    for name, facts in copy.deepcopy(SHIPPED.facts["shapes"]).items():
        shape = {**facts, "documentation": "<p>Text.</p>"}
        if "members" in facts:
            shape["members"] = {key: {"shape": ref, "documentation": "<p/>"} for key, ref in facts["members"].items()}
        if "member" in facts:
            shape["member"] = {"shape": facts["member"]}
        shapes[name] = shape
    operation = {"name": OPERATION, "input": {"shape": INPUT_SHAPE}}
    return {"version": "2.0", "metadata": {}, "operations": {OPERATION: operation}, "shapes": shapes}


def without(member: str, shape: str = "RecommendationJobInputConfig") -> Callable[[Any], None]:
    """Return a function that removes a member of a shape."""
    return lambda it: it["shapes"][shape]["members"].pop(member)


def newer(it: Any) -> None:
    """Add an instance type, and members of types that the shipped model does not have."""
    it["shapes"]["ProductionVariantInstanceType"]["enum"].append("ml.c99.large")
    it["shapes"]["Flag"] = {"type": "boolean"}
    it["shapes"]["Share"] = {"type": "double", "min": 0.5}
    it["shapes"][INPUT_SHAPE]["members"] |= {"DryRun": {"shape": "Flag"}, "Share": {"shape": "Share"}}
