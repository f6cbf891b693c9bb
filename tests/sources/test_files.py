"""Reading files and folders: devices, unreadable folders, large files, links."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest
from console import run

from ircompile.manifest.detect import MAX_PARTS
from ircompile.sources import pipes
from ircompile.sources.files import CHUNK, read_bytes


@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir, lambda path: path.symlink_to(path)])
def test_devices_and_folders_are_not_read_as_files(
    two_jobs: Path, make: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipes, "WAIT", 0.05)
    path = two_jobs / "odd.yaml"
    make(path)  # type: ignore[operator]  # each row is a function
    printed = run("ircompile lint odd.yaml job.yaml --output-format concise")
    assert "job.yaml:1:10: error[bad-format]" in printed
    assert printed.endswith("[exit 2]\n")


@pytest.mark.parametrize("options", [[], ["--only-manifests"]])
def test_an_unreadable_folder_is_named(two_jobs: Path, monkeypatch: pytest.MonkeyPatch, options: list[str]) -> None:
    (two_jobs / "jobs" / "secret").mkdir(parents=True)
    shutil.copy("good.yaml", "jobs")
    scandir = os.scandir

    def refuse(name: str) -> object:
        if name.endswith("secret"):
            raise PermissionError(errno.EACCES, "Permission denied", name)
        return scandir(name)

    monkeypatch.setattr(os, "scandir", refuse)
    for named in ("jobs", "jobs/secret"):
        assert run(" ".join(["ircompile lint -q", *options, named])) == (
            "ircompile: error: jobs/secret: permission denied\n[exit 2]\n"
        )


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        (b"JobName: x\nJobType: y\n" + b"#" * CHUNK, True),
        (b"#" * (3 * CHUNK) + b"\nJobName: x\nJobType: y\n", True),
        (b"#" * (CHUNK - 4) + b"\nJobName: x\n" + b"#" * (2 * CHUNK) + b"\nInputConfig: y\n", True),
        (("#" * CHUNK + "\nJobName: x\nJobType: y\n").encode("utf-16"), True),
        (b'{"a": "' + b"#" * CHUNK + b'", "JobName": "x", "JobType": "y"}', True),
        (b"#" * CHUNK + b"\nName: x\nJobType: y\n", False),
    ],
)
@pytest.mark.parametrize("options", ["jobs", "--only-manifests jobs/large.yaml"])
def test_a_large_file_is_skipped_only_if_it_is_no_manifest(
    two_jobs: Path, text: bytes, options: str, *, is_told: bool
) -> None:
    (two_jobs / "jobs").mkdir()
    (two_jobs / "jobs" / "large.yaml").write_bytes(text)
    shutil.copy("good.yaml", "jobs")
    printed = run(f"ircompile lint --limit bytes=10000 {options}")
    assert ("large.yaml: it is larger than the limit of 10000 bytes" in printed) == is_told
    assert ("[exit 2]" in printed) == is_told


@pytest.mark.parametrize(("text", "is_told"), [(b"", False), (b"JobName: x\nJobType: y\n", True)])
def test_only_the_beginning_of_a_huge_file_is_read(
    two_jobs: Path, monkeypatch: pytest.MonkeyPatch, text: bytes, *, is_told: bool
) -> None:
    (two_jobs / "huge.yaml").write_bytes(text)
    os.truncate(two_jobs / "huge.yaml", 2**40)
    sizes = []
    read = os.read

    def counted(*arguments: int) -> bytes:
        data = read(*arguments)
        sizes.append(len(data))
        return data

    monkeypatch.setattr(os, "read", counted)
    assert ("huge.yaml: it is larger than the limit of 8388608 bytes" in run("ircompile lint .")) == is_told
    assert sum(sizes) <= (10 + MAX_PARTS) * CHUNK


def test_a_file_with_several_names_is_read_once(two_jobs: Path) -> None:
    (two_jobs / "linked.yaml").symlink_to("good.yaml")
    os.link("good.yaml", "other.yaml")
    assert run("ircompile lint good.yaml linked.yaml other.yaml ./good.yaml").startswith("1 file checked")


def test_files_in_a_folder_that_are_the_same_are_read_once(two_jobs: Path) -> None:
    assert "1 file checked" in run("ircompile lint . .")
    os.link("good.yaml", "other.yaml")
    assert "1 file checked" in run("ircompile lint .")
    (two_jobs / "other.yaml").unlink()
    (two_jobs / "linked.yaml").symlink_to("good.yaml")
    assert "1 file checked" in run("ircompile lint .")


def test_a_file_that_grows_while_it_is_read_is_read_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "growing.yaml"
    file.write_bytes(b"JobName: x\n")
    read = os.read

    def growing(*arguments: int) -> bytes:
        if file.stat().st_size == len(b"JobName: x\n"):
            file.write_bytes(b"JobName: x\nJobType: Default\n")
        return read(*arguments)

    monkeypatch.setattr(os, "read", growing)
    assert read_bytes(str(file), 100) == b"JobName: x\nJobType: Default\n"


def test_a_link_to_itself_does_not_end_a_search(two_jobs: Path) -> None:
    (two_jobs / "loop").symlink_to("loop")
    assert run("ircompile lint .") == "1 file checked, nothing found.\n"
