import os
import tarfile

import boto3
from sagemaker.s3 import S3Uploader

WORKDIR = "/opt/ml/processing"
with tarfile.open(os.path.join(WORKDIR, "payload.tar.gz"), "w:gz") as archive:
    archive.add("sample.json")

target = "s3://" + "/".join([os.environ["BUCKET"], "payloads", "sample.json"])
S3Uploader.upload("sample.json", target)

container_config = {
    "Domain": "NATURAL_LANGUAGE_PROCESSING",
    "Task": "summarization".upper(),
    "Framework": "HUGGINGFACE",
    "FrameworkVersion": "4.28",
    "PayloadConfig": {"SamplePayloadUrl": target, "SupportedContentTypes": ["application/json"]},
}
input_config = {"ModelName": "summaries", "ContainerConfig": container_config}
boto3.client("sagemaker").create_inference_recommendations_job(
    JobName="summaries".replace("_", "-") + "-1",
    JobType="Default",
    RoleArn=os.environ["ROLE"],
    InputConfig=input_config,
)
