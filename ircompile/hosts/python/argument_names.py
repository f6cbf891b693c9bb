"""The arguments of `right_size` for the members of a request, which findings name."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.findings.finding import Finding

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


def note(finding: Finding) -> str:
    """Return which arguments of `right_size` are meant by the members that a finding names; "" if it names none."""
    last = next((step for step in reversed(finding.blames[0].path) if isinstance(step, str)), "")
    named = [*MEMBER.findall(finding.message), *MEMBER.findall(finding.help), last]
    known = [f"`{name}` is {ARGUMENTS[name]}" for name in dict.fromkeys(named) if name in ARGUMENTS]
    return f"in `right_size`, {' and '.join(known)}" if known and finding.blames[0].path else ""
