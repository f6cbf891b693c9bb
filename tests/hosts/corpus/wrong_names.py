import boto3
import time

sagemaker_client = boto3.client("sagemaker")
project = "demand"
job = f"{project}_forecast_{int(time.time())}"
role_arn = "arn:aws:iam::666677778888:user/forecast"
output = f"s3://{project}-artifacts/out"

result = sagemaker_client.create_inference_recommendations_job(
    JobName=job,
    JobType="Default",
    JobDescription="Forecast of demand",
    RoleArn=role_arn,
    InputConfig={
        "ModelPackageArn": "arn:aws:sagemaker:eu-west-1:666677778888:model-package/forecast/1",
        "ContainerConfig": {
            "Framework": "SKLEARN",
            "FrameworkVersion": "1.2-1",
            "PayloadConfig": {
                "SamplePayloadUrl": f"s3://{project}-artifacts/payload.json",
                "SupportedContentTypes": "text/csv",
            },
            "SupportedInstanceTypes": ["ml.m5.large", "ml.m5.huge"],
        },
    },
    OutputConfig={"S3OutputUri": output},
)
