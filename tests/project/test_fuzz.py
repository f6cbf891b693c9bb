"""Every target of `tests/fuzz` survives some seconds of fuzzing; run `tests/fuzz/fuzz.py` for longer."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from checkout import TESTS

RUN = TESTS / "fuzz" / "fuzz.py"
TARGETS = [
    "yaml",
    "json_text",
    "fixes",
    "shorthand",
    "command",
    "expression",
    "config",
    "ignores",
    "state_machine",
    "script",
    "python",
    "notebook",
    "markdown",
]
SECONDS = int(os.environ.get("FUZZ_SECONDS") or (30 if os.environ.get("CI") else 3))
"""Seconds for each target; more in CI."""
SEED = os.environ.get("FUZZ_SEED", "1")
"""The same inputs in every run, so that a failure is due to a change of the code; with 0, other inputs in each."""


@pytest.mark.skipif(not find_spec("atheris"), reason="atheris is not available for this system")
@pytest.mark.parametrize("target", TARGETS)
def test_fuzzing_finds_no_crash(target: str, tmp_path: Path) -> None:
    command = [sys.executable, str(RUN), target, str(SECONDS), str(tmp_path), SEED]
    env = {**os.environ, "PYTHONHASHSEED": "0"}
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, errors="replace", check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    assert "stat::number_of_executed_units:" in done.stderr
