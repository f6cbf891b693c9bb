"""What is wrong with states and schedules: where, why, what to do, and what a fix writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from console import run
from scripts import jobs

RESOURCE = "arn:aws:states:::aws-sdk:sagemaker:createInferenceRecommendationsJob"
SCH = RESOURCE.replace("states", "scheduler")
R = {"JobName": "a", "JobType": "Default"}


def state(request: Any, key: str = "Parameters", **more: Any) -> dict[str, Any]:
    """Return a state that makes a job."""
    return {"Type": "Task", "Resource": RESOURCE, key: request, **more}


def machine(state: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a state machine."""
    return {"StartAt": "A", "States": {"A": state}, **more}


@pytest.mark.parametrize(
    ("value", "faults"),
    [
        (machine(state({**R, "JobName.$": "$.n"})), [
            ("JobName", "duplicate-key", "duplicate key `JobName`: with and without `.$`, it is the same member", "remove one of the two", ""),
        ]),
        (machine(state({"JobName.$": "$.n", **R})), [
            ("JobName", "duplicate-key", "duplicate key `JobName`: with and without `.$`, it is the same member", "remove one of the two", ""),
        ]),
        (machine(state({**R, "JobName": "$.n"})), [
            ("JobName", "state-expression-sent", "`$.n` is sent as it is: its key does not end in `.$`", "rename the key to `JobName.$`", "->.$"),
        ]),
        (machine(state({**R, "Tags": ["$.tag"]})), [
            ("Tags/0", "state-expression-sent", "`$.tag` is sent as it is: it is not the value of a key that ends in `.$`", "make a list of it with `States.Array` in a key that ends in `.$`", ""),
        ]),
        (machine(state({**R, "JobName": "{% $n %}"})), [
            ("JobName", "state-expression-sent", "`{% $n %}` is sent as it is: the state uses JSONPath", "set its `QueryLanguage` to `JSONata`, or write a path", ""),
        ]),
        (machine(state({**R, "JobName": "$.n"}, key="Arguments"), QueryLanguage="JSONata"), [
            ("JobName", "state-expression-sent", "`$.n` is sent as it is: the state uses JSONata", "write an expression such as `{% $states.input.name %}`", ""),
        ]),
        (machine(state({**R, "JobName.$": "$.n"}, key="Arguments"), QueryLanguage="JSONata"), [
            ("JobName", "duplicate-key", "duplicate key `JobName`: with and without `.$`, it is the same member", "remove one of the two", ""),
            ("JobName", "query-language-mismatch", "`JobName.$` is a key of JSONPath, but the state uses JSONata", "write the key `JobName`, and the value as `{% ... %}`", ""),
        ]),
        (machine(state({**R, "JobName": "{% $n %} x"}, key="Arguments"), QueryLanguage="JSONata"), [
            ("JobName", "state-expression-invalid", "`{% $n %} x` is not an expression: one begins with `{%` and ends with `%}`", "put nothing before and after these marks", ""),
        ]),
        (machine(state({**R, "JobDescription.$": 1})), [
            ("JobDescription", "state-expression-invalid", "the value of `JobDescription.$` is neither a path nor an intrinsic function", "write a path such as `$.JobDescription`, or the key `JobDescription` if the value is meant as it is", ""),
        ]),
        (machine(state(R, key="Arguments")), [
            ('"Arguments"', "query-language-mismatch", "`Arguments` belongs to JSONata, but the state uses JSONPath", "set the state's `QueryLanguage` to `JSONata`, or write `Parameters` with what JSONPath looks up", ""),
        ]),
        (machine(state(R), QueryLanguage="JSONata"), [
            ('"Parameters"', "query-language-mismatch", "`Parameters` belongs to JSONPath, but the state uses JSONata", "set the state's `QueryLanguage` to `JSONPath`, or write `Arguments` with what JSONata looks up", ""),
        ]),
        (machine(state(R), QueryLanguage="Other"), []),
        (machine(state(R, key="Arguments"), QueryLanguage="Other"), []),
        (machine({**state(R), "Arguments": {}}), [
            ('"Arguments"', "query-language-mismatch", "`Arguments` belongs to JSONata, but the state uses JSONPath", "set the state's `QueryLanguage` to `JSONata`, or write `Parameters` with what JSONPath looks up", ""),
        ]),
        (machine({"Type": "Task", "Resource": RESOURCE}), []),
        (machine(state(R, Resource=RESOURCE.replace("aws-sdk:", ""))), [
            ('"arn:aws:states:::sagemaker:createInferenceRecommendationsJob"', "state-resource-unknown", "this operation has no integration of its own", "write `aws-sdk:sagemaker:`", "::sagemaker:->::aws-sdk:sagemaker:"),
        ]),
        (machine(state(R, Resource=RESOURCE.replace(":create", ":Create"))), [
            ('"arn:aws:states:::aws-sdk:sagemaker:CreateInferenceRecommendationsJob"', "state-resource-unknown", "the name of an action begins with a small letter", "write `createInferenceRecommendationsJob`", "CreateInferenceRecommendationsJob->createInferenceRecommendationsJob"),
        ]),
        (machine(state(R, Resource=RESOURCE + ".sync")), [
            ('"arn:aws:states:::aws-sdk:sagemaker:createInferenceRecommendationsJob.sync"', "state-resource-unknown", "`.sync` is not supported by integrations of the AWS SDK", "remove it, and let other states wait for the job to end", ".sync-> (unsafe)"),
        ]),
        (machine(state(R, Resource=RESOURCE + ".sync:2")), [
            ('"arn:aws:states:::aws-sdk:sagemaker:createInferenceRecommendationsJob.sync:2"', "state-resource-unknown", "`.sync:2` is not supported by integrations of the AWS SDK", "remove it, and let other states wait for the job to end", ".sync:2-> (unsafe)"),
        ]),
        ({"Target": {"Arn": SCH}}, []),
        ({"Target": {"Arn": SCH, "Input": "{"}}, [
            ('"{"', "snippet-unread", "this names createInferenceRecommendationsJob, and can't be read: not JSON: the text ends, expected a key in double quotes", "correct it, or exclude the file", ""),
        ]),
        ({"Target": {"Arn": SCH, "Input": json.dumps({"JobName": "a-<aws.scheduler.execution-id>", "JobName.$": "x"})}}, []),
        ({"Target": {"Arn": SCH, "Input": '{"JobName": "a", "JobName": "b"}'}}, [
            ('\\"JobName\\"', "duplicate-key", "duplicate key `JobName`", "remove one of the two", ""),
        ]),
        ({"D": f'{{"Resource": "{RESOURCE}"'}, [
            ("", "snippet-unread", "this names createInferenceRecommendationsJob, and can't be read: not JSON: the text ends, expected `,` or `}`", "correct it, or exclude the file", ""),
        ]),
        (f'{{"States": {{"A": {{"Type": "Task", "Resource": "{RESOURCE}", "Parameters": {{"JobName": "a", "JobName": "b"}}}}}}}}', [
            ('"JobName"', "duplicate-key", "duplicate key `JobName`", "remove one of the two", ""),
        ]),
    ],
)  # fmt: skip
def test_faults(value: Any, faults: list[tuple[str, ...]]) -> None:
    text = value if isinstance(value, str) else json.dumps(value)
    found = []
    for it in (finding for document in jobs("m.asl.json", text) for finding in document.findings):
        span = it.blames[0].span
        place = text[slice(*span)] if span else "/".join(map(str, it.blames[0].path))
        fixes = [(change, change.span or (0, 0)) for change in it.changes]
        fix = "".join(f"{text[slice(*at)]}->{fix.new}{'' if fix.safe else ' (unsafe)'}" for fix, at in fixes)
        found.append((place, it.rule, it.message, it.help, fix))
    assert found == faults


def test_both_of_two_keys_are_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    request = '"JobName.$": "$.name",\n"JobType": "Default",\n"JobType": "Default",\n"JobName": "churn"'
    Path("m.asl.json").write_text(f'{{"Type": "Task", "Resource": "{RESOURCE}", "Parameters": {{\n{request}\n}}}}\n')
    assert (
        run("ircompile lint m.asl.json -q --isolated --select duplicate-key")
        == """\
error[duplicate-key]: duplicate key `JobType`
 --> m.asl.json:4:1
  |
3 | "JobType": "Default",
  | --------- the first one
4 | "JobType": "Default",
  | ^^^^^^^^^ the second one
  |
  = help: remove one of the two

error[duplicate-key]: duplicate key `JobName`: with and without `.$`, it is the same member
 --> m.asl.json:5:2
  |
2 | "JobName.$": "$.name",
  |  ------- the first one
...
5 | "JobName": "churn"
  |  ^^^^^^^ the second one
  |
  = help: remove one of the two
  = note: Step Functions refuses the state machine

[exit 1]
"""
    )


def test_a_template_that_exceeds_a_limit_is_not_read() -> None:
    text = f"A:\n  Resource: {RESOURCE}\n  Parameters: {'[' * 101}\n"
    ((finding,),) = [document.findings for document in jobs("t.yaml", text)]
    assert (finding.rule, finding.message.partition(", ")[2]) == (
        "snippet-unread",
        "and can't be read: the values are nested too deeply: the limit is 100",
    )
