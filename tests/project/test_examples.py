"""Every example compiles to the request beside it, and every broken one has the report beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import botocore.session
import pytest
import yaml
from aws_cli import send_all
from botocore import xform_name
from botocore.validate import ParamValidator
from checkout import ROOT, TESTS

from ircompile import compile as compile_
from ircompile.cli.main import main
from ircompile.emitting.json_body import json_body

EXAMPLES = ROOT / "examples"
VALID = sorted([*EXAMPLES.glob("*.yaml"), *EXAMPLES.glob("*.json")])
INVALID = sorted(it for ending in ("yaml", "json", "sh") for it in EXAMPLES.glob(f"broken/*.{ending}"))


@pytest.fixture(scope="module")
def shape() -> Any:
    """Return the input shape of the operation in botocore."""
    model = botocore.session.get_session().get_service_model("sagemaker")
    return model.operation_model("CreateInferenceRecommendationsJob").input_shape


@pytest.mark.parametrize("file", VALID, ids=lambda file: file.name)
def test_good_examples_compile(file: Path, shape: Any, golden: Any) -> None:
    requests = compile_(file.read_bytes(), file.name)
    for request in requests:
        assert not ParamValidator().validate(request, shape).has_errors()
    golden(file.with_suffix(".request"), "".join(map(json_body, requests)))


SHORTHAND = """\
JobName: short
JobType: Advanced
RoleArn: arn:aws:iam::123456789012:role/recommender
JobDescription: "caf\u00e9: it's 5 % of \U0001f600"
InputConfig: >-
  ModelName=churn,JobDurationInSeconds= 7200,VpcConfig={SecurityGroupIds=[sg-12345678],Subnets=subnet-12345678},
  TrafficPattern={TrafficType=PHASES,Phases=[{InitialNumberOfUsers=1,SpawnRate=0,DurationInSeconds=120}]},
  EndpointConfigurations=[{InstanceType=ml.c5.large}],ContainerConfig={Domain=MACHINE_LEARNING,Task=OTHER,
  Framework=XGBOOST,PayloadConfig={SamplePayloadUrl=s3://bucket/a.tar.gz,SupportedContentTypes=text/csv}}
StoppingConditions: 'MaxInvocations=300,ModelLatencyThresholds=[{Percentile="P95",ValueInMilliseconds=''100''}]'
Tags:
  - Key=team,Value='a = b'
  - Key=empty,Value=
"""
"""A job in which all that can be is written in shorthand."""


def as_options(job: dict[str, Any]) -> list[str]:
    """Return the options with the members of a manifest as they are written in it."""
    words = []
    for name, value in job.items():
        values = value if isinstance(value, list) and all(isinstance(it, str) for it in value) else [value]
        words += [f"--{xform_name(name, '-')}", *(it if isinstance(it, str) else json.dumps(it) for it in values)]
    return words


def test_the_aws_cli_sends_what_jobs_compile_to(tmp_path: Path) -> None:
    """The real CLI, given the compiled file, and given the job's members as options, unless shorthand is within them."""
    people = [file.read_text("utf-8") for file in sorted((TESTS / "realistic").glob("*.yaml"))[::6]]
    examples = [file.read_text("utf-8") for file in VALID]
    expected: list[dict[str, Any]] = []
    commands: list[list[str]] = []
    for text in (*examples, *people, SHORTHAND):
        for request, job in zip(compile_(text, "a.yaml"), yaml.safe_load_all(text), strict=True):
            (tmp_path / f"{len(commands)}.json").write_text(json_body(request), "utf-8")
            added = [["--cli-input-json", f"file://{len(commands)}.json"]] + [as_options(job)] * (text not in examples)
            commands += added
            expected += [request] * len(added)
    sent = send_all([["aws", "sagemaker", "create-inference-recommendations-job", *it] for it in commands], tmp_path)
    assert [(it.body, it.stderr) for it in sent] == [(it, "") for it in expected]


@pytest.mark.parametrize("file", INVALID, ids=lambda file: file.name)
def test_broken_examples_are_reported(file: Path, root: Path, golden: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", str(file.relative_to(root)), "--severity-floor", "info"]) == 1
    golden(file.with_suffix(".report"), capsys.readouterr().out)
