from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3

if TYPE_CHECKING:
    from mypy_boto3_sagemaker.client import SageMakerClient

PHASES: list[dict[str, int]] = [
    {"InitialNumberOfUsers": users, "SpawnRate": 1, "DurationInSeconds": 120} for users in (1, 2, 4)
]


def request(name: str, *, package: str, role: str) -> dict[str, Any]:
    return {"JobName": name, "RoleArn": role}


def start(client: SageMakerClient, package: str, role: str) -> str:
    input_config: dict[str, Any] = {
        "ModelPackageVersionArn": package,
        "JobDurationInSeconds": 60 * 60,
        "EndpointConfigurations": [
            {"InstanceType": "ml.c7g.xlarge"},
            {"InstanceType": "ml.c7i.xlarge"},
        ],
        "TrafficPattern": {"TrafficType": "PHASES", "Phases": PHASES},
        "ResourceLimit": {"MaxNumberOfTests": 2, "MaxParallelOfTests": 2},
    }
    answer = client.create_inference_recommendations_job(
        JobName="graviton-or-not",
        JobType="Advanced",
        RoleArn=role,
        InputConfig=input_config,
        StoppingConditions={
            "MaxInvocations": 5_000,
            "ModelLatencyThresholds": [{"Percentile": "P95", "ValueInMilliseconds": 80}],
        },
    )
    return answer["JobArn"]
