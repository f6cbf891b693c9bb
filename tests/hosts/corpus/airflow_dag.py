from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.python import PythonOperator
from airflow.providers.amazon.aws.hooks.sagemaker import SageMakerHook

default_args = {"owner": "ml-platform", "retries": 1, "retry_delay": timedelta(minutes=5)}


def recommend(ds_nodash, **context):
    conn = SageMakerHook(aws_conn_id="aws_ml").get_conn()
    package = context["ti"].xcom_pull(task_ids="register")
    config = {
        "JobName": f"nightly-{ds_nodash}",
        "JobType": "Default",
        "RoleArn": "arn:aws:iam::444455556666:role/airflow-sagemaker",
        "InputConfig": {"ModelPackageVersionArn": package, "JobDurationInSeconds": 18000},
        "OutputConfig": {
            "KmsKeyId": "alias/ml-results",
            "CompiledOutputConfig": {"S3OutputUri": "s3://ml-results-prod/compiled/"},
        },
    }
    return conn.create_inference_recommendations_job(**config)["JobArn"]


with DAG("nightly_recommend", default_args=default_args, start_date=datetime(2026, 1, 1), schedule="@daily") as dag:
    PythonOperator(task_id="recommend", python_callable=recommend)
