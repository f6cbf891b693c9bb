"""What `right_size` of the SageMaker Python SDK refuses, or makes a request of that botocore refuses."""

from __future__ import annotations

from ircompile.findings.finding import Blame, Finding
from ircompile.findings.messages import shown
from ircompile.findings.suggestions import nearest
from ircompile.hosts.python.operators import truth
from ircompile.hosts.python.sdk_classes import PARTS, RANGE
from ircompile.hosts.python.values import Mapping, Scalar, Sequence, Text, Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ircompile.hosts.python.values import Span

TYPES = "instance_types"
OBJECTS = {"phases": "Phase", "model_latency_thresholds": "ModelLatencyThreshold"}
"""The arguments that are lists of objects, and the class of these."""
INSTEAD: dict[str, str] = {
    "job_type": "remove it: a job is Advanced if there are arguments for a load test, else Default",
    "role": "remove it: it is that of the model",
    "endpoint_configurations": "use `hyperparameter_ranges`",
    "traffic_pattern": "use `phases`",
    "stopping_conditions": "use `max_invocations` and `model_latency_thresholds`",
    "resource_limit": "use `max_tests` and `max_parallel_tests`",
}
"""What to do about arguments that members of a request, but not `right_size` have."""


class Faults:
    """Collects what is wrong with the arguments of a call.

    Args:
        span: The span of the call.
    """

    def __init__(self, span: Span) -> None:
        self.findings: list[Finding] = []
        self._span = span

    def _add(self, rule: str, span: Span, message: str, help: str, *notes: str) -> None:
        self.findings.append(Finding(rule, [Blame((), span=span)], message=message, help=help, notes=notes))

    def unknown(self, name: str, span: Span, parameters: Iterable[str]) -> None:
        """Report an argument that does not exist."""
        meant = nearest(name, parameters)
        advice = INSTEAD.get(name) or (f"use `{meant}`" if meant else "remove it")
        self._add("sdk-argument-unknown", span, f"`right_size` has no argument {shown(name)}", advice)

    def too_many(self, count: int, value: Value) -> None:
        """Report more positional arguments than there are parameters."""
        message = f"`right_size` takes at most {count} arguments"
        self._add("sdk-argument-unknown", value.span, message, "remove the others, or give them by name")

    def repeated(self, name: str, span: Span) -> None:
        """Report an argument that is given by its position, too."""
        message = f"`right_size` gets its argument `{name}` twice"
        self._add("sdk-argument-unknown", span, message, "remove one of the two")

    def missing(self, name: str, member: str, value: Value | None, *, is_doubtful: bool) -> None:
        """Report an argument without which the SDK sends None."""
        unless = " unless the class of the model says which" if is_doubtful else ""
        what = "is None" if value else "is not given"
        message = f"`{name}` {what}, so that `right_size` sends None as `{member}`{unless}"
        finding = Finding(
            "sdk-argument-missing",
            [Blame((), "" if value else f"without `{name}`", span=value.span if value else self._span)],
            message=message,
            help=f"give `{name}`",
            severity="warning" if is_doubtful else None,
        )
        self.findings.append(finding)

    def unused(self, name: str, other: str, span: Span) -> None:
        """Report an argument that has no effect without another one."""
        self._add(
            "sdk-argument-unused", span, f"`{name}` has no effect without `{other}`", f"add `{other}`, or remove it"
        )

    def _wrong(self, span: Span, message: str, help: str) -> Value:
        self._add("sdk-argument-type", span, message, help)
        return Value(span)

    def converted(self, arguments: dict[str, Value]) -> dict[str, Value]:
        """Return what the SDK sends for the arguments that it converts."""
        sent = {name: self._parts(name, arguments[name]) for name in OBJECTS}
        sent["hyperparameter_ranges"] = self._configurations(arguments["hyperparameter_ranges"])
        return sent

    def _elements(self, name: str, value: Value, of: str) -> list[Value] | None:
        """Return the elements of an argument that is a list; None if they are unknown or there are none."""
        if isinstance(value, Sequence):
            return value.items
        if truth(value) and isinstance(value, (Mapping, Scalar, Text)):
            self._wrong(value.span, f"`{name}` must be a list of {of}", f"write it as a list: `{name}=[...]`")
        return None

    def _parts(self, name: str, value: Value) -> Value:
        """Return the list of the parts of a request that objects hold."""
        if truth(value) is False:
            return value
        needed = OBJECTS[name]
        items = self._elements(name, value, f"`{needed}`")
        if items is None:
            return Value(value.span)
        found = [self._part(f"{name}[{number}]", it, needed) for number, it in enumerate(items)]
        return Sequence(value.span, "list", found)

    def _part(self, name: str, value: Value, needed: str) -> Value:
        if isinstance(value, Mapping) and value.kind in PARTS:
            if not (value.items or value.is_open):
                self._wrong(value.span, f"`{value.kind}` needs other arguments", _signature(value.kind))
            return value.items.get("to_json") or Value(value.span)
        if not _is_plain(value):
            return Value(value.span)
        return self._wrong(value.span, f"`{name}` must be a `{needed}`", _signature(needed))

    def _configurations(self, value: Value) -> Value:
        """Return the endpoint configurations for `hyperparameter_ranges`."""
        if truth(value) is False:
            return value
        items = self._elements("hyperparameter_ranges", value, "dictionaries")
        if items is None:
            return Value(value.span)
        found: list[Value] = []
        for number, it in enumerate(items):
            made = self._configurations_of(f"hyperparameter_ranges[{number}]", it)
            if made is None:
                return Value(value.span)
            found += made
        return Sequence(value.span, "list", found)

    def _configurations_of(self, name: str, value: Value) -> list[Value] | None:
        """Return an endpoint configuration for each instance type of some ranges; None if that is unknown."""
        if not (isinstance(value, Mapping) and value.kind == "dict"):
            if _is_plain(value):
                self._wrong(
                    value.span, f"`{name}` must be a dictionary", f"write it as `{{'{TYPES}': {RANGE}([...])}}`"
                )
            return None
        if value.is_open or value.maybe:
            return None
        if TYPES not in value.items:
            self._without_types(name, value)
            return None
        types = self._values(f"{name}['{TYPES}']", value.items[TYPES])
        ranges = [*self._ranges(name, value)]
        if not ranges:
            self._add(
                "sdk-ranges-empty",
                value.span,
                f"`{name}` has only `{TYPES}`, for which the SDK sends an empty list of ranges",
                "add a range of an environment variable, such as `'OMP_NUM_THREADS': CategoricalParameter(['1', '2'])`",
            )
        if types is None:
            return None
        several = Sequence(value.span, "list", [*ranges] or None)
        inner = Mapping(value.span, {"CategoricalParameterRanges": several})
        return [Mapping(it.span, {"EnvironmentParameterRanges": inner, "InstanceType": it}) for it in types]

    def _without_types(self, name: str, value: Mapping) -> None:
        near = nearest(TYPES, (key for key in value.items if isinstance(key, str)))
        span = value.keys.get(near, value.span) if near else value.span
        what = f"has `{near}` instead of `{TYPES}`" if near else f"has no `{TYPES}`"
        advice = f"write it as `{TYPES}`" if near else f"add `'{TYPES}': {RANGE}([...])`"
        self._add("sdk-instance-types-missing", span, f"`{name}` {what}, which the SDK needs", advice)

    def _ranges(self, name: str, value: Mapping) -> Iterator[Value]:
        for key, it in value.items.items():
            if key != TYPES:
                values = self._values(f"{name}[{key!r}]", it)
                range_ = {"Name": Scalar(value.keys.get(key, it.span), key), "Value": Sequence(it.span, "list", values)}
                yield Mapping(it.span, {**range_})

    def _values(self, name: str, value: Value) -> list[Value] | None:
        """Return the values of a `CategoricalParameter`; None if they are unknown."""
        if isinstance(value, Mapping) and value.kind == RANGE:
            values = value.items.get("values")
            return values.items if isinstance(values, Sequence) else None
        if _is_plain(value):
            self._wrong(value.span, f"`{name}` must be a `{RANGE}`", f"write it as `{RANGE}([...])`")
        return None


def _signature(name: str) -> str:
    return f"write it as `{name}({', '.join(PARTS[name])})`"


def _is_plain(value: Value) -> bool:
    """Return whether a value is plain, and not an object of a class."""
    return isinstance(value, (Scalar, Text, Sequence)) or (isinstance(value, Mapping) and value.kind == "dict")
