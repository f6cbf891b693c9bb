import sagemaker
from sagemaker.inference_recommender.inference_recommender_mixin import ModelLatencyThreshold, Phase
from sagemaker.parameter import CategoricalParameter
from sagemaker.xgboost import XGBoostModel

session = sagemaker.Session()
role = sagemaker.get_execution_role()
bucket = session.default_bucket()

model = XGBoostModel(
    model_data=f"s3://{bucket}/models/churn.tar.gz",
    role=role,
    framework_version="1.7-1",
    entry_point="inference.py",
)

ranges = [
    {
        "instance_types": CategoricalParameter(["ml.m5.xlarge", "ml.c5.xlarge"]),
        "OMP_NUM_THREADS": CategoricalParameter(["1", "2", "4"]),
    }
]
phases = [
    Phase(duration_in_seconds=120, initial_number_of_users=2, spawn_rate=2),
    Phase(duration_in_seconds=120, initial_number_of_users=6, spawn_rate=1),
]

model.right_size(
    sample_payload_url=f"s3://{bucket}/payloads/churn.tar.gz",
    supported_content_types=["text/csv"],
    framework="XGBOOST",
    job_name="churn-right-size",
    job_duration_in_seconds=3600,
    hyperparameter_ranges=ranges,
    phases=phases,
    max_invocations=1000,
    model_latency_thresholds=[ModelLatencyThreshold(percentile="P95", value_in_milliseconds=100)],
    max_tests=2,
    max_parallel_tests=2,
)
