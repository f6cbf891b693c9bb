import json

import boto3

REQUEST = """
{
    "JobName": "from-json",
    "JobType": "Default",
    "RoleArn": "arn:aws:iam::242424242424:role/json",
    "InputConfig": {"ModelName": "from-json"}
}
"""

client = boto3.client("sagemaker")
client.create_inference_recommendations_job(**json.loads(REQUEST))

client.create_inference_recommendations_job(
    JobName="next-to-json",
    JobType="Default",
    RoleArn="arn:aws:iam::242424242424:role/json",
    InputConfig={
        "ModelName": "next-to-json",
        "ContainerConfig": {
            "Domain": "MACHINE_LEARNING",
            "Task": "REGRESSION",
            "Framework": "XGBOOST",
            "FrameworkVersion": "1.7-1",
            "DataInputConfig": json.dumps({"data": [1, 13]}),
            "PayloadConfig": {
                "SamplePayloadUrl": "s3://json-payloads/regression/payload.tar.gz",
                "SupportedContentTypes": ["text/csv"],
            },
        },
    },
)
