"""botocore's validation of a request before it is sent: members, types and minima, nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from ircompile.syntax.command_line.error import CommandError
from ircompile.syntax.command_line.options import INPUTS, option_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any, Literal

    from ircompile.findings.values import Path
    from ircompile.model.shapes import Shape
    from ircompile.syntax.command_line.argparse_layer import Given

    Kind = Literal["missing", "unknown", "type", "length", "range"]

TYPES: dict[str, tuple[type, ...]] = {
    "structure": (dict,),
    "list": (list, tuple),
    "string": (str,),
    "integer": (int,),
    "other": (object,),
}
"""The Python types that botocore accepts for each kind of shape; a bool is an int."""

AWS: dict[Kind, str] = {
    "missing": 'Missing required parameter in {path}: "{key}"',
    "unknown": 'Unknown parameter in {path}: "{key}", must be one of: {known}',
    "type": "Invalid type for parameter {path}, value: {value}, type: {is_type}, valid types: {valid_types}",
    "length": "Invalid length for parameter {path}, value: {value}, valid min length: {minimum}",
    "range": "Invalid value for parameter {path}, value: {value}, valid min value: {minimum}",
}
PLAIN: dict[Kind, str] = {
    "missing": "{path} has no {key}, which is required",
    "unknown": "unknown member {key!r} in {path}; its members are {known}",
    "type": "{path} must be of type {wanted}, not {is_type.__name__}",
    "length": "{path} has length {value}, but the minimum is {minimum}",
    "range": "{path} is {value}, but the minimum is {minimum}",
}


@dataclass(frozen=True, slots=True)
class Violation:
    """A reason for which botocore refuses a request; its str is a message for people.

    Attributes:
        kind: The kind of violation.
        path: The path to the value.
        details: What the messages of the kind name besides the path.
    """

    kind: Kind
    path: Path
    details: Mapping[str, Any]

    @property
    def aws(self) -> str:
        """Botocore's own message, with the whole value."""
        return AWS[self.kind].format(path=dotted(self.path) or "input", **self.details)

    def __str__(self) -> str:
        return PLAIN[self.kind].format(path=dotted(self.path) or "the request", **self.details)


def dotted(path: Path) -> str:
    """Return a path as botocore writes it: "InputConfig.Endpoints[0].EndpointName"."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


def validate(value: Any, shape: Shape, path: Path = ()) -> Iterator[Violation]:
    """Yield the violations of a value in botocore's order; below a value of a wrong type, there are none."""
    fits = isinstance(value, TYPES[shape.kind])
    if not fits:
        valid = ", ".join(map(str, TYPES[shape.kind]))
        details = {"value": value, "wanted": shape.kind, "is_type": type(value), "valid_types": valid}
        yield Violation("type", path, details)
    elif shape.kind == "structure":
        yield from _validate_members(value, shape, path)
    elif shape.kind == "integer":
        if shape.minimum is not None and value < shape.minimum:
            yield Violation("range", path, {"value": value, "minimum": shape.minimum})
    else:
        if shape.minimum is not None and len(value) < shape.minimum:
            yield Violation("length", path, {"value": len(value), "minimum": shape.minimum})
        if shape.element is not None:
            for index, item in enumerate(value):
                yield from validate(item, shape.element, (*path, index))


def _validate_members(value: dict[Any, Any], shape: Shape, path: Path) -> Iterator[Violation]:
    """Yield the violations of a structure: missing members, unknown members, then those of its members."""
    for key in shape.required:
        if key not in value:
            yield Violation("missing", path, {"key": key})
    for key in value:
        if key not in shape.members:
            yield Violation("unknown", path, {"key": key, "known": ", ".join(shape.members)})
    for key, member in value.items():
        if key in shape.members:
            yield from validate(member, shape.members[key], (*path, key))


def check_request(parameters: Mapping[Any, Any], own: Mapping[str, Given], request: Shape, end: int) -> None:
    """Raise an error if the client would refuse a request.

    Args:
        parameters: The request; from a document, it may have keys of any type.
        own: The options that it comes from.
        request: Its shape.
        end: The length of argv.

    Raises:
        CommandError: Of kind "validation", with all violations; "exception" if the client can't be called with it.
    """
    document = next((own[option].value_index for option in INPUTS if option in own), end)
    for key in parameters:  # the CLI passes them as keyword arguments
        if not isinstance(key, str) or key == "self":
            what = "self" if key == "self" else f"of type {type(key).__name__}"
            raise CommandError("exception", f"the request can't have a member {what}", document)
    violations = list(validate(parameters, request))
    if not violations:
        return
    option = own.get(option_name(str(violations[0].path[0]))) if violations[0].path else None
    try:
        message = "the request would not be sent: " + "; ".join(map(str, violations))
    except ValueError as error:  # an integer too long for Python to print
        raise CommandError("exception", f"the request can't be checked: {error}", document, error) from None
    raise CommandError("validation", message, option.value_index if option else document, _Report(violations))


class _Report:
    """botocore's message for violations, built only if its str is needed."""

    def __init__(self, violations: Sequence[Violation]) -> None:
        self._violations = violations

    def __str__(self) -> str:
        return "\n".join(["Parameter validation failed:", *(violation.aws for violation in self._violations)])
