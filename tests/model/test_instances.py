"""What is known of instance types."""

from __future__ import annotations

import pytest

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
