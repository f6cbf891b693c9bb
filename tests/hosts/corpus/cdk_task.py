import aws_cdk as cdk
from aws_cdk import aws_stepfunctions as sfn
from aws_cdk import aws_stepfunctions_tasks as tasks


class RecommenderStack(cdk.Stack):
    def __init__(self, scope, id, *, role, **kwargs):
        super().__init__(scope, id, **kwargs)
        start = tasks.CallAwsService(
            self,
            "StartRecommendation",
            service="sagemaker",
            action="createInferenceRecommendationsJob",
            iam_resources=["*"],
            parameters={
                "JobName": sfn.JsonPath.format("cdk-{}", sfn.JsonPath.string_at("$.id")),
                "JobType": "DEFAULT",
                "RoleArn": role.role_arn,
                "InputConfig": {
                    "ModelPackageVersionArn": sfn.JsonPath.string_at("$.arn"),
                    "JobDurationInSeconds": 7200,
                },
            },
        )
        sfn.StateMachine(self, "Machine", definition_body=sfn.DefinitionBody.from_chainable(start))
