"""The small classes of the SageMaker Python SDK that hold a part of a request."""

from __future__ import annotations

from ircompile.hosts.python.texts import as_value, parts_of
from ircompile.hosts.python.values import Mapping, Scalar, Sequence, Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.hosts.python.values import Arguments, Span

PARTS: dict[str, dict[str, str]] = {
    "Phase": {
        "duration_in_seconds": "DurationInSeconds",
        "initial_number_of_users": "InitialNumberOfUsers",
        "spawn_rate": "SpawnRate",
    },
    "ModelLatencyThreshold": {
        "percentile": "Percentile",
        "value_in_milliseconds": "ValueInMilliseconds",
    },
}
"""The classes whose attribute `to_json` is a part of a request: the member of each parameter, in order."""
RANGE = "CategoricalParameter"
"""The class whose attribute `values` has texts."""


def bound(names: list[str], arguments: Arguments) -> dict[str, Value] | None:
    """Return the argument of each parameter that has one; None if a call of this signature is an error."""
    positional, named = arguments
    given = dict(zip(names, positional, strict=False))
    is_wrong = len(positional) > len(names) or any(it in given or it not in names for it in named)
    return None if is_wrong else {**given, **named}


def instance(span: Span, name: str, arguments: Arguments) -> Mapping | None:
    """Return a new object of one of the classes, without attributes if the call is an error; None if it is unknown."""
    if name == RANGE:
        given = bound(["values"], arguments)
        return Mapping(span, {"values": _texts(span, given["values"])}, kind=name) if given else None
    members = PARTS[name]
    given = bound([*members], arguments)
    if given is None or len(given) < len(members):
        return Mapping(span, kind=name)
    part = Mapping(span, {member: given[parameter] for parameter, member in members.items()})
    return Mapping(span, {"to_json": part}, kind=name)


def _texts(span: Span, values: Value) -> Value:
    """Return the list of texts that `CategoricalParameter` makes of values, or of a single one."""
    if type(values) is Value or (not isinstance(values, (Scalar, Sequence)) and parts_of(values) is None):
        return Value(span)
    several = values.items if isinstance(values, Sequence) and values.kind == "list" else [values]
    return Sequence(span, "list", None if several is None else [_text(it) for it in several])


def _text(value: Value) -> Value:
    if parts_of(value) is not None:
        return value
    return as_value(value.span, lambda: str(value.value)) if isinstance(value, Scalar) else Value(value.span)
