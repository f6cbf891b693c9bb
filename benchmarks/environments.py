"""The contestants' virtual environments: each contestant is installed from PyPI into its own, which is kept.

This project's environment holds the wheel of the checkout, which is built again for every run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
CHECKOUT = HERE.parent
WORK = HERE / ".work"
"""The folder of files that a run keeps for the next one; git ignores it."""

PEERS = {
    "yamllint": "yamllint",
    "check-jsonschema": "check-jsonschema",
    "awscli": "awscli",
    "botocore": "botocore",
    "cfn-lint": "cfn-lint",
    "cel-expr-python": "cel-expr-python",
    "jsonschema": "jsonschema",
    "lark": "lark",
    "libyaml": "PyYAML",
}
"""The distribution in each environment."""
OURS = "ircompile"

CLEAN = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | {
    "AWS_ACCESS_KEY_ID": "none",
    "AWS_SECRET_ACCESS_KEY": "none",
    "AWS_EC2_METADATA_DISABLED": "true",
}
"""The environment variables of child processes: none that keeps Python from caching bytecode, no AWS credentials."""


def program(environment: str, name: str = "python") -> str:
    """Return the path of a program in an environment: the real one, so that no shim is measured."""
    return str(WORK / "environments" / environment / "bin" / name)


def prepare() -> None:
    """Make the missing environments, and install this checkout's wheel into its own."""
    for name, distribution in PEERS.items():
        _make(name, distribution)
    wheels = WORK / "wheels"
    shutil.rmtree(wheels, ignore_errors=True)
    _make(OURS)
    pip = [program(OURS), "-m", "pip", "-qq"]
    _call([*pip, "wheel", "--no-deps", "--wheel-dir", str(wheels), str(CHECKOUT)])
    (wheel,) = wheels.iterdir()
    _call([*pip, "install", f"{wheel}[lsp]"])
    _call([*pip, "install", "--force-reinstall", "--no-deps", str(wheel)])


def versions() -> dict[str, str]:
    """Return the installed versions by distribution."""
    found = {}
    for environment, distribution in {OURS: OURS, **PEERS}.items():
        code = f"from importlib.metadata import version; print(version({distribution!r}))"
        found[distribution] = output([program(environment), "-c", code]).strip()
    return found


def output(command: list[str]) -> str:
    """Return the standard output of a command.

    Raises:
        subprocess.CalledProcessError: The command failed.
    """
    return subprocess.run(command, env=CLEAN, stdout=subprocess.PIPE, text=True, check=True).stdout


def _make(name: str, *distributions: str) -> None:
    """Make an environment unless it is complete; a new pip writes scripts that start faster."""
    folder = WORK / "environments" / name
    done = folder / "complete"
    if done.exists():
        return
    print(f"creating the environment of {name}", file=sys.stderr, flush=True)
    _call([sys.executable, "-m", "venv", "--clear", str(folder)])
    _call([program(name), "-m", "pip", "install", "-qq", "--upgrade", "pip", *distributions])
    done.touch()


def _call(command: list[str]) -> None:
    subprocess.run(command, env=CLEAN, check=True)
