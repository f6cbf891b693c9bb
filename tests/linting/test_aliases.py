"""What is wrong with a use of an anchored value is located at its alias, what is wrong with the text once, there."""

from __future__ import annotations

import pytest

import ircompile

HEAD = """\
JobName: churn
JobType: Default
RoleArn: arn:aws:iam::123456789012:role/x
"""
MODEL = "ModelPackageVersionArn: 'arn:aws:sagemaker:eu-west-1:123456789012:model-package/m/1'"
JOB = f"{HEAD}InputConfig: {{{MODEL}}}\n"
CONFIGURATIONS = f"{HEAD}InputConfig:\n  {MODEL}\n  EndpointConfigurations:\n"


def found(text: str, *hidden: str) -> list[str]:
    """Return the rule and the location of each error and warning, and the related locations."""
    return [
        f"{it.rule} {it.line}:{it.column}-{it.end_column}" + "".join(f" {at.line}:{at.column}" for at in it.related)
        for it in ircompile.lint(text, "a.yaml")
        if it.severity != "info" and it.rule not in ("endpoint-configs-on-default", *hidden)
    ]


LOCATED = [
    ("a use, of which another is the anchor's", JOB + "Tags: [&t {Key: a, Value: b}, *t]\n",
     ["tag-key-duplicate 5:31-33 5:17"]),
    ("every use but the first", JOB + "Tags:\n- &t {Key: a, Value: b}\n- *t\n- *t\n",
     ["tag-key-duplicate 7:3-5 6:12", "tag-key-duplicate 8:3-5 6:12 7:3"]),
    ("the text, at all uses", JOB + "Tags: [&t {Key: a!, Value: b}, *t]\n",
     ["bad-format 5:17-19"]),
    ("the text, that lacks a member", JOB + "Tags: [&t {Value: b}, *t]\n", ["missing-field 5:8-21"]),
    ("the text, with a misspelt key", JOB + "Tags: [&t {key: a, Value: b}, *t]\n", ["unknown-field 5:12-15"]),
    ("the text, used where the model knows it", "x: &t {Key: 1, Value: b}\n" + JOB + "Tags: [*t]\n",
     ["unknown-field 1:1-2", "wrong-type 1:13-14"]),
    ("shorthand", JOB + "Tags: [&t 'Key=a!,Value=b', *t]\n", ["bad-format 5:16-18"]),
    ("shorthand that can't be read", JOB + "Tags: [&t 'Key=a,Value=b,', *t]\n", ["shorthand-syntax 5:26-26"]),
    ("a scalar, of another type there", JOB.replace("JobName: churn", "JobName: &n churn") +
     "StoppingConditions: {MaxInvocations: *n}\n", ["stopping-on-default 5:21-41 2:10", "wrong-type 5:38-40"]),
    ("a scalar, wrong in two ways", JOB.replace("JobName: churn", "JobName: &n a_b") +
     "Tags: [{Key: k, Value: b}]\nOutputConfig: {CompiledOutputConfig: {S3OutputUri: *n}}\n",
     ["bad-format 1:13-16", "output-s3-uri 6:52-54"]),
    ("an alias in an anchored text", JOB + "x: &n 7\nTags: [&t {Key: a, Value: *n}, {Key: b, Value: c}]\n",
     ["unknown-field 5:1-2", "wrong-type 5:7-8"]),
    ("an alias in a text that is used twice", JOB.replace(" churn", " &n churn") +
     "StoppingConditions: &s {MaxInvocations: *n}\nx: *s\n", ["stopping-on-default 5:21-44 2:10", "wrong-type 5:41-43",
                                                              "unknown-field 6:1-2"]),
    ("a structure for another one", JOB.replace("{M", "{VpcConfig: *o, M").replace("Input", "OutputConfig: &o {KmsKeyId: alias/x}\nInput", 1),
     ["missing-field 5:26-28", "missing-field 5:26-28", "unknown-field 5:26-28"]),
    ("a scalar that readers differ on", "x: &n 010\n" + JOB.replace("{M", "{JobDurationInSeconds: *n, M"),
     ["unknown-field 1:1-2", "yaml-ambiguous-scalar 1:7-10"]),
    ("merged members", CONFIGURATIONS + "  - &e {InstanceType: ml.c5.huge, Foo: 1}\n  - {<<: *e, InferenceSpecificationName: a}\n",
     ["not-allowed-value 7:23-33", "unknown-field 7:35-38"]),
    ("a use by merging", CONFIGURATIONS + "  - &e\n    InstanceType: ml.c5.large\n  - <<: *e\n    Foo: 1\n",
     ["unknown-field 10:5-8"]),
    ("related locations", HEAD.replace("Default", "Advanced") + f"StoppingConditions: {{MaxInvocations: 9}}\nInputConfig:\n  {MODEL}\n"
     "  JobDurationInSeconds: 200\n  EndpointConfigurations: [{InstanceType: ml.c5.large}]\n"
     "  TrafficPattern:\n    TrafficType: PHASES\n    Phases:\n"
     "    - &p {InitialNumberOfUsers: 1, SpawnRate: 0, DurationInSeconds: 120}\n    - *p\n",
     ["phases-total-exceeds-job 7:25-28 12:69 13:7"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "findings"), [row[1:] for row in LOCATED], ids=[row[0] for row in LOCATED])
def test_findings_on_anchored_values(text: str, findings: list[str]) -> None:
    assert found(text, "model-source-missing") == findings


def test_an_ignore_beside_a_use_silences_this_use_only() -> None:
    text = HEAD.replace(" churn", " &n churn") + f"InputConfig:\n  {MODEL}\n  JobDurationInSeconds: *n%s\nTags: *n%s\n"
    ignore = "  # ircompile: ignore[%s] on purpose"
    duration, tags = "wrong-type 6:25-27", "shorthand-syntax 7:7-9"
    assert found(text % ("", "")) == [duration, tags]
    assert found(text % (ignore % "wrong-type", "")) == [tags]
    assert found(text % ("", ignore % "shorthand-syntax")) == [duration]


def test_an_ignore_beside_an_anchored_text_silences_what_is_wrong_with_it() -> None:
    text = JOB + "Tags:\n- &t {Key: a, Value: b!}%s\n- *t\n"
    assert found(text % "") == ["bad-format 6:22-24", "tag-key-duplicate 7:3-5 6:12"]
    assert found(text % "  # ircompile: ignore[bad-format] on purpose") == ["tag-key-duplicate 7:3-5 6:12"]


def test_a_fix_of_the_anchored_text_is_offered_once() -> None:
    diagnostics = ircompile.lint(JOB + "Tags: [&t {key: a, Value: b}, *t]\n", "a.yaml")
    assert [fix.title for it in diagnostics for fix in it.fixes] == ["rename it to `Key`"]
