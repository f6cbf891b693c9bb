import boto3

sm = boto3.client("sagemaker")


def make(sm, package):
    kind = "Advanced"
    base = {"RoleArn": "arn:aws:iam::252525252525:role/nested", "JobType": kind}

    def with_users(users):
        request = {**base, "JobName": f"nested-{users}-users"}
        request["InputConfig"] = {
            "ModelPackageVersionArn": package,
            "JobDurationInSeconds": 1200,
            "EndpointConfigurations": [{"InstanceType": "ml.c6gn.xlarge"}],
            "TrafficPattern": {
                "TrafficType": "PHASES",
                "Phases": [{"InitialNumberOfUsers": users, "SpawnRate": 0, "DurationInSeconds": 600}],
            },
            "ResourceLimit": {"MaxNumberOfTests": 1, "MaxParallelOfTests": 1},
        }
        request["StoppingConditions"] = {"MaxInvocations": 100, "FlatInvocations": "Stop"}
        return sm.create_inference_recommendations_job(**request)

    return [with_users(users) for users in (1, 10, 100)]
