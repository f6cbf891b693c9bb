"""Jobs in state machines and schedules, alone and in templates: what is found, where, and what is only unknown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

import pytest
from console import run

from ircompile.config.settings import Limits
from ircompile.hosts.reading import documents
from ircompile.hosts.snippets import Snippet
from ircompile.model.model import SHIPPED

RESOURCE = "arn:aws:states:::aws-sdk:sagemaker:createInferenceRecommendationsJob"
PACKAGE = "arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3"
ROLE = "arn:aws:iam::123456789012:role/x"
REQUEST = {"JobName": "a_b", "JobType": "Default", "RoleArn": ROLE, "InputConfig": {"ModelPackageVersionArn": PACKAGE}}
FINDING = ["bad-format /JobName"]


def state(request: Any = REQUEST, key: str = "Parameters", **more: Any) -> dict[str, Any]:
    """Return a state that makes a job."""
    return {"Type": "Task", "Resource": RESOURCE, key: request, "End": True, **more}


def machine(*states: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a state machine."""
    return {"StartAt": "0", "States": {str(number): it for number, it in enumerate(states)}, **more}


def placed(repository: Path, text: str, name: str) -> list[str]:
    """Return the findings in a file that are no advice, as "line:column rule pointer"."""
    (repository / name).write_text(text)
    printed = run(f"ircompile lint {name} --output-format json --isolated -q")
    report = json.loads(printed.partition("[exit ")[0])
    found = [it for it in report["diagnostics"] if it["severity"] != "info"]
    return [f"{it['line']}:{it['column']} {it['rule']} {it['pointer']}" for it in found]


def found(repository: Path, value: Any) -> list[str]:
    """Return the findings in a JSON file, as "rule pointer"."""
    return [it.partition(" ")[2].strip() for it in placed(repository, json.dumps(value), "m.asl.json")]


@pytest.mark.parametrize(
    "value",
    [
        machine(state()),
        state(),
        machine(state(Resource=RESOURCE.replace("aws:", "aws-us-gov:", 1))),
        machine(state(Resource=RESOURCE + ".waitForTaskToken")),
        machine(state(QueryLanguage="JSONPath"), QueryLanguage="JSONata"),
        machine(state(key="Arguments"), QueryLanguage="JSONata"),
        machine(state(key="Arguments", QueryLanguage="JSONata")),
        machine({"Type": "Parallel", "Branches": [machine(state())], "End": True}),
        machine({"Type": "Map", "ItemProcessor": machine(state()), "End": True}),
        machine({"Type": "Map", "Iterator": machine({"Type": "Parallel", "Branches": [machine(state())]})}),
        machine({"Type": "Map", "QueryLanguage": "JSONata", "ItemProcessor": machine(state(key="Arguments"))}),
        {"Resources": {"M": {"Properties": {"Definition": machine(state())}}}},
        {"Resources": {"M": {"Properties": {"DefinitionString": json.dumps(machine(state()))}}}},
        {"Resources": {"M": {"Properties": {"DefinitionString": {"Fn::Sub": json.dumps(machine(state()))}}}}},
        {"Resources": {"M": {"Properties": {"DefinitionString": {"Fn::Sub": [json.dumps(machine(state())), {}]}}}}},
        {"DefinitionString": {"Fn::Join": ["\n", json.dumps(machine(state()), indent=1).split("\n")]}},
        {"DefinitionString": {"Fn::Join": [{"Ref": "Separator"}, [json.dumps(machine(state()))]]}},
        {"DefinitionString": {"Fn::ToJsonString": machine(state())}},
        machine(state(Resource={"Fn::Sub": RESOURCE.replace("aws:", "${AWS::Partition}:", 1)})),
        machine(state(Resource={"Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, RESOURCE[7:]]]})),
        {"Target": {"Arn": RESOURCE.replace("states", "scheduler"), "Input": json.dumps(REQUEST)}},
        {"Target": {"Arn": RESOURCE.replace("states", "scheduler"), "Input": {"Fn::Sub": json.dumps(REQUEST)}}},
        machine(state({"Target": {"Arn": RESOURCE.replace("states", "scheduler"), "Input": json.dumps(REQUEST)}}, Resource="x")),
    ],
)  # fmt: skip
def test_every_state_and_schedule_is_found(repository: Path, value: Any) -> None:
    assert found(repository, value) == FINDING


@pytest.mark.parametrize(("levels", "findings"), [(4, FINDING), (5, ["not-a-manifest"])])
def test_texts_within_texts_are_read_to_a_depth_of_four(repository: Path, levels: int, findings: list[str]) -> None:
    value = machine(state())
    for _ in range(levels):
        value = {"DefinitionString": json.dumps(value)}
    assert found(repository, value) == findings


def test_state_machines_in_terraform_are_not_read(repository: Path) -> None:
    definition = f"definition = <<EOF\n{json.dumps(machine(state()))}\nEOF\n"
    (repository / "main.tf").write_text(f'resource "aws_sfn_state_machine" "churn" {{\n{definition}}}\n')
    assert "main.tf" not in run("ircompile lint . --isolated -q")


@pytest.mark.parametrize(
    "value",
    [
        machine(state(Type="Pass")),
        machine(state(Resource="arn:aws:states:::aws-sdk:sagemaker:stopInferenceRecommendationsJob")),
        {"Statement": [{"Action": "sagemaker:CreateInferenceRecommendationsJob", "Resource": "*"}]},
        {"Comment": f"see {RESOURCE}"},
    ],
)
def test_other_files_hold_no_job(repository: Path, value: Any) -> None:
    (repository / "other.json").write_text(json.dumps(value))
    assert "other.json" not in run("ircompile lint . --isolated -q")


@pytest.mark.parametrize(
    ("request_", "findings"),
    [
        ({**REQUEST, "JobName.$": "$.n"}, ["duplicate-key"]),
        ({"JobName.$": "$.n", "JobName": "x", "InputConfig.$": "$"}, ["duplicate-key", "missing-field", "missing-field"]),
        ({"JobName.$": "$.n", "JobType.$": "$$.t", "RoleArn.$": "$role.arn", "InputConfig.$": "$['c']"}, []),
        ({**REQUEST, "JobName": "$.n"}, ["state-expression-sent /JobName"]),
        ({**REQUEST, "JobName": "$$.Execution.Id"}, ["state-expression-sent /JobName"]),
        ({**REQUEST, "JobName": "States.Format('{}', $.n)"}, ["state-expression-sent /JobName"]),
        ({**REQUEST, "JobName": "{% $n %}"}, ["state-expression-sent /JobName"]),
        ({**REQUEST, "JobName": "${Name}"}, []),
        ({**REQUEST, "JobName": "a_${Name}"}, ["bad-format /JobName"]),
        ({**REQUEST, "JobName": {"Ref": "Name"}}, []),
        ({**REQUEST, "JobName": {"Fn::Sub": "a-${Name}"}}, []),
        ({**REQUEST, "JobName": {"Fn::Join": ["-", ["a", {"Ref": "Name"}]]}}, []),
        ({**REQUEST, "JobName": "a", "InputConfig": {"Ref": "x"}}, []),
        ({**REQUEST, "JobName": "a", "InputConfig": {"ModelPackageVersionArn": PACKAGE, "Fn::If": [], "Foo": 1}},
         ["unknown-field /InputConfig/Foo"]),
        ({**REQUEST, "JobName": "a", "inputConfig.$": "$"}, ["unknown-field /inputConfig"]),
        ({**REQUEST, "JobName": "a", "Tags": [{"Key": "a", "Value.$": "$.v"}, {"Key.$": "$.k", "value": 1}]},
         ["unknown-field /Tags/1/value"]),
        ({**REQUEST, "JobName": "a", "Tags.$": "States.Array($.a, $.b)"}, []),
        ({**REQUEST, "JobName": "a", "Tags": ["$.tag"]}, ["state-expression-sent /Tags/0"]),
        ({"JobName.$": "a", **REQUEST, "JobName": "a"}, ["state-expression-invalid /JobName", "duplicate-key"]),
        ({**REQUEST, "JobName": "a", "JobDescription.$": "States.Nothing($.a)"}, ["state-expression-invalid /JobDescription"]),
        ({**REQUEST, "JobName": "a", "JobDescription.$": 1}, ["state-expression-invalid /JobDescription"]),
        ({**REQUEST, "JobName": "a", "JobDescription.$": "${Path}"}, []),
        ("$.request", ["state-expression-sent"]),
        ({"Ref": "Request"}, []),
    ],
)  # fmt: skip
def test_parameters(repository: Path, request_: Any, findings: list[str]) -> None:
    assert sorted(found(repository, machine(state(request_)))) == sorted(findings)


@pytest.mark.parametrize(
    ("request_", "findings"),
    [
        ("{% $states.input %}", []),
        ({**REQUEST, "JobName": "{% $n %}", "InputConfig": "{% $c %}"}, []),
        ({**REQUEST, "JobName": "{%\n$n\n%}"}, []),
        ({**REQUEST, "JobName": " {% $n %}"}, ["state-expression-invalid /JobName"]),
        ({**REQUEST, "JobName": "{% $n }"}, ["state-expression-invalid /JobName"]),
        ({**REQUEST, "JobName": "$.n"}, ["state-expression-sent /JobName"]),
        ({**REQUEST, "JobName": "x", "JobDescription.$": "$.n"}, ["query-language-mismatch /JobDescription"]),
        ({**REQUEST, "JobName": "x", "JobTyp": "{% $n %}"}, ["unknown-field /JobTyp"]),
        ({**REQUEST, "JobName": "x", "Tags": ["{% $t %}", {"Key": "{% $k %}", "Foo": 1}]},
         ["unknown-field /Tags/1/Foo", "missing-field /Tags/1"]),
    ],
)  # fmt: skip
def test_arguments(repository: Path, request_: Any, findings: list[str]) -> None:
    value = machine(state(request_, "Arguments"), QueryLanguage="JSONata")
    assert sorted(found(repository, value)) == sorted(findings)


@pytest.mark.parametrize(
    ("given", "findings"),
    [
        ({"name": "a-<aws.scheduler.execution-id>"}, []),
        ({"name": "a_<aws.scheduler.execution-id>"}, ["bad-format /JobName"]),
        ({"name": "$.x"}, ["bad-format /JobName"]),
    ],
)
def test_schedules(repository: Path, given: dict[str, str], findings: list[str]) -> None:
    request = json.dumps({**REQUEST, "JobName": given["name"]})
    value = {"Target": {"Arn": RESOURCE.replace("states", "scheduler"), "Input": request}}
    assert found(repository, value) == findings


@pytest.mark.parametrize(
    ("value", "findings"),
    [
        (machine(state(key="Arguments")), ["query-language-mismatch", *FINDING]),
        (machine(state(), QueryLanguage="JSONata"), ["query-language-mismatch", *FINDING]),
        (machine(state(Arguments={})), [*FINDING, "query-language-mismatch"]),
        (machine(state(Resource=RESOURCE + ".sync")), ["state-resource-unknown", *FINDING]),
        (machine(state(Resource=RESOURCE + ".sync:2")), ["state-resource-unknown", *FINDING]),
        (machine(state(Resource=RESOURCE.replace("aws-sdk:", ""))), ["state-resource-unknown", *FINDING]),
        (machine(state(Resource=RESOURCE.replace("create", "Create"))), ["state-resource-unknown", *FINDING]),
        (machine({"Type": "Task", "Resource": RESOURCE, "End": True}), []),
        (machine(state(InputPath="$.x", ResultSelector={"JobName": "$.x"}, Retry=[{"JobName": "$.x"}])), FINDING),
    ],
)
def test_states(repository: Path, value: Any, findings: list[str]) -> None:
    assert found(repository, value) == findings


TEMPLATE = """\
Conditions:
  Large: !Not [!Equals [!Ref Size, small]]
Resources:
  Text:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      RoleArn: !GetAtt Role.Arn
      DefinitionString: !Sub |
        {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
          "Resource": "arn:${AWS::Partition}:states:::aws-sdk:sagemaker:createInferenceRecommendationsJob",
          "Parameters": {
            "JobName": "$.name", "JobType": "default", "RoleArn": "${Role.Arn}", "Foo": ${Foo},
            "InputConfig": {"ModelPackageVersionArn": "${Package}", "JobDurationInSeconds": ${Duration}}
          }}}}
  Tree:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: A
        States:
          A:
            Type: Task
            Resource: !Sub arn:${AWS::Partition}:states:::aws-sdk:sagemaker:createInferenceRecommendationsJob
            Parameters:
              JobName: a_b
              JobType: default  # ircompile: ignore[not-allowed-value] -- for the test
              RoleArn: !GetAtt Role.Arn
              InputConfig: !If [Large, {ModelName: a}, !Ref AWS::NoValue]
            End: true
  Schedule:
    Type: AWS::Scheduler::Schedule
    Properties:
      Target:
        Arn: arn:aws:scheduler:::aws-sdk:sagemaker:createInferenceRecommendationsJob
        Input: '{"JobName": "it''s", "JobType": "default", "RoleArn.$": 1, "InputConfig": {}}'
"""
IN_TEMPLATE = [
    "12:24 state-expression-sent /JobName",
    "12:45 not-allowed-value /JobType",
    "12:82 unknown-field /Foo",
    "25:24 bad-format /JobName",
    "35:29 bad-format /JobName",
    "35:49 not-allowed-value /JobType",
    "35:60 unknown-field /RoleArn.$",
    "35:91 model-source-missing /InputConfig",
]


def test_a_template_of_cloudformation(repository: Path) -> None:
    assert [it for it in placed(repository, TEMPLATE, "t.yaml") if "missing-field" not in it] == IN_TEMPLATE
    assert [it for it in placed(repository, TEMPLATE, "t.template") if "missing-field" not in it] == IN_TEMPLATE


def test_fixes_are_written_as_the_text_around_them(repository: Path) -> None:
    inner = json.dumps(machine(state({**REQUEST, "JobName": "$.name", "JobType": "default", "roleArn": "x"})))
    text = json.dumps({"DefinitionString": inner})
    for name, before in {"t.yaml": TEMPLATE, "t.json": text, "t.asl": inner}.items():
        (repository / name).write_text(before)
        run(f"ircompile lint {name} --fix")
        after = (repository / name).read_text()
        assert after == before.replace('JobName\\": \\"$', 'JobName.$\\": \\"$').replace(
            'JobName": "$', 'JobName.$": "$'
        ).replace('"default', '"Default')


@pytest.mark.parametrize("language", ["json", "yaml"])
def test_snippets_of_other_files_may_be_manifests_and_state_machines(language: Literal["json", "yaml"]) -> None:
    job, states, text = json.dumps(REQUEST), json.dumps(machine(state(), state())), "> > > "
    snippets = []
    for it in (job, states, states[:-1], job[:-1], "[1, 2]"):
        start = len(text)
        text += it
        snippets.append(Snippet(language, it, [*range(start, len(text) + 1)]))
    read = documents(snippets, "python", SHIPPED, Limits())
    assert [text[slice(*it.call)] if it.call else it.value for it in read] == [
        REQUEST,
        *[json.dumps(state())] * 2,
        None,  # the state machine that can't be read
        [1, 2],
    ]
    for document in read[:2]:
        node = document.root.members["JobName"]
        assert text[node.start : node.end] == '"a_b"'
    (blame,) = read[3].findings[0].blames
    assert blame.span == (len(text) - len(job) + 1 - len("[1, 2]"),) * 2


def test_no_key_is_renamed_in_yaml_with_anchors(repository: Path) -> None:
    text = f"A: &a {{Type: Task, Resource: '{RESOURCE}'}}\nB: {{<<: *a, Parameters: &p {{JobName: $.n}}}}\n"
    (repository / "m.yaml").write_text(text + "C: {<<: *a, Parameters: {<<: *p, JobName: a}}\n")
    before = (repository / "m.yaml").read_text()
    assert "2:38 state-expression-sent /JobName" in placed(repository, before, "m.yaml")
    run("ircompile lint m.yaml --fix")
    assert (repository / "m.yaml").read_text() == before
