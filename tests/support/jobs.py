"""Manifests without findings of severity error or warning."""

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
