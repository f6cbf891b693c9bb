import os
from datetime import datetime

import boto3

REGION = os.environ.get("AWS_REGION", "eu-west-1")
ROLE = os.environ["RECOMMENDER_ROLE"]
BUCKET = os.environ["PAYLOAD_BUCKET"]

sm = boto3.client("sagemaker", region_name=REGION)

stamp = datetime.utcnow().strftime("%Y%m%d-%H%M%S")

request = {}
request["JobName"] = "fraud-scores-" + stamp
request["JobType"] = "Default"
request["JobDescription"] = "which instance for the fraud model"
request["RoleArn"] = ROLE

container = {
    "Domain": "MACHINE_LEARNING",
    "Task": "CLASSIFICATION",
    "Framework": "XGBOOST",
    "FrameworkVersion": "1.7-1",
}
container["PayloadConfig"] = {
    "SamplePayloadUrl": f"s3://{BUCKET}/fraud/payload.tar.gz",
    "SupportedContentTypes": ["text/csv"],
}
container["SupportedInstanceTypes"] = []
for family in ("m5", "c5"):
    for size in ("large", "xlarge"):
        container["SupportedInstanceTypes"].append(f"ml.{family}.{size}")

request["InputConfig"] = {"ModelName": "fraud-scores", "ContainerConfig": container}

request.setdefault("Tags", []).append({"Key": "team", "Value": "payments"})
request["Tags"] += [{"Key": "stage", "Value": os.getenv("STAGE", "dev")}]

print(sm.create_inference_recommendations_job(**request)["JobArn"])
