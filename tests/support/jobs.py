"""Manifests without findings of severity error or warning, and a file of each language with a job."""

from __future__ import annotations

PACKAGE = "arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3"
HEAD = """\
JobName: a
JobType: Default
RoleArn: arn:aws:iam::123456789012:role/x
"""
SMALL_JOB = f"{HEAD}InputConfig: {{ModelPackageVersionArn: '{PACKAGE}'}}\n"
NUMBERED_JOB = """\
JobName: job-{number}
JobType: Default
RoleArn: arn:aws:iam::123456789012:role/x
InputConfig:
  ModelPackageVersionArn: arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3
"""
JOB = """\
JobName: churn
JobType: Default
RoleArn: arn:aws:iam::123456789012:role/x
InputConfig: {ModelPackageVersionArn: "arn:aws:sagemaker:eu-west-1:123456789012:model-package/m/1"}
"""
CALL = "client.create_inference_recommendations_job(JobName='{}', **rest)\n"
FILES = {
    "a.py": CALL,
    "a.md": f"```python\n{CALL}```\n",
    "a.ipynb": '{{"cells": [{{"cell_type": "code", "source": ["' + CALL[:-1] + '"]}}], "nbformat": 4}}',
    "Makefile": "all:\n\taws sagemaker create-inference-recommendations-job --job-name {} $(REST)\n",
    "Dockerfile": "FROM a\nRUN aws sagemaker create-inference-recommendations-job --job-name {} $REST\n",
    ".github/workflows/w.yml": "jobs: {{a: {{steps: [{{run: aws sagemaker create-inference-recommendations-job"
    " --job-name {} $REST}}]}}}}\n",
    "a.sh": "aws sagemaker create-inference-recommendations-job --job-name {} --job-type $TYPE"
    " --role-arn $ROLE --input-config $INPUT\n",
    "a.asl.json": '{{"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sagemaker:createInferenceRecommendationsJob",'
    ' "Parameters": {{"JobName": "{}", "JobType.$": "$.t", "RoleArn.$": "$.r", "InputConfig.$": "$.i"}}}}',
}
"""A file of each language, with a job whose name is to be filled in."""
