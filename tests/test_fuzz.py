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


@pytest.mark.parametrize("target", TARGETS)
def test_nothing_breaks_it(target: str, tmp_path: Path) -> None:
    command = [sys.executable, str(RUN), target, str(SECONDS), str(tmp_path)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, errors="replace", check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    assert "stat::number_of_executed_units:" in done.stderr
