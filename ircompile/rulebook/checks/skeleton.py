"""`skeleton-residue`: values of `aws … --generate-cli-skeleton` that were not filled in.

The shape check reports those that their members can't have. This check reports valid ones where the whole request looks
like an untouched skeleton: it has several empty values, and two members that exclude each other.
"""

from __future__ import annotations

from ircompile.findings.finding import Blame, Finding
from ircompile.findings.values import MAYBE
from ircompile.model.shape_check import LEFT_OVER, left_over
from ircompile.rulebook.path import RulePath

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Final

    from ircompile.findings.values import Path
    from ircompile.model.shapes import Shape

MIN_LEFT_OVER: Final = 3
"""The fewest empty values for which a request is taken for an untouched skeleton."""
OFTEN_EMPTY: Final = ("JobDescription", "SpawnRate", "Tags[*].Value", "KmsKeyId", "VolumeKmsKeyId")
"""Members that people leave empty, or set to 0, on purpose."""
EXCLUSIVE_MEMBERS: Final = (
    (RulePath.parse("InputConfig.TrafficPattern"), "Phases", "Stairs"),
    (RulePath.parse("InputConfig"), "ModelName", "ModelPackageVersionArn"),
    (RulePath.parse("InputConfig.EndpointConfigurations[*]"), "InstanceType", "ServerlessConfig"),
)
"""Structures with two members that exclude each other, both of which the skeleton sets."""


def skeleton(job: dict[str, Any], request: Shape) -> Iterator[Finding]:
    """Yield a finding for each empty value of a request that looks like an untouched skeleton."""
    if not any(_has_both(job, *pair) for pair in EXCLUSIVE_MEMBERS):
        return
    left = list(_values_left_over(job, request, ()))
    if len(left) < MIN_LEFT_OVER:
        return
    for path, value, shape in left:
        yield Finding(
            "skeleton-residue",
            [Blame(path, "left over from a skeleton")],
            message=left_over(value, shape),
            help="fill it in, or remove the key",
            severity="warning",
        )


def _has_both(job: dict[str, Any], structure: RulePath, one: str, other: str) -> bool:
    found = (value for _, value in structure.values(job) if isinstance(value, dict))
    return any(MAYBE not in (value.get(one, MAYBE), value.get(other, MAYBE)) for value in found)


def _values_left_over(value: Any, shape: Shape, path: Path) -> Iterator[tuple[Path, Any, Shape]]:
    """Yield the values that may be left over from a skeleton, with their paths and shapes."""
    if isinstance(value, dict) and shape.kind == "structure":
        for name, item in value.items():
            if name in shape.members and name not in OFTEN_EMPTY:
                yield from _values_left_over(item, shape.members[name], (*path, name))
    elif isinstance(value, list) and shape.element:
        for index, item in enumerate(value):
            yield from _values_left_over(item, shape.element, (*path, index))
    elif type(value) in (str, int) and value in LEFT_OVER and shape.path not in OFTEN_EMPTY:
        yield path, value, shape
