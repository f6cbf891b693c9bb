"""Service models: the facts of the operation in a `service-2.json`, the file format of botocore."""

from __future__ import annotations

import json
import re

from ircompile.findings.errors import UserError
from ircompile.model.patterns import ASCII, compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Final

OPERATION: Final = "CreateInferenceRecommendationsJob"
ANSWERING: Final = "DescribeInferenceRecommendationsJob"
"""The operation whose answer has the members of the request, and others."""
KEPT: Final = {"type": str, "required": list, "min": int, "max": int, "pattern": str, "enum": list}
"""The keys of a shape that are kept, and their types."""
MAX_BYTES: Final = 2**26
"""The size of a service model; that of SageMaker has two million bytes."""
MAX_DEPTH: Final = 30
"""The most shapes in each other; the request has six."""
MAX_MEMBERS: Final = 10_000
"""The most members of a request, of each shape as often as it is used; the request has some hundred."""


class ModelError(UserError):
    """Raised when a service model can't be used."""


def read_facts(file: str) -> dict[str, Any]:
    """Return the facts of a service model file.

    Raises:
        ModelError: It can't be read, or isn't a service model with the operation.
    """
    from ircompile.sources.files import UnreadableFileError, read_bytes

    try:
        return facts(json.loads(read_bytes(file, MAX_BYTES, raised_by="")))
    except UnreadableFileError as error:
        raise ModelError(f"the service model can't be read: {error}", file) from None
    except ModelError as error:
        raise ModelError(error.message, file) from None
    except RecursionError:
        raise ModelError("the service model is nested too deeply", file) from None
    except ValueError as error:
        raise ModelError(f"the service model is not JSON: {error}", file) from None


def facts(model: Any) -> dict[str, Any]:
    """Return the facts of a service model: the operation, its input and the shapes below that, without documentation.

    Raises:
        ModelError: The value isn't a service model with the operation.
    """
    try:
        if OPERATION not in model["operations"]:
            raise ModelError(f"the service model has no operation {OPERATION}")
        root = model["operations"][OPERATION]["input"]["shape"]
        shapes = reachable(model["shapes"], root)
        _check_bounds(shapes, root)
        answer = model["operations"].get(ANSWERING, {}).get("output", {}).get("shape", root)
        return {
            "operation": OPERATION,
            "input": root,
            "only_in_answer": list(_only_in(model["shapes"], answer, root)),
            "only_in_request": list(_only_in(model["shapes"], root, answer)),
            "shapes": shapes,
        }
    except (KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"this is not a service model of botocore: {error}") from None


def _only_in(shapes: dict[str, Any], name: str, other: str, path: str = "") -> Iterator[str]:
    """Yield the paths of the members that a shape has and another one has not."""
    shape, twin = shapes[name], shapes[other]
    for member, below in shape.get("members", {}).items():
        below_path = f"{path}.{member}" if path else member
        if member not in twin.get("members", {}):
            yield below_path
        else:
            yield from _only_in(shapes, below["shape"], twin["members"][member]["shape"], below_path)
    if "member" in shape and "member" in twin:
        yield from _only_in(shapes, shape["member"]["shape"], twin["member"]["shape"], f"{path}[*]")


def reachable(shapes: dict[str, Any], root: str) -> dict[str, Any]:
    """Return the facts of `root` and of every shape below it, breadth first.

    Raises:
        ModelError: A shape isn't valid.
    """
    found: dict[str, Any] = {}
    level = [root]
    while level:
        found |= {name: _bare(name, shapes[name]) for name in level if name not in found}
        level = [*dict.fromkeys(it for name in level for it in _below(found[name]) if it not in found)]
    return found


def _below(shape: dict[str, Any]) -> list[str]:
    """Return the names of the shapes of the members and elements of a shape, which is one of `reachable`."""
    return [*shape.get("members", {}).values(), *filter(None, [shape.get("member")])]


def _check_bounds(shapes: dict[str, Any], root: str) -> None:
    """Check that a request can be written down member by member; `shapes` are those of `reachable`.

    Raises:
        ModelError: A shape contains itself, or the request has too many members or levels.
    """
    found: dict[str, tuple[int, int]] = {}

    def measure(name: str, above: tuple[str, ...]) -> tuple[int, int]:
        """Return the numbers of members and levels of a shape."""
        if name in above:
            raise ModelError(f"the shape {name} contains itself")
        if name not in found and len(above) <= MAX_DEPTH:
            below = [measure(it, (*above, name)) for it in _below(shapes[name])]
            found[name] = 1 + sum(it[0] for it in below), 1 + max((it[1] for it in below), default=0)
        members, levels = found.get(name, (0, 1))
        if len(above) + levels > MAX_DEPTH:
            raise ModelError(f"the request has more than {MAX_DEPTH} levels; this limit is fixed")
        if members > MAX_MEMBERS:
            raise ModelError(f"the request has more than {MAX_MEMBERS} members; this limit is fixed")
        return members, levels

    measure(root, ())


def _bare(name: str, shape: dict[str, Any]) -> dict[str, Any]:
    """Return the facts of one shape."""
    kept = {"type": shape["type"]} | {key: shape[key] for key in KEPT if key in shape}
    for key, value in kept.items():
        if not isinstance(value, KEPT[key]) and not (key in ("min", "max") and isinstance(value, float)):
            raise ModelError(f"invalid service model: `{key}` of the shape {name} is {value!r}")
    try:
        compiled(kept.get("pattern", ""), ASCII)
    except re.error as error:
        raise ModelError(f"the pattern of the shape {name} can't be read: {error}") from None
    if "members" in shape:
        kept["members"] = {member: ref["shape"] for member, ref in shape["members"].items()}
    if "member" in shape:
        kept["member"] = shape["member"]["shape"]
    return kept
