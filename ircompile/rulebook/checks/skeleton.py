"""`skeleton-residue`: what `aws … --generate-cli-skeleton` leaves in members that nobody filled in.

A value that its member can't have is the shape check's to report. Here it is told from the company it keeps: several
empty values beside two members that exclude each other are an untouched skeleton, in which nothing is meant.
"""

from __future__ import annotations

from ircompile.findings.finding import Blame, Finding
from ircompile.model.shape_check import LEFT_OVER, left_over
from ircompile.rulebook.path import Route

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Final

    from ircompile.findings.values import Path
    from ircompile.model.shapes import Shape

FEW: Final = 3
MEANT: Final = ("JobDescription", "SpawnRate", "Tags[*].Value", "KmsKeyId", "VolumeKmsKeyId")
"""Members that people leave empty, or set to 0, on purpose."""
PAIRS: Final = (
    ("InputConfig.TrafficPattern", "Phases", "Stairs"),
    ("InputConfig", "ModelName", "ModelPackageVersionArn"),
    ("InputConfig.EndpointConfigurations[*]", "InstanceType", "ServerlessConfig"),
)
"""Members that exclude each other, and that the skeleton sets all the same."""


def skeleton(job: dict[str, Any], request: Shape) -> Iterator[Finding]:
    """A finding for every empty value of a request that looks like an untouched skeleton."""
    if not any(_has_both(job, *pair) for pair in PAIRS):
        return
    left = list(_left_over(job, request, ()))
    if len(left) < FEW:
        return
    for path, value, shape in left:
        yield Finding(
            "skeleton-residue",
            [Blame(path, "left over from a skeleton")],
            message=left_over(value, shape),
            help="fill it in, or remove the key",
            severity="warning",
        )


def _has_both(job: dict[str, Any], route: str, one: str, other: str) -> bool:
    found = Route.parse(route).values(job)
    return any(isinstance(value, dict) and one in value and other in value for _, value in found)


def _left_over(value: Any, shape: Shape, path: Path) -> Iterator[tuple[Path, Any, Shape]]:
    if isinstance(value, dict) and shape.kind == "structure":
        for name, item in value.items():
            if name in shape.members and name not in MEANT:
                yield from _left_over(item, shape.members[name], (*path, name))
    elif isinstance(value, list) and shape.element:
        for index, item in enumerate(value):
            yield from _left_over(item, shape.element, (*path, index))
    elif type(value) in (str, int) and value in LEFT_OVER and shape.path not in MEANT:
        yield path, value, shape
