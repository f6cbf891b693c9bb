"""The beginning of a command line that creates a job."""

from __future__ import annotations

HEAD = (
    "aws sagemaker create-inference-recommendations-job --job-name a --job-type Default"
    " --role-arn arn:aws:iam::123456789012:role/x"
)
PACKAGE = "ModelPackageVersionArn=arn:aws:sagemaker:eu-west-1:123456789012:model-package/m/1"
