"""Right-size a packaged model before it is deployed."""

from sagemaker import ModelPackage, Session


def recommend(package_arn, role, payload, content_type="application/json"):
    model = ModelPackage(role=role, model_package_arn=package_arn, sagemaker_session=Session())
    return model.right_size(
        sample_payload_url=payload,
        supported_content_types=[content_type],
        supported_instance_types=["ml.c5.large", "ml.c5.xlarge", "ml.m5.large"],
        framework="SKLEARN",
    )


if __name__ == "__main__":
    recommend(
        "arn:aws:sagemaker:eu-west-1:333344445555:model-package/forest/3",
        "arn:aws:iam::333344445555:role/sagemaker-execution",
        "s3://forest-payloads/sample.tar.gz",
    )
