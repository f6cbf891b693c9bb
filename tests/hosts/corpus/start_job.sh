#!/usr/bin/env bash
# Start a job for a model package, named after the commit.
set -euo pipefail

ACCOUNT=$(aws sts get-caller-identity --query Account --output text)
REGION="${AWS_REGION:-eu-west-1}"
PACKAGE="$1"

aws sagemaker create-inference-recommendations-job \
  --region "$REGION" \
  --job-name "ci-$(git rev-parse --short HEAD)" \
  --job-type Default \
  --role-arn "arn:aws:iam::${ACCOUNT}:role/ci-recommender" \
  --input-config "ModelPackageVersionArn=$PACKAGE,JobDurationInSeconds=3600" \
  --tags Key=pipeline,Value=ci Key=commit,Value="$(git rev-parse HEAD)"
