"""`ircompile lint --add-ignore`."""

from __future__ import annotations

from pathlib import Path

import pytest
from console import run
from jobs import SMALL_JOB

pytestmark = pytest.mark.usefixtures("fixed_today")


def test_comments_are_added_to_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbf" + SMALL_JOB.replace("a\n", "a_b\n", 1).encode())
    (tmp_path / "b.json").write_text('{"JobName": "a_b", "JobType": "Default"}')
    assert run("ircompile lint a.yaml --add-ignore --output-format concise").startswith(
        "Silenced 2 findings in 1 file.\n"
    )
    assert (
        (tmp_path / "a.yaml")
        .read_bytes()
        .startswith(b"\xef\xbb\xbfJobName: a_b  # ircompile: ignore[text-encoding, bad-format]\n")
    )
    assert run("ircompile lint a.yaml -q") == ""
    assert "error[bad-format]" in run("ircompile lint b.json --add-ignore=why --output-format concise")
    assert "[exit 2]" in run("ircompile lint - --add-ignore <<< 'a: 1'")
    assert "[exit 2]" in run("ircompile lint a.yaml --diff --fix --add-ignore")


def test_a_diff_shows_the_comments_and_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = SMALL_JOB.replace("a\n", "a_b\n", 1)
    (tmp_path / "a.yaml").write_text(before)
    for command in (
        "a.yaml --add-ignore=why --diff",
        f"- --stdin-filename a.yaml --add-ignore=why --diff <<< '{before}'",
    ):
        lines = run(f"ircompile lint {command}").splitlines()
        assert lines[:2] == ["--- a.yaml", "+++ a.yaml"]
        assert [line for line in lines if line.startswith(("-J", "+J"))] == [
            "-JobName: a_b",
            "+JobName: a_b  # ircompile: ignore[bad-format] why",
        ]
        assert lines[-2:] == ["Would silence 1 finding in 1 file.", "[exit 1]"]
    assert (tmp_path / "a.yaml").read_text() == before


@pytest.mark.parametrize(
    ("reason", "message"),
    [
        ("until=2020-01-01", "--add-ignore: 2020-01-01 is in the past, so the comments would silence nothing"),
        ("why until=2099-02-31", "--add-ignore: `2099-02-31` is not a date; write until=YYYY-MM-DD"),
        ("why\nnot", "--add-ignore: the reason must be one line of printable characters"),
        ("until=soon", "--add-ignore: `soon` is not a date; write until=YYYY-MM-DD"),
    ],
)
def test_a_comment_that_would_silence_nothing_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    before = SMALL_JOB.replace("a\n", "a_b\n", 1)
    (tmp_path / "a.yaml").write_text(before)
    assert run(f"ircompile lint a.yaml '--add-ignore={reason}'") == f"ircompile: error: {message}\n[exit 2]\n"
    assert (tmp_path / "a.yaml").read_text() == before
    assert run("ircompile lint a.yaml -q '--add-ignore=why until=2099-01-01'") == ""


def test_a_configuration_may_require_a_reason(repository: Path) -> None:
    (repository / "ircompile.toml").write_text("[lint]\nrequire-reason = true\n")
    (repository / "job.yaml").write_text(SMALL_JOB.replace("a\n", "a_b\n", 1))
    missing = "ircompile: error: the configuration requires a reason: pass --add-ignore=REASON\n[exit 2]\n"
    for option in ("--add-ignore", "--add-ignore=until=2099-01-01"):
        assert run(f"ircompile lint job.yaml {option}") == missing
    assert run("ircompile lint job.yaml --add-ignore=why -q") == ""
