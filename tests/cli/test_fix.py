"""`ircompile lint --fix` and `--diff`."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
import termios
import tty
from pathlib import Path
from typing import Any

import pytest
from checkout import TESTS
from fixable import FAULTY, FIXED
from jobs import SMALL_JOB
from tiny_rule import TINY

from ircompile.cli.main import main
from ircompile.linting import fix_apply
from ircompile.model.model import SHIPPED

HARMFUL = TINY.replace("error", "info").replace("good:", """fix: {kind: safe, set: {JobName: "'a_b'"}}\ngood:""", 1)
"""A rule with a fix that sets an invalid name."""


@pytest.fixture
def job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with findings that have fixes, in the working directory."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "job.yaml"
    file.write_bytes(FAULTY.encode())
    return file


def test_fix_writes_the_file_and_a_summary(job: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", "job.yaml", "--fix"]) == 0
    assert job.read_bytes() == FIXED.encode()
    assert capfd.readouterr() == ("", "Fixed 2 findings in 1 file.\n1 file checked, nothing found.\n")
    before = job.stat().st_mtime_ns
    assert main(["lint", "job.yaml", "--fix", "-q"]) == 0
    assert job.stat().st_mtime_ns == before


def test_a_link_is_followed_and_a_mode_kept(job: Path) -> None:
    (job.parent / "link.yaml").symlink_to("job.yaml")
    job.chmod(0o640)
    assert main(["lint", "link.yaml", "--fix"]) == 0
    assert (job.parent / "link.yaml").is_symlink()
    assert (job.read_bytes(), job.stat().st_mode & 0o777) == (FIXED.encode(), 0o640)
    assert sorted(file.name for file in job.parent.iterdir()) == ["job.yaml", "link.yaml"]


def test_a_file_with_two_names_is_fixed_once(job: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Replacing it gives it a new inode."""
    (job.parent / "link.yaml").symlink_to("job.yaml")
    for paths in (["."], ["job.yaml", "."], ["link.yaml", "job.yaml"]):
        job.write_bytes(FAULTY.encode())
        assert main(["lint", *paths, "--fix"]) == 0
        assert capfd.readouterr().err == "Fixed 2 findings in 1 file.\n1 file checked, nothing found.\n"


def test_unsafe_fixes_are_applied_only_on_request(job: Path) -> None:
    before = TESTS / "fixes" / "limits.before.yaml"
    for options, after in ((["--fix"], "after"), (["--fix", "--unsafe-fixes"], "unsafe")):
        job.write_bytes(before.read_bytes())
        main(["lint", "job.yaml", "-q", *options])
        assert job.read_bytes() == before.with_name(f"limits.{after}.yaml").read_bytes()


@pytest.mark.parametrize("end", ["\n", "\r\n", ""], ids=["LF", "CRLF", "none"])
def test_a_diff_changes_nothing_and_can_be_applied(job: Path, end: str, capfdbinary: Any) -> None:
    before, after = (text.rstrip("\n").replace("\n", end or "\n") + end for text in (FAULTY, FIXED))
    job.write_bytes(before.encode())
    assert main(["lint", "job.yaml", "--diff"]) == 1
    assert job.read_bytes() == before.encode()
    out, err = capfdbinary.readouterr()
    assert out.startswith(b"--- job.yaml\n+++ job.yaml\n@@ -1,4 +1,4 @@\n")
    assert err == b"Would fix 2 findings in 1 file.\n"
    subprocess.run(["patch", "-p0", "--binary", "-s"], input=out, check=True, timeout=20)  # noqa: S607  from the PATH
    assert job.read_bytes() == after.encode()
    assert main(["lint", "job.yaml", "--diff"]) == 0
    assert capfdbinary.readouterr() == (b"", b"")


@pytest.mark.parametrize(
    ("data", "after"),
    [
        (FAULTY.encode(), FIXED.encode()),
        (FIXED.encode(), FIXED.encode()),
        (FAULTY.encode("utf-16"), FIXED.encode()),
        (b"services: {web: {image: nginx}}\r\n", b"services: {web: {image: nginx}}\r\n"),
        (b"\xff\xfe\xffnothing", b"\xff\xfe\xffnothing"),
    ],
)
def test_standard_input_goes_to_standard_output(
    data: bytes, after: bytes, monkeypatch: pytest.MonkeyPatch, capfdbinary: Any
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    main(["lint", "-", "--fix", "--only-manifests"])
    assert capfdbinary.readouterr().out == after


def test_unsafe_fixes_alone_change_nothing(job: Path) -> None:
    assert main(["lint", "job.yaml", "-q", "--unsafe-fixes"]) == 1
    assert job.read_bytes() == FAULTY.encode()


@pytest.mark.usefixtures("job")
def test_a_diff_on_a_terminal_is_as_elsewhere(capfdbinary: Any) -> None:
    main(["lint", "job.yaml", "--diff", "-q"])
    expected = capfdbinary.readouterr().out
    ours, its = os.openpty()
    tty.setraw(its)
    termios.tcsetwinsize(its, (24, 100))
    subprocess.run(
        [sys.executable, "-m", "ircompile", "lint", "job.yaml", "--diff"], stdout=its, stderr=its, check=False
    )
    os.close(its)
    printed = b""
    with contextlib.suppress(OSError):  # Linux's end of a terminal that is closed
        while chunk := os.read(ours, 4096):
            printed += chunk
    os.close(ours)
    assert printed == expected + b"Would fix 2 findings in 1 file.\n"


def test_a_fix_that_causes_findings_is_skipped(job: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (job.parent / "tiny.yaml").write_text(HARMFUL)
    bad = SMALL_JOB.replace("a\n", "bad\n", 1)
    job.write_text(bad)
    assert main(["lint", "job.yaml", "--fix", "--rules", "tiny.yaml", "--output-format", "concise"]) == 0
    assert job.read_text() == bad
    assert "Skipped 1 fix that would cause new findings.\n" in capfd.readouterr().err


def test_fixes_beyond_the_limit_of_a_run_are_left(
    job: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    text = f"{SMALL_JOB}Tags: [{{Key: a, Value: 1}}, {{Key: b, Value: 2}}]\n"
    job.write_text(text)
    monkeypatch.setattr(fix_apply, "MIN_FINDINGS_LIMIT", 1)
    monkeypatch.setattr(fix_apply, "MAX_CHARACTERS", len(text))
    assert main(["lint", "job.yaml", "--fix", "--limit", "findings=1", "--output-format", "concise"]) == 1
    assert job.read_text() == text.replace("Value: 1", 'Value: "1"')
    assert capfd.readouterr().err.startswith("Fixed 1 finding in 1 file.\nMore can be fixed: run it again.\n")


def test_a_diff_says_what_would_remain(job: Path, capfd: pytest.CaptureFixture[str]) -> None:
    job.write_bytes(FAULTY.encode() + b"Nothing: 1\n")
    assert main(["lint", "job.yaml", "--diff", "--output-format", "concise"]) == 1
    out, err = capfd.readouterr()
    assert out.startswith("--- job.yaml\n+++ job.yaml\n")
    last = FAULTY.count("\n") + 1
    assert err.splitlines() == [
        f"job.yaml:{last}:1: error[unknown-field] unknown member `Nothing` in the job",
        "Would fix 2 findings in 1 file.",
        f"Would leave 1 error in 1 of 1 file. Model: {SHIPPED.snapshot}.",
    ]
    main(["lint", "job.yaml", "--fix"])
    assert main(["lint", "job.yaml", "--diff"]) == 1
    assert main(["lint", "job.yaml", "--diff", "--fail-on", "never"]) == 0
    assert "Nothing" not in capfd.readouterr().out.partition("---")[2]


def test_a_diff_of_a_job_in_another_case_is_shown(job: Path, capfd: pytest.CaptureFixture[str]) -> None:
    job.write_text("job_name: churn\njob-type: Default\nrole_arn: x\ninput_config: {model_name: churn}\n")
    assert main(["lint", "job.yaml", "--diff"]) == 1
    out = capfd.readouterr().out
    assert "-job_name: churn\n" in out
    assert "+JobName: churn\n" in out
    assert "(not shown)" not in out
