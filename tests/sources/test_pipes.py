"""Pipes that are named on the command line: what another process writes, bounded in size and time."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from checkout import ROOT
from console import run
from jobs import JOB

from ircompile.sources import pipes
from ircompile.sources.files import CHUNK, UnreadableFileError, read_bytes

ENV = {**os.environ, "IRCOMPILE": f"{sys.executable} -m ircompile", "PYTHONPATH": str(ROOT)}


def shell(script: str) -> str:
    """Return what a script of bash prints."""
    words = ["bash", "-c", script]
    return subprocess.run(words, env=ENV, capture_output=True, text=True, check=False, timeout=60).stdout


@pytest.mark.parametrize(
    ("script", "name"),
    [
        ("lint <(cat job.yaml)", "/dev/fd/63"),
        ("lint --only-manifests <(sleep 0.1; cat job.yaml)", "/dev/fd/63"),
        ("lint /dev/stdin < job.yaml", "/dev/stdin"),
        ("lint /dev/stdin < <(cat job.yaml)", "/dev/stdin"),
        ("lint /dev/fd/0 < <(cat job.yaml)", "/dev/fd/0"),
        ("lint $(seq -f copy%g.yaml 101) <(cat job.yaml)", "/dev/fd/63"),
    ],
)
def test_a_pipe_is_linted_under_the_configuration_of_the_working_directory(
    repository: Path, script: str, name: str
) -> None:
    (repository / "job.yaml").write_text(JOB.replace("JobName: ", "JobName: a_"))
    for number in range(1, 102):
        (repository / f"copy{number}.yaml").write_text(JOB.replace("JobName: ", f"JobName: a{number}"))
    (repository / "ircompile.toml").write_text("[lint]\nignore = ['unknown-field']\n")
    printed = shell(f"cd {repository}; echo 'Extra: 1' >> job.yaml; $IRCOMPILE {script} --output-format concise -q")
    assert printed.startswith(f"{name}:1:10: error[bad-format]")
    assert printed.count("\n") == 1


def test_a_pipe_can_be_converted(repository: Path) -> None:
    printed = shell(f"cd {repository}; $IRCOMPILE convert <(cat job.yaml); $IRCOMPILE compile /dev/stdin < job.yaml")
    assert printed == run("ircompile compile job.yaml") * 2


def write_later(pipe: Path, data: bytes, pause: float) -> threading.Thread:
    """Open a named pipe after a pause, and write into it after another one."""

    def write() -> None:
        time.sleep(pause)
        with pipe.open("wb") as opened:
            time.sleep(pause)
            opened.write(data)

    thread = threading.Thread(target=write)
    thread.start()
    return thread


@pytest.mark.parametrize("wait", [10, 0.15])
def test_a_named_pipe_is_read_when_a_process_writes_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wait: float
) -> None:
    """However slowly it does, once it has opened the pipe."""
    monkeypatch.setattr(pipes, "WAIT", wait)
    os.mkfifo(tmp_path / "pipe")
    writer = write_later(tmp_path / "pipe", b"x" * (3 * CHUNK), 0.1)
    assert read_bytes(str(tmp_path / "pipe"), 3 * CHUNK, pipes=True) == b"x" * (3 * CHUNK)
    writer.join()


def test_a_pipe_that_no_process_writes_to_is_not_waited_for(two_jobs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipes, "WAIT", 0.05)
    os.mkfifo(two_jobs / "pipe.yaml")
    assert "ircompile: error: pipe.yaml: no process is writing to this pipe\n" in run("ircompile lint pipe.yaml")
    monkeypatch.setattr(pipes, "pipe_parts", None)  # in a folder, it is not even tried
    assert "pipe.yaml" not in run("ircompile lint .")


def test_an_endless_device_is_read_up_to_the_limit() -> None:
    with pytest.raises(UnreadableFileError, match="larger than the limit of 100 bytes"):
        read_bytes("/dev/zero", 100, pipes=True)


@pytest.mark.parametrize("option", ["--fix", "--add-ignore"])
def test_nothing_is_written_into_a_pipe(two_jobs: Path, option: str) -> None:
    os.mkfifo(two_jobs / "pipe.yaml")
    what = f"{option} can't write to pipe.yaml, which is a pipe; `--fix -` prints the fixed text"
    assert run(f"ircompile lint {option} job.yaml pipe.yaml") == f"ircompile: error: {what}\n[exit 2]\n"
