"""Answers of the API about a job: recognized by their members, and converted into their request."""

from __future__ import annotations

import copy
import json
import shlex
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import botocore.session
import pytest
import yaml
from checkout import ROOT
from console import run

import ircompile
from ircompile.manifest.answer import is_answer
from ircompile.model.model import SHIPPED

MODEL = botocore.session.Session().get_service_model("sagemaker")
OUTPUT = MODEL.operation_model("DescribeInferenceRecommendationsJob").output_shape
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
JOBS = [job for file in EXAMPLES for job in ircompile.compile(file.read_text("utf-8"), file.name)]
TIME = datetime(2026, 11, 20, 10, 30, tzinfo=UTC)
OWN: dict[str, Any] = {
    "JobArn": "arn:aws:sagemaker:eu-west-1:123456789012:inference-recommendations-job/churn",
    "Status": "COMPLETED",
    "CreationTime": TIME,
    "CompletionTime": TIME,
    "LastModifiedTime": TIME,
    "FailureReason": "ClientError: {JobName: x}",
    "InferenceRecommendations": [{"Metrics": {"CostPerHour": 0.25}, "ModelConfiguration": {"CompilationJobName": "x"}}],
    "EndpointPerformances": [],
    "ResponseMetadata": {"HTTPStatusCode": 200, "RetryAttempts": 0},
}
LACKING = ("OutputConfig", "Tags")


def answer_to(request: dict[str, Any]) -> dict[str, Any]:
    return {**OWN, **{name: item for name, item in request.items() if name not in LACKING}}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_members_are_those_of_the_service_model() -> None:
    request = SHIPPED.request.members
    assert (
        set(SHIPPED.facts["only_in_answer"])
        == OUTPUT.members.keys() - request.keys()
        == OWN.keys() - {"ResponseMetadata"}
    )
    assert set(SHIPPED.facts["only_in_request"]) == request.keys() - OUTPUT.members.keys() == set(LACKING)


@pytest.mark.parametrize("write", [lambda it: json.dumps(it, default=str), lambda it: json.dumps(it, indent=4, default=datetime.timestamp), yaml.safe_dump, lambda it: yaml.safe_dump(json.loads(json.dumps(it, default=str)))], ids=["JSON", "JSON with numbers as times", "YAML", "YAML with texts as times"])  # fmt: skip
def test_an_answer_gives_its_request(write: Any) -> None:
    assert len(JOBS) > 4
    for job in JOBS:
        Path("answer").write_text(write(answer_to(job)), "utf-8")
        Path("job.json").write_text(json.dumps({name: item for name, item in job.items() if name not in LACKING}))
        for to in ("json", "yaml", "command", "shorthand"):
            converted = run(f"ircompile convert answer --to {to}")
            assert converted.count("note:") == 1
            assert converted.partition("note: answer is")[0] == run(f"ircompile convert job.json --no-lint --to {to}")


def test_the_note_says_what_is_left_out() -> None:
    Path("a.json").write_text(json.dumps(answer_to(JOBS[0]), default=str))
    _, note = run("ircompile convert a.json --no-lint --to command").splitlines()
    left_out = "JobArn, Status, CreationTime, CompletionTime, LastModifiedTime, FailureReason, InferenceRecommendations, EndpointPerformances, ResponseMetadata"
    assert note == (
        f"note: a.json is an answer of describe-inference-recommendations-job, of which {left_out} are left out; "
        "answers do not tell OutputConfig, Tags: add what the job had"
    )


def test_members_that_are_not_set_are_left_out() -> None:
    answer = answer_to(JOBS[0]) | {
        "StoppingConditions": None,
        "InputConfig": {
            "ModelName": "m",
            "Endpoints": [],
            "VpcConfig": None,
            "ContainerConfig": {"PayloadConfig": {"SupportedContentTypes": []}},
        },
    }
    printed = run(f"ircompile convert {shlex.quote(json.dumps(answer, default=str))} --no-lint")
    request = json.loads(printed.partition("note:")[0])
    assert request["InputConfig"] == {"ModelName": "m"}
    assert "StoppingConditions" not in request


def test_findings_in_the_request_point_into_the_answer() -> None:
    answer = {"Status": "FAILED", **answer_to(JOBS[0]), "JobType": "default"}
    Path("a.json").write_text(json.dumps(answer, indent=1, default=str))
    line = Path("a.json").read_text().splitlines().index(' "JobType": "default",') + 1
    printed = run("ircompile convert a.json --fail-on error --output-format concise")
    assert f"a.json:{line}:13: error[not-allowed-value] `default` is not a valid `JobType`" in printed
    assert printed.endswith("[exit 1]\n")


def test_findings_on_keys_point_at_keys_of_the_answer() -> None:
    Path("a.yaml").write_text(
        "JobArn: x\nStatus: COMPLETED\nInputConfig:\n  ModelNam: m\n  Endpoints:\n    - {EndpointNam: e}\n"
    )
    printed = run("ircompile convert a.yaml --output-format concise")
    assert "a.yaml:4:3: error[unknown-field] unknown member `ModelNam` in `InputConfig`" in printed
    assert "a.yaml:6:8: error[unknown-field] unknown member `EndpointNam` in an element of `Endpoints`" in printed


@pytest.mark.parametrize("command", ["lint", "compile"])
def test_a_named_answer_is_described(command: str) -> None:
    Path("a.json").write_text(json.dumps(answer_to(JOBS[0]), default=str))
    printed = run(f"ircompile {command} a.json --output-format concise")
    expected = (
        "a.json:1:1: error[not-a-manifest] this is an answer of describe-inference-recommendations-job, not a request\n"
    )
    assert printed.startswith(expected)
    assert printed.endswith("[exit 1]\n")
    assert "`ircompile convert` prints its request" in run(f"ircompile {command} a.json")


def test_an_answer_in_a_folder_is_passed_over() -> None:
    Path("jobs").mkdir()
    Path("jobs/a.json").write_text(json.dumps(answer_to(JOBS[0]), default=str))
    Path("jobs/job.json").write_text(json.dumps(JOBS[0]))
    assert run("ircompile lint").startswith("1 file checked")
    assert run("ircompile lint --only-manifests jobs/a.json jobs/job.json").startswith("1 file checked")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (OWN, True),
        (JOBS[0] | {"Status": "COMPLETED", "CreationTime": 1}, True),
        (JOBS[0] | {"JobArn": OWN["JobArn"]}, False),  # a member too many
        ({"JobArn": OWN["JobArn"]}, False),  # the answer to the request itself
        (JOBS[0], False),
        ([answer_to(JOBS[0])], False),
        (None, False),
    ],
)
def test_an_answer_has_several_members_of_its_own(value: Any, *, expected: bool) -> None:
    assert is_answer(value, SHIPPED) is expected


def test_a_service_model_of_ones_own_says_what_answers_have() -> None:
    """Also below the top: members that only the answer has are left out wherever they are."""
    model = copy.deepcopy(MODEL._service_description)
    shapes = model["shapes"]
    shapes["AnsweredInput"] = copy.deepcopy(shapes["RecommendationJobInputConfig"])
    shapes["AnsweredInput"]["members"]["Digest"] = {"shape": "JobName"}
    shapes["AnsweredEndpoints"] = {"type": "list", "member": {"shape": "AnsweredEndpoint"}}
    shapes["AnsweredEndpoint"] = {
        "type": "structure",
        "members": {"EndpointName": {"shape": "EndpointName"}, "Host": {"shape": "JobName"}},
    }
    shapes["AnsweredInput"]["members"]["Endpoints"] = {"shape": "AnsweredEndpoints"}
    output = shapes[OUTPUT.name]["members"]
    output["InputConfig"] = {"shape": "AnsweredInput"}
    output["Owner"] = {"shape": "JobName"}
    Path("service-2.json").write_text(json.dumps(model, default=str))
    answer = {
        **answer_to(JOBS[0]),
        "Owner": "x",
        "InputConfig": {"ModelName": "m", "Digest": "d", "Endpoints": [{"EndpointName": "e", "Host": "h"}]},
    }
    Path("a.json").write_text(json.dumps(answer, default=str))
    printed = run("ircompile convert a.json --no-lint --model service-2.json")
    assert json.loads(printed.partition("note:")[0])["InputConfig"] == {
        "ModelName": "m",
        "Endpoints": [{"EndpointName": "e"}],
    }
    assert "ResponseMetadata, Owner, InputConfig.Digest, InputConfig.Endpoints[*].Host are left out" in printed
