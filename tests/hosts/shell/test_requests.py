"""Requests of commands in scripts: all that is known of each, and all that is wrong with its words."""

from __future__ import annotations

import pytest
from scripts import jobs

from ircompile.findings.values import MAYBE, UNKNOWN, PartialText
from ircompile.model.model import SHIPPED

AWS = "aws sagemaker create-inference-recommendations-job"
OPEN = dict.fromkeys(SHIPPED.request.members, MAYBE)
"""What is known of a request that may have any members."""
V2 = ("--cli-input-yaml", "cli-yaml-needs-v2", "`--cli-input-yaml` requires version 2 of the AWS CLI")


@pytest.mark.parametrize(
    ("words", "value", "findings"),
    [
        ("--cli-input-yaml 'JobName: a'", {"JobName": "a"}, [V2]),
        ("--cli-input-yaml 'JobName: [a, {b: 1}]\nTags: [{Key: a}]'", {"JobName": [UNKNOWN, UNKNOWN], "Tags": [{"Key": "a"}]}, [V2]),
        ("--cli-input-yaml 'JobName: ['", {**OPEN}, [V2, ("JobName: [", "command-refused", "--cli-input-yaml is not YAML: expected the node content, but found '<stream end>'")]),
        ('--cli-input-yaml "JobName: [$X"', {**OPEN}, [V2]),
        ('--cli-input-yaml "$X"', {**OPEN}, [V2]),
        ('--cli-input-yaml "JobName: a-$X"', {"JobName": PartialText(["a-", None])}, [V2]),
        ("--cli-input-json '{\"JobName\": \"a\", \"Tags\": [{\"Key\": \"b\"'", {**OPEN, "JobName": "a", "Tags": UNKNOWN}, [("", "parse-error", "not JSON: the text ends, expected `,` or `}`")]),
        ("--cli-input-json '{\"JobName\": \"a\", x'", {**OPEN, "JobName": "a"}, [("x", "parse-error", "not JSON: expected a key in double quotes")]),
        ('--cli-input-json "{\\"JobName\\": \\"a\\" $X \\"Tags\\": []}"', {**OPEN, "JobName": "a", "Tags": []}, []),
        ('--cli-input-json "{\\"JobName\\": $X"', {**OPEN, "JobName": UNKNOWN}, []),
        ("--cli-input-json '['", {**OPEN}, [("", "parse-error", "not JSON: the text ends, expected a value")]),
        ("--cli-input-json x", {**OPEN}, [("x", "parse-error", "not JSON: expected a value")]),
        ("--cli-input-json '{\"JobName\": \"a\"}' --job-name b", {"JobName": "b"}, []),
        ('--cli-input-json "{\\"JobName\\": \\"$A-b\\", \\"Tags\\": [$B, {\\"Key\\": 1}]}"', {"JobName": PartialText([None, "-b"]), "Tags": UNKNOWN}, []),
        ("--tags", {"Tags": []}, []),
        ("--tags Key=a,Value=b $X", {"Tags": UNKNOWN}, []),
        ("--tags Key=a,Value=$X,Foo=1", {"Tags": [{"Key": "a", "Value": PartialText([None]), "Foo": UNKNOWN}]}, []),
        ("--tags '[{\"Key\": \"a\"}, {}]'", {"Tags": [{"Key": "a"}, {}]}, []),
        ("--tags Key=a --tags Key=b", {"Tags": [{"Key": "b"}]}, [("--tags", "option-repeated", "`--tags` is given twice; the AWS CLI uses the last value")]),
        ("--stopping-conditions MaxInvocations=$N", {"StoppingConditions": {"MaxInvocations": UNKNOWN}}, []),
        ("--stopping-conditions MaxInvocations=1,ModelLatencyThresholds=$X", {"StoppingConditions": {"MaxInvocations": 1, "ModelLatencyThresholds": UNKNOWN}}, []),
        ('--stopping-conditions "MaxInvocations=1,ModelLatencyThresholds=[{Percentile=P95,ValueInMilliseconds=$X}]"', {"StoppingConditions": {"MaxInvocations": 1, "ModelLatencyThresholds": [{"Percentile": "P95", "ValueInMilliseconds": UNKNOWN}]}}, []),
        ("--stopping-conditions MaxInvocations=x", {"StoppingConditions": {"MaxInvocations": "x"}}, []),
        ("--stopping-conditions MaxInvocations=1,MaxInvocations=2", {"StoppingConditions": UNKNOWN}, [("M", "shorthand-duplicate-key", "duplicate key `MaxInvocations`")]),
        ("--stopping-conditions a=b,$X", {"StoppingConditions": {"MaxInvocations": MAYBE, "ModelLatencyThresholds": MAYBE, "FlatInvocations": MAYBE, "a": UNKNOWN}}, []),
        ('--input-config "ModelName=a,ContainerConfig={SupportedInstanceTypes=ml.c5.large}"', {"InputConfig": {"ModelName": "a", "ContainerConfig": {"SupportedInstanceTypes": ["ml.c5.large"]}}}, []),
        ('--input-config "ModelName=a,ContainerConfig={SupportedInstanceTypes=ml.c5.large,$X}"', {"InputConfig": UNKNOWN}, []),
        ('--input-config "ModelName=a,ContainerConfig={SupportedInstanceTypes=[a,$X]}"', {"InputConfig": {"ModelName": "a", "ContainerConfig": {"SupportedInstanceTypes": UNKNOWN}}}, []),
        ("--input-config ModelName=file://x", {"InputConfig": {"ModelName": "file://x"}}, []),
        ('--input-config "ModelName=a,TrafficPattern={Phases=$X}"', {"InputConfig": {"ModelName": "a", "TrafficPattern": {"Phases": UNKNOWN}}}, []),
        ("--input-config 'ModelName=a,'", {**OPEN, "InputConfig": UNKNOWN}, [("", "shorthand-syntax", "the text ends with a comma")]),
        ('--input-config "ModelName=$X["', {"InputConfig": {"ModelName": PartialText([None, "["])}}, []),
        ("--input-config 'ModelName=a[' --job-name b", {"JobName": "b", "InputConfig": {"ModelName": "a["}}, []),
        ("--job-name", {"JobName": UNKNOWN}, [("--job-name", "command-refused", "--job-name needs a value after it")]),
        ("--job-name a --region $R", {"JobName": "a"}, []),
        ("--job-name a --region eu-west-1", {"JobName": "a"}, []),
        ("--job-name a --output foo", {"JobName": "a"}, [("foo", "command-refused", "--output must be one of json, text, table, not 'foo'")]),
        (" ".join(f"--output {n}" for n in range(11)), {**OPEN}, [("10", "command-refused", "--output must be one of json, text, table, not '10'")]),
        ("--job-name a --cli-read-timeout x", {"JobName": "a"}, [("x", "command-refused", "--cli-read-timeout must be a number of seconds")]),
        ("--job-name a --job-name b", {"JobName": "b"}, [("--job-name", "option-repeated", "`--job-name` is given twice; the AWS CLI uses the last value")]),
        ("--foo 1 --bar 2 --job-name a", {"JobName": "a"}, [("--foo", "command-refused", "aws has no option for --foo, 1, --bar, 2: it may be misspelled, or a value: write --option=value")]),
        ("--job-name a --color", {"JobName": "a"}, [("--color", "command-refused", "--color needs a value after it")]),
        ("--generate-cli-skeleton output --job-name a", {"JobName": "a"}, []),
        ("--job-name a --output-config", {"JobName": "a", "OutputConfig": UNKNOWN}, [("--output-config", "command-refused", "--output-config needs a value after it")]),
        ("--job-name a $X --tags", {**OPEN, "JobName": "a", "Tags": []}, []),
        ("--job-name a --cli-binary-format raw-in-base64-out", {"JobName": "a"}, []),
        ('--job-name a --job-description "$(cat x)"', {"JobName": "a", "JobDescription": UNKNOWN}, []),
    ],
)  # fmt: skip
def test_request(words: str, value: object, findings: list[tuple[str, str, str]]) -> None:
    script = f"{AWS} {words}"
    (document,) = jobs("job.sh", script)
    places = [(it, it.blames[0].span or (0, 0)) for it in document.findings]
    assert [(script[slice(*span)], it.rule, it.message) for it, span in places] == findings
    assert repr(document.value) == repr(value)
    assert document.call == (0, len(script))


@pytest.mark.parametrize(
    "words", ["--job-name a --no-paginate --version", "--job-name a help", "--generate-cli-skeleton input --job-name a"]
)
def test_commands_that_send_nothing_make_no_job(words: str) -> None:
    assert jobs("job.sh", f"{AWS} {words}") == []


@pytest.mark.parametrize(("region", "known"), [("eu-west-1", "eu-west-1"), ("$R", ""), ("eu-$R", "")])
def test_the_region_of_a_command(region: str, known: str) -> None:
    (document,) = jobs("job.sh", f"{AWS} --job-name a --region {region}")
    assert document.region == known
