"""Run in CI: one job for each changed model."""

import os
import subprocess

import boto3

COMMIT = subprocess.check_output(["git", "rev-parse", "--short", "HEAD"], text=True).strip()
TAGS = [{"Key": "commit", "Value": COMMIT}]
if os.environ.get("CI"):
    TAGS.append({"Key": "build", "Value": os.environ["BUILD_ID"]})
TAGS = TAGS + [{"Key": "repository", "Value": "models"}]

sm = boto3.client("sagemaker")

for path in sorted(os.listdir("models")):
    if not path.startswith("m_"):
        continue
    model = path[2:]
    sm.create_inference_recommendations_job(
        JobName=f"{model}--{COMMIT}-",
        JobType="Default",
        RoleArn="arn:aws:iam::262626262626:role/ci",
        InputConfig={"ModelName": f"{model}.v1", "JobDurationInSeconds": 3600},
        Tags=TAGS,
    )
