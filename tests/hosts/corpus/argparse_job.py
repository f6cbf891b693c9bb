"""Start a load test of a model package from the command line."""

import argparse
import sys

import boto3


def parse_args(argv):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--job-name", required=True)
    parser.add_argument("--role", required=True)
    parser.add_argument("--package", required=True, help="ARN of the model package version")
    parser.add_argument("--instance-type", default="ml.c6i.2xlarge")
    parser.add_argument("--p95", type=int, default=150)
    return parser.parse_args(argv)


def main(argv=None):
    args = parse_args(argv)
    sagemaker = boto3.client("sagemaker")
    response = sagemaker.create_inference_recommendations_job(
        JobName=args.job_name,
        JobType="Advanced",
        RoleArn=args.role,
        InputConfig={
            "ModelPackageVersionArn": args.package,
            "JobDurationInSeconds": 5400,
            "EndpointConfigurations": [{"InstanceType": args.instance_type}],
            "TrafficPattern": {
                "TrafficType": "PHASES",
                "Phases": [
                    {"InitialNumberOfUsers": 1, "SpawnRate": 1, "DurationInSeconds": 180},
                    {"InitialNumberOfUsers": 4, "SpawnRate": 2, "DurationInSeconds": 180},
                ],
            },
            "ResourceLimit": {"MaxNumberOfTests": 1, "MaxParallelOfTests": 1},
        },
        StoppingConditions={
            "MaxInvocations": 20000,
            "ModelLatencyThresholds": [{"Percentile": "P95", "ValueInMilliseconds": args.p95}],
        },
    )
    print(response["JobArn"])


if __name__ == "__main__":
    sys.exit(main())
