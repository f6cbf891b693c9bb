"""What is known of instance types."""

from __future__ import annotations

import pytest

from ircompile.model.instances import Instances
from ircompile.model.model import SHIPPED

TYPES = SHIPPED.facts["shapes"]["ProductionVariantInstanceType"]["enum"]


@pytest.mark.parametrize("family", sorted({name.split(".")[1] for name in TYPES}))
def test_every_family_of_the_service_model_has_facts(family: str) -> None:
    """An unknown family would silently drop out of all rules on processors and accelerators."""
    assert SHIPPED.instances.architecture(f"ml.{family}.xlarge")


@pytest.mark.parametrize("family", ["g7", "g7e", "g6", "g4dn", "p5"])
def test_families_with_a_gpu_are_known_as_such(family: str) -> None:
    assert SHIPPED.instances.architecture(f"ml.{family}.2xlarge") == "x86_64"
    assert SHIPPED.instances.accelerator(f"ml.{family}.2xlarge") == "nvidia"


@pytest.mark.parametrize(
    ("question", "asked", "answer"),
    [
        ("family", "ml.c5.xlarge", "c5"),
        ("family", "ml.c99.large", "c99"),
        ("family", "c5.xlarge", ""),
        ("family", "xl.c5.xlarge", ""),
        ("family", "ml.c5.xlarge.x", ""),
        ("architecture", "ml.c6g.large", "arm64"),
        ("architecture", "ml.inf2.xlarge", "neuron"),
        ("architecture", "ml.c99.large", ""),
        ("architecture", "churn", ""),
        ("accelerator", "ml.inf2.xlarge", "neuron"),
        ("accelerator", "ml.c5.xlarge", ""),
        ("local_storage", "ml.c5d.xlarge", True),
        ("local_storage", "ml.c5.xlarge", False),
        ("previous_generation", "ml.m4.xlarge", True),
        ("previous_generation", "ml.m7i.xlarge", False),
        ("partition", "eu-west-1", "aws"),
        ("partition", "cn-north-1", "aws-cn"),
        ("partition", "mars-north-1", ""),
        ("region_error", "eu-west-1", ""),
        ("region_error", "eu-wset-1", "unknown region `eu-wset-1`, did you mean `eu-west-1`?"),
        ("region_error", "mars\n1", r"unknown region `mars\n1`"),
        ("nearest_region", "EU_WEST_1", "eu-west-1"),
        ("nearest_region", "mars-north-1", ""),
        ("type_error", "ml.c5.xlarge", ""),
        ("type_error", "c5.xlarge", "the model has no instance type `c5.xlarge`, did you mean `ml.c5.xlarge`?"),
        ("type_error", "churn", "the model has no instance type `churn`"),
    ],
)
def test_what_is_known(question: str, asked: str, answer: object) -> None:
    assert getattr(SHIPPED.instances, question)(asked) == answer


def test_a_model_without_instance_types_refuses_none() -> None:
    assert Instances({}, {}, {}).type_error("ml.c5.xlarge") == ""
