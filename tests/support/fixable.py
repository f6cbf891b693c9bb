"""A manifest with safe fixes, and the same manifest fixed."""

from __future__ import annotations

HEAD = """\
JobName: a
JobType: Default
RoleArn: arn:aws:iam::123456789012:role/x
InputConfig: {ModelPackageVersionArn: 'arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3'}
"""
FAULTY = HEAD.replace("JobType: Default", "jobType: DEFAULT  # the value is checked once the key is fixed")
FIXED = FAULTY.replace("jobType: DEFAULT", "JobType: Default")
