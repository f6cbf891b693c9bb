"""Names of jobs are added at once only if their lines are certain and none clashes."""

from __future__ import annotations

from typing import Any

import pytest

from ircompile.rulebook.checks.job_names import TRUNCATED, JobNames
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
