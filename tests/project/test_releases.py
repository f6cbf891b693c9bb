"""Builds are reproducible, and the oldest supported dependencies work."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from checkout import ROOT


def test_builds_are_reproducible(tmp_path: Path) -> None:
    """The order of sets, which depends on the hash seed, has no effect."""
    wheels = []
    for seed in ("1", "2"):
        command = [
            sys.executable,
            "-m",
            "build",
            "--no-isolation",
            "--wheel",
            "--outdir",
            str(tmp_path / seed),
            str(ROOT),
        ]
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed})
        (wheel,) = (tmp_path / seed).iterdir()
        wheels.append(wheel.read_bytes())
    assert wheels[0] == wheels[1]


def test_the_oldest_supported_dependencies_work(tmp_path: Path) -> None:
    """The lower bounds in `pyproject.toml` are installed in a new environment."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    oldest = [re.sub(r">=", "==", dependency) for dependency in project["dependencies"]]
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path)], check=True)
    python = str(tmp_path / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "-q", *oldest], check=True)
    job = "JobName: a_b\nStoppingConditions: MaxInvocations=1\nInputConfig: {JobDurationInSeconds: 0o17}\n"
    for command in ("lint - --output-format concise", "lint examples --exclude broken", "explain phase-exceeds-job"):
        done = subprocess.run(
            [python, "-B", "-m", "ircompile", *command.split()],
            cwd=ROOT,
            input=job,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == (1 if "concise" in command else 0), done.stderr
