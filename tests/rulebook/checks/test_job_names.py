"""Names of jobs are added at once only if their lines are certain and none clashes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from console import run
from jobs import JOB

from ircompile.config.settings import Config
from ircompile.manifest.load import read
from ircompile.manifest.merged import Merged
from ircompile.model.model import SHIPPED
from ircompile.rulebook.checks.job_names import TRUNCATED, JobNames, name_lines
from ircompile.sources.source import from_text

LONG = "a" * TRUNCATED


@pytest.mark.parametrize(
    ("text", "names", "written", "is_added"),
    [
        ("JobName: a\n---\nJobName: b\n", ["a", "b"], None, True),
        ("JobName: a\n---\nJobName: a\n", ["a", "a"], None, False),
        (f"JobName: {LONG}b\n---\nJobName: {LONG}c\n", [f"{LONG}b", f"{LONG}c"], None, False),
        ("JobName: a\n", ["a-prod"], ["a"], True),
        ("JobName: 5\n", ["a-prod"], [5], False),
        ("Name: a\n", ["a-prod"], [None], False),
    ],
)
def test_jobs_of_one_source(text: str, names: list[str], written: list[Any] | None, *, is_added: bool) -> None:
    jobs: list[dict[str, Any]] = [{"JobName": name} for name in names]
    before = None if written is None else [{"JobName": name} for name in written]
    assert JobNames().add_all(jobs, from_text("a.yaml", text), "eu-west-1", written=before) is is_added


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("JobName: a\n", [1]),
        ("JobType: Default\nJobName: a\n---\nJobName: b\n", [2, 4]),
        ("JobName: a\n---\nJobType: Default\n", [0, 0]),
        ("JobName: a\n---\nJobName: [b]\n", [0, 0]),
        ("JobName: a # JobName\n", [0]),
        ('"Job\\u004eame": a\n', [0]),
    ],
)
def test_lines_that_are_easy_to_find(text: str, lines: list[int]) -> None:
    manifests = read(from_text("a.yaml", text), Config(), SHIPPED)
    assert name_lines(text, manifests) == lines
    merged = [Merged([it, it], environment) for environment in ("dev", "prod") for it in manifests]
    assert name_lines(text, merged) == lines * 2


def test_the_other_job_is_named_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for file, name in (("a", "churn"), ("b", "churn"), ("c", f"{LONG}b"), ("d", f"{LONG}c")):
        Path(f"{file}.yaml").write_text("# a job\n" * (file in "ac") + JOB.replace("churn", name, 1))
    assert (
        run("ircompile lint -q --isolated --ignore bad-length,bad-format")
        == f"""\
error[job-name-duplicate]: `churn` is also the name of the job in a.yaml:2
 --> b.yaml:1:10
  |
1 | JobName: churn
  |          ^^^^^ also in a.yaml:2
  |
  = help: give every job of an account and region a unique name
  = pointer: /JobName

warning[job-name-prefix-collision]: `{LONG}c` begins with the same {TRUNCATED} characters as the job in c.yaml:2
 --> d.yaml:1:10
  |
1 | JobName: {LONG}c
  |          {"^" * (TRUNCATED + 1)} like c.yaml:2
  |
  = help: make the names differ in their first {TRUNCATED} characters, which resources are named after
  = pointer: /JobName

[exit 1]
"""
    )
