"""The outline of a text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from ircompile.config.settings import Config
from ircompile.editing.settings import Settings
from ircompile.editing.symbols import MOST, symbols

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircompile.editing.answers import Symbol

LOAD_TEST = """\
JobName: load
JobType: Advanced
InputConfig:
  JobDurationInSeconds: 7200
  TrafficPattern:
    Phases:
      - {InitialNumberOfUsers: 1, SpawnRate: 2, DurationInSeconds: 600}
  ResourceLimit: MaxNumberOfTests=6
  EndpointConfigurations:
    - InstanceType: ml.c5.xlarge
    - ServerlessConfig: {MemorySizeInMB: 2048, MaxConcurrency: 20}
Tags: Key=team,Value=nlp
"""
OUTLINE = """\
job load | Advanced | load
  string JobName | load | JobName
  string JobType | Advanced | JobType
  structure InputConfig |  | InputConfig
    number JobDurationInSeconds | 7200 | JobDurationInSeconds
    structure TrafficPattern |  | TrafficPattern
      list Phases | 1 element | Phases
        structure InitialNumberOfUsers 1, SpawnRate 2, DurationInSeconds 600 |  | {InitialNumberOfUsers: 1, SpawnRate: 2, DurationInSeconds: 600}
          number InitialNumberOfUsers | 1 | InitialNumberOfUsers
          number SpawnRate | 2 | SpawnRate
          number DurationInSeconds | 600 | DurationInSeconds
    structure ResourceLimit |  | ResourceLimit
      number MaxNumberOfTests | 6 | MaxNumberOfTests
    list EndpointConfigurations | 2 elements | EndpointConfigurations
      structure ml.c5.xlarge |  | InstanceType: ml.c5.xlarge
        string InstanceType | ml.c5.xlarge | InstanceType
      structure ServerlessConfig: MemorySizeInMB 2048, MaxConcurrency 20 |  | ServerlessConfig: {MemorySizeInMB: 2048, MaxConcurrency: 20}
        structure ServerlessConfig |  | ServerlessConfig
          number MemorySizeInMB | 2048 | MemorySizeInMB
          number MaxConcurrency | 20 | MaxConcurrency
  list Tags | 1 element | Tags
    structure team |  | Key=team,Value=nlp
      string Key | team | Key
      string Value | nlp | Value
"""
TWO_CALLS = """\
client.create_inference_recommendations_job(JobName="one", JobType="Default")
client.create_inference_recommendations_job(JobName=f"job-{stamp}", JobType="Advanced")
"""


def outline(text: str, name: str = "job.yaml") -> str:
    def lines(found: Symbol, indent: str) -> Iterator[str]:
        yield f"{indent}{found.kind} {found.name} | {found.detail} | {text[slice(*found.selection)]}\n"
        for child in found.children:
            yield from lines(child, indent + "  ")

    return "".join(line for found in symbols(text, Settings(name, Config())) for line in lines(found, ""))


def test_a_manifest_is_outlined_to_its_scalars() -> None:
    assert outline(LOAD_TEST) == OUTLINE


def test_a_symbol_spans_its_key_and_its_value() -> None:
    (job,) = symbols(LOAD_TEST, Settings("job.yaml", Config()))
    assert LOAD_TEST[slice(*job.span)] == LOAD_TEST.rstrip("\n")
    spans = [LOAD_TEST[slice(*it.span)] for it in job.children]
    assert spans[0] == "JobName: load"
    assert spans[3] == "Tags: Key=team,Value=nlp"


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("a: 1\n", "other.yaml", ""),
        ("JobName: [\n", "nothing.yaml", ""),
        ("# none\nJobName: a\nJobType: Default\nRoleArn: r\n---\nJobName: b\nJobType: Default\nRoleArn: r\n", "two.yaml", None),
        (TWO_CALLS, "jobs.py", 'job one | Default | "one"\njob job-… | Advanced | f"job-{stamp}"\n'),
        (f"```python\n{TWO_CALLS}```\n", "page.md", 'job one | Default | "one"\njob job-… | Advanced | f"job-{stamp}"\n'),
        ("aws sagemaker create-inference-recommendations-job --job-name x --job-type Default\n", "a.sh", "job x | Default | x\n"),
    ],
)  # fmt: skip
def test_each_job_of_a_file_is_a_symbol(text: str, name: str, expected: str | None) -> None:
    if expected is None:
        assert [line for line in outline(text, name).splitlines() if line[:1] != " "] == [
            "job a | Default | a",
            "job b | Default | b",
        ]
    else:
        assert outline(text, name) == expected


def test_values_that_are_repeated_are_outlined_where_they_are_written() -> None:
    text = (
        "JobName: a\nJobType: Advanced\nInputConfig: {EndpointConfigurations: [&x {InstanceType: ml.c5.large}, *x]}\n"
    )
    assert outline(text).splitlines()[-3:] == [
        "      structure ml.c5.large |  | &x {InstanceType: ml.c5.large}",
        "        string InstanceType | ml.c5.large | InstanceType",
        "      structure ml.c5.large |  | *x",
    ]


def test_a_long_job_is_outlined_to_a_bound() -> None:
    text = f"JobName: a\nJobType: Default\nRoleArn: r\nTags: [{'{Key: a, Value: b}, ' * (MOST // 3)}]\n"
    assert outline(text).count("\n") == MOST + 1


def test_credentials_are_masked_and_long_values_are_cut() -> None:
    text = json.dumps(
        {"JobName": "a", "JobType": "Default", "RoleArn": "AKIA" + "IOSFODNN7EXAMPLE", "JobDescription": "x" * 100}
    )
    assert outline(text, "job.json").splitlines()[3:] == [
        '  string RoleArn | AKIA… | "RoleArn"',
        f'  string JobDescription | {"x" * 79}… | "JobDescription"',
    ]


def test_what_can_be_read_of_a_broken_text_is_outlined() -> None:
    whole = symbols(LOAD_TEST, Settings("job.yaml", Config()))
    (job,) = whole
    for line in ("  Traf\n", "  ? [\n", "  ResourceLim: 'x\n"):
        found = symbols(
            LOAD_TEST.replace("  ResourceLimit:", f"{line}  ResourceLimit:"), Settings("job.yaml", Config())
        )
        assert [it.name for it in found] == ["load"]
        assert [it.name for it in found[0].children][:3] == [it.name for it in job.children][:3]


def test_an_element_of_which_nothing_is_known_has_a_name() -> None:
    text = LOAD_TEST.replace("ml.c5.xlarge", '"ml.c5')
    assert '      structure … |  | InstanceType: "ml.c5' in outline(text)
