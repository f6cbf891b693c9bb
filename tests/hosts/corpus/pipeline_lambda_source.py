"""Write the Lambda function that starts the job, and add it to the pipeline."""

from pathlib import Path

from sagemaker.lambda_helper import Lambda
from sagemaker.workflow.lambda_step import LambdaStep

SOURCE = '''
import boto3

def handler(event, context):
    sm = boto3.client("sagemaker")
    response = sm.create_inference_recommendations_job(
        JobName=event["job_name"],
        JobType="Default",
        RoleArn=event["role"],
        InputConfig={"ModelPackageVersionArn": event["package"]},
    )
    return {"statusCode": 200, "arn": response["JobArn"]}
'''

Path("build/recommend.py").write_text(SOURCE)
step = LambdaStep(
    name="Recommend",
    lambda_func=Lambda(function_name="recommend", script="build/recommend.py", handler="recommend.handler"),
    inputs={"job_name": "pipeline"},
)
