"""The contestants' virtual environments: each contestant is installed from PyPI into its own, which is kept.

This project's environment holds the wheel of the checkout, which is built again for every run.
"""

from __future__ import annotations

import contextlib
import functools
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
    "ryl": "ryl",
    "ruff": "ruff",
}
"""The distribution in each environment."""
OURS = "ircompile"
OLDEST, NEWEST = 11, 20
"""The minor versions of Python 3 that are looked for."""

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
    """Make the missing environments, and install this checkout's wheel into its own.

    Rows that need an environment that can't be made fail when they look for its programs.
    """
    for name, distribution in PEERS.items():
        with contextlib.suppress(subprocess.CalledProcessError):  # pip has told why
            _make(name, distribution)
    wheels = WORK / "wheels"
    shutil.rmtree(wheels, ignore_errors=True)
    _make(OURS)
    _call([program(OURS), "-m", "pip", "wheel", "-qq", "--no-deps", "--wheel-dir", str(wheels), str(CHECKOUT)])
    (wheel,) = wheels.iterdir()
    _install(OURS, wheel, "[lsp]")
    for version, python in _interpreters().items():
        with contextlib.suppress(subprocess.CalledProcessError):
            _make(f"{OURS}-{version}", python=python)
            _install(f"{OURS}-{version}", wheel)


def pythons() -> dict[str, str]:
    """Return the environments that hold this checkout's wheel for the versions of Python at hand, by version."""
    environments = {version: f"{OURS}-{version}" for version in _interpreters()}
    return {version: name for version, name in environments.items() if Path(program(name, OURS)).exists()}


def versions() -> dict[str, str]:
    """Return the installed versions by distribution."""
    found = {}
    for environment, distribution in {OURS: OURS, **PEERS}.items():
        if _is_complete(environment):
            code = f"from importlib.metadata import version; print(version({distribution!r}))"
            found[distribution] = output([program(environment), "-c", code]).strip()
    return found


def output(command: list[str]) -> str:
    """Return the standard output of a command.

    Raises:
        subprocess.CalledProcessError: The command failed.
    """
    return subprocess.run(command, env=CLEAN, stdout=subprocess.PIPE, text=True, check=True).stdout


@functools.cache
def _interpreters() -> dict[str, str]:
    """Return the interpreters beside this one, as pyenv and uv install them, and those on `PATH`, by version."""
    found: dict[str, str] = {}
    for minor in range(OLDEST, NEWEST + 1):
        name = f"python3.{minor}"
        beside = Path(sys.base_prefix).parent.glob(f"*/bin/{name}")
        for python in [*map(str, beside), *filter(None, [shutil.which(name)])]:
            asked = subprocess.run(
                [python, "-c", "import platform; print(platform.python_version())"],
                env=CLEAN, capture_output=True, text=True, check=False,
            )  # fmt: skip
            if asked.returncode == 0:  # a shim fails if its version is not chosen
                found.setdefault(asked.stdout.strip(), python)
    return found


def _install(environment: str, wheel: Path, extra: str = "") -> None:
    """Install a wheel with what it needs, and again itself, since its version may be the same as before."""
    pip = [program(environment), "-m", "pip", "install", "-qq"]
    _call([*pip, f"{wheel}{extra}"])
    _call([*pip, "--force-reinstall", "--no-deps", str(wheel)])


def _make(name: str, *distributions: str, python: str = sys.executable) -> None:
    """Make an environment unless it is complete; a new pip writes scripts that start faster."""
    folder = WORK / "environments" / name
    if _is_complete(name):
        return
    print(f"creating the environment of {name}", file=sys.stderr, flush=True)
    _call([python, "-m", "venv", "--clear", str(folder)])
    _call([program(name), "-m", "pip", "install", "-qq", "--upgrade", "pip", *distributions])
    (folder / "complete").touch()


def _is_complete(name: str) -> bool:
    return (WORK / "environments" / name / "complete").exists()


def _call(command: list[str]) -> None:
    subprocess.run(command, env=CLEAN, check=True)
