from flytekit import workflow
from flytekitplugins.awssagemaker_inference import SageMakerInferenceRecommenderJobTask

recommend = SageMakerInferenceRecommenderJobTask(
    name="recommend",
    config={
        "JobName": "flyte_{inputs.run}",
        "JobType": "Advanced",
        "RoleArn": "{inputs.role}",
        "InputConfig": {
            "ModelPackageVersionArn": "arn:aws:sagemaker:{region}:282828282828:model-package/flyte/1",
            "JobDurationInSeconds": "{inputs.seconds}",
            "EndpointConfigurations": [{"InstanceType": "ml.c5.large"}],
            "TrafficPattern": {
                "TrafficType": "PHASES",
                "Phases": [{"InitialNumberOfUsers": 1, "SpawnRate": 9, "DurationInSeconds": 120}],
            },
        },
        "StoppingConditions": {"MaxInvocations": 100, "FlatInvocations": "Stop"},
    },
    region="us-east-2",
)
