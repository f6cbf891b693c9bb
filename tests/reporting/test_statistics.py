"""`lint --statistics`."""

from __future__ import annotations

from pathlib import Path

import pytest
from console import run

from ircompile.model.model import SHIPPED

JOBS = {
    "a.yaml": "JobName: a_b\nJobType: Default\njobDescription: x\n",
    "b.yaml": "JobName: b_c\nJobType: Default\njobDescription: x\n",
}


@pytest.fixture
def jobs(repository: Path) -> Path:
    """A repository with two faulty manifests."""
    (repository / "job.yaml").unlink()
    for name, text in JOBS.items():
        (repository / name).write_text(text)
    return repository


@pytest.mark.usefixtures("jobs")
@pytest.mark.parametrize("form", ["full", "concise", "grouped"])
def test_rules_are_counted(form: str) -> None:
    options = f"--select shape --statistics --output-format {form}"
    assert run(f"ircompile lint {options}") == (
        "4  error  missing-field\n"
        "2  error  bad-format\n"
        "2  error  unknown-field  [*]\n"
        "[*] fixable with `ircompile lint --fix`\n"
        f"Found 8 errors in 2 of 2 files. 2 safe fixes available. Model: {SHIPPED.snapshot}.\n"
        "[exit 1]\n"
    )


def test_statistics_without_findings(jobs: Path) -> None:
    assert run("ircompile lint --select traffic --statistics") == "2 files checked, nothing found.\n"
    assert run("ircompile lint --select traffic --statistics --output-format json -q") == "[]\n"
    assert run(f"ircompile lint -q --statistics --output-format json:{jobs}/counts.json") == "[exit 1]\n"
    assert '"rule": "bad-format"' in (jobs / "counts.json").read_text()


@pytest.mark.usefixtures("jobs")
def test_formats_without_statistics_are_refused() -> None:
    message = "--statistics can't be printed as sarif; choose from full, concise, grouped, json"
    assert run("ircompile lint --statistics --output-format sarif") == f"ircompile: error: {message}\n[exit 2]\n"
