"""Real shells that run command lines, with `aws` replaced by a program that records its words."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import tempfile
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ircompile.emitting.shells import ShellName


class Shell(NamedTuple):
    """How a shell is started, the quoting for it, and lines that it reads before the commands."""

    argv: list[str]
    quoting: ShellName
    before: str = ""


SHELLS = {
    "dash": Shell(["dash"], "bash"),
    "bash": Shell(["bash", "--norc"], "bash"),
    "bash as sh": Shell(["bash", "--posix"], "bash"),
    "bash, typed": Shell(["bash", "--norc", "-i"], "bash", "set -H\nset -o history\n"),
    "zsh": Shell(["zsh", "-f"], "zsh"),
    "zsh with more quoting": Shell(["zsh", "-f"], "zsh", "setopt rc_quotes extended_glob magic_equal_subst\n"),
    "zsh, typed": Shell(["zsh", "-f", "-i"], "zsh"),
    "fish": Shell(["fish", "--no-config"], "fish"),
}

LOCK = os.path.join(tempfile.gettempdir(), "ircompile-tests-apt.lock")
"""A file that the process locks which installs programs: apt-get does not wait for another one's lists."""

RECORDER = """#!/bin/sh
printf '%s\\0' "$#" "$@" >> '{record}'
"""


@functools.cache
def why_missing(program: str, package: str = "") -> str:
    """Return why a program can't be run, or ""; a missing one is installed if that is possible.

    Args:
        program: Its name.
        package: The Debian package that has it, if that has another name.
    """
    if shutil.which(program):
        return ""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return f"{program} is not installed, and only root on Debian can install it"
    import fcntl

    with open(LOCK, "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for arguments in ("update", f"install --yes --no-install-recommends {package or program}"):
            if not shutil.which(program):  # another process may have installed it meanwhile
                command = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120", *arguments.split()]
                environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
                subprocess.run(command, env=environment, capture_output=True, check=False)
    return "" if shutil.which(program) else f"apt-get could not install {program}"


def run(shell: Shell, texts: Sequence[str], directory: Path) -> list[list[str]]:
    """Run commands one after the other in one shell, and return the words with which each called `aws`."""
    record, recorder = directory / "record", directory / "aws"
    record.write_bytes(b"")
    recorder.write_text(RECORDER.format(record=record))
    recorder.chmod(0o755)
    environment = {"PATH": f"{directory}:{os.defpath}", "HOME": str(directory), "LC_ALL": "C.UTF-8", "x": "expanded"}
    script = shell.before + "".join(f"{text}\n" for text in texts)
    done = subprocess.run(
        shell.argv, cwd=directory, env=environment, input=script.encode(), capture_output=True, check=False
    )
    fields = iter(record.read_bytes().decode().split("\0")[:-1])
    calls = [["aws", *(next(fields) for _ in range(int(count)))] for count in fields]
    assert len(calls) == len(texts), done.stderr.decode()
    return calls
