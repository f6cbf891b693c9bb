"""`--jobs`: the output is the same for any number of processes, and none is left running."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from unittest import mock

import pytest
from console import run
from jobs import NUMBERED_JOB

from ircompile.cli import jobs, workers
from ircompile.cli.main import main
from ircompile.linting import batch


@pytest.mark.parametrize("more", [[], ["--severity-floor", "info"], ["--only-manifests"], ["--output-format", "json"]])
@pytest.mark.usefixtures("many_jobs")
def test_the_output_does_not_depend_on_the_number_of_processes(
    more: list[str], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    started = mock.Mock(side_effect=workers.start)
    monkeypatch.setattr(workers, "start", started)
    results = []
    for number in ("1", "2", "3", "auto"):
        code = main(["lint", "jobs", "jobs/03.yaml", "empty", *more, "--jobs", number])
        results.append((code, *capfd.readouterr()))
    assert [call.args[0] for call in started.call_args_list] == [2, 3, 2]
    assert results[0][0] == 2
    assert "job-name-duplicate" in results[0][1]
    assert results == [results[0]] * 4


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("ircompile.toml", "[lint]\nselect = ['nope']\n", "unknown rule or topic `nope`"),
        ("ircompile.toml", "[lint]\nbaseline = 'known.json'\n", "the baseline can't be read"),
        ("ircompile.toml", "[", "not TOML"),
    ],
)
def test_an_error_ends_a_run_at_the_same_file_with_any_number_of_processes(
    many_jobs: Path, name: str, text: str, message: str, capfd: pytest.CaptureFixture[str]
) -> None:
    (many_jobs / "late").mkdir()
    (many_jobs / "late" / name).write_text(text)
    (many_jobs / "late" / "job.yaml").write_text(NUMBERED_JOB.format(number=99))
    first = sorted(str(path) for path in (many_jobs / "jobs").glob("*.yaml"))
    errors = []
    for number in ("1", "2", "auto"):
        assert main(["lint", "missing.yaml", *first, "late/job.yaml", *first, "--jobs", number]) == 2
        errors.append(capfd.readouterr().err)
    lines = errors[0].splitlines()
    assert lines[0] == "ircompile: error: missing.yaml: no such file or directory"
    assert message in lines[-1], lines
    assert errors == [errors[0]] * 3


@pytest.mark.parametrize(("seconds", "processes"), [(0.01, 1), (0.3, 1), (0.5, 2), (10, 2)])
def test_processes_are_started_if_the_work_is_long_enough(
    seconds: float, processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    assert jobs._useful_processes(seconds) == processes


@pytest.mark.parametrize(
    ("files", "options", "started"),
    [
        (100, "--jobs 4", []),
        (101, "--jobs 4", [(4, 101)]),
        (101, "--jobs 1", []),
        (100, "", []),
        (103, "", [(2, 3)]),
        *((101, f"--jobs 4 {option}", []) for option in ("-v", "--fix", "--diff", "--add-ignore=x", "- --stdin-filename a.yaml")),
    ],
)  # fmt: skip
def test_the_first_hundred_files_are_linted_in_one_process(
    files: int, options: str, started: list[tuple[int, int]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the number of processes is given, it has all files; some options allow one process only."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    monkeypatch.setattr(jobs, "START_SECONDS", 0)
    start = mock.Mock(return_value=None)
    monkeypatch.setattr(workers, "start", start)
    for number in range(files):
        (tmp_path / f"{number}.yaml").write_text("JobName: a\n")
    run(f"ircompile lint . {options} <<< 'JobName: a'")
    assert [call.args for call in start.call_args_list] == started


@pytest.mark.parametrize(("width", "files", "started"), [(1000, 201, 5), (2, 5000, 2), (2, 50, 0), (99, 99_999, 61)])
def test_no_more_processes_are_started_than_there_is_work(
    width: int, files: int, started: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = mock.Mock()
    monkeypatch.setattr(workers, "ProcessPoolExecutor", pool)
    assert bool(workers.start(width, files)) == bool(started)
    assert [call.args[0] for call in pool.call_args_list] == [started] * bool(started)
    assert pool.return_value.submit.call_count == started


def test_workers_are_terminated_when_a_run_stops_early() -> None:
    """Other child processes keep running."""
    mine = multiprocessing.Process(target=time.sleep, args=(60,))
    mine.start()
    team = workers.start(2, 1000)
    assert team

    def stop() -> None:
        with team.running():
            for _ in range(4):
                team.executor.submit(time.sleep, 60)
            raise KeyError

    with pytest.raises(KeyError):
        stop()
    assert [it.exitcode for it in team.processes] == [-signal.SIGTERM] * 2
    assert mine.is_alive()
    mine.terminate()


SPAWNED = """
import multiprocessing, sys
from ircompile.cli.main import main
if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    if sys.argv[2] == "few":
        process = multiprocessing.get_context().Process
        real, made = process.start, []
        def start(self):
            made.append(self)
            if len(made) == 2:
                raise BlockingIOError
            real(self)
        process.start = start
    sys.exit(main(["lint", *sys.argv[3:]]))
"""


@pytest.mark.parametrize("number", ["all", "few"])
@pytest.mark.parametrize("method", [it for it in multiprocessing.get_all_start_methods() if it != "fork"])
def test_the_output_does_not_depend_on_the_start_method(many_jobs: Path, method: str, number: str) -> None:
    """Most systems do not fork; and some workers may fail to start."""
    for more in range(100):
        (many_jobs / "jobs" / f"more-{more}.yaml").write_text(NUMBERED_JOB.format(number=f"more-{more}"))
    (many_jobs / "program.py").write_text(SPAWNED)
    results = [
        subprocess.run(
            [sys.executable, "program.py", method, number, "jobs", "--jobs", jobs],
            capture_output=True,
            check=False,
            cwd=many_jobs,
        )
        for jobs in ("1", "3")
    ]
    assert (results[0].returncode, results[0].stdout, results[0].stderr) == (
        results[1].returncode,
        results[1].stdout,
        results[1].stderr,
    )
    assert results[0].returncode == 2
    assert b"Traceback" not in results[0].stderr


@pytest.mark.parametrize("error", [OSError, RuntimeError, ImportError, NotImplementedError])
@pytest.mark.usefixtures("many_jobs")
def test_linting_works_if_no_process_can_be_started(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """As in a container without semaphores, or with limits on processes, threads or files."""
    results = [(main(["lint", "jobs", "-j", "1"]), *capfd.readouterr())]
    for part in ("__init__", "submit"):
        with monkeypatch.context() as patch:
            patch.setattr(f"concurrent.futures.ProcessPoolExecutor.{part}", mock.Mock(side_effect=error))
            results += [(main(["lint", "jobs", "-j", number]), *capfd.readouterr()) for number in ("2", "auto")]
    assert results == [results[0]] * len(results)


@pytest.mark.skipif(os.name == "nt", reason="there are no such limits")
@pytest.mark.parametrize("files", [12, 20])
def test_linting_works_with_few_open_files(many_jobs: Path, files: int) -> None:
    for number in range(300):
        (many_jobs / "jobs" / f"more-{number}.yaml").write_text(NUMBERED_JOB.format(number=f"more-{number}"))
    shell = f'ulimit -n {files}; exec "$0" -I -m ircompile lint jobs --jobs "$1"'
    results = [
        subprocess.run(["/bin/sh", "-c", shell, sys.executable, jobs], capture_output=True, check=False, cwd=many_jobs)
        for jobs in ("1", "8")
    ]
    assert results[0].returncode == 2
    assert [(it.stdout, it.stderr) for it in results] == [(results[0].stdout, results[0].stderr)] * 2


@pytest.mark.skipif(multiprocessing.get_start_method() != "fork", reason="workers do not have what is patched here")
@pytest.mark.usefixtures("many_jobs")
def test_a_killed_worker_is_reported(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    def killed(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(batch, "look", killed)
    assert main(["lint", "jobs", "--jobs", "2"]) == 2
    assert capfd.readouterr() == ("", f"ircompile: error: {workers.ENDED}\n")


@pytest.mark.skipif(not os.path.isdir("/proc"), reason="there are no processes to look at")
def test_workers_end_with_their_parent(tmp_path: Path) -> None:
    for number in range(3000):
        (tmp_path / f"{number}.yaml").write_text(f"JobName: a_{number}\n")
    command = [sys.executable, "-I", "-m", "ircompile", "lint", ".", "--jobs", "2", "-q"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as parent:
        children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children")
        while parent.poll() is None and len(workers := children.read_text().split()) < 2:
            pass
        parent.kill()
        assert parent.stdout
        parent.stdout.read()  # it ends once all processes have closed it
    for worker in map(int, workers):
        with contextlib.suppress(FileNotFoundError):  # a zombie has an empty command line
            assert Path(f"/proc/{worker}/cmdline").read_bytes() == b""
