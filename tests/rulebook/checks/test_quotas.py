"""Jobs that need more instances at a time than the quota is."""

from __future__ import annotations

from pathlib import Path

import pytest
from console import run

import ircompile
from ircompile.config.settings import Config

JOB = """\
JobType: Advanced
InputConfig:
  ResourceLimit: {MaxParallelOfTests: %s}
  EndpointConfigurations:
    - {InstanceType: ml.g5.xlarge, EnvironmentParameterRanges: {CategoricalParameterRanges: [%s]}}
    - {InstanceType: ml.g5.xlarge}
"""
RANGE = "{Name: A, Value: ['1', '2', '3']}"


@pytest.mark.parametrize(
    ("parallel", "ranges", "quota", "needed"),
    [
        ("4", RANGE, 4, None),
        ("4", RANGE, 3, 4),
        ("9", RANGE, 4, None),
        ("9", RANGE, 3, 4),
        ("2", RANGE, 1, 2),
        ("1", RANGE, 1, None),
        ("1", RANGE, 0, 1),
        ("x", RANGE, 1, None),
        ("9", "{Name: A, Value: 7}", 1, 2),
    ],
)
def test_a_quota_is_compared_with_the_tests_of_its_type(parallel: str, ranges: str, quota: int, needed: int) -> None:
    found = ircompile.lint(JOB % (parallel, ranges), "a.yaml", config=Config(quotas={"ml.g5.xlarge": quota}))
    messages = [it.message for it in found if it.rule == "quota-exceeded"]
    labels = {place.label for it in found if it.rule == "quota-exceeded" for place in it.related}
    assert labels <= {f"the quota is {quota}"}
    number = "1 instance" if needed == 1 else f"{needed} instances"
    wanted = f"the job needs {number} of `ml.g5.xlarge` at a time, but the quota is {quota}"
    assert messages == ([wanted] if needed else [])


@pytest.mark.parametrize(("total", "needed"), [(1, None), (2, 2), (9, 4)])
def test_no_more_tests_run_at_a_time_than_the_job_may_have(total: int, needed: int | None) -> None:
    job = (JOB % (4, RANGE)).replace("{MaxParallel", f"{{MaxNumberOfTests: {total}, MaxParallel")
    found = ircompile.lint(job, "a.yaml", config=Config(quotas={"ml.g5.xlarge": 1}))
    messages = [it.message for it in found if it.rule == "quota-exceeded"]
    wanted = f"the job needs {needed} instances of `ml.g5.xlarge` at a time, but the quota is 1"
    assert messages == ([wanted] if needed else [])


def test_a_quota_may_be_of_a_type_that_the_configuration_adds(repository: Path) -> None:
    settings = '[model]\nextend-instance-types = ["ml.c9.large"]\n[quotas]\n"ml.c9.large" = 0\n'
    (repository / "ircompile.toml").write_text(settings)
    (repository / "load.yaml").write_text((JOB % (1, RANGE)).replace("ml.g5.xlarge", "ml.c9.large"))
    assert "error[quota-exceeded] the job needs 1" in run("ircompile lint load.yaml --output-format concise")


def test_quotas_of_the_configuration_apply(repository: Path) -> None:
    (repository / "ircompile.toml").write_text('[quotas]\n"ml.g5.xlarge" = 3\n')
    (repository / "load.yaml").write_text(JOB % (4, RANGE))
    assert "error[quota-exceeded] the job needs 4" in run("ircompile lint load.yaml --output-format concise")


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (
            '"g5.xlarge" = 2',
            "ircompile.toml:2: the model has no instance type `g5.xlarge`, did you mean `ml.g5.xlarge`?",
        ),
        ('"ml.g5.xlarg" = 2', "the model has no instance type `ml.g5.xlarg`, did you mean `ml.g5.xlarge`?"),
        ('"ml.g5.xlarge for endpoint usage" = 2', "the model has no instance type `ml.g5.xlarge for endpoint usage`"),
        ('"ml.g5.xlarge" = -1', "-1"),
        ('"ml.g5.xlarge" = "2"', "ml.g5.xlarge"),
    ],
)
def test_a_faulty_quota_is_refused(repository: Path, table: str, message: str) -> None:
    (repository / "ircompile.toml").write_text(f"[quotas]\n{table}\n")
    printed = run("ircompile lint job.yaml")
    assert message in printed
    assert "ircompile.toml" in printed
    assert printed.endswith("[exit 2]\n")
