import boto3

ENV = "staging"
MEMORY = 4096
CONCURRENCY = 20

sm = boto3.Session(profile_name="ml").client("sagemaker")


def main():
    endpoint = {"ServerlessConfig": {"MemorySizeInMB": MEMORY, "MaxConcurrency": CONCURRENCY}}
    endpoint["ServerlessConfig"].update(ProvisionedConcurrency=CONCURRENCY * 2)
    sm.create_inference_recommendations_job(
        JobName="intent-{}-serverless".format(ENV),
        JobType="Advanced",
        RoleArn="arn:aws:iam::555566667777:role/ml/" + ENV,
        InputConfig={
            "ModelPackageVersionArn": "arn:aws:sagemaker:eu-west-1:555566667777:model-package/intent/9",
            "JobDurationInSeconds": 3600,
            "EndpointConfigurations": [endpoint],
            "TrafficPattern": {
                "TrafficType": "PHASES",
                "Phases": [dict(InitialNumberOfUsers=1, SpawnRate=1, DurationInSeconds=300)],
            },
            "ResourceLimit": {"MaxNumberOfTests": 1, "MaxParallelOfTests": 1},
        },
        StoppingConditions={
            "MaxInvocations": 4000,
            "ModelLatencyThresholds": [{"Percentile": "P95", "ValueInMilliseconds": 400}],
        },
    )


main()
