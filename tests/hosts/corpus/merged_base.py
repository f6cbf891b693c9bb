import copy

import boto3

ACCOUNT = "222233334444"
REGION = "us-east-1"
ROLE_ARN = f"arn:aws:iam::{ACCOUNT}:role/service/inference-recommender"
KEY_ARN = "arn:aws:kms:{}:{}:key/0f3c8d52-93b1-4d51-8d1e-7a5f3c2e1b90".format(REGION, ACCOUNT)

BASE = dict(
    JobType="Default",
    RoleArn=ROLE_ARN,
    Tags=[{"Key": "cost-center", "Value": "4471"}],
)

DEFAULT_INPUT = {
    "JobDurationInSeconds": 3600,
    "VolumeKmsKeyId": KEY_ARN,
}


def submit(client, model, version):
    request = copy.deepcopy(BASE)
    request["JobName"] = "-".join(["rec", model, str(version)])
    request["InputConfig"] = {
        **DEFAULT_INPUT,
        "ModelPackageVersionArn": f"arn:aws:sagemaker:{REGION}:{ACCOUNT}:model-package/{model}/{version}",
    }
    return client.create_inference_recommendations_job(**request)


def submit_default(client):
    return client.create_inference_recommendations_job(
        **BASE,
        JobName="rec-churn-12",
        InputConfig=DEFAULT_INPUT | {"ModelPackageVersionArn": "arn:aws:sagemaker:us-east-1:222233334444:model-package/churn/12"},
    )


if __name__ == "__main__":
    submit_default(boto3.client("sagemaker", REGION))
