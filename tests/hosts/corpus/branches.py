import os
import time

import boto3


def build_request(model_name, mode):
    stamp = time.strftime("%Y-%m-%d-%H-%M-%S", time.gmtime())
    request = {
        "JobName": f"{model_name}-{stamp}",
        "RoleArn": os.environ["SM_ROLE"],
        "JobType": "Default",
        "InputConfig": {
            "ModelName": model_name,
            "ContainerConfig": {
                "Domain": "NATURAL_LANGUAGE_PROCESSING",
                "Task": "TEXT_GENERATION",
                "Framework": "PYTORCH",
                "FrameworkVersion": "2.1",
                "NearestModelName": "gpt2",
                "PayloadConfig": {
                    "SamplePayloadUrl": "s3://nlp-payloads-eu/generation/sample.tar.gz",
                    "SupportedContentTypes": ["application/json"],
                },
            },
        },
    }
    if mode == "load":
        request["JobType"] = "Advanced"
        request["InputConfig"]["EndpointConfigurations"] = [{"InstanceType": "ml.g5.xlarge"}]
    elif mode == "quick":
        request["InputConfig"]["JobDurationInSeconds"] = 1800
    sm = boto3.client("sagemaker")
    return sm.create_inference_recommendations_job(**request)
