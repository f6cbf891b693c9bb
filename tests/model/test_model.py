"""Instance types that the configuration adds to the model."""

from __future__ import annotations

from pathlib import Path

from console import run
from jobs import JOB


def test_the_configuration_adds_instance_types(repository: Path) -> None:
    types = "EndpointConfigurations: [{InstanceType: ml.c99.large}], ContainerConfig: {SupportedInstanceTypes: [ml.c99.large]}"
    (repository / "job.yaml").write_text(JOB.replace("{Model", f"{{{types}, Model"))
    printed = run("ircompile lint job.yaml -q")
    assert printed.count("`extend-instance-types` under `[model]` in the configuration adds types") == 2
    (repository / "ircompile.toml").write_text('[model]\nextend-instance-types = ["ml.c99.large"]\n')
    assert "not-allowed-value" not in run("ircompile lint job.yaml -q")
    (repository / "other.yaml").write_text(JOB.replace("JobName: churn", "JobName: ml.c99.large"))
    assert "bad-format" in run("ircompile lint job.yaml other.yaml -q")
    (repository / "job.yaml").write_text(JOB.replace("Type: Default", "Type: ml.c99.large"))
    assert "not-allowed-value" in run("ircompile lint job.yaml -q")
