import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

ROLE = "arn:aws:iam::123123123123:role/stub"
PACKAGE = "arn:aws:sagemaker:us-east-1:123123123123:model-package/stub/1"


@pytest.fixture
def client():
    return boto3.client("sagemaker", region_name="us-east-1")


@pytest.mark.parametrize("name", ["first", "second"])
def test_starts(client, name):
    with Stubber(client) as stub:
        stub.add_response("create_inference_recommendations_job", {"JobArn": "arn"})
        client.create_inference_recommendations_job(
            JobName=name, JobType="Default", RoleArn=ROLE, InputConfig={"ModelPackageVersionArn": PACKAGE}
        )


def test_refuses(client):
    with pytest.raises(ClientError):
        client.create_inference_recommendations_job(
            JobName="twice", JobType="Default", RoleArn=ROLE, InputConfig={"ModelPackageVersionArn": PACKAGE}
        )
