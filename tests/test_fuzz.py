"""Every target of `fuzz/` is fuzzed for a while; to fuzz one for long, run `tests/fuzz/fuzz.py`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

RUN = Path(__file__).parent / "fuzz" / "fuzz.py"
TARGETS = ["yaml", "json_text", "fixes", "shorthand", "command", "expression", "config", "ignores"]
SECONDS = 30 if os.environ.get("CI") else 3
"""How long each target is fuzzed; longer where nobody waits."""
SEED = "1"
"""The same inputs every time, so that a change is what makes a run fail; who hunts for faults takes others."""


@pytest.mark.parametrize("target", TARGETS)
def test_nothing_breaks_it(target: str, tmp_path: Path) -> None:
    command = [sys.executable, str(RUN), target, str(SECONDS), str(tmp_path), SEED]
    env = {**os.environ, "PYTHONHASHSEED": "0"}
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, errors="replace", check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    assert "stat::number_of_executed_units:" in done.stderr
