"""Local archives of sample payloads are checked within bounds, and never unpacked to disk."""

from __future__ import annotations

import gzip
import io
import tarfile
from pathlib import Path

import pytest
from console import run

from ircompile.config.settings import Config
from ircompile.linting.payload import lint_payload
from ircompile.sources import payload
from ircompile.sources.files import UnreadableFileError


def archive(*entries: tarfile.TarInfo) -> bytes:
    """Return a compressed archive with entries, each full of zeros."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as made:
        for entry in entries:
            made.addfile(entry, io.BytesIO(bytes(entry.size)))
    return buffer.getvalue()


def entry(name: str, size: int = 1, kind: bytes = tarfile.REGTYPE) -> tarfile.TarInfo:
    """Return the header of an entry."""
    made = tarfile.TarInfo(name)
    made.size, made.type, made.linkname = size, kind, "/etc/passwd" if kind == tarfile.SYMTYPE else ""
    return made


FOUND = [
    (archive(entry("a.json")), []),
    (archive(entry("./", 0, tarfile.DIRTYPE), entry("./a.json")), []),
    (archive(entry("d", 0, tarfile.DIRTYPE), entry("d/a.json")), ["warning the payload contains the folder d"]),
    (
        archive(entry("a", 0, tarfile.SYMTYPE), entry("b")),
        ["warning the payload contains a, which is not a regular file"],
    ),
    (archive(entry("../../a\n::error::", 0)), ["warning the file ../../a\\n::error:: in the payload is empty"]),
    (archive(), ["error the payload contains no file"]),
    (
        archive(entry("a.json", 10**5))[:90],
        ["error the payload is damaged: its compressed data can't be read to the end"],
    ),
    (gzip.compress(b"x" * 2000), ["error the payload is not a tar archive"]),
    (b"", ["error the payload is empty"]),
    (b"PK\3\4", ["error the payload is not compressed with gzip"]),
]


@pytest.mark.parametrize(("data", "found"), FOUND, ids=range(len(FOUND)))
def test_a_payload_is_checked(tmp_path: Path, data: bytes, found: list[str]) -> None:
    file = tmp_path / "payload.tar.gz"
    file.write_bytes(data)
    assert [f"{it.severity} {it.message}" for it in lint_payload(str(file), Config())] == found
    assert list(tmp_path.iterdir()) == [file]


def test_only_the_beginning_of_a_huge_payload_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert payload.MAX_BYTES == 256 * 1024**2
    monkeypatch.setattr(payload, "MAX_BYTES", 10_000)
    file = tmp_path / "payload.tar.gz"
    file.write_bytes(archive(entry("a.json", 20_000), entry("empty.json", 0)))
    assert lint_payload(str(file), Config()) == []
    file.write_bytes(archive(entry("empty.json", 0), entry("a.json", 20_000)))
    assert len(lint_payload(str(file), Config())) == 1


def test_only_the_first_entries_of_a_payload_are_read(tmp_path: Path) -> None:
    full = [entry(str(number)) for number in range(9_999)]
    file = tmp_path / "payload.tar.gz"
    file.write_bytes(archive(*full, entry("last.json", 0), entry("after.json", 0)))
    found = [it.message for it in lint_payload(str(file), Config())]
    assert found == ["the file last.json in the payload is empty"]


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError):
        lint_payload(str(tmp_path), Config())


def test_the_command_checks_a_payload_beside_manifests(repository: Path) -> None:
    (repository / "payload.tar.gz").write_bytes(archive(entry("a.json")))
    assert run("ircompile lint job.yaml --payload payload.tar.gz -q") == ""
    (repository / "payload.tar.gz").write_bytes(b"{}")
    printed = run("ircompile lint job.yaml --payload payload.tar.gz --output-format concise -q")
    assert printed == "payload.tar.gz:1:1: error[payload-archive] the payload is not compressed with gzip\n[exit 1]\n"
    assert run("ircompile lint job.yaml --payload nope -q") == (
        "ircompile: error: nope: No such file or directory\n[exit 2]\n"
    )


def test_a_job_that_is_given_as_a_payload_is_shown_as_a_job(repository: Path) -> None:
    job = repository / "job.yaml"
    job.write_text(job.read_text() + "Surprise: 1\n")
    assert run("ircompile lint job.yaml --payload job.yaml -q") == run("ircompile lint job.yaml -q").replace(
        "[exit 1]\n",
        """\
error[payload-archive]: the payload is not compressed with gzip
 --> job.yaml:1:1
  |
1 | JobName: churn
  | ^
  |
  = help: pack it with `tar -czf payload.tar.gz <files>`

[exit 1]
""",
    )
