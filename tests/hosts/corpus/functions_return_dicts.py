import time

import boto3

ROLE = "arn:aws:iam::212121212121:role/recommender"


def traffic(users, minutes):
    return {
        "TrafficType": "PHASES",
        "Phases": [{"InitialNumberOfUsers": users, "SpawnRate": 1, "DurationInSeconds": minutes * 60}],
    }


def limits():
    return {"MaxNumberOfTests": 2, "MaxParallelOfTests": 1}


def run(package):
    sm = boto3.client("sagemaker")
    started = sm.create_inference_recommendations_job(
        JobName="-".join(("captions", time.strftime("%H%M%S"))),
        JobType="Advanced",
        RoleArn=ROLE,
        InputConfig={
            "ModelPackageVersionArn": package,
            "JobDurationInSeconds": 3600,
            "EndpointConfigurations": [{"InstanceType": "ml.g5.2xlarge"}, {"InstanceType": "ml.g6.2xlarge"}],
            "TrafficPattern": traffic(1, 5),
            "ResourceLimit": limits(),
        },
        StoppingConditions={
            "MaxInvocations": 800,
            "ModelLatencyThresholds": [{"Percentile": "P95", "ValueInMilliseconds": 2000}],
        },
    )
    return started["JobArn"]
