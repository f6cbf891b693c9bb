"""What the page asks about texts that are no YAML, and about characters that the browser counts twice."""

from __future__ import annotations

import json
import shlex

import answers
import pytest
from checkout import ROOT
from console import run
from jobs import JOB

COMMAND = "aws sagemaker create-inference-recommendations-job --job-name a_b"


@pytest.mark.parametrize(
    ("text", "language", "kind", "problem", "first"),
    [
        (COMMAND, "", "shell", "", "the job has no `JobType`"),
        (COMMAND.replace("create-", "make-"), "", "shell", "", "the operation must be create-inference-recommendations-job, not 'make-inference-recommendations-job'"),
        (f"```sh\n{COMMAND}\n```\n", "markdown", "markdown", "", "the job has no `JobType`"),
        ("{}", "notebook", "notebook", "no job is in this text", ""),
        ("print(1)", "python", "python", "no job is in this text", ""),
        ("{'a'}", "", "json", "", "not JSON: a single quote"),
        ("JobName: x", "nonsense", "yaml", "", "the job has no `JobType`"),
        (f"#!/bin/sh\nNAME=a\n{COMMAND}-$NAME --role-arn $ROLE\n", "", "shell", "", "the job has no `JobType`"),
        ('{"JobName": "a-b"}', "", "json", "", "the job has no `JobType`"),
        ("", "", "yaml", "", "the document is empty, but a manifest must be a mapping"),
    ],
)  # fmt: skip
def test_the_language_is_told_from_the_text(text: str, language: str, kind: str, problem: str, first: str) -> None:
    found = answers.check(text, language)
    assert (found["language"], found["problem"]) == (kind, problem)
    assert [it["message"] for it in found["findings"]][:1] == ([first] if first else [])
    assert answers.fix_all(text, language) == {"text": text, "fixed": 0}


@pytest.mark.parametrize("name", ["load-test.yaml", "recommend-churn.yaml", "start-job.sh"])
def test_all_fixes_are_those_of_lint(name: str) -> None:
    text = (ROOT / "examples" / "broken" / name).read_text("utf-8")
    fixed = answers.fix_all(text, "")["text"]
    assert fixed != text
    assert run(f"ircompile lint - --fix --stdin-filename {name} -q <<< {shlex.quote(text)}").startswith(fixed)


def test_outputs_are_those_of_compile_and_comments_ignore_findings() -> None:
    text = JOB.replace("churn", "a_b  # ircompile: ignore[bad-format] as it is called", 1)
    found = answers.check(text, "")
    assert {it["severity"] for it in found["findings"]} == {"info"}
    [job] = found["jobs"]
    for what, to in (("body", "json"), ("command", "command --style shorthand --wrap")):
        assert f"{job[what].strip()}\n" == run(f"ircompile compile - --to {to} -q <<< {shlex.quote(text)}")


def test_offsets_are_those_of_the_browser() -> None:
    text = "\ufeff# 😀\nJobName: 😀\nJobType: default\n"
    units = text.encode("utf-16-le")
    found = {it["rule"]: it for it in answers.check(text, "")["findings"]}
    wrong = found["not-allowed-value"]
    assert units[2 * wrong["start"] : 2 * wrong["end"]].decode("utf-16-le") == "default"
    assert found["text-encoding"]["fixes"][0]["edits"] == [{"start": 0, "end": 1, "text": ""}]
    offset = len(text[: text.index("JobType")].encode("utf-16-le")) // 2
    described = answers.hover(text, "", offset)
    assert described
    assert units[2 * described["start"] : 2 * described["end"]].decode("utf-16-le") == "JobType"
    assert answers.complete(text + "Ro", "", len(units) // 2 + 2)["start"] == len(units) // 2


def test_what_is_unknown_is_a_placeholder() -> None:
    program = (
        "import boto3\nboto3.client('sagemaker').create_inference_recommendations_job(JobName='a', JobType='Default', "
        "RoleArn=role, InputConfig={'ModelPackageVersionArn': model})"
    )
    [job] = answers.check(program, "python")["jobs"]
    assert 'RoleArn: "<RoleArn>"' in job["body"]
    assert job["note"] == "2 values can't be known without running anything; fill in the placeholders"


def test_questions_are_json() -> None:
    question = {"ask": "to_json", "text": "MaxInvocations=1", "option": "stopping-conditions"}
    assert json.loads(answers.answer(json.dumps(question)))["text"] == '{\n  "MaxInvocations": 1\n}'
