# -*- coding: utf-8 -*-
from typing import Final

import boto3

PROJECT: Final = "größe"
JOB_DESCRIPTION: Final = (
    "Picks the instance for the model "
    f"of the project {PROJECT}, "
    "first try"
)
HOURS = 3
SECONDS = HOURS * 60 * 60
CONTENT_TYPES = ["application/json", "application/jsonlines"]
DATA_INPUT = '{"input_ids": [1, 128], "attention_mask": [1, 128]}'

boto3.client("sagemaker").create_inference_recommendations_job(
    JobName="size-of-things",
    JobType="Default",
    JobDescription=JOB_DESCRIPTION,
    RoleArn="arn:aws-cn:iam::999900001111:role/sizes",
    InputConfig={
        "ModelName": "size-of-things",
        "JobDurationInSeconds": SECONDS,
        "ContainerConfig": {
            "Domain": "NATURAL_LANGUAGE_PROCESSING",
            "Task": "FILL_MASK",
            "Framework": "PYTORCH",
            "FrameworkVersion": "1.13.1",
            "NearestModelName": "bert-base-uncased",
            "DataInputConfig": DATA_INPUT,
            "PayloadConfig": {
                "SamplePayloadUrl": "s3://sizes/{}/payload.tar.gz".format("v1"),
                "SupportedContentTypes": CONTENT_TYPES[:1],
            },
            "SupportedEndpointType": "RealTime",
        },
    },
)
