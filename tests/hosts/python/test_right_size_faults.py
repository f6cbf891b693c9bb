"""What is wrong with the arguments of `right_size`: where, why, and what to do."""

from __future__ import annotations

import ast

import pytest

from ircompile.hosts.python.calls import Cell, calls
from ircompile.model.model import SHIPPED

PAYLOAD = 'sample_payload_url="s3://abcd/p.tar.gz", supported_content_types=["text/csv"], framework="XGBOOST"'


@pytest.mark.parametrize(
    ("model", "arguments", "findings"),
    [
        ("x", "PAYLOAD, job_typ='Default'", [
            ("job_typ", "sdk-argument-unknown", None, "", "`right_size` has no argument `job_typ`", "remove it"),
        ]),
        ("x", "PAYLOAD, job_type='Default'", [
            ("job_type", "sdk-argument-unknown", None, "", "`right_size` has no argument `job_type`", "remove it: a job is Advanced if there are arguments for a load test, else Default"),
        ]),
        ("x", "PAYLOAD, job_nam='a'", [
            ("job_nam", "sdk-argument-unknown", None, "", "`right_size` has no argument `job_nam`", "use `job_name`"),
        ]),
        ("x", "PAYLOAD, zzzzzz=1", [
            ("zzzzzz", "sdk-argument-unknown", None, "", "`right_size` has no argument `zzzzzz`", "remove it"),
        ]),
        ("x", "'s3://abcd/p.tar.gz', ['text/csv'], PAYLOAD", [
            ("sample_payload_url", "sdk-argument-unknown", None, "", "`right_size` gets its argument `sample_payload_url` twice", "remove one of the two"),
            ("supported_content_types", "sdk-argument-unknown", None, "", "`right_size` gets its argument `supported_content_types` twice", "remove one of the two"),
        ]),
        ("x", "'s3://a/p.tar.gz', ['t'], None, 'n', 'XGBOOST', 7200, None, None, None, None, None, None, None, None, 15, 16", [
            ("15", "sdk-argument-unknown", None, "", "`right_size` takes at most 14 arguments", "remove the others, or give them by name"),
        ]),
        ("x", "sample_payload_url='s3://abcd/p.tar.gz', supported_content_types=None, framework='XGBOOST'", [
            ("None", "sdk-argument-missing", None, "", "`supported_content_types` is None, so that `right_size` sends None as `SupportedContentTypes`", "give `supported_content_types`"),
        ]),
        ("x", "sample_payload_url='s3://abcd/p.tar.gz'", [
            ("CALL", "sdk-argument-missing", None, "without `supported_content_types`", "`supported_content_types` is not given, so that `right_size` sends None as `SupportedContentTypes`", "give `supported_content_types`"),
            ("CALL", "sdk-argument-missing", "warning", "without `framework`", "`framework` is not given, so that `right_size` sends None as `Framework` unless the class of the model says which", "give `framework`"),
        ]),
        ("Model()", "sample_payload_url='s3://abcd/p.tar.gz'", [
            ("CALL", "sdk-argument-missing", None, "without `supported_content_types`", "`supported_content_types` is not given, so that `right_size` sends None as `SupportedContentTypes`", "give `supported_content_types`"),
            ("CALL", "sdk-argument-missing", None, "without `framework`", "`framework` is not given, so that `right_size` sends None as `Framework`", "give `framework`"),
        ]),
        ("XGBoostModel()", "sample_payload_url='s3://abcd/p.tar.gz'", [
            ("CALL", "sdk-argument-missing", None, "without `supported_content_types`", "`supported_content_types` is not given, so that `right_size` sends None as `SupportedContentTypes`", "give `supported_content_types`"),
        ]),
        ("ModelBuilder()", "sample_payload_url='s3://abcd/p.tar.gz'", [
            ("CALL", "sdk-argument-missing", None, "without `supported_content_types`", "`supported_content_types` is not given, so that `right_size` sends None as `SupportedContentTypes`", "give `supported_content_types`"),
        ]),
        ("x", "PAYLOAD, traffic_type='PHASES'", [
            ("'PHASES'", "sdk-argument-unused", None, "", "`traffic_type` has no effect without `phases`", "add `phases`, or remove it"),
        ]),
        ("x", "PAYLOAD, traffic_type='PHASES', phases=x", []),
        ("x", "PAYLOAD, traffic_type=x", []),
        ("x", "PAYLOAD, phases=Phase(1, 2, 3)", [
            ("Phase(1, 2, 3)", "sdk-argument-type", None, "", "`phases` must be a list of `Phase`", "write it as a list: `phases=[...]`"),
        ]),
        ("x", "PAYLOAD, phases=5", [
            ("5", "sdk-argument-type", None, "", "`phases` must be a list of `Phase`", "write it as a list: `phases=[...]`"),
        ]),
        ("x", "PAYLOAD, phases=[5, Phase(1, 2)]", [
            ("5", "sdk-argument-type", None, "", "`phases[0]` must be a `Phase`", "write it as `Phase(duration_in_seconds, initial_number_of_users, spawn_rate)`"),
            ("Phase(1, 2)", "sdk-argument-type", None, "", "`Phase` needs other arguments", "write it as `Phase(duration_in_seconds, initial_number_of_users, spawn_rate)`"),
        ]),
        ("x", "PAYLOAD, model_latency_thresholds=[ModelLatencyThreshold()]", [
            ("ModelLatencyThreshold()", "sdk-argument-type", None, "", "`ModelLatencyThreshold` needs other arguments", "write it as `ModelLatencyThreshold(percentile, value_in_milliseconds)`"),
        ]),
        ("x", "PAYLOAD, model_latency_thresholds='x'", [
            ("'x'", "sdk-argument-type", None, "", "`model_latency_thresholds` must be a list of `ModelLatencyThreshold`", "write it as a list: `model_latency_thresholds=[...]`"),
        ]),
        ("x", "PAYLOAD, phases=[x, Phase(**y)]", []),
        ("x", "PAYLOAD, hyperparameter_ranges={'instance_types': CategoricalParameter(['ml.c5.large'])}", [
            ("{'instance_types': CategoricalParameter(['ml.c5.large'])}", "sdk-argument-type", None, "", "`hyperparameter_ranges` must be a list of dictionaries", "write it as a list: `hyperparameter_ranges=[...]`"),
        ]),
        ("x", "PAYLOAD, hyperparameter_ranges=[5]", [
            ("5", "sdk-argument-type", None, "", "`hyperparameter_ranges[0]` must be a dictionary", "write it as `{'instance_types': CategoricalParameter([...])}`"),
        ]),
        ("x", "PAYLOAD, hyperparameter_ranges=[{'instance_type': CategoricalParameter(['ml.c5.large'])}]", [
            ("'instance_type'", "sdk-instance-types-missing", None, "", "`hyperparameter_ranges[0]` has `instance_type` instead of `instance_types`, which the SDK needs", "write it as `instance_types`"),
        ]),
        ("x", "PAYLOAD, hyperparameter_ranges=[{'A': CategoricalParameter(['1'])}]", [
            ("{'A': CategoricalParameter(['1'])}", "sdk-instance-types-missing", None, "", "`hyperparameter_ranges[0]` has no `instance_types`, which the SDK needs", "add `'instance_types': CategoricalParameter([...])`"),
        ]),
        ("x", "PAYLOAD, hyperparameter_ranges=[{'instance_types': CategoricalParameter(['ml.c5.large'])}]", [
            ("{'instance_types': CategoricalParameter(['ml.c5.large'])}", "sdk-ranges-empty", None, "", "`hyperparameter_ranges[0]` has only `instance_types`, for which the SDK sends an empty list of ranges", "add a range of an environment variable, such as `'OMP_NUM_THREADS': CategoricalParameter(['1', '2'])`"),
        ]),
        ("x", "PAYLOAD, hyperparameter_ranges=[{'instance_types': ['ml.c5.large'], 'A': '1'}]", [
            ("['ml.c5.large']", "sdk-argument-type", None, "", "`hyperparameter_ranges[0]['instance_types']` must be a `CategoricalParameter`", "write it as `CategoricalParameter([...])`"),
            ("'1'", "sdk-argument-type", None, "", "`hyperparameter_ranges[0]['A']` must be a `CategoricalParameter`", "write it as `CategoricalParameter([...])`"),
        ]),
        ("x", "PAYLOAD, hyperparameter_ranges=[{'instance_types': CategoricalParameter(['ml.c5.large', x]), 'A': CategoricalParameter(y)}]", []),
        ("x", "PAYLOAD, hyperparameter_ranges=[{'instance_types': CategoricalParameter(['ml.c5.large']), **x}]", []),
        ("x", "PAYLOAD, hyperparameter_ranges=[x]", []),
        ("x", "PAYLOAD, hyperparameter_ranges=x", []),
        ("x", "PAYLOAD, hyperparameter_ranges=()", []),
        ("x", "PAYLOAD, max_tests=2, job_duration_in_seconds=7200, supported_instance_types=['ml.c5.large'], framework_version='1.7'", []),
    ],
)  # fmt: skip
def test_faults(model: str, arguments: str, findings: list[tuple[str, str, str | None, str, str, str]]) -> None:
    imports = f"from sagemaker.all import {model.strip('()')}, ModelLatencyThreshold, Phase, CategoricalParameter\n"
    written = f"{model}.right_size({arguments.replace('PAYLOAD', PAYLOAD)})"
    text = imports + written
    (call,) = calls([Cell(text, range(len(text) + 1), ast.parse(text))], SHIPPED.request)
    places = [(it, it.blames[0].span or (0, 0)) for it in call.findings]
    assert [
        (text[slice(*span)].replace(written, "CALL"), it.rule, it.severity, it.blames[0].label, it.message, it.help)
        for it, span in places
    ] == findings
