"""`ircompile new`: every kind is valid once it is filled in, and what is not is named by `ircompile lint`."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
import yaml
from botocore.session import Session
from botocore.validate import ParamValidator
from console import run

from ircompile import lint
from ircompile.config.schema import violation
from ircompile.starting.manifest import kinds

PACKAGE = "arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3"
FLAGS = f"--name churn --role arn:aws:iam::123456789012:role/recommender --model-package {PACKAGE}"
MORE = {
    "default": "--instance-type ml.c5.xlarge --instance-type ml.m5.large",
    "load-test": "--instance-type ml.c5.xlarge --instance-type ml.m5.large",
    "stairs": "--instance-type ml.c5.xlarge",
    "serverless": "",
    "existing-endpoint": "--endpoint churn-blue",
}


@pytest.mark.parametrize("kind", kinds())
def test_a_filled_manifest_is_valid(kind: str) -> None:
    text = run(f"ircompile new {kind} {FLAGS} {MORE[kind]}")
    assert [found for found in lint(text, "job.yaml") if found.severity != "info"] == []
    model = Session().get_service_model("sagemaker").operation_model("CreateInferenceRecommendationsJob")
    assert not ParamValidator().validate(yaml.safe_load(text), model.input_shape).has_errors()


@pytest.mark.parametrize("kind", kinds())
def test_what_is_not_filled_in_is_a_placeholder(kind: str) -> None:
    text = run(f"ircompile new {kind}")
    placeholders = [found for found in lint(text, "job.yaml") if found.rule == "placeholder-value"]
    assert len(placeholders) == text.count('"<')
    assert {found.pointer for found in placeholders} >= {"/JobName", "/RoleArn", "/InputConfig/ModelPackageVersionArn"}
    blamed = {found.pointer for found in placeholders}
    assert {found.pointer for found in lint(text, "job.yaml") if found.severity == "error"} <= blamed


def test_comments_describe_the_fields() -> None:
    assert run(f"ircompile new {FLAGS}") == (
        "# Recommended instance types, from short benchmarks that the service chooses.\n"
        "\n"
        "# The name of the job, unique in an account and region; a name can't be used again. The\n"
        "# resources that the job creates begin with it. Use letters, digits and inner hyphens; no\n"
        "# `_`, `.` or space.\n"
        "JobName: churn\n"
        "# `Default` recommends instance types by short benchmarks that the service chooses;\n"
        "# `Advanced` is a load test with traffic and endpoints that you choose. Use `Default` for\n"
        "# recommendations, `Advanced` for a load test.\n"
        "JobType: Default\n"
        "# The IAM role that the service uses to create endpoints, read the payload and the model,\n"
        "# and write results. Use arn:aws:iam::<12 digits>:role/<name>; not a user, an assumed role\n"
        "# or a bare role name.\n"
        "RoleArn: arn:aws:iam::123456789012:role/recommender\n"
        "# What is tested and how; the model, its container, the endpoints, the traffic and the\n"
        "# limits of the job.\n"
        "InputConfig:\n"
        "  # A version of a model package in the model registry. Either this or `ModelName` says\n"
        "  # which model is tested. Use arn:aws:sagemaker:<region>:<12\n"
        "  # digits>:model-package/<name>/<version>; not a model package group.\n"
        f"  ModelPackageVersionArn: {PACKAGE}\n"
    )


def test_a_file_is_written_and_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("ircompile new stairs -o jobs/a.yaml") == "wrote jobs/a.yaml\n"
    assert run("ircompile new -o jobs/a.yaml") == (
        "ircompile: error: jobs/a.yaml exists, and is not replaced; nothing was written\n[exit 2]\n"
    )
    assert run("ircompile new -o -") == run("ircompile new")
    assert "a.json: the manifest has comments, and so is YAML" in run("ircompile new -o a.json")
    (tmp_path / "gone.yaml").symlink_to("nowhere")
    assert "gone.yaml exists, and is not replaced" in run("ircompile new -o gone.yaml")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("--endpoint a", "--endpoint is not for a job of the kind default"),
        ("serverless --instance-type ml.c5.xlarge", "--instance-type is not for a job of the kind serverless"),
        ("loadtest", "unknown loadtest, did you mean `load-test`?"),
    ],
)
def test_an_option_of_another_kind_is_refused(arguments: str, message: str) -> None:
    printed = run(f"ircompile new {arguments}")
    assert message in printed
    assert printed.endswith("[exit 2]\n")


@pytest.mark.parametrize("kind", kinds())
def test_a_repository_passes_its_own_checks(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    assert run(f"ircompile new {kind} --repo . --name ranking").endswith(
        "Next: git init && ircompile compile\n"
        "`pre-commit install` then checks every commit; README.md describes the rest.\n"
    )
    assert run("ircompile compile") == "build/dev, build/prod: 2 written\n"
    workflow = yaml.safe_load((tmp_path / ".github" / "workflows" / "ircompile.yml").read_text("utf-8"))
    steps = [step["run"] for step in workflow["jobs"]["check"]["steps"] if "run" in step]
    hooks = yaml.safe_load((tmp_path / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"]
    commands = [*(it.partition(" >>")[0] for it in steps if it.startswith("ircompile")), *(it["entry"] for it in hooks)]
    assert len(commands) == 5
    assert steps[-1] == 'ircompile plan --output-format markdown >> "$GITHUB_STEP_SUMMARY"'
    for command in commands:
        printed = run(command)
        assert "[exit" not in printed, (command, printed)
        assert "warning" not in printed, (command, printed)


def test_a_role_that_is_given_is_that_of_dev(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run(f"ircompile new --repo . {FLAGS}")
    assert '"arn:aws:iam::123456789012:role/recommender"' in run("ircompile explain jobs/churn.yaml#/RoleArn --env dev")
    assert run("ircompile lint") == "2 files checked, nothing found.\n"


def test_a_repository_replaces_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "README.md").write_text("mine", "utf-8")
    message = "ircompile: error: a/README.md exists, and is not replaced; nothing was written\n[exit 2]\n"
    assert run("ircompile new --repo a") == message
    assert [it.name for it in (tmp_path / "a").iterdir()] == ["README.md"]
    assert "can't be the name of a job and its file" in run("ircompile new --repo b --name ../x")


def test_members_are_set_as_the_options_of_aws_are_read() -> None:
    text = run(f"ircompile new load-test {FLAGS} --set StoppingConditions.MaxInvocations=7 --set Tags=Key=a,Value=b")
    request = yaml.safe_load(text)
    assert request["StoppingConditions"]["MaxInvocations"] == 7
    assert request["Tags"] == [{"Key": "a", "Value": "b"}]
    assert "# The name of the tag;" in text


@pytest.mark.parametrize(
    ("assignment", "member", "value"),
    [
        ('InputConfig={"x":1}', "InputConfig", {"ModelPackageVersionArn": PACKAGE, "x": 1}),
        ('InputConfig.VpcConfig={"":{"":[null]}}', "InputConfig", {"ModelPackageVersionArn": PACKAGE, "VpcConfig": {"": {"": [None]}}}),
        ('Tags=[1,[{"x":1}],{"Key":{"y":2}}]', "Tags", [1, [{"x": 1}], {"Key": {"y": 2}}]),
        ("OutputConfig=x=1", "OutputConfig", {"x": "1"}),
    ],
)  # fmt: skip
def test_members_that_the_model_does_not_know_have_no_comment(assignment: str, member: str, value: object) -> None:
    assert yaml.safe_load(run(f"ircompile new {FLAGS} --set '{assignment}'"))[member] == value


def test_the_configuration_is_valid_also_with_all_settings() -> None:
    text = run("ircompile new --config")
    assert violation(tomllib.loads(text), "config") is None
    settings = "\n".join(line.removeprefix("# ") for line in text.splitlines() if "=" in line or "[" in line[:4])
    assert violation(tomllib.loads(settings), "config") is None
    assert settings.count("=") > text.count("\n[") + 5
