"""The method `right_size` of models in the SageMaker Python SDK: the request that it sends for its arguments.

The SDK's version 2 and version 3 take the same arguments, but for `framework_version` after `framework` in version 3.
"""

from __future__ import annotations

import re

from ircompile.hosts.python.operators import truth
from ircompile.hosts.python.right_size_faults import Faults
from ircompile.hosts.python.texts import parts_of
from ircompile.hosts.python.values import Mapping, Scalar, Sequence, Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.findings.finding import Finding
    from ircompile.findings.values import Path
    from ircompile.hosts.python.values import Span

NAME = "right_size"
CONTAINER = ("InputConfig", "ContainerConfig")
PAYLOAD = (*CONTAINER, "PayloadConfig")
MEMBERS: dict[str, Path] = {
    "sample_payload_url": (*PAYLOAD, "SamplePayloadUrl"),
    "supported_content_types": (*PAYLOAD, "SupportedContentTypes"),
    "supported_instance_types": (*CONTAINER, "SupportedInstanceTypes"),
    "job_name": ("JobName",),
    "framework": (*CONTAINER, "Framework"),
    "framework_version": (*CONTAINER, "FrameworkVersion"),
    "job_duration_in_seconds": ("InputConfig", "JobDurationInSeconds"),
    "hyperparameter_ranges": ("InputConfig", "EndpointConfigurations"),
    "phases": ("InputConfig", "TrafficPattern", "Phases"),
    "traffic_type": ("InputConfig", "TrafficPattern", "TrafficType"),
    "max_invocations": ("StoppingConditions", "MaxInvocations"),
    "model_latency_thresholds": ("StoppingConditions", "ModelLatencyThresholds"),
    "max_tests": ("InputConfig", "ResourceLimit", "MaxNumberOfTests"),
    "max_parallel_tests": ("InputConfig", "ResourceLimit", "MaxParallelOfTests"),
}
"""The member of the request for each argument, in the order of the arguments."""
PARAMETERS = [*MEMBERS, "log_level"]
VERSION_2 = [it for it in PARAMETERS if it != "framework_version"]
REQUIRED = ("sample_payload_url", "supported_content_types", "framework")
"""The arguments without which None is sent."""
ADVANCED = (
    *("hyperparameter_ranges", "phases", "max_invocations"),
    *("model_latency_thresholds", "max_tests", "max_parallel_tests"),
)
"""The arguments that make an Advanced job."""
FRAMEWORKS: dict[str, str] = {
    "XGBoostModel": "XGBOOST",
    "SKLearnModel": "SAGEMAKER-SCIKIT-LEARN",
    "PyTorchModel": "PYTORCH",
    "TensorFlowModel": "TENSORFLOW",
    "MXNetModel": "MXNET",
}
"""The framework that the SDK sends for a class of models."""
OTHER_MODELS = ("Model", "ModelPackage", "FrameworkModel", "HuggingFaceModel", "ChainerModel", "JumpStartModel")
"""The classes of models for which it sends none."""
MODELS = (*FRAMEWORKS, *OTHER_MODELS)
BUILDER = "ModelBuilder"
"""The class of version 3, which finds the framework in the name of the image."""
UNTYPICAL = ("job_name", "framework", "framework_version", "phases", "log_level")
"""Arguments that functions of the same name elsewhere may have, too."""
TYPICAL = frozenset(PARAMETERS) - {*UNTYPICAL}
ARGUMENTS: dict[str, str] = {
    "JobName": "`job_name`",
    "JobType": "Advanced if there are arguments for a load test, else Default",
    "JobDurationInSeconds": "`job_duration_in_seconds`",
    "SamplePayloadUrl": "`sample_payload_url`",
    "SupportedContentTypes": "`supported_content_types`",
    "SupportedInstanceTypes": "`supported_instance_types`",
    "Framework": "`framework`",
    "EndpointConfigurations": "`hyperparameter_ranges`",
    "InstanceType": "in `instance_types` of `hyperparameter_ranges`",
    "CategoricalParameterRanges": "in the other keys of `hyperparameter_ranges`",
    "TrafficPattern": "`phases`",
    "Phases": "`phases`",
    "TrafficType": "`traffic_type`",
    "DurationInSeconds": "`duration_in_seconds` of `Phase`",
    "InitialNumberOfUsers": "`initial_number_of_users` of `Phase`",
    "SpawnRate": "`spawn_rate` of `Phase`",
    "StoppingConditions": "`max_invocations` and `model_latency_thresholds`",
    "MaxInvocations": "`max_invocations`",
    "ModelLatencyThresholds": "`model_latency_thresholds`",
    "Percentile": "`percentile` of `ModelLatencyThreshold`",
    "ValueInMilliseconds": "`value_in_milliseconds` of `ModelLatencyThreshold`",
    "ResourceLimit": "`max_tests` and `max_parallel_tests`",
    "MaxNumberOfTests": "`max_tests`",
    "MaxParallelOfTests": "`max_parallel_tests`",
}
"""Which argument a member is, or what the SDK makes of it."""
MEMBER = re.compile(r"`(\w+)`")


def is_of_sdk(owner: Value | None, args: list[Value], named: Mapping, *, has_sdk: bool) -> bool:
    """Return whether a call of a method `right_size` is one of the SDK.

    Args:
        owner: The object.
        args: The positional arguments.
        named: The named arguments.
        has_sdk: Whether the program imports the SDK.
    """
    if isinstance(owner, Mapping) and owner.kind in (*MODELS, BUILDER):
        return True
    if not TYPICAL.isdisjoint(named.items):
        return True
    first = parts_of(args[0]) if args else None
    is_uri = first is not None and (first[0] or "").startswith("s3://")
    return has_sdk and (is_uri or not named.items.keys().isdisjoint(PARAMETERS))


class Request:
    """The request that a call of `right_size` sends.

    Attributes:
        value: The request; what the SDK adds by itself has the span of the call.
        findings: What is wrong with the arguments, apart from the request.

    Args:
        span: The span of the call.
        owner: The model.
        args: The positional arguments.
        named: The named arguments.
    """

    def __init__(self, span: Span, owner: Value | None, args: list[Value], named: Mapping) -> None:
        self._span = span
        self._class = owner.kind if isinstance(owner, Mapping) else ""
        self._faults = Faults(span)
        self._named = named
        self._is_open = named.is_open
        self._given = self._bound(args)
        self.value = Mapping(span)
        self._fill()

    @property
    def findings(self) -> list[Finding]:
        """What is wrong with the arguments."""
        return self._faults.findings

    def _bound(self, args: list[Value]) -> dict[str, Value]:
        """Return the arguments by their names."""
        names = self._order(args)
        given = dict(zip(names, args, strict=False))
        if len(args) > len(names) and not self._is_open:
            self._faults.too_many(len(names), args[len(names)])
        known = VERSION_2 if self._class in MODELS else PARAMETERS
        for name, value in self._named.items.items():
            if name in given:
                self._faults.repeated(name, self._named.keys.get(name, value.span))
            elif name not in known:
                self._faults.unknown(name, self._named.keys.get(name, value.span), known)
            given[name] = Value(value.span) if name in self._named.maybe else value
        return given

    def _order(self, args: list[Value]) -> list[str]:
        """Return the parameters in the order of the version that is used."""
        place = PARAMETERS.index("framework_version")
        if self._class == BUILDER:
            return PARAMETERS
        if self._class in MODELS or len(args) <= place:
            return VERSION_2
        sixth = args[place]
        if parts_of(sixth) is not None:
            return PARAMETERS
        if isinstance(sixth, Scalar) and isinstance(sixth.value, int):
            return VERSION_2
        self._is_open = True  # what follows may be one or the other
        return VERSION_2[:place]

    def _argument(self, name: str) -> Value:
        """Return an argument; None as in the signature if it is not given."""
        found = self._given.get(name)
        if found is None:
            return Value(self._span) if self._is_open else Scalar(self._span, None)
        return found

    def _set(self, path: Path, value: Value, known: bool | None = True) -> None:  # noqa: FBT001, FBT002  a truth
        """Set a member of the request; not if it is absent, and as one that may be if that is not known."""
        if known is False:
            return
        *around, last = path
        mapping = self.value
        for step in around:
            if step not in mapping.items or (known and step in mapping.maybe):
                mapping.put(step, Mapping(self._span))
                if known is None:
                    mapping.maybe.add(step)
            inner = mapping.items[step]
            assert isinstance(inner, Mapping)  # noqa: S101  nothing else is set above
            mapping = inner
        mapping.put(last, value)
        if known is None:
            mapping.maybe.add(last)

    def _fill(self) -> None:
        """Set the members of the request."""
        said = {name: self._argument(name) for name in PARAMETERS}
        sent = said | self._faults.converted(said)
        truths = {name: truth(sent[name]) for name in ADVANCED}
        name = truth(said["job_name"])
        self._set(("JobName",), said["job_name"] if name else Value(self._span))
        self._set(("JobType",), self._job_type([*truths.values()]))
        self._set(("RoleArn",), Value(self._span))
        self._set(("JobDescription",), self._text("#python-sdk-create"))
        self._set((*CONTAINER, "Domain"), self._text("MACHINE_LEARNING"))
        self._set((*CONTAINER, "Task"), self._text("OTHER"))
        tag = {"Key": self._text("ClientType"), "Value": self._text("PythonSDK-RightSize")}
        self._set(("Tags",), Sequence(self._span, "list", [Mapping(self._span, {**tag})]))
        for member in ("ModelName", "ModelPackageVersionArn"):
            self._set(("InputConfig", member), Value(self._span), None)
        self._fill_container(said)
        for it in ("supported_instance_types", "job_duration_in_seconds"):
            self._set(MEMBERS[it], said[it], truth(said[it]))
        for it in sorted(ADVANCED, key=lambda it: truths[it] is None):  # what is certain before what may be absent
            self._set(MEMBERS[it], sent[it], truths[it])
        self._fill_traffic_type(said["traffic_type"], truths["phases"])

    def _fill_container(self, said: dict[str, Value]) -> None:
        for name in REQUIRED:
            value = said[name]
            if name == "framework" and not truth(value) and self._class in (*FRAMEWORKS, BUILDER):
                known = FRAMEWORKS.get(self._class) if truth(value) is False else None
                self._set(MEMBERS[name], self._text(known) if known else Value(self._span))
            elif not (isinstance(value, Scalar) and value.value is None):
                self._set(MEMBERS[name], value)
            else:
                is_doubtful = name == "framework" and self._class not in OTHER_MODELS
                self._faults.missing(name, str(MEMBERS[name][-1]), self._given.get(name), is_doubtful=is_doubtful)
                self._set(MEMBERS[name], Value(self._span))
        version = said["framework_version"]
        self._set(MEMBERS["framework_version"], version, truth(version) or None)

    def _fill_traffic_type(self, value: Value, phases: bool | None) -> None:  # noqa: FBT001  a truth
        known = truth(value)
        if known and phases is False:
            self._faults.unused("traffic_type", "phases", value.span)
        made = value if known else self._text("PHASES") if known is False else Value(value.span)
        self._set(MEMBERS["traffic_type"], made, phases)

    def _job_type(self, truths: list[bool | None]) -> Value:
        if True in truths:
            return self._text("Advanced")
        return Value(self._span) if None in truths else self._text("Default")

    def _text(self, text: str) -> Value:
        return Scalar(self._span, text)


def note(finding: Finding) -> str:
    """Return which arguments of `right_size` are meant by the members that a finding names; "" if it names none."""
    last = next((step for step in reversed(finding.blames[0].path) if isinstance(step, str)), "")
    named = [*MEMBER.findall(finding.message), *MEMBER.findall(finding.help), last]
    known = [f"`{name}` is {ARGUMENTS[name]}" for name in dict.fromkeys(named) if name in ARGUMENTS]
    return f"in `right_size`, {' and '.join(known)}" if known and finding.blames[0].path else ""
