"""What version 2.257 of the SageMaker Python SDK sends for a call of `right_size`, but for what it always sends."""

from __future__ import annotations

from typing import Any

SENT: list[tuple[str, str, dict[str, Any] | str]] = [
    (
        "Model",
        "m.right_size(PAYLOAD)",
        {
            "JobType": "Default",
            "InputConfig": {
                "ContainerConfig": {
                    "Framework": "XGBOOST",
                    "PayloadConfig": {"SamplePayloadUrl": "s3://abcd/p.tar.gz", "SupportedContentTypes": ["text/csv"]},
                }
            },
        },
    ),
    (
        "Model",
        'm.right_size("s3://abcd/p.tar.gz", ["text/csv"], ["ml.c5.large"], "job", "XGBOOST", 7200)',
        {
            "JobName": "job",
            "JobType": "Default",
            "InputConfig": {
                "ContainerConfig": {
                    "Framework": "XGBOOST",
                    "PayloadConfig": {"SamplePayloadUrl": "s3://abcd/p.tar.gz", "SupportedContentTypes": ["text/csv"]},
                    "SupportedInstanceTypes": ["ml.c5.large"],
                },
                "JobDurationInSeconds": 7200,
            },
        },
    ),
    (
        "Model",
        'm.right_size(PAYLOAD, job_name="job", supported_instance_types=["ml.c5.large", "ml.m5.large"], job_duration_in_seconds=3600)',
        {
            "JobName": "job",
            "JobType": "Default",
            "InputConfig": {
                "ContainerConfig": {
                    "Framework": "XGBOOST",
                    "PayloadConfig": {"SamplePayloadUrl": "s3://abcd/p.tar.gz", "SupportedContentTypes": ["text/csv"]},
                    "SupportedInstanceTypes": ["ml.c5.large", "ml.m5.large"],
                },
                "JobDurationInSeconds": 3600,
            },
        },
    ),
    (
        "Model",
        'm.right_size(PAYLOAD, job_name="", supported_instance_types=[], job_duration_in_seconds=0, max_tests=0, phases=[])',
        {
            "JobType": "Default",
            "InputConfig": {
                "ContainerConfig": {
                    "Framework": "XGBOOST",
                    "PayloadConfig": {"SamplePayloadUrl": "s3://abcd/p.tar.gz", "SupportedContentTypes": ["text/csv"]},
                }
            },
        },
    ),
    (
        "Model",
        "m.right_size(PAYLOAD, phases=[Phase(120, 1, 1), Phase(duration_in_seconds=130, initial_number_of_users=2, spawn_rate=3)])",
        {
            "JobType": "Advanced",
            "InputConfig": {
                "ContainerConfig": {
                    "Framework": "XGBOOST",
                    "PayloadConfig": {"SamplePayloadUrl": "s3://abcd/p.tar.gz", "SupportedContentTypes": ["text/csv"]},
                },
                "TrafficPattern": {
                    "Phases": [
                        {"DurationInSeconds": 120, "InitialNumberOfUsers": 1, "SpawnRate": 1},
                        {"DurationInSeconds": 130, "InitialNumberOfUsers": 2, "SpawnRate": 3},
                    ],
                    "TrafficType": "PHASES",
                },
            },
        },
    ),
    (
        "Model",
        'm.right_size(PAYLOAD, phases=[Phase(120, 1, 1)], traffic_type="STAIRS")',
        {
            "JobType": "Advanced",
            "InputConfig": {
                "ContainerConfig": {
                    "Framework": "XGBOOST",
                    "PayloadConfig": {"SamplePayloadUrl": "s3://abcd/p.tar.gz", "SupportedContentTypes": ["text/csv"]},
                },
                "TrafficPattern": {
                    "Phases": [{"DurationInSeconds": 120, "InitialNumberOfUsers": 1, "SpawnRate": 1}],
                    "TrafficType": "STAIRS",
                },
            },
        },
    ),
    (
        "Model",
        'm.right_size(PAYLOAD, traffic_type="PHASES")',
        {
            "JobType": "Default",
            "InputConfig": {
                "ContainerConfig": {
                    "Framework": "XGBOOST",
                    "PayloadConfig": {"SamplePayloadUrl": "s3://abcd/p.tar.gz", "SupportedContentTypes": ["text/csv"]},
                }
            },
        },
    ),
    (
        "Model",
        "m.right_size(PAYLOAD, max_invocations=300)",
        {
            "JobType": "Advanced",
            "InputConfig": {
                "ContainerConfig": {
                    "Framework": "XGBOOST",
                    "PayloadConfig": {"SamplePayloadUrl": "s3://abcd/p.tar.gz", "SupportedContentTypes": ["text/csv"]},
                }
            },
            "StoppingConditions": {"MaxInvocations": 300},
        },
    ),
    (
        "Model",
        'm.right_size(PAYLOAD, max_invocations="300")',
        {
            "JobType": "Advanced",
            "InputConfig": {
                "ContainerConfig": {
                    "Framework": "XGBOOST",
                    "PayloadConfig": {"SamplePayloadUrl": "s3://abcd/p.tar.gz", "SupportedContentTypes": ["text/csv"]},
                }
            },
            "StoppingConditions": {"MaxInvocations": "300"},
        },
    ),
    (
        "Model",
        "m.right_size(PAYLOAD, max_tests=5)",
        {
            "JobType": "Advanced",
            "InputConfig": {
                "ContainerConfig": {
                    "Framework": "XGBOOST",
                    "PayloadConfig": {"SamplePayloadUrl": "s3://abcd/p.tar.gz", "SupportedContentTypes": ["text/csv"]},
                },
                "ResourceLimit": {"MaxNumberOfTests": 5},
            },
        },
    ),
    (
        "Model",
        "m.right_size(PAYLOAD, max_parallel_tests=5, max_tests=None)",
        {
            "JobType": "Advanced",
            "InputConfig": {
                "ContainerConfig": {
                    "Framework": "XGBOOST",
                    "PayloadConfig": {"SamplePayloadUrl": "s3://abcd/p.tar.gz", "SupportedContentTypes": ["text/csv"]},
                },
                "ResourceLimit": {"MaxParallelOfTests": 5},
            },
        },
    ),
    (
        "Model",
        'm.right_size(PAYLOAD, model_latency_thresholds=[ModelLatencyThreshold("P95", 100), ModelLatencyThreshold(percentile="P99", value_in_milliseconds=9)])',
        {
            "JobType": "Advanced",
            "InputConfig": {
                "ContainerConfig": {
                    "Framework": "XGBOOST",
                    "PayloadConfig": {"SamplePayloadUrl": "s3://abcd/p.tar.gz", "SupportedContentTypes": ["text/csv"]},
                }
            },
            "StoppingConditions": {
                "ModelLatencyThresholds": [
                    {"Percentile": "P95", "ValueInMilliseconds": 100},
                    {"Percentile": "P99", "ValueInMilliseconds": 9},
                ]
            },
        },
    ),
    (
        "Model",
        'm.right_size(PAYLOAD, hyperparameter_ranges=[{"instance_types": CategoricalParameter(["ml.c5.large", "ml.m5.large"]), "OMP": CategoricalParameter([1, "2"]), "X": CategoricalParameter("z")}])',
        {
            "JobType": "Advanced",
            "InputConfig": {
                "ContainerConfig": {
                    "Framework": "XGBOOST",
                    "PayloadConfig": {"SamplePayloadUrl": "s3://abcd/p.tar.gz", "SupportedContentTypes": ["text/csv"]},
                },
                "EndpointConfigurations": [
                    {
                        "EnvironmentParameterRanges": {
                            "CategoricalParameterRanges": [
                                {"Name": "OMP", "Value": ["1", "2"]},
                                {"Name": "X", "Value": ["z"]},
                            ]
                        },
                        "InstanceType": "ml.c5.large",
                    },
                    {
                        "EnvironmentParameterRanges": {
                            "CategoricalParameterRanges": [
                                {"Name": "OMP", "Value": ["1", "2"]},
                                {"Name": "X", "Value": ["z"]},
                            ]
                        },
                        "InstanceType": "ml.m5.large",
                    },
                ],
            },
        },
    ),
    (
        "Model",
        'm.right_size(PAYLOAD, hyperparameter_ranges=[{"instance_types": CategoricalParameter(["ml.c5.large"])}])',
        {
            "JobType": "Advanced",
            "InputConfig": {
                "ContainerConfig": {
                    "Framework": "XGBOOST",
                    "PayloadConfig": {"SamplePayloadUrl": "s3://abcd/p.tar.gz", "SupportedContentTypes": ["text/csv"]},
                },
                "EndpointConfigurations": [
                    {"EnvironmentParameterRanges": {"CategoricalParameterRanges": []}, "InstanceType": "ml.c5.large"}
                ],
            },
        },
    ),
    (
        "Model",
        'm.right_size(PAYLOAD, hyperparameter_ranges=[{"instance_type": CategoricalParameter(["ml.c5.large"])}])',
        "ValueError",
    ),
    (
        "Model",
        'm.right_size(PAYLOAD, hyperparameter_ranges=[{"instance_types": ["ml.c5.large"], "A": CategoricalParameter("1")}])',
        "AttributeError",
    ),
    (
        "Model",
        'm.right_size(PAYLOAD, hyperparameter_ranges=[{"instance_types": CategoricalParameter(["ml.c5.large"]), "A": ["1"]}])',
        "AttributeError",
    ),
    (
        "Model",
        "m.right_size(PAYLOAD, hyperparameter_ranges=[])",
        {
            "JobType": "Default",
            "InputConfig": {
                "ContainerConfig": {
                    "Framework": "XGBOOST",
                    "PayloadConfig": {"SamplePayloadUrl": "s3://abcd/p.tar.gz", "SupportedContentTypes": ["text/csv"]},
                }
            },
        },
    ),
    ("Model", "m.right_size(PAYLOAD, hyperparameter_ranges=[{}])", "ValueError"),
    (
        "Model",
        'm.right_size(PAYLOAD, hyperparameter_ranges={"instance_types": CategoricalParameter(["ml.c5.large"])})',
        "AttributeError",
    ),
    ("Model", 'm.right_size(PAYLOAD, job_type="Default")', "TypeError"),
    ("Model", 'm.right_size(PAYLOAD, phases=[{"DurationInSeconds": 1}])', "AttributeError"),
    ("Model", "m.right_size(PAYLOAD, phases=Phase(1, 2, 3))", "TypeError"),
    (
        "Model",
        "m.right_size(PAYLOAD, phases=(Phase(1, 2, 3),))",
        {
            "JobType": "Advanced",
            "InputConfig": {
                "ContainerConfig": {
                    "Framework": "XGBOOST",
                    "PayloadConfig": {"SamplePayloadUrl": "s3://abcd/p.tar.gz", "SupportedContentTypes": ["text/csv"]},
                },
                "TrafficPattern": {
                    "Phases": [{"DurationInSeconds": 1, "InitialNumberOfUsers": 2, "SpawnRate": 3}],
                    "TrafficType": "PHASES",
                },
            },
        },
    ),
    ("Model", 'm.right_size(PAYLOAD, framework_version="1.7")', "TypeError"),
    (
        "Model",
        "m.right_size()",
        {
            "JobType": "Default",
            "InputConfig": {
                "ContainerConfig": {
                    "Framework": None,
                    "PayloadConfig": {"SamplePayloadUrl": None, "SupportedContentTypes": None},
                }
            },
        },
    ),
    (
        "Model",
        'm.right_size(sample_payload_url="s3://abcd/p.tar.gz", framework="XGBOOST")',
        {
            "JobType": "Default",
            "InputConfig": {
                "ContainerConfig": {
                    "Framework": "XGBOOST",
                    "PayloadConfig": {"SamplePayloadUrl": "s3://abcd/p.tar.gz", "SupportedContentTypes": None},
                }
            },
        },
    ),
    (
        "Model",
        'm.right_size(supported_content_types=["text/csv"], framework="XGBOOST")',
        {
            "JobType": "Default",
            "InputConfig": {
                "ContainerConfig": {
                    "Framework": "XGBOOST",
                    "PayloadConfig": {"SamplePayloadUrl": None, "SupportedContentTypes": ["text/csv"]},
                }
            },
        },
    ),
    (
        "Model",
        'm.right_size("s3://abcd/p.tar.gz", ["text/csv"])',
        {
            "JobType": "Default",
            "InputConfig": {
                "ContainerConfig": {
                    "Framework": None,
                    "PayloadConfig": {"SamplePayloadUrl": "s3://abcd/p.tar.gz", "SupportedContentTypes": ["text/csv"]},
                }
            },
        },
    ),
    (
        "Model",
        'm.right_size("s3://abcd/p.tar.gz", ["text/csv"], framework="xgboost")',
        {
            "JobType": "Default",
            "InputConfig": {
                "ContainerConfig": {
                    "Framework": "xgboost",
                    "PayloadConfig": {"SamplePayloadUrl": "s3://abcd/p.tar.gz", "SupportedContentTypes": ["text/csv"]},
                }
            },
        },
    ),
    (
        "Model",
        'm.right_size("s3://abcd/p.tar.gz", ["text/csv"], framework="", log_level="Quiet")',
        {
            "JobType": "Default",
            "InputConfig": {
                "ContainerConfig": {
                    "Framework": "",
                    "PayloadConfig": {"SamplePayloadUrl": "s3://abcd/p.tar.gz", "SupportedContentTypes": ["text/csv"]},
                }
            },
        },
    ),
    (
        "Model",
        'm.right_size(PAYLOAD, log_level="Quiet", phases=[Phase(1, 2, 3)], max_invocations=0, model_latency_thresholds=[])',
        {
            "JobType": "Advanced",
            "InputConfig": {
                "ContainerConfig": {
                    "Framework": "XGBOOST",
                    "PayloadConfig": {"SamplePayloadUrl": "s3://abcd/p.tar.gz", "SupportedContentTypes": ["text/csv"]},
                },
                "TrafficPattern": {
                    "Phases": [{"DurationInSeconds": 1, "InitialNumberOfUsers": 2, "SpawnRate": 3}],
                    "TrafficType": "PHASES",
                },
            },
        },
    ),
    (
        "Model",
        'm.right_size("s3://abcd/p.tar.gz", ["text/csv"], None, None, "XGBOOST", 7200, [{"instance_types": CategoricalParameter(["ml.c5.large"]), "O": CategoricalParameter(["1"])}], [Phase(1, 2, 3)], "PHASES", 300, [ModelLatencyThreshold("P95", 1)], 5, 6, "Quiet")',
        {
            "JobType": "Advanced",
            "InputConfig": {
                "ContainerConfig": {
                    "Framework": "XGBOOST",
                    "PayloadConfig": {"SamplePayloadUrl": "s3://abcd/p.tar.gz", "SupportedContentTypes": ["text/csv"]},
                },
                "JobDurationInSeconds": 7200,
                "ResourceLimit": {"MaxNumberOfTests": 5, "MaxParallelOfTests": 6},
                "TrafficPattern": {
                    "Phases": [{"DurationInSeconds": 1, "InitialNumberOfUsers": 2, "SpawnRate": 3}],
                    "TrafficType": "PHASES",
                },
                "EndpointConfigurations": [
                    {
                        "EnvironmentParameterRanges": {"CategoricalParameterRanges": [{"Name": "O", "Value": ["1"]}]},
                        "InstanceType": "ml.c5.large",
                    }
                ],
            },
            "StoppingConditions": {
                "MaxInvocations": 300,
                "ModelLatencyThresholds": [{"Percentile": "P95", "ValueInMilliseconds": 1}],
            },
        },
    ),
    (
        "Model",
        'm.right_size("s3://abcd/p.tar.gz", ["text/csv"], None, None, "XGBOOST", 7200, None, None, None, None, None, None, None, "Quiet", 1)',
        "TypeError",
    ),
    (
        "Model",
        'p = Phase(1, 2, 3)\np.to_json["SpawnRate"] = 9\nm.right_size(PAYLOAD, phases=[p])',
        {
            "JobType": "Advanced",
            "InputConfig": {
                "ContainerConfig": {
                    "Framework": "XGBOOST",
                    "PayloadConfig": {"SamplePayloadUrl": "s3://abcd/p.tar.gz", "SupportedContentTypes": ["text/csv"]},
                },
                "TrafficPattern": {
                    "Phases": [{"DurationInSeconds": 1, "InitialNumberOfUsers": 2, "SpawnRate": 9}],
                    "TrafficType": "PHASES",
                },
            },
        },
    ),
    (
        "Model",
        'kw = dict(max_tests=3)\nkw["max_invocations"] = 30\nm.right_size(PAYLOAD, **kw)',
        {
            "JobType": "Advanced",
            "InputConfig": {
                "ContainerConfig": {
                    "Framework": "XGBOOST",
                    "PayloadConfig": {"SamplePayloadUrl": "s3://abcd/p.tar.gz", "SupportedContentTypes": ["text/csv"]},
                },
                "ResourceLimit": {"MaxNumberOfTests": 3},
            },
            "StoppingConditions": {"MaxInvocations": 30},
        },
    ),
    (
        "ModelPackage",
        'm.right_size("s3://abcd/p.tar.gz", ["text/csv"], framework="XGBOOST")',
        {
            "JobType": "Default",
            "InputConfig": {
                "ContainerConfig": {
                    "Framework": "XGBOOST",
                    "PayloadConfig": {"SamplePayloadUrl": "s3://abcd/p.tar.gz", "SupportedContentTypes": ["text/csv"]},
                }
            },
        },
    ),
    (
        "XGBoostModel",
        'm.right_size("s3://abcd/p.tar.gz", ["text/csv"])',
        {
            "JobType": "Default",
            "InputConfig": {
                "ContainerConfig": {
                    "Framework": "XGBOOST",
                    "PayloadConfig": {"SamplePayloadUrl": "s3://abcd/p.tar.gz", "SupportedContentTypes": ["text/csv"]},
                    "FrameworkVersion": "1.7-1",
                }
            },
        },
    ),
    (
        "SKLearnModel",
        'm.right_size("s3://abcd/p.tar.gz", ["text/csv"])',
        {
            "JobType": "Default",
            "InputConfig": {
                "ContainerConfig": {
                    "Framework": "SAGEMAKER-SCIKIT-LEARN",
                    "PayloadConfig": {"SamplePayloadUrl": "s3://abcd/p.tar.gz", "SupportedContentTypes": ["text/csv"]},
                    "FrameworkVersion": "1.2-1",
                }
            },
        },
    ),
    (
        "HuggingFaceModel",
        'm.right_size("s3://abcd/p.tar.gz", ["text/csv"])',
        {
            "JobType": "Default",
            "InputConfig": {
                "ContainerConfig": {
                    "Framework": None,
                    "PayloadConfig": {"SamplePayloadUrl": "s3://abcd/p.tar.gz", "SupportedContentTypes": ["text/csv"]},
                    "FrameworkVersion": "4.6.1",
                }
            },
        },
    ),
]
"""The class of the model, statements that end with the call, and the request, or the error that the SDK raises."""
