from sagemaker.pytorch import PyTorchModel

model = PyTorchModel(model_data=MODEL_DATA, role=ROLE, framework_version="2.0", py_version="py310")

predictor = model.right_size(
    sample_payload_url="s3://vision-payloads/images/sample.zip",
    supported_content_types=["application/x-image"],
    supported_instance_types=["ml.g4dn.xlarge", "ml.p3.2xlarge"],
    job_name="vision_right_size",
    framework="PYTORCH",
    max_invocations=500,
)
