import boto3
from sagemaker import get_execution_role

role = get_execution_role()
client = boto3.client("sagemaker", "eu-central-1")

model_package_arn = "arn:aws:sagemaker:eu-central-1:333344445555:model-package/segmentation/7"
name = "segmentation"

job_name = name + "-default"
job_type = "Default"

default = client.create_inference_recommendations_job(
    JobName=job_name,
    JobType=job_type,
    RoleArn=role,
    InputConfig={"ModelPackageVersionArn": model_package_arn},
)

job_name = name + "-load"
job_type = "Advanced"
instance_type = "ml.g4dn.2xlarge"

advanced = client.create_inference_recommendations_job(
    JobName=job_name,
    JobType=job_type,
    RoleArn=role,
    InputConfig={
        "ModelPackageVersionArn": model_package_arn,
        "JobDurationInSeconds": 7200,
        "EndpointConfigurations": [{"InstanceType": instance_type}],
        "TrafficPattern": {
            "TrafficType": "PHASES",
            "Phases": [{"InitialNumberOfUsers": 1, "SpawnRate": 1, "DurationInSeconds": 600}],
        },
        "ResourceLimit": {"MaxNumberOfTests": 2, "MaxParallelOfTests": 2},
    },
    StoppingConditions={
        "MaxInvocations": 10000,
        "ModelLatencyThresholds": [{"Percentile": "P95", "ValueInMilliseconds": 300}],
    },
)
