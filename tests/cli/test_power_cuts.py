"""A power cut, a signal, a full disk or another run at any step of a command that writes: every file is whole."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from console import run
from odd_repositories import content

from ircompile.sources.atomic import PREFIX

JOB = """\
JobName: {name}
JobType: Default
RoleArn: arn:aws:iam::123456789012:role/recommender
InputConfig: {{ModelPackageVersionArn: "arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3"}}
"""
SETTINGS = (
    '[environments.{name}]\noverlay = ["env/{name}.yaml"]\njob-name = "{{JobName}}-{{env}}"\nout-dir = "build/{name}"\n'
)
COMMANDS = (
    "compile",
    "compile --prune",
    "compile --to command --style file",
    "new --repo fresh",
    "lint --fix --isolated",
    "lint --add-ignore --isolated",
    "lint --output-format sarif:reports/one.sarif",
    "baseline update",
    "baseline prune",
    "convert drafts/c.yaml --out-dir converted --no-lint",
)
PROGRAM = (sys.executable, "-B", "-m", "ircompile")
SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGKILL")
CREATING = ("mkdir", "link", "fsync")
"""Functions that fail on a full disk, beside that which creates a file."""
CHANGING = (*CREATING, "replace", "unlink", "rmdir", "chmod")


class PowerCut(BaseException):
    """Nothing is done any more."""


@pytest.fixture(params=COMMANDS)
def command(request: pytest.FixtureRequest) -> str:
    return f"ircompile {request.param}"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with two jobs in two environments, half of which was compiled before, as the working directory."""
    root = tmp_path / "repository"
    for folder in (".git", "env", "jobs", "drafts"):
        (root / folder).mkdir(parents=True)
    monkeypatch.chdir(root)
    for name in ("dev", "prod"):
        (root / "env" / f"{name}.yaml").write_text("JobDescription: old\n")
    (root / "ircompile.toml").write_text(
        '[lint]\nbaseline = "known.json"\n[compile]\nexclude = ["drafts/"]\n'
        + "".join(SETTINGS.format(name=it) for it in ("dev", "prod"))
    )
    for name in ("a", "gone"):
        (root / "jobs" / f"{name}.yaml").write_text(JOB.format(name=name))
    (root / "drafts" / "right.yaml").write_text(JOB.format(name="right_now"))
    run("ircompile compile")
    run("ircompile baseline update")
    (root / "drafts" / "right.yaml").write_text(JOB.format(name="right"))
    (root / "jobs" / "gone.yaml").unlink()
    (root / "jobs" / "b.yaml").write_text(JOB.format(name="b"))
    (root / "drafts" / "c.yaml").write_text(JOB.format(name="c").replace("Default", "default"))
    for name in ("dev", "prod"):
        (root / "env" / f"{name}.yaml").write_text("JobDescription: new\n")
    return root


class Steps:
    """Replaces the functions that change files by some that fail from a step on.

    Args:
        names: The functions of `os`.
        fail: Called instead of them; what it raises is the failure.
        first: The number of the step, from 1.
    """

    def __init__(self, names: tuple[str, ...], fail: Callable[[], None], first: int) -> None:
        self.count = 0
        self._names, self._fail, self._first = names, fail, first

    def install(self, patch: pytest.MonkeyPatch) -> None:
        for name in self._names:
            patch.setattr(os, name, self._failing(getattr(os, name), lambda *_: True))
        patch.setattr(os, "open", self._failing(os.open, lambda _path, flags, *_: bool(flags & os.O_CREAT)))

    def _failing(self, function: Callable[..., Any], counts: Callable[..., bool]) -> Callable[..., Any]:
        def called(*arguments: Any, **options: Any) -> Any:
            if counts(*arguments):
                self.count += 1
                if self.count >= self._first:
                    self._fail()
            return function(*arguments, **options)

        return called


def cut_power() -> None:
    raise PowerCut


def fill_disk() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def ours(found: dict[str, bytes | str]) -> dict[str, bytes | str]:
    """Return files without the temporary ones, and without those of coverage, if lines are counted."""
    return {name: data for name, data in found.items() if PREFIX not in name and not name.startswith(".coverage")}


def restore(root: Path, saved: Path) -> None:
    shutil.rmtree(root)
    shutil.copytree(saved, root)
    os.chdir(root)


def test_after_a_power_cut_every_file_is_whole(command: str, repository: Path, tmp_path: Path) -> None:
    saved = tmp_path / "saved"
    shutil.copytree(repository, saved)
    before = content(repository)
    run(command)
    after = content(repository)
    steps = Steps(CHANGING, cut_power, 1)
    for first in range(1, 200):
        restore(repository, saved)
        steps = Steps(CHANGING, cut_power, first)
        with pytest.MonkeyPatch.context() as patch, suppress(PowerCut):
            steps.install(patch)
            run(command)
        if steps.count < first:
            break
        for name, data in ours(content(repository)).items():
            assert data in (before.get(name), after.get(name)), (first, name)
        assert ours(before).keys() & ours(after).keys() <= content(repository).keys(), first
        if "new" not in command:  # which replaces nothing
            run(command)
            assert ours(content(repository)) == after, first
    assert steps.count > 0


def test_on_a_full_disk_nothing_is_changed(command: str, repository: Path, tmp_path: Path) -> None:
    saved = tmp_path / "saved"
    shutil.copytree(repository, saved)
    before = content(repository)
    steps = Steps(CREATING, fill_disk, 1)
    for first in range(1, 200):
        restore(repository, saved)
        steps = Steps(CREATING, fill_disk, first)
        with pytest.MonkeyPatch.context() as patch:
            steps.install(patch)
            printed = run(command)
        if steps.count < first:
            break
        assert content(repository) == before, (first, printed)
        assert printed.endswith("[exit 2]\n"), (first, printed)
        assert "No space left on device" in printed
        assert not [
            it for it in repository.rglob("*") if it.is_dir() and not (saved / it.relative_to(repository)).exists()
        ]
    assert steps.count > 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 512 KiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=512k", "none", str(disk)]
    if not shutil.which("mount") or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only the superuser can mount a disk, and not everywhere")
    yield disk
    subprocess.run([shutil.which("umount") or "umount", "-l", str(disk)], check=True)


def test_on_a_disk_that_is_full_nothing_is_changed(command: str, repository: Path, small_disk: Path) -> None:
    root = small_disk / "repository"
    shutil.copytree(repository, root)
    os.chdir(root)
    before = content(root)
    with suppress(OSError), (small_disk / "filling").open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass
    printed = run(command)
    assert printed.endswith("[exit 2]\n")
    assert "No space left on device" in printed
    assert content(root) == before
    (small_disk / "filling").unlink()
    run(command)
    assert content(root) != before or "prune" in command
    os.chdir(repository)


@pytest.mark.parametrize("limit", [0, 100])
def test_a_file_that_may_not_be_as_long_is_not_written(
    command: str, repository: Path, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    if command.endswith("baseline prune") and limit:
        pytest.skip("a baseline without findings is shorter")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # it would be incomplete, see SECURITY.md
    before = content(repository)
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, usual[1]))
    try:
        printed = run(command)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert printed.endswith("[exit 2]\n")
    assert "File too large" in printed
    assert content(repository) == before


@pytest.mark.parametrize("name", SIGNALS)
def test_a_signal_while_files_are_written_leaves_all_or_none(repository: Path, name: str) -> None:
    for number in range(30):
        (repository / "jobs" / f"{number}.yaml").write_text(JOB.format(name=f"x{number}"))
    before = content(repository)
    number = getattr(signal, name)

    def restore_signal() -> None:  # it may be ignored here
        if name != "SIGKILL":
            signal.signal(number, signal.SIG_DFL)

    with subprocess.Popen([*PROGRAM, "compile"], stderr=subprocess.PIPE, preexec_fn=restore_signal) as process:  # noqa: PLW1509  one thread
        while process.poll() is None and not [*repository.glob(f"build/*/{PREFIX}*")]:
            time.sleep(0.001)
        process.send_signal(number)
        printed = process.communicate(timeout=60)[1]
    assert process.returncode in (0, -number, 130 if name == "SIGINT" else -number)
    left = content(repository)
    run("ircompile compile")
    after = ours(content(repository))
    if name == "SIGKILL":
        assert all(data in (before.get(it), after[it]) for it, data in ours(left).items())
    else:
        assert not [it for it in left if PREFIX in it]
        assert ours(left) in (before, after)
        assert b"Traceback" not in printed
    assert run("ircompile compile --check").count("\n") == len(("gone-dev", "gone-prod", "[exit 1]"))


def test_two_runs_at_once_of_every_command_do_what_one_does(command: str, repository: Path, tmp_path: Path) -> None:
    saved = tmp_path / "saved"
    shutil.copytree(repository, saved)
    run(command)
    after = content(repository)
    restore(repository, saved)
    words = [*PROGRAM, *command.split()[1:]]
    running = [subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    printed = [(*process.communicate(), process.returncode) for process in running]
    assert content(repository) == after, printed
    for _, err, code in printed:
        assert "internal error" not in err
        assert code in (0, 1) or "exists, and is not replaced" in err, printed


def test_runs_at_once_end_as_one_run_does(repository: Path) -> None:
    expected = ours(content(repository))
    command = [sys.executable, "-m", "ircompile", "compile", "--prune", "-q"]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    printed = [(process.communicate()[1], process.returncode) for process in running]
    assert not any("internal error" in text or code not in (0, 2) for text, code in printed), printed
    found = content(repository)
    run("ircompile compile --prune")
    assert content(repository) == found
    assert expected.keys() - found.keys() == {"build/dev/gone-dev.json", "build/prod/gone-prod.json"}
