"""Files are replaced all together or not at all, whatever fails, and nothing is left beside them."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from console import run

from ircompile.sources import atomic
from ircompile.sources.atomic import replace, replace_all

OLD = {"a": "old a", "b": "old b"}
NEW = {"a": b"new a", "b": b"new b", "c": b"new c"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    for name, text in OLD.items():
        (tmp_path / name).write_text(text)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # it may be ignored
    yield tmp_path
    signal.signal(signal.SIGINT, before)


def content(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text() for file in folder.iterdir()}


def nth(function: Callable[..., object], number: int, act: Callable[[], object]) -> Callable[..., object]:
    """Return a function that calls `act` before its n-th call."""
    calls = iter(range(1, 1000))

    def wrapped(*arguments: object, **options: object) -> object:
        if next(calls) == number:
            act()
        return function(*arguments, **options)

    return wrapped


def fail() -> None:
    raise PermissionError(1, "Operation not permitted")


def test_all_files_are_replaced(folder: Path) -> None:
    replace_all({**NEW, "x/y/d": b"d"})
    assert (folder / "x" / "y" / "d").read_bytes() == b"d"
    (folder / "x" / "y" / "d").unlink()
    (folder / "x" / "y").rmdir()
    (folder / "x").rmdir()
    assert content(folder) == {"a": "new a", "b": "new b", "c": "new c"}


def test_files_are_flushed_to_the_disk_before_they_are_renamed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    for name in ("fsync", "replace"):
        real = getattr(os, name)

        def noted(
            *arguments: object, _name: str = name, _real: Callable[..., object] = real, **options: object
        ) -> object:
            steps.append(_name)
            assert content(folder).items() >= OLD.items() or _name == "replace"
            return _real(*arguments, **options)

        monkeypatch.setattr(os, name, noted)
    replace_all(NEW)
    assert steps == ["fsync"] * 3 + ["replace"] * 3


def test_a_folder_that_another_run_makes_meanwhile_is_used(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "mkdir", nth(os.mkdir, 1, (folder / "new").mkdir))
    replace("new/c", b"c")
    assert (folder / "new" / "c").read_bytes() == b"c"


@pytest.mark.parametrize("number", [1, 2, 3, 4])
@pytest.mark.parametrize("links", [True, False])
def test_a_failed_rename_restores_the_other_files(
    folder: Path, monkeypatch: pytest.MonkeyPatch, number: int, *, links: bool
) -> None:
    if not links:
        monkeypatch.setattr(os, "link", lambda *_, **__: fail())
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", nth(os.replace, number, fail))
        with pytest.raises(PermissionError) as caught:
            replace_all({**NEW, "x/y/d": b"d"})
    assert caught.value.filename == ["a", "b", "c", "x/y/d"][number - 1]
    assert content(folder) == OLD


def test_a_failure_after_all_renames_restores_all_files(folder: Path) -> None:
    with pytest.raises(PermissionError) as caught:
        replace_all(NEW, then=fail)
    assert caught.value.filename is None
    assert content(folder) == OLD


@pytest.mark.parametrize("step", ["_beside", "then"])
def test_ctrl_c_leaves_the_old_files(folder: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    interrupt = lambda: signal.raise_signal(signal.SIGINT)  # noqa: E731  passed as a function
    if step == "_beside":
        monkeypatch.setattr(atomic, "_beside", nth(atomic._beside, 2, interrupt))
    with pytest.raises(KeyboardInterrupt):
        replace_all(NEW, interrupt if step == "then" else None)
    assert content(folder) == OLD


def test_ctrl_c_between_renames_waits_for_the_remaining_ones(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "replace", nth(os.replace, 2, lambda: signal.raise_signal(signal.SIGINT)))
    with pytest.raises(KeyboardInterrupt):
        replace_all(NEW)
    assert content(folder) == {"a": "new a", "b": "new b", "c": "new c"}


def test_a_second_ctrl_c_waits_until_all_are_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "replace", nth(os.replace, 4, lambda: signal.raise_signal(signal.SIGINT)))
    with pytest.raises(KeyboardInterrupt):
        replace_all(NEW, lambda: signal.raise_signal(signal.SIGINT))
    assert content(folder) == OLD


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_terminated_process_leaves_nothing_behind(folder: Path, name: str) -> None:
    program = (
        "import os, signal\n"
        "from ircompile.sources import atomic\n"
        f"signal.signal(signal.{name}, signal.SIG_DFL)\n"  # it may be ignored
        "write = atomic._beside\n"
        "def beside(*arguments):\n"
        f"    os.kill(os.getpid(), signal.{name})\n"
        "    return write(*arguments)\n"
        "atomic._beside = beside\n"
        "atomic.replace_all({'a': b'x', 'b': b'y', 'new/c': b'z'})\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, check=False)
    assert done.returncode == -getattr(signal, name)
    assert content(folder) == OLD


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("loop", "symbolic links"),
        ("a/", "directory"),
        ("new/", "directory"),
        ("b/a", "Not a directory"),
        ("b/none/a", "Not a directory"),
    ],
)
def test_a_path_that_can_not_be_a_file_is_refused(folder: Path, name: str, why: str) -> None:
    (folder / "loop").symlink_to("loop")
    with pytest.raises(OSError, match=why):
        replace_all({"b": b"new", name: b"new"})
    (folder / "loop").unlink()
    assert content(folder) == OLD


JOB = """\
JobName: {name}
JobType: Default
RoleArn: arn:aws:iam::123456789012:role/x
InputConfig: {{ModelPackageVersionArn: "arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3"}}
"""
IGNORED = "  # ircompile: ignore[bad-format] as it is"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("../up" + IGNORED, "the job is named `../up`"),
        ("/nowhere/up" + IGNORED, "the job is named `/nowhere/up`"),
        ('"a\\u202eb"' + IGNORED, "the job is named `a\\u202eb`"),
        ('"a\\0b"' + IGNORED, "the job is named `a\\x00b`"),
        (".hidden" + IGNORED, "the job is named `.hidden`"),
        ("", ""),
    ],
)
def test_job_names_do_not_lead_out_of_the_folder(folder: Path, name: str, message: str) -> None:
    (folder / "job.yaml").write_text(JOB.format(name=name))
    before = {str(path) for path in folder.parent.rglob("*")}
    printed = run("ircompile compile job.yaml --out-dir out")
    assert "[exit" in printed
    assert message in printed
    assert {str(path) for path in folder.parent.rglob("*")} == before


@pytest.mark.parametrize(
    "line",
    [
        "compile job.json -o job.json",
        "compile job.json --out-dir .",
        "convert job.json -o job.json",
        "convert job.json --to yaml -o ./link.json",
    ],
)
def test_output_does_not_replace_the_manifest(folder: Path, line: str) -> None:
    (folder / "job.yaml").write_text(JOB.format(name="job"))
    assert run("ircompile convert job.yaml -o job.json") == ""
    (folder / "link.json").symlink_to("job.json")
    before = content(folder)
    printed = run(f"ircompile {line}")
    assert printed.endswith(", which is a manifest\n[exit 2]\n")
    assert content(folder) == before


def test_every_configuration_has_its_own_output_folder(folder: Path) -> None:
    for name in ("x", "y", "z"):
        (folder / name).mkdir()
        (folder / name / "job.yaml").write_text(JOB.format(name=f"job-{name}"))
        if name != "z":
            (folder / name / "ircompile.toml").write_text('[compile]\nout-dir = "out"\n')
    assert run("ircompile compile x y") == "x/out, y/out: 2 written\n"
    assert (folder / "x" / "out" / "job-x.json").is_file()
    assert (folder / "y" / "out" / "job-y.json").is_file()
    assert "z/job.yaml: no output folder" in run("ircompile compile x z/job.yaml")


def test_findings_that_are_not_reported_do_not_count_towards_the_limit(folder: Path) -> None:
    (folder / "jobs.yaml").write_text("---\n".join(JOB.format(name=f"job-{number}") for number in range(250)))
    assert run("ircompile compile jobs.yaml --out-dir out") == "250 written\n"
    assert len(list((folder / "out").iterdir())) == 250


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("lint none.yaml 2>/dev/full", 2),
        ("compile job.yaml >/dev/full 2>/dev/full", 2),
        ("compile job.yaml --to command --style file -o b >/dev/full", 2),
        ("compile job.yaml --to command --style file -o b >&-", 2),
    ],
)
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here")
def test_a_full_stream_is_an_error_and_files_are_kept(folder: Path, line: str, code: int) -> None:
    (folder / "job.yaml").write_text(JOB.format(name="job"))
    command = ["sh", "-c", f"{sys.executable} -I -m ircompile {line}"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert (folder / "b").read_text() == "old b"


def test_a_pipe_is_written_to_and_not_replaced(two_jobs: Path) -> None:
    pipe = two_jobs / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    replace(str(pipe), b"data")
    reader.join(timeout=10)
    assert read == [b"data"]
    assert pipe.is_fifo()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here")
def test_a_device_is_written_to_and_not_replaced() -> None:
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        replace("/dev/full", b"data")


def test_a_handler_of_a_signal_is_called_after_the_files_are_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = atomic._beside
    received: list[tuple[int, dict[str, str]]] = []

    def beside(*arguments: Any) -> Any:
        signal.raise_signal(signal.SIGTERM)
        return write(*arguments)

    monkeypatch.setattr(atomic, "_beside", beside)
    before = signal.signal(signal.SIGTERM, lambda number, _: received.append((number, content(folder))))
    try:
        with pytest.raises(InterruptedError):
            atomic.replace_all({"a": b"x", "b": b"y"})
    finally:
        signal.signal(signal.SIGTERM, before)
    assert received == [(signal.SIGTERM, OLD)]
