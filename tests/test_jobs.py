"""`--jobs` and the progress bar: however many look, the same is said; how far it has come is seen on a terminal only."""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from unittest import mock

import pytest

from ircompile.cli import jobs, progress, workers
from ircompile.cli.main import main
from ircompile.linting import batch as many

JOB = """\
JobName: job-{number}
JobType: Default
RoleArn: arn:aws:iam::123456789012:role/x
InputConfig:
  ModelPackageVersionArn: arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3
"""


class Terminal(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with many manifests: some have faults, some clash, one can't be read, one is none; and an empty one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(jobs, "SAMPLE", 5)
    (tmp_path / "jobs").mkdir()
    (tmp_path / "empty").mkdir()
    for number in range(40):
        name = number if number % 10 else 0
        (tmp_path / "jobs" / f"{number:02}.yaml").write_text(JOB.format(number=f"{name}{'_' * (number % 7 == 0)}"))
    (tmp_path / "jobs" / "none.yaml").write_text("a: b\n")
    (tmp_path / "jobs" / "large.yaml").write_text(JOB.format(number=1) + "#" * 9 * 2**20)
    return tmp_path


@pytest.mark.parametrize("more", [[], ["--severity-floor", "info"], ["--only-manifests"], ["--output-format", "json"]])
@pytest.mark.usefixtures("folder")
def test_the_same_is_said(more: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    said = []
    for number in ("1", "2", "3", "auto"):
        code = main(["lint", "jobs", "jobs/03.yaml", "empty", *more, "--jobs", number])
        said.append((code, *capfd.readouterr()))
    assert said[0][0] == 2
    assert "job-name-duplicate" in said[0][1]
    assert said == [said[0]] * 4


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("ircompile.toml", "[lint]\nselect = ['nope']\n", "there is no rule and no topic `nope`"),
        ("ircompile.toml", "[lint]\nbaseline = 'known.json'\n", "the baseline can't be read"),
        ("ircompile.toml", "[", "not TOML"),
    ],
)
def test_what_ends_a_run_ends_it_at_the_same_file(
    folder: Path, name: str, text: str, said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "late").mkdir()
    (folder / "late" / name).write_text(text)
    (folder / "late" / "job.yaml").write_text(JOB.format(number=99))
    first = sorted(str(path) for path in (folder / "jobs").glob("*.yaml"))
    told = []
    for number in ("1", "2", "auto"):
        assert main(["lint", "missing.yaml", *first, "late/job.yaml", *first, "--jobs", number]) == 2
        told.append(capfd.readouterr().err)
    lines = told[0].splitlines()
    assert lines[0] == "ircompile: error: missing.yaml: no such file or directory"
    assert said in lines[-1], lines
    assert told == [told[0]] * 3


@pytest.mark.parametrize(("seconds", "processes"), [(0.01, 1), (0.3, 1), (0.5, 2), (10, 2)])
def test_others_help_where_that_pays(seconds: float, processes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    assert jobs._useful_processes(seconds) == processes


@pytest.mark.usefixtures("folder")
def test_a_bar_shows_how_far_it_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "DELAY", 0)
    monkeypatch.setattr(progress, "INTERVAL", 0)
    monkeypatch.setenv("TERM", "xterm")
    assert main(["lint", "jobs", "--jobs", "1"]) == 2
    shown = terminal.getvalue()
    assert "[##############................] 20 of 42 files\x1b[K" in shown, shown
    assert shown.rpartition("\r\x1b[K")[2].splitlines()[-1].startswith("Found 8 errors in 8 of 40 files.")
    assert "\r\x1b[Kircompile: error: jobs/large.yaml: it is larger" in shown


def test_the_bar_makes_room_for_what_ends_a_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "DELAY", 0)
    monkeypatch.setattr(progress, "INTERVAL", 0)
    monkeypatch.setenv("TERM", "xterm")
    (folder / "late").mkdir()
    (folder / "late" / "ircompile.toml").write_text("[")
    (folder / "late" / "job.yaml").write_text(JOB.format(number=99))
    first = sorted(str(path) for path in (folder / "jobs").glob("*.yaml"))
    assert main(["lint", *first, "late/job.yaml", "--jobs", "1"]) == 2
    assert "not TOML" in terminal.getvalue().rpartition("\r\x1b[Kircompile: error: ")[2]


@pytest.mark.parametrize("words", [["-q"], []])
@pytest.mark.usefixtures("folder")
def test_no_bar_where_nobody_looks(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal() if words else io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "DELAY", 0)
    main(["lint", "jobs", *words])
    assert "\r" not in stream.getvalue()


@pytest.mark.parametrize(("width", "files", "wanted"), [(1000, 201, 5), (2, 5000, 2), (2, 50, 0), (99, 99_999, 61)])
def test_nobody_waits_for_work_that_there_is_not(
    width: int, files: int, wanted: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = mock.Mock()
    monkeypatch.setattr(workers, "ProcessPoolExecutor", pool)
    assert bool(workers.start(width, files)) == bool(wanted)
    assert [call.args[0] for call in pool.call_args_list] == [wanted] * bool(wanted)
    assert pool.return_value.submit.call_count == wanted


def test_who_stops_early_has_the_others_end() -> None:
    """But not what is no worker."""
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
def test_processes_need_not_be_forked(folder: Path, method: str, number: str) -> None:
    """As they are on most systems; nor need there be all of them."""
    for more in range(100):
        (folder / "jobs" / f"more-{more}.yaml").write_text(JOB.format(number=f"more-{more}"))
    (folder / "program.py").write_text(SPAWNED)
    said = [
        subprocess.run(
            [sys.executable, "program.py", method, number, "jobs", "--jobs", jobs],
            capture_output=True,
            check=False,
            cwd=folder,
        )
        for jobs in ("1", "3")
    ]
    assert (said[0].returncode, said[0].stdout, said[0].stderr) == (said[1].returncode, said[1].stdout, said[1].stderr)
    assert said[0].returncode == 2
    assert b"Traceback" not in said[0].stderr


@pytest.mark.parametrize("error", [OSError, RuntimeError, ImportError, NotImplementedError])
@pytest.mark.usefixtures("folder")
def test_one_process_does_where_there_are_no_others(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """As in a container without semaphores, or with few processes, threads or files."""
    said = [(main(["lint", "jobs", "-j", "1"]), *capfd.readouterr())]
    monkeypatch.setattr(workers, "FEWEST_FILES", 5)
    for part in ("__init__", "submit"):
        with monkeypatch.context() as patch:
            patch.setattr(f"concurrent.futures.ProcessPoolExecutor.{part}", mock.Mock(side_effect=error))
            said += [(main(["lint", "jobs", "-j", number]), *capfd.readouterr()) for number in ("2", "auto")]
    assert said == [said[0]] * len(said)


@pytest.mark.skipif(os.name == "nt", reason="there are no such limits")
@pytest.mark.parametrize("files", [12, 20])
def test_few_open_files_will_do(folder: Path, files: int) -> None:
    for number in range(300):
        (folder / "jobs" / f"more-{number}.yaml").write_text(JOB.format(number=f"more-{number}"))
    shell = f'ulimit -n {files}; exec "$0" -I -m ircompile lint jobs --jobs "$1"'
    said = [
        subprocess.run(["/bin/sh", "-c", shell, sys.executable, jobs], capture_output=True, check=False, cwd=folder)
        for jobs in ("1", "8")
    ]
    assert said[0].returncode == 2
    assert [(it.stdout, it.stderr) for it in said] == [(said[0].stdout, said[0].stderr)] * 2


@pytest.mark.skipif(multiprocessing.get_start_method() != "fork", reason="workers do not have what is patched here")
@pytest.mark.usefixtures("folder")
def test_a_worker_that_is_ended_is_told(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    def killed(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(workers, "FEWEST_FILES", 5)
    monkeypatch.setattr(many, "look", killed)
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
        parent.stdout.read()  # which ends when nobody holds it any more
    for worker in map(int, workers):
        with contextlib.suppress(FileNotFoundError):  # what has ended and waits for somebody to hear of it has no words
            assert Path(f"/proc/{worker}/cmdline").read_bytes() == b""
