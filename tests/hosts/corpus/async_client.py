import asyncio

import aioboto3

JOBS = (
    ("reviews-small", "ml.c5.large"),
    ("reviews-large", "ml.c5.4xlarge"),
)


async def start(sm, name, instance):
    return await sm.create_inference_recommendations_job(
        JobName=name,
        JobType="Advanced",
        RoleArn="arn:aws:iam::888899990000:role/reviews",
        InputConfig={
            "ModelPackageVersionArn": "arn:aws:sagemaker:eu-west-3:888899990000:model-package/reviews/5",
            "JobDurationInSeconds": 1800,
            "EndpointConfigurations": [{"InstanceType": instance}],
            "TrafficPattern": {
                "TrafficType": "PHASES",
                "Phases": [
                    {
                        "InitialNumberOfUsers": 2,
                        "SpawnRate": 2,
                        "DurationInSeconds": 240,
                    }
                ],
            },
            "ResourceLimit": {"MaxNumberOfTests": 1, "MaxParallelOfTests": 1},
        },
        StoppingConditions={"MaxInvocations": 2500, "FlatInvocations": "Continue"},
    )


async def main():
    async with aioboto3.Session().client("sagemaker") as sm:
        await asyncio.gather(*(start(sm, name, instance) for name, instance in JOBS))


asyncio.run(main())
