"""Files are replaced all or none, whatever fails, and whoever interrupts; nothing is left beside them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from console import run

from ircompile.sources import atomic
from ircompile.sources.atomic import replace_all

OLD = {"a": "old a", "b": "old b"}
NEW = {"a": b"new a", "b": b"new b", "c": b"new c"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    for name, text in OLD.items():
        (tmp_path / name).write_text(text)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever started the tests may ignore it
    yield tmp_path
    signal.signal(signal.SIGINT, before)


def content(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text() for file in folder.iterdir()}


def nth(function: Callable[..., object], number: int, act: Callable[[], object]) -> Callable[..., object]:
    """A function that does something else besides, before its n-th call."""
    calls = iter(range(1, 1000))

    def wrapped(*arguments: object) -> object:
        if next(calls) == number:
            act()
        return function(*arguments)

    return wrapped


def fail() -> None:
    raise PermissionError(1, "Operation not permitted")


def test_all_take_their_places(folder: Path) -> None:
    replace_all(NEW, folders=["x/y"])
    assert (folder / "x" / "y").is_dir()
    (folder / "x" / "y").rmdir()
    (folder / "x").rmdir()
    assert content(folder) == {"a": "new a", "b": "new b", "c": "new c"}


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("links", [True, False])
def test_a_rename_that_fails_brings_the_others_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch, number: int, *, links: bool
) -> None:
    if not links:
        monkeypatch.setattr(os, "link", lambda *_: fail())
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", nth(os.replace, number, fail))
        with pytest.raises(PermissionError) as caught:
            replace_all(NEW, folders=["x/y"])
    assert caught.value.filename == "abc"[number - 1]
    assert content(folder) == OLD


def test_what_fails_in_the_end_brings_all_back(folder: Path) -> None:
    with pytest.raises(PermissionError) as caught:
        replace_all(NEW, then=fail)
    assert caught.value.filename is None
    assert content(folder) == OLD


@pytest.mark.parametrize("step", ["_beside", "then"])
def test_ctrl_c_comes_when_nothing_is_half_done(folder: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    interrupt = lambda: signal.raise_signal(signal.SIGINT)  # noqa: E731  it is one
    if step == "_beside":
        monkeypatch.setattr(atomic, "_beside", nth(atomic._beside, 2, interrupt))
    with pytest.raises(KeyboardInterrupt):
        replace_all(NEW, interrupt if step == "then" else None)
    assert content(folder) == OLD


def test_ctrl_c_between_renames_waits_for_the_others(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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
def test_who_is_ended_leaves_nothing_behind(folder: Path, name: str) -> None:
    program = (
        "import os, signal\n"
        "from ircompile.sources import atomic\n"
        f"signal.signal(signal.{name}, signal.SIG_DFL)\n"  # which a caller may have had ignored
        "write = atomic._beside\n"
        "def beside(*arguments):\n"
        f"    os.kill(os.getpid(), signal.{name})\n"
        "    return write(*arguments)\n"
        "atomic._beside = beside\n"
        "atomic.replace_all({'a': b'x', 'b': b'y'}, folders=['new'])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, check=False)
    assert done.returncode == -getattr(signal, name)
    assert content(folder) == OLD


@pytest.mark.parametrize(("name", "why"), [("loop", "symbolic links"), ("a/", "directory"), ("none/a", "No such file")])
def test_what_is_no_place_for_a_file_is_refused(folder: Path, name: str, why: str) -> None:
    (folder / "loop").symlink_to("loop")
    with pytest.raises(OSError, match=why):
        replace_all({"b": b"new", name: b"new"})
    (folder / "loop").unlink()
    assert content(folder) == OLD


# --- What commands make of it -------------------------------------------------------------------------------------

JOB = """\
JobName: {name}
JobType: Default
RoleArn: arn:aws:iam::123456789012:role/x
InputConfig: {{ModelPackageVersionArn: "arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3"}}
"""
IGNORED = "  # ircompile: ignore[bad-format] as it is"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../up" + IGNORED, "the job is named `../up`"),
        ("/nowhere/up" + IGNORED, "the job is named `/nowhere/up`"),
        ('"a\\u202eb"' + IGNORED, "the job is named `a\\u202eb`"),
        ('"a\\0b"' + IGNORED, "the job is named `a\\x00b`"),
        (".hidden" + IGNORED, "the job is named `.hidden`"),
        ("", ""),
    ],
)
def test_no_job_names_a_file_elsewhere(folder: Path, name: str, said: str) -> None:
    (folder / "job.yaml").write_text(JOB.format(name=name))
    before = {str(path) for path in folder.parent.rglob("*")}
    printed = run("ircompile compile job.yaml --out-dir out")
    assert "[exit" in printed
    assert said in printed
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
def test_no_manifest_is_replaced_by_what_it_is_compiled_to(folder: Path, line: str) -> None:
    (folder / "job.yaml").write_text(JOB.format(name="job"))
    assert run("ircompile convert job.yaml -o job.json") == ""
    (folder / "link.json").symlink_to("job.json")
    before = content(folder)
    printed = run(f"ircompile {line}")
    assert printed.endswith(" is the manifest itself\n[exit 2]\n")
    assert content(folder) == before


def test_every_configuration_has_its_own_folder(folder: Path) -> None:
    for name in ("x", "y", "z"):
        (folder / name).mkdir()
        (folder / name / "job.yaml").write_text(JOB.format(name=f"job-{name}"))
        if name != "z":
            (folder / name / "ircompile.toml").write_text('[compile]\nout-dir = "out"\n')
    assert run("ircompile compile x y") == ""
    assert (folder / "x" / "out" / "job-x.json").is_file()
    assert (folder / "y" / "out" / "job-y.json").is_file()
    assert "z/job.yaml: no folder is named for it" in run("ircompile compile x z/job.yaml")


def test_advice_that_nobody_wants_fills_no_bound(folder: Path) -> None:
    (folder / "jobs.yaml").write_text("---\n".join(JOB.format(name=f"job-{number}") for number in range(250)))
    assert run("ircompile compile jobs.yaml --out-dir out") == ""
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
def test_full_streams_are_an_error_and_no_more(folder: Path, line: str, code: int) -> None:
    (folder / "job.yaml").write_text(JOB.format(name="job"))
    command = ["sh", "-c", f"{sys.executable} -I -m ircompile {line}"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert (folder / "b").read_text() == "old b"
