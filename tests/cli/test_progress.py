"""The progress bar: on a terminal only, and never in the way of a message."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from jobs import NUMBERED_JOB

from ircompile.cli import progress
from ircompile.cli.main import main


class Terminal(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.usefixtures("many_jobs")
def test_the_bar_shows_the_number_of_checked_files(monkeypatch: pytest.MonkeyPatch) -> None:
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


def test_the_bar_is_cleared_before_an_error(many_jobs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "DELAY", 0)
    monkeypatch.setattr(progress, "INTERVAL", 0)
    monkeypatch.setenv("TERM", "xterm")
    (many_jobs / "late").mkdir()
    (many_jobs / "late" / "ircompile.toml").write_text("[")
    (many_jobs / "late" / "job.yaml").write_text(NUMBERED_JOB.format(number=99))
    first = sorted(str(path) for path in (many_jobs / "jobs").glob("*.yaml"))
    assert main(["lint", *first, "late/job.yaml", "--jobs", "1"]) == 2
    assert "not TOML" in terminal.getvalue().rpartition("\r\x1b[Kircompile: error: ")[2]


@pytest.mark.parametrize(
    ("words", "stream", "delay"),
    [(["-q"], Terminal(), 0), ([], io.StringIO(), 0), ([], Terminal(), 1000)],
    ids=["quiet", "no terminal", "short"],
)
@pytest.mark.usefixtures("many_jobs")
def test_there_is_no_bar_in_quiet_and_short_runs_and_without_a_terminal(
    words: list[str], stream: io.StringIO, delay: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "DELAY", delay)
    monkeypatch.setattr(progress, "INTERVAL", 0)
    monkeypatch.setenv("TERM", "xterm")
    main(["lint", "jobs", *words])
    assert "\r" not in stream.getvalue()
