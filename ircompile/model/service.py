"""Service models: the bare facts of our operation in a `service-2.json`, the form in which botocore has them."""

from __future__ import annotations

import json
import re

from ircompile.findings.errors import UserError
from ircompile.model.patterns import ASCII, compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

OPERATION: Final = "CreateInferenceRecommendationsJob"
KEPT: Final = {"type": str, "required": list, "min": int, "max": int, "pattern": str, "enum": list}
"""What is kept of a shape, and what it must be."""
LONGEST: Final = 2**26
"""Bytes of a service model; that of SageMaker has two millions."""


class ModelError(UserError):
    """A service model that can't be used; the message is for people."""


def read_facts(file: str) -> dict[str, Any]:
    """The facts in a file.

    Raises:
        ModelError: It can't be read, or is no service model with our operation.
    """
    from ircompile.sources.files import UnreadableFileError, read_bytes

    try:
        return facts(json.loads(read_bytes(file, LONGEST, raised_by="")))
    except UnreadableFileError as error:
        raise ModelError(f"the service model can't be read: {error}", file) from None
    except ModelError as error:
        raise ModelError(error.message, file) from None
    except (ValueError, RecursionError) as error:
        raise ModelError(f"no service model, since it is no JSON: {error}", file) from None


def facts(model: Any) -> dict[str, Any]:
    """The facts of a service model: our operation, its input, and the shapes below that.

    Left out is every documentation text.

    Raises:
        ModelError: It is none, or does not have the operation.
    """
    try:
        if OPERATION not in model["operations"]:
            raise ModelError(f"the service model has no operation {OPERATION}")
        root = model["operations"][OPERATION]["input"]["shape"]
        return {"operation": OPERATION, "input": root, "shapes": reachable(model["shapes"], root)}
    except (KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"no service model, it lacks what botocore needs: {error}") from None


def reachable(shapes: dict[str, Any], root: str, above: tuple[str, ...] = ()) -> dict[str, Any]:
    """The bare facts of `root` and of every shape below it, in the order in which a reader meets them."""
    found: dict[str, Any] = {}
    waiting: list[tuple[str, tuple[str, ...]]] = [(root, above)]
    while waiting:
        name, above = waiting.pop(0)
        if name in above:
            raise ModelError(f"the shape {name} holds itself, and no request of ours does")
        if name in found:
            continue
        found[name] = _bare(name, shapes[name])
        below = [*found[name].get("members", {}).values(), *filter(None, [found[name].get("member")])]
        waiting.extend((one, (*above, name)) for one in below)
    return found


def _bare(name: str, shape: dict[str, Any]) -> dict[str, Any]:
    """What is kept of one shape."""
    kept = {key: shape[key] for key in KEPT if key in shape}
    for key, value in kept.items():
        if not isinstance(value, KEPT[key]) and not (key in ("min", "max") and isinstance(value, float)):
            raise ModelError(f"no service model: `{key}` of the shape {name} is {value!r}")
    try:
        compiled(kept.get("pattern", ""), ASCII)
    except re.error as error:
        raise ModelError(f"the pattern of the shape {name} can't be read: {error}") from None
    if "members" in shape:
        kept["members"] = {member: ref["shape"] for member, ref in shape["members"].items()}
    if "member" in shape:
        kept["member"] = shape["member"]["shape"]
    return kept
