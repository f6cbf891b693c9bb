"""`ircompile explain FILE#/POINTER`: where a value of a job comes from."""

from __future__ import annotations

from pathlib import Path

import pytest
from console import run

CONFIG = """\
[environments.dev]
[environments.prod]
overlay = ["prod.yaml"]
job-name = "{JobName}-{env}"
"""
JOB = """\
JobName: churn
JobType: Advanced
RoleArn: arn:aws:iam::123456789012:role/dev
InputConfig:
  TrafficPattern:
    Phases:
      - {InitialNumberOfUsers: 1, SpawnRate: 1, DurationInSeconds: 120}
  EndpointConfigurations: "InstanceType=ml.c5.large"
StoppingConditions: MaxInvocations=300
Tags: [{Key: team, Value: ml}]
"""
PROD = """\
RoleArn: arn:aws:iam::123456789012:role/prod
InputConfig:
  TrafficPattern:
    Phases: [{DurationInSeconds: 240}]
  EndpointConfigurations:
    - {InstanceType: ml.c5.large, InferenceSpecificationName: x}
StoppingConditions: null
Tags: [{Value: nothing}]
"""


@pytest.fixture
def repository(repository: Path) -> Path:
    """A repository with one job in two environments."""
    (repository / "ircompile.toml").write_text(CONFIG)
    (repository / "churn.yaml").write_text(JOB)
    (repository / "prod.yaml").write_text(PROD)
    return repository


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    ("pointer", "printed"),
    [
        ("/JobType", '  "Advanced"\n  set by churn.yaml:2:10\n'),
        (
            "/JobName",
            '  "churn-prod"\n  set by ircompile.toml:4:1\n  instead of churn.yaml:1:10: "churn"\n',
        ),
        (
            "/RoleArn",
            (
                '  "arn:aws:iam::123456789012:role/prod"\n  set by prod.yaml:1:10\n'
                '  instead of churn.yaml:3:10: "arn:aws:iam::123456789012:role/dev"\n'
            ),
        ),
        (
            "/InputConfig/TrafficPattern/Phases",
            (
                '  [\n    {\n      "DurationInSeconds": 240\n    }\n  ]\n  set by prod.yaml:4:13\n'
                "  replaced as a whole: nothing tells the elements of this list from each other\n"
                '  instead of churn.yaml:6:5: [{"InitialNumberOfUsers": 1, "SpawnRate": 1, "DurationInSeconds": 120}]\n'
            ),
        ),
        (
            "/InputConfig/EndpointConfigurations",
            (
                '  [\n    {\n      "InstanceType": "ml.c5.large",\n      "InferenceSpecificationName": "x"\n    }\n  ]\n'
                "  merged by `InstanceType` or `ServerlessConfig`:\n"
                '    churn.yaml:8:27: [{"InstanceType": "ml.c5.large"}]\n'
                '    prod.yaml:5:3: [{"InstanceType": "ml.c5.large", "InferenceSpecificationName": "x"}]\n'
            ),
        ),
        (
            "/InputConfig/EndpointConfigurations/0/InstanceType",
            '  "ml.c5.large"\n  set by prod.yaml:6:22\n  instead of churn.yaml:8:41: "ml.c5.large"\n',
        ),
        (
            "/Tags",
            (
                '  [\n    {\n      "Value": "nothing"\n    }\n  ]\n  set by prod.yaml:8:7\n'
                "  replaced as a whole: an element has no `Key`, or two have the same\n"
                '  instead of churn.yaml:10:7: [{"Key": "team", "Value": "ml"}]\n'
            ),
        ),
        (
            "/StoppingConditions",
            '  is not set\n  before, set by churn.yaml:9:21: {"MaxInvocations": 300}\n  removed by prod.yaml:7:21\n',
        ),
        ("/OutputConfig/KmsKeyId", "  is not set\n"),
    ],
)
def test_the_layers_of_a_value(pointer: str, printed: str) -> None:
    assert run(f"ircompile explain churn.yaml#{pointer} --env prod") == f"churn.yaml#{pointer} in `prod`\n{printed}\n"


@pytest.mark.usefixtures("repository")
def test_without_an_environment_all_are_shown() -> None:
    names = [line for line in run("ircompile explain churn.yaml#/JobName").splitlines() if "churn.yaml#" in line]
    assert names == ["churn.yaml#/JobName in `dev`", "churn.yaml#/JobName in `prod`"]
    assert (
        run("ircompile explain churn.yaml#/JobName --isolated")
        == 'churn.yaml#/JobName\n  "churn"\n  set by churn.yaml:1:10\n\n'
    )


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ("prod.yaml#/Tags", "prod.yaml: this is an overlay of `prod`, not a job: name the jobs that it is merged over"),
        ("churn.yaml#JobName", "`JobName` is not a JSON Pointer: write churn.yaml#/JobName, or churn.yaml# for the whole job"),
        ("churn.yaml#/Jobname", "a request has no member `Jobname` there, did you mean `JobName`?"),
        ("churn.yaml#/Tags/x", "`x` is not the index of an element: indexes begin with 0"),
        ("churn.yaml#/JobName --env prd", "--env: unknown environment prd, did you mean `prod`?"),
        ("--limit bytes=9 churn.yaml#", "churn.yaml: it is larger than the limit of 9 bytes; raise it with `--limit bytes=N`"),
        ("nowhere.yaml#/JobName", "nowhere.yaml: no such file or directory"),
        ("other.yaml#/JobName --env prod", "other.yaml: it is in none of the environments of `--env`: `prod`"),
        ("broken.yaml#/JobName --isolated", "broken.yaml: it can't be read; `ircompile lint` says why"),
        ("JobName --env prod", "--env needs a value of a job: name it as FILE#/POINTER, such as jobs/churn.yaml#/RoleArn"),
    ],
)  # fmt: skip
def test_values_that_can_not_be_explained(repository: Path, arguments: str, why: str) -> None:
    (repository / "ircompile.toml").write_text(CONFIG.replace("job-name", 'include = ["churn.yaml"]\njob-name'))
    (repository / "other.yaml").write_text(JOB)
    (repository / "broken.yaml").write_text("JobName: [a\n")
    assert run(f"ircompile explain {arguments}") == f"ircompile: error: {why}\n[exit 2]\n"


def test_credentials_are_masked(repository: Path) -> None:
    (repository / "churn.yaml").write_text(f"{JOB}JobDescription: AKIA{'A' * 16}\n")
    assert "AKIA…" in run("ircompile explain churn.yaml#/JobDescription --env dev")


def test_a_value_that_can_not_be_read_is_unknown(repository: Path) -> None:
    (repository / "churn.yaml").write_text(JOB.replace("MaxInvocations=300", "MaxInvocations=[3"))
    printed = 'churn.yaml#/StoppingConditions\n  "(unknown)"\n  set by churn.yaml:9:21\n\n'
    assert run("ircompile explain churn.yaml#/StoppingConditions --isolated") == printed
