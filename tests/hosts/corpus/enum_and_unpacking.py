from enum import Enum

import boto3


class JobType(str, Enum):
    DEFAULT = "Default"
    ADVANCED = "Advanced"


region, account = "ca-central-1", "232323232323"
(name, version), role = ("matching", 14), f"arn:aws:iam::{account}:role/matching"
output = dict(zip(("KmsKeyId", "CompiledOutputConfig"), ("alias/matching", {"S3OutputUri": "s3://matching-out/compiled"})))

boto3.client("sagemaker", region).create_inference_recommendations_job(
    JobName=f"{name}-v{version:03d}",
    JobType=JobType.DEFAULT.value,
    RoleArn=role,
    InputConfig={
        "ModelPackageVersionArn": f"arn:aws:sagemaker:{region}:{account}:model-package/{name}/{version}",
        "JobDurationInSeconds": int(1.5 * 3600),
    },
    OutputConfig=output,
)
