import itertools
import random
import string
import time

import boto3


def unique(prefix, length=6):
    return prefix + "".join(random.choices(string.ascii_lowercase, k=length))


FAMILIES = ("ml.m6i", "ml.r6i")
SIZES = ("large", "xlarge")
TYPES = [".".join(pair) for pair in itertools.product(FAMILIES, SIZES)]

request = {
    "JobName": unique("ranking-"),
    "JobType": "Advanced",
    "RoleArn": "arn:aws:iam::777788889999:role/ranking",
    "InputConfig": {
        "ModelPackageVersionArn": "arn:aws:sagemaker:ap-southeast-2:777788889999:model-package/ranking/31",
        "JobDurationInSeconds": 10800,
        "TrafficPattern": {
            "TrafficType": "PHASES",
            "Phases": [{"InitialNumberOfUsers": 1, "SpawnRate": 1, "DurationInSeconds": 180}],
        },
        "EndpointConfigurations": [{"InstanceType": kind} for kind in TYPES],
        "ResourceLimit": {"MaxNumberOfTests": 4, "MaxParallelOfTests": 2},
    },
    "StoppingConditions": {
        "MaxInvocations": 15000,
        "ModelLatencyThresholds": [{"Percentile": "P95", "ValueInMilliseconds": 50}],
    },
}

sm = boto3.client("sagemaker", region_name="ap-southeast-2")
for attempt in range(5):
    try:
        sm.create_inference_recommendations_job(**request)
        break
    except sm.exceptions.ResourceLimitExceeded:
        time.sleep(60 * (attempt + 1))
