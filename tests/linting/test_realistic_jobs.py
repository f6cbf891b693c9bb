"""Jobs as people write them after AWS's notebooks and guides have no errors, and hardly a warning."""

from __future__ import annotations

from pathlib import Path

import pytest
from realistic import FILES, REQUESTS

import ircompile

WARNINGS = {
    # AWS's notebook on text generation inference runs without a framework, the developer guide asks for one.
    "llm-tgi-without-framework": ["container-framework-missing"],
    # The developer guide expects a single input MIME type, the service model takes a list.
    "csv-or-json-input": ["content-types-several"],
}
"""The warnings of the jobs that have any, each with the reason why it is one."""


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_realistic_job_has_no_finding_but_advice_and_pinned_warnings(file: Path) -> None:
    found = [it for it in ircompile.lint(file.read_bytes(), file.name) if it.severity != "info"]
    assert [it.rule for it in found if it.severity == "error"] == []
    assert [it.rule for it in found] == WARNINGS.get(file.stem, [])


def test_there_are_enough_jobs_and_their_names_differ() -> None:
    names = {line for file in FILES for line in file.read_text("utf-8").splitlines() if line.startswith("JobName:")}
    assert len(names) == len(FILES) == len(REQUESTS) >= 40
    assert WARNINGS.keys() <= {file.stem for file in FILES}
