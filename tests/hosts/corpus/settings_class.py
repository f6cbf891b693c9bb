from dataclasses import dataclass

import boto3
from botocore.config import Config


@dataclass
class Settings:
    role: str
    package: str
    prefix: str = "search-ranking"


class Recommender:
    JOB_TYPE = "Default"
    DURATION = 7200

    def __init__(self, settings: Settings):
        self.settings = settings
        self.client = boto3.client("sagemaker", config=Config(retries={"max_attempts": 3}))

    def start(self, suffix: str) -> str:
        name = f"{self.settings.prefix}-{suffix}"
        answer = self.client.create_inference_recommendations_job(
            JobName=name,
            JobType="Default",
            RoleArn=self.settings.role,
            InputConfig={
                "ModelPackageVersionArn": self.settings.package,
            },
            Tags=[
                {"Key": "owner", "Value": "search"},
                {"Key": "run", "Value": suffix},
            ],
        )
        return answer["JobArn"]

    def wait(self, name: str) -> str:
        while True:
            status = self.client.describe_inference_recommendations_job(JobName=name)["Status"]
            if status in ("COMPLETED", "FAILED", "STOPPED"):
                return status
