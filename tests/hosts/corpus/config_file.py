"""Start the jobs of a YAML file."""

import sys

import boto3
import yaml

with open(sys.argv[1]) as stream:
    settings = yaml.safe_load(stream)

sm = boto3.client("sagemaker", region_name=settings["region"])
for model, options in settings["models"].items():
    sm.create_inference_recommendations_job(
        JobName=f"{model}-{options['version']}".replace("_", "-"),
        JobType="Default",
        RoleArn=settings["role"],
        InputConfig={
            "ModelName": model,
            "ContainerConfig": {
                "Domain": "COMPUTER_VISION",
                "Task": "OBJECT_DETECTION",
                "Framework": options["framework"].upper(),
                "FrameworkVersion": str(options["framework_version"]),
                "PayloadConfig": {
                    "SamplePayloadUrl": options["payload"],
                    "SupportedContentTypes": ["application/x-image"],
                },
            },
        },
    )
