import time

import boto3
import sagemaker

session = sagemaker.Session()
role = sagemaker.get_execution_role()
bucket = session.default_bucket()
client = boto3.client("sagemaker")

candidates = ["ml.c5.xlarge", "ml.c5.2xlarge", "ml.g4dn.xlarge"]
endpoints = [{"InstanceType": it} for it in candidates]

for thread_count in endpoints:
    thread_count["EnvironmentParameterRanges"] = {
        "CategoricalParameterRanges": [{"Name": "OMP_NUM_THREADS", "Value": ["1", "2"]}]
    }

response = client.create_inference_recommendations_job(
    JobName="tiny-bert-%d" % int(time.time()),
    JobType="Advanced",
    RoleArn=role,
    InputConfig={
        "ModelPackageVersionArn": "arn:aws:sagemaker:us-west-2:222233334444:model-package/tiny-bert/4",
        "JobDurationInSeconds": 2 * 3600,
        "EndpointConfigurations": endpoints,
        "TrafficPattern": {
            "TrafficType": "STAIRS",
            "Stairs": {"DurationInSeconds": 300, "NumberOfSteps": 4, "UsersPerStep": 2},
        },
        "ResourceLimit": {"MaxNumberOfTests": len(endpoints) * 2, "MaxParallelOfTests": 3},
    },
    StoppingConditions={
        "MaxInvocations": 30000,
        "ModelLatencyThresholds": [{"Percentile": "P99", "ValueInMilliseconds": 250}],
        "FlatInvocations": "Stop",
    },
)
