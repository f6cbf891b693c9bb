"""What botocore checks of a request before it is sent: members, types and minima, no more."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ircompile.model.shapes import Shape

TYPES: dict[str, tuple[type, ...]] = {
    "structure": (dict,),
    "list": (list, tuple),
    "string": (str,),
    "integer": (int,),
    "other": (object,),
}
"""The Python types that pass for each kind of shape; a bool passes for an integer."""

AWS = {
    "missing": 'Missing required parameter in {path}: "{key}"',
    "unknown": 'Unknown parameter in {path}: "{key}", must be one of: {known}',
    "type": "Invalid type for parameter {path}, value: {value}, type: {is_type}, valid types: {valid_types}",
    "length": "Invalid length for parameter {path}, value: {value}, valid min length: {minimum}",
    "range": "Invalid value for parameter {path}, value: {value}, valid min value: {minimum}",
}
PLAIN = {
    "missing": "{path} lacks {key}, which is required",
    "unknown": "{path} has no member {key!r}; it may have {known}",
    "type": "{path} must be of type {wanted}, not {is_type.__name__}",
    "length": "{path} has the length {value}, but must have at least {minimum}",
    "range": "{path} is {value}, but must be at least {minimum}",
}


class Fault:
    """One thing that botocore would refuse; `kind` is a key of `PLAIN`, `path` leads to the value.

    Its str is for people, `aws` is botocore's line.
    """

    __slots__ = ("details", "kind", "path")

    def __init__(self, kind: str, path: tuple[str | int, ...], **details: Any) -> None:
        self.kind = kind
        self.path = path
        self.details = details

    @property
    def aws(self) -> str:
        """Botocore's own line, the whole value included."""
        return AWS[self.kind].format(path=dotted(self.path) or "input", **self.details)

    def __str__(self) -> str:
        return PLAIN[self.kind].format(path=dotted(self.path) or "the request", **self.details)


def dotted(path: tuple[str | int, ...]) -> str:
    """A path as botocore writes it: "InputConfig.Endpoints[0].EndpointName"."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


def validate(value: Any, shape: Shape, path: tuple[str | int, ...] = ()) -> Iterator[Fault]:
    """What botocore would refuse of `value`, in its order; a wrong type hides what is below it."""
    fits = isinstance(value, TYPES[shape.kind])
    if not fits:
        valid = ", ".join(map(str, TYPES[shape.kind]))
        yield Fault("type", path, value=value, wanted=shape.kind, is_type=type(value), valid_types=valid)
    elif shape.kind == "structure":
        yield from _members(value, shape, path)
    elif shape.kind == "integer":
        if shape.minimum is not None and value < shape.minimum:
            yield Fault("range", path, value=value, minimum=shape.minimum)
    else:
        if shape.minimum is not None and len(value) < shape.minimum:
            yield Fault("length", path, value=len(value), minimum=shape.minimum)
        if shape.element is not None:
            for index, item in enumerate(value):
                yield from validate(item, shape.element, (*path, index))


def _members(value: dict[Any, Any], shape: Shape, path: tuple[str | int, ...]) -> Iterator[Fault]:
    """The faults of a structure: what it lacks, what it may not have, then those of its members."""
    for key in shape.required:
        if key not in value:
            yield Fault("missing", path, key=key)
    for key in value:
        if key not in shape.members:
            yield Fault("unknown", path, key=key, known=", ".join(shape.members))
    for key, member in value.items():
        if key in shape.members:
            yield from validate(member, shape.members[key], (*path, key))
