"""Labels, help texts and fixes of findings about misspelt members and values."""

from __future__ import annotations

import pytest

import ircompile

CONTAINER = "InputConfig: {ContainerConfig: {%s}}"
INSTANCE = "InputConfig: {EndpointConfigurations: [{InstanceType: %s}]}"
SIZES = "ml.m5 comes in large, xlarge, 2xlarge, 4xlarge, 12xlarge, 24xlarge"


@pytest.mark.parametrize(
    ("text", "rule", "label", "help", "safe"),
    [
        ("JobType: advanced", "not-allowed-value", "expected `Default` or `Advanced`", "use `Advanced`", True),
        ("JobType: Defualt", "not-allowed-value", "did you mean `Default`?", "use `Default`", False),
        ("JobType: Other", "not-allowed-value", "expected `Default` or `Advanced`", "Default recommends", None),
        (CONTAINER % "Domain: COMPUTER_VISON", "not-allowed-value", "did you mean `COMPUTER_VISION`?", "use", False),
        (CONTAINER % "Framework: TENSORFLW", "not-allowed-value", "did you mean `TENSORFLOW`?", "use", False),
        (INSTANCE % "ml.c5.xlareg", "not-allowed-value", "did you mean `ml.c5.xlarge`?", "use `ml.c5.xlarge`", False),
        (INSTANCE % "c5.xlarge", "not-allowed-value", "did you mean `ml.c5.xlarge`?", "use `ml.c5.xlarge`", False),
        (INSTANCE % "m5.8xlarge", "not-allowed-value", SIZES, "an instance type", None),
        (INSTANCE % "ml.m55.8xlarge", "not-allowed-value", "not in the list of the model", "an instance type", None),
        ("StoppingConditions: {ModelLatencyThresholds: [{Percentile: P90}]}", "not-allowed-value",
         "expected `P95` or `P99`", "P95 or P99", None),
        ("StoppingConditions: {ModelLatencyThresholds: [{Value: 1}]}", "unknown-field",
         "did you mean `ValueInMilliseconds`?", "rename it to `ValueInMilliseconds`", False),
        ("OutputConfig: {CompiledOutputConfig: {S3OutputLocation: x}}", "unknown-field",
         "did you mean `S3OutputUri`?", "rename it to `S3OutputUri`", False),
        ("InputConfig: {ResourceLimits: {}}", "unknown-field",
         "did you mean `ResourceLimit`?", "rename it to `ResourceLimit`", True),
        ("InputConfig: {Value: x}", "unknown-field", "", "it belongs in an element of", None),
        (CONTAINER % "SupportedInstanceTypes: 'ml.c5.large, ml.m5.large'", "wrong-type",
         "`SupportedInstanceTypes` must be a list", 'write ["ml.c5.large", "ml.m5.large"]', None),
        (CONTAINER % "SupportedInstanceTypes: 'a\"b'", "wrong-type",
         "`SupportedInstanceTypes` must be a list", 'write ["a\\"b"]', None),
        ("RoleArn: ~", "null-value", "`RoleArn` must be a string", "fill it in", None),
        ("JobDescription: ~", "null-value", "`JobDescription` must be a string", "remove the key instead", None),
        ("StoppingConditions: ''", "shorthand-syntax", "no member stands here",
         "write its members, such as MaxInvocations=…, or leave it out", None),
        ("Tags: 'Key=a,Value=😀'", "shorthand-unquoted-value", "only `,` or the end was expected here",
         "write Key=a,Value='😀'", None),
        ("Tags: Key=a,Value=b,Key=c,Value=d", "shorthand-duplicate-key", "",
         'write ["Key=a,Value=b", "Key=c,Value=d"]', None),
        ("StoppingConditions: MaxInvocations=+5", "shorthand-integer", "", "write 5", True),
        ("StoppingConditions: MaxInvocations=0600", "shorthand-integer", "", "write 600", False),
    ],
)  # fmt: skip
def test_advice(text: str, rule: str, label: str, help: str, *, safe: bool | None) -> None:
    (found,) = (it for it in ircompile.lint(text, "a.yaml") if it.rule == rule)
    assert found.label == label
    assert found.help.startswith(help)
    assert [fix.safe for fix in found.fixes] == ([] if safe is None else [safe])
