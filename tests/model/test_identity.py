"""List elements are told apart by the members that the guides name, or by their content."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from ircompile.model.identity import identity_path
from ircompile.model.model import SHIPPED
from ircompile.model.shapes import request_shape

if TYPE_CHECKING:
    from ircompile.findings.values import Path

JOB: dict[str, Any] = {
    "Tags": [{"Value": "b", "Key": "a"}, {"Value": "b", "key": "a"}, "text"],
    "InputConfig": {
        "EndpointConfigurations": [{"ServerlessConfig": {"MaxConcurrency": 1}}, {"InstanceType": "ml.c5.large"}],
        "TrafficPattern": {"Phases": [{"SpawnRate": 2, "InitialNumberOfUsers": 1, "x": 3, "DurationInSeconds": []}]},
        "VpcConfig": {"Subnets": ["subnet-1"]},
    },
}
CONFIGURATIONS: Path = ("InputConfig", "EndpointConfigurations")
PHASE: Path = ("InputConfig", "TrafficPattern", "Phases", 0)
IDENTIFIED: list[tuple[Path, Path]] = [
    (("JobName",), ("JobName",)),
    (("Tags", 0, "Value"), ("Tags", "Key=a", "Value")),
    (("Tags", 1), ("Tags", "Value=b")),
    (("Tags", 2), ("Tags", "text")),
    (("Tags", 3), ("Tags", 3)),
    (("x", 0), ("x", 0)),
    ((*CONFIGURATIONS, 0, "ServerlessConfig"), (*CONFIGURATIONS, "ServerlessConfig", "ServerlessConfig")),
    ((*CONFIGURATIONS, 1), (*CONFIGURATIONS, "InstanceType=ml.c5.large")),
    (PHASE, (*PHASE[:-1], "InitialNumberOfUsers=1,SpawnRate=2")),
    ((*PHASE, "SpawnRate"), (*PHASE[:-1], "InitialNumberOfUsers=1", "SpawnRate")),
    (("InputConfig", "VpcConfig", "Subnets", 0), ("InputConfig", "VpcConfig", "Subnets", "subnet-1")),
]


@pytest.mark.parametrize(("path", "expected"), IDENTIFIED)
def test_elements_are_known_by_their_identities(path: Path, expected: Path) -> None:
    assert identity_path(path, JOB, SHIPPED.request) == expected


def test_the_guides_name_members_of_elements_only() -> None:
    named = {shape.path: shape.identity for shape in SHIPPED.request.walk() if shape.identity}
    assert all(path.endswith("[*]") for path in named)
    assert all(set(shape.identity) <= shape.members.keys() for shape in SHIPPED.request.walk())
    structures = {shape.path for shape in SHIPPED.request.walk() if shape.path.endswith("[*]") and shape.members}
    assert structures - named.keys() == {"InputConfig.TrafficPattern.Phases[*]"}


def test_the_guides_name_fields_of_the_shipped_model_only() -> None:
    facts = json.loads(json.dumps(SHIPPED.facts))
    del facts["shapes"][facts["input"]]["members"]["JobName"]
    assert "JobName" not in request_shape(facts, ships=False).members
    with pytest.raises(ValueError, match=r"^guides\.yaml names fields that are not in the model: JobName$"):
        request_shape(facts, ships=True)
