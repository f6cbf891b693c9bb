"""What `--set` sets: values as the option of the member reads them, with their places in the argument."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ircompile.findings.errors import UserError
from ircompile.findings.messages import escaped
from ircompile.manifest.assignments import read_assignments
from ircompile.manifest.manifest import Manifest
from ircompile.manifest.merged import Merged
from ircompile.model.model import SHIPPED
from ircompile.syntax.document import Document

SUBNETS = "InputConfig.VpcConfig.Subnets"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("JobName=a", {"JobName": "a"}),
        ("JobName=", {"JobName": ""}),
        ("JobDescription= a=b, {c} ", {"JobDescription": " a=b, {c} "}),
        ("InputConfig.JobDurationInSeconds= 300 ", {"InputConfig": {"JobDurationInSeconds": 300}}),
        (f"{SUBNETS}=a", {"InputConfig": {"VpcConfig": {"Subnets": ["a"]}}}),
        (f"{SUBNETS}=a,'b=c'", {"InputConfig": {"VpcConfig": {"Subnets": ["a", "b=c"]}}}),
        (f'{SUBNETS}= ["a", "b"]', {"InputConfig": {"VpcConfig": {"Subnets": ["a", "b"]}}}),
        (f'{SUBNETS}= ["\\u0061"]', {"InputConfig": {"VpcConfig": {"Subnets": ["a"]}}}),
        ("StoppingConditions=MaxInvocations=3", {"StoppingConditions": {"MaxInvocations": 3}}),
        ('StoppingConditions={"MaxInvocations": 3}', {"StoppingConditions": {"MaxInvocations": 3}}),
        ("Tags=Key=a,Value=b", {"Tags": [{"Key": "a", "Value": "b"}]}),
        ("InputConfig.Endpoints=EndpointName=a", {"InputConfig": {"Endpoints": [{"EndpointName": "a"}]}}),
        ("JobName=file://name", {"JobName": "from a file"}),
    ],
)
def test_values_are_read_as_those_of_options(
    text: str, value: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("name").write_text("from a file")
    (manifest,) = read_assignments([text], SHIPPED)
    assert manifest.value == value
    assert manifest.is_request
    assert manifest.findings == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("StoppingConditions=ModelLatencyThresholds=Percentile=P95", {"ModelLatencyThresholds": ["Percentile=P95"]}),
        ('StoppingConditions={"ModelLatencyThresholds": "a=b"}', {"ModelLatencyThresholds": "a=b"}),
    ],
)
def test_no_shorthand_is_read_within_a_value(text: str, value: object) -> None:
    (assignment,) = read_assignments([text], SHIPPED)
    assert assignment.value == {"StoppingConditions": value}
    base = Manifest(assignment.source, Document({"JobName": "a"}, assignment.document.root, []), SHIPPED)
    merged = Merged([base, assignment])
    assert merged.value == {"JobName": "a", "StoppingConditions": value}
    assert merged.findings == []


def places(manifest: Manifest) -> list[tuple[str, str, str]]:
    """Return the path of each value, and what is written where its key and it are said to be."""
    found: list[tuple[str, str, str]] = []
    waiting: list[tuple[Any, Any]] = [((), manifest.value)]
    while waiting:
        path, value = waiting.pop(0)
        (start, end), (key_start, key_end) = manifest.span(path), manifest.span(path, "key")
        text = manifest.source.text
        found.append((".".join(map(str, path)), text[key_start:key_end], text[start:end]))
        below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        waiting += [((*path, step), item) for step, item in below]
    return found


def test_values_are_where_they_are_written() -> None:
    texts = ["JobName=churn", "InputConfig.JobDurationInSeconds=300", "Tags=Key=a,Value=b"]
    name, duration, tags = read_assignments(texts, SHIPPED)
    assert {it.source.name for it in (name, duration, tags)} == {"<--set>"}
    assert name.source.text == "\n".join(texts)
    assert places(name) == [("", "JobName=churn", "JobName=churn"), ("JobName", "JobName", "churn")]
    whole = "InputConfig.JobDurationInSeconds=300"
    assert places(duration) == [
        ("", whole, whole),
        ("InputConfig", "InputConfig", "JobDurationInSeconds=300"),
        ("InputConfig.JobDurationInSeconds", "JobDurationInSeconds", "300"),
    ]
    assert places(tags) == [
        ("", "Tags=Key=a,Value=b", "Tags=Key=a,Value=b"),
        ("Tags", "Tags", "Key=a,Value=b"),
        ("Tags.0", "Key=a,Value=b", "Key=a,Value=b"),
        ("Tags.0.Key", "Key", "a"),
        ("Tags.0.Value", "Value", "b"),
    ]


SHAPE = "write MEMBER.PATH=VALUE, such as InputConfig.JobDurationInSeconds=3600"
MEMBERS = (
    "`JobName`, `JobType`, `RoleArn`, `InputConfig`, `JobDescription`, `StoppingConditions`, `OutputConfig` and `Tags`"
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", SHAPE),
        ("JobName", SHAPE),
        ("=a", SHAPE),
        ("Jobname=a", "a job has no member `Jobname`, did you mean `JobName`?"),
        ("x=a", f"a job has no member `x`; it has {MEMBERS}"),
        ("InputConfig.Vpcconfig.Subnets=a", "`InputConfig` has no member `Vpcconfig`, did you mean `VpcConfig`?"),
        ("InputConfig.VpcConfig.Subnet=a", "`InputConfig.VpcConfig` has no member `Subnet`, did you mean `Subnets`?"),
        (f"{SUBNETS}@=a", "`InputConfig.VpcConfig` has no member `Subnets@`, did you mean `Subnets`?"),
        (f"{SUBNETS}.0=a", f"`{SUBNETS}` is a list: give the whole list"),
        ("JobType.a=b", "`JobType` is of the type string: it has no members"),
        ("InputConfig.JobDurationInSeconds.a=b", "`InputConfig.JobDurationInSeconds` is of the type integer: it has no members"),
        ("InputConfig.JobDurationInSeconds=", "JobDurationInSeconds: '' is not an integer"),
        ("InputConfig.JobDurationInSeconds=1.5", "JobDurationInSeconds: '1.5' is not an integer"),
        (f"{SUBNETS}=a,b=c", "`b=` begins another member: put an item with `=` in quotes"),
        (f"{SUBNETS}=a,Subnets=b", "`Subnets=` begins another member: put an item with `=` in quotes"),
        (f"{SUBNETS}=a,", "character 33: an item must follow the last comma; remove the comma, or write '' for an empty item"),
        (f"{SUBNETS}=[a]", "Subnets is not JSON: Expecting value: line 1 column 2 (char 1)"),
        ("InputConfig={x", "InputConfig is not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        ("JobName=a\udcff", "it is not valid UTF-8"),
        ("JobName=file://x", "JobName: `file://x` can't be read: no such file or directory"),
        ("JobName=file://../x", "JobName: `file://../x` is outside `.`; name a file in that folder"),
    ],
)  # fmt: skip
def test_what_can_not_be_set_is_refused(
    text: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError) as caught:
        read_assignments([text], SHIPPED)
    assert str(caught.value) == f"--set {escaped(text)}: {message}"


@pytest.mark.parametrize("text", ["x\x1b" * 1000 + "=a", f"JobType.{'x' * 1000}=a", f"{SUBNETS}=a,{'x' * 1000}=b"])
def test_long_and_odd_arguments_are_cut_and_escaped_in_messages(text: str) -> None:
    with pytest.raises(UserError) as caught:
        read_assignments([text], SHIPPED)
    assert len(str(caught.value)) < 1000
    assert str(caught.value).isprintable()
