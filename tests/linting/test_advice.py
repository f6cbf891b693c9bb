"""Labels, help texts and fixes of findings about misspelt members and values."""

from __future__ import annotations

import pytest

import ircompile

CONTAINER = "InputConfig: {ContainerConfig: {%s}}"
INSTANCE = "InputConfig: {EndpointConfigurations: [{InstanceType: %s}]}"
TYPES = "`Default` for recommendations, `Advanced` for a load test"
HOSTING = "an instance type that SageMaker hosts endpoints on, such as ml.c5.xlarge"
SIZES = "ml.m5 comes in large, xlarge, 2xlarge, 4xlarge, 12xlarge, 24xlarge"


@pytest.mark.parametrize(
    ("text", "rule", "label", "help", "safe"),
    [
        ("JobType: advanced", "not-allowed-value", "expected `Default` or `Advanced`", f"use `Advanced` ({TYPES})", True),
        ("JobType: Defualt", "not-allowed-value", "did you mean `Default`?", f"use `Default` ({TYPES})", False),
        ("JobType: Other", "not-allowed-value", "expected `Default` or `Advanced`", f"use {TYPES}", None),
        (CONTAINER % "Domain: COMPUTER_VISON", "not-allowed-value", "did you mean `COMPUTER_VISION`?", "use `COMPUTER_VISION`", False),
        (CONTAINER % "Framework: TENSORFLW", "not-allowed-value", "did you mean `TENSORFLOW`?", "use `TENSORFLOW`", False),
        (INSTANCE % "ml.c5.xlareg", "not-allowed-value", "did you mean `ml.c5.xlarge`?", f"use `ml.c5.xlarge` ({HOSTING})", False),
        (INSTANCE % "c5.xlarge", "not-allowed-value", "did you mean `ml.c5.xlarge`?", f"use `ml.c5.xlarge` ({HOSTING})", False),
        (INSTANCE % "m5.8xlarge", "not-allowed-value", SIZES, f"use {HOSTING}", None),
        (INSTANCE % "ml.m55.8xlarge", "not-allowed-value", "not in the service model's list", f"use {HOSTING}", None),
        (INSTANCE % "ml.c6gn.xlareg", "not-allowed-value", "did you mean `ml.c6gn.xlarge`?", f"use `ml.c6gn.xlarge` ({HOSTING})", False),
        (INSTANCE % "ml.g4nd.xlarge", "not-allowed-value", "did you mean `ml.g4dn.xlarge`?", f"use `ml.g4dn.xlarge` ({HOSTING})", False),
        (INSTANCE % "ml.m7g.large", "not-allowed-value",
         "there is no ml.m7g, but there are `ml.m6g`, `ml.m6gd` and `ml.m8g`", f"use {HOSTING}", None),
        (INSTANCE % "ml.m8i.large", "not-allowed-value", "there is no ml.m8i, but there are `ml.m7i`", f"use {HOSTING}", None),
        (INSTANCE % "ml.m5a.large", "not-allowed-value", "not in the service model's list", f"use {HOSTING}", None),
        (INSTANCE % "ml.g5g.xlarge", "not-allowed-value", "not in the service model's list", f"use {HOSTING}", None),
        (INSTANCE % "ml.g4ad.xlarge", "not-allowed-value", "not in the service model's list", f"use {HOSTING}", None),
        (INSTANCE % "ml.t3.medium", "not-allowed-value", "not in the service model's list", f"use {HOSTING}", None),
        ("InputConfig: {EndpointConfigurations: [{InstanceTypes: [a, b]}]}", "unknown-field",
         "did you mean `InstanceType`?", "rename it to `InstanceType`, which must be a string", None),
        ("InputConfig: {JobDurationInSeconds: 7200.0}", "wrong-type",
         "expected an integer", "write 7200", True),
        ("InputConfig: {JobDurationInSeconds: 7200.5}", "wrong-type",
         "expected an integer", "", None),
        ("InputConfig: {JobDurationInSeconds: '7,200'}", "wrong-type",
         "expected an integer", "write 7200, without quotes", False),
        ("InputConfig: {JobDurationInSeconds: '%s'}" % ("7" * 30), "wrong-type",
         "expected an integer", "remove the quotes", None),
        ("InputConfig: {JobDurationInSeconds: '7,20'}", "wrong-type",
         "expected an integer", "", None),
        ("InputConfig: {TrafficPattern: {Stairs: [{NumberOfSteps: 3}]}}", "wrong-type",
         "expected a mapping", "write the mapping itself, not a list that contains it", True),
        ("InputConfig: {TrafficPattern: {Stairs: [{NumberOfSteps: 3}, {}]}}", "wrong-type",
         "expected a mapping", "", None),
        (CONTAINER % "DataInputConfig: {input: [1, 3]}", "wrong-type",
         "expected a string", "write it as a string that contains JSON", True),
        ("StoppingConditions: {ModelLatencyThresholds: [{Percentile: P90}]}", "not-allowed-value",
         "expected `P95` or `P99`", "use P95 or P99; a load test (Advanced) accepts only P95", None),
        ("StoppingConditions: {ModelLatencyThresholds: [{Value: 1}]}", "unknown-field",
         "did you mean `ValueInMilliseconds`?", "rename it to `ValueInMilliseconds`", False),
        ("OutputConfig: {CompiledOutputConfig: {S3OutputLocation: x}}", "unknown-field",
         "did you mean `S3OutputUri`?", "rename it to `S3OutputUri`", False),
        ("InputConfig: {ResourceLimits: {}}", "unknown-field",
         "did you mean `ResourceLimit`?", "rename it to `ResourceLimit`", True),
        ("InputConfig: {Value: x}", "unknown-field", "", "move it to an element of `CategoricalParameterRanges`", None),
        (CONTAINER % "SupportedInstanceTypes: 'ml.c5.large, ml.m5.large'", "wrong-type",
         "expected a list", 'write ["ml.c5.large", "ml.m5.large"]', None),
        (CONTAINER % "SupportedInstanceTypes: 'a\"b'", "wrong-type",
         "expected a list", 'write ["a\\"b"]', None),
        ("RoleArn: ~", "null-value", "expected a string", "fill it in", None),
        ("JobDescription: ~", "null-value", "expected a string", "remove the key", None),
        ("StoppingConditions: ''", "shorthand-syntax", "no member here",
         "write its members, such as MaxInvocations=…, or omit it", None),
        ("Tags: 'Key=a,Value=😀'", "shorthand-unquoted-value", "expected `,` or the end",
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
    assert found.help == help
    assert [fix.safe for fix in found.fixes] == ([] if safe is None else [safe])


EMPTY = [
    ("InputConfig: {ModelName: ''}", "the service model allows 0 characters, but its pattern requires at least one"),
    ("InputConfig: {Endpoints: [{EndpointName: ''}]}", "the service model allows 0 characters"),
    (CONTAINER % "DataInputConfig: ''", None),
    ("InputConfig: {ModelPackageVersionArn: ''}", None),
]


@pytest.mark.parametrize(("text", "note"), EMPTY)
def test_notes_on_an_empty_value_are_about_emptiness(text: str, note: str | None) -> None:
    path = text.replace("InputConfig: {", "").split(": ''")[0].rpartition("{")[2]
    (found,) = (it for it in ircompile.lint(text, "a.yaml") if f"`{path}`" in it.message and "''" not in it.message
                and it.rule in ("skeleton-residue", "bad-format"))  # fmt: skip
    others = [it for it in found.notes if not it.startswith("the AWS CLI would send this")]
    assert [it[: len(note or "")] for it in others] == ([note] if note else [])


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("InputConfig: {JobDurationInSeconds: 2147483648}", "the maximum is 18000"),
        ("InputConfig: {JobDurationInSeconds: -2147483649}", "the minimum is 1"),
        ("StoppingConditions: {MaxInvocations: 2147483648}", "the maximum is 30000"),
        ("InputConfig: {ResourceLimit: {MaxNumberOfTests: 2147483648}}", "the maximum is 10"),
        (
            "InputConfig: {EndpointConfigurations: [{ServerlessConfig: {MemorySizeInMB: 99999999999}}]}",
            "maximum is 6144",
        ),
    ],
)
def test_the_tightest_bound_is_named(text: str, bound: str) -> None:
    (found,) = (it for it in ircompile.lint(text, "a.yaml") if it.rule == "out-of-range")
    assert found.message.endswith(bound)
    assert found.severity == "error"
