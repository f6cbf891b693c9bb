#!/bin/sh
# Starts a load test of the model package that the environment names.
set -eu

arn=$(aws sagemaker create-inference-recommendations-job \
  --job-name "load_test-$(date +%s)" \
  --job-type ADVANCED \
  --role-arn "arn:aws:iam::$ACCOUNT:role/InferenceRecommender" \
  --input-config "{
    \"ModelPackageVersionArn\": \"$PACKAGE\",
    \"JobDurationInSeconds\": 1800,
    \"EndpointConfigurations\": [{\"InstanceType\": \"ml.c5.xlarge\"}],
    \"TrafficPattern\": {\"TrafficType\": \"PHASES\", \"Phases\": [
      {\"InitialNumberOfUsers\": 1, \"SpawnRate\": 60, \"DurationInSeconds\": 300}]}}" \
  --stopping-conditions MaxInvocation=300 \
  --query JobArn --output text)
echo "started $arn"
