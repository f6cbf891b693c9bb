#!/bin/sh
for name in small large; do
  aws sagemaker create-inference-recommendations-job \
    --job-name "load_${name}" \
    --job-type Advanced \
    --role-arn arn:aws:iam::181818181818:role/load \
    --input-config '{
      "ModelPackageVersionArn": "arn:aws:sagemaker:us-east-1:181818181818:model-package/load/1",
      "JobDurationInSeconds": 3600,
      "EndpointConfigurations": [{"InstanceType": "ml.c5.xlarge"}],
      "TrafficPattern": {
        "TrafficType": "PHASES",
        "Phases": [{"InitialNumberOfUsers": 1, "SpawnRate": 5, "DurationInSeconds": 300}]
      },
      "ResourceLimit": {"MaxNumberOfTests": 1, "MaxParallelOfTests": 2}
    }' \
    --stopping-conditions '{"MaxInvocations": 1000, "FlatInvocations": "Stop"}' || exit 1
done
