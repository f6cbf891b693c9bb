import boto3

sm = boto3.client("sagemaker", region_name="us-east-1")

TRAFFIC = {
    "TrafficType": "PHASES",
    "Phases": [
        {"InitialNumberOfUsers": 1, "SpawnRate": 1, "DurationInSeconds": 120},
        {"InitialNumberOfUsers": 25, "SpawnRate": 10, "DurationInSeconds": 60},
    ],
}

latency = [{"Percentile": "95", "ValueInMilliseconds": 100}]

sm.create_inference_recommendations_job(
    JobName="ranker_load_test",
    JobType="ADVANCED",
    RoleArn="arn:aws:iam::222233334444:role/recommender",
    InputConfig={
        "ModelPackageVersionArn": "arn:aws:sagemaker:us-east-1:222233334444:model-package/ranker/2",
        "JobDurationInSeconds": "7200",
        "TrafficPattern": TRAFFIC,
        "EndpointConfigurations": [{"InstanceType": "ml.c5.xlarge", "InitialInstanceCount": 1}],
        "ResourceLimits": {"MaxNumberOfTests": 1},
    },
    StoppingConditions={"MaxInvocations": 1000, "ModelLatencyThresholds": latency},
)
