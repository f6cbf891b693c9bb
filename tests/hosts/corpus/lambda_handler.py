import json
import logging
import os
import uuid

import boto3

logger = logging.getLogger()
logger.setLevel(logging.INFO)

client = boto3.client("sagemaker")


def lambda_handler(event, context):
    detail = event["detail"]
    if detail["ModelApprovalStatus"] != "Approved":
        return {"statusCode": 204}

    job_name = "auto-rec-" + str(uuid.uuid4())[:8]
    params = {
        "JobName": job_name,
        "JobType": "Default",
        "RoleArn": os.environ["ROLE_ARN"],
        "InputConfig": {"ModelPackageVersionArn": detail["ModelPackageArn"]},
        "Tags": [{"Key": "created-by", "Value": "lambda:auto-recommend"}],
    }
    logger.info("starting %s", json.dumps(params))
    try:
        answer = client.create_inference_recommendations_job(**params)
    except client.exceptions.ResourceLimitExceeded:
        logger.exception("too many jobs")
        raise
    return {"statusCode": 200, "body": answer["JobArn"]}
