"""The scenarios: command lines with what they print and how they exit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from checkout import TESTS
from console import rerun

SCENARIOS = sorted((TESTS / "scenarios").glob("*.txt"))


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda file: file.stem)
@pytest.mark.usefixtures("examples")
def test_scenario(scenario: Path, golden: Any) -> None:
    golden(scenario, rerun(scenario.read_text("utf-8")))
