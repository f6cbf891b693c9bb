"""Every target of `tests/fuzz` survives some thousand inputs; run `tests/fuzz/fuzz.py` for more.

The inputs are the same in every run with the same Python, so that a failure is due to a change of the code. With
`FUZZ_SECONDS`, each target gets that long instead, and inputs from the seed `FUZZ_SEED`: 0 for others in every run.
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from checkout import TESTS

RUN = TESTS / "fuzz" / "fuzz.py"
RUNS = {
    "yaml": 3000,
    "json_text": 3000,
    "fixes": 2000,
    "shorthand": 20_000,
    "command": 3000,
    "expression": 4000,
    "config": 3000,
    "ignores": 3000,
    "state_machine": 8000,
    "script": 6000,
    "python": 2200,
    "notebook": 2500,
    "markdown": 1500,
    "merging": 4500,
    "plan": 18_000,
    "diff": 30_000,
    "new": 26_000,
    "editing": 7000,
    "stream": 1_500_000,
    "server": 6000,
    "failure": 300,
    "payload": 300,
    "baseline": 150,
    "rule_file": 200,
    "json_schema": 300,
    "service_model": 150,
    "converting": 300,
    "compiled": 200,
    "environments": 1500,
}
"""How many inputs each target gets in CI, which takes 10 to 30 seconds of CPU time; a tenth of them elsewhere."""
SHARE = 1 if os.environ.get("CI") else 10
SECONDS = os.environ.get("FUZZ_SECONDS", "0")
SEED = os.environ.get("FUZZ_SEED", "1")


@pytest.mark.skipif(not find_spec("atheris"), reason="atheris is not available for this system")
@pytest.mark.parametrize("target", RUNS)
def test_fuzzing_finds_no_crash(target: str, tmp_path: Path) -> None:
    runs = -1 if int(SECONDS) else RUNS[target] // SHARE
    command = [sys.executable, str(RUN), target, "--folder", str(tmp_path), "--seed", SEED]
    command += ["--seconds", SECONDS, "--runs", str(runs)]
    env = {**os.environ, "PYTHONHASHSEED": "0"}
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, errors="replace", check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    assert "stat::number_of_executed_units:" in done.stderr
