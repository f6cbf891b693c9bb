"""Linting with the screen gives the same findings as the full check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import valid_values

from ircompile.config.settings import SEVERITIES, Config
from ircompile.linting.full_check import FullCheck
from ircompile.linting.linter import Linter
from ircompile.manifest.load import read
from ircompile.model.model import SHIPPED
from ircompile.rulebook.checks.job_names import JobNames
from ircompile.sources.source import from_text

if TYPE_CHECKING:
    from ircompile.findings.finding import SeverityName


@settings(max_examples=200, deadline=None)
@given(valid_values(SHIPPED.request), st.sampled_from(SEVERITIES))
def test_the_screen_hides_no_finding(job: dict[str, Any], floor: SeverityName) -> None:
    import json

    source = from_text("a.json", json.dumps(job))
    levels = SEVERITIES[: SEVERITIES.index(floor) + 1]
    quick = Linter(Config(), floor=floor).lint(source, read(source, Config(), SHIPPED))
    thorough = FullCheck(Config(), JobNames()).diagnostics(source, read(source, Config(), SHIPPED))
    assert [it for it in quick if it.severity in levels] == [it for it in thorough if it.severity in levels]


def test_the_screen_hides_no_address_in_place_of_a_value() -> None:
    text = "\n".join(["JobName: churn", *JOB, "JobDescription: https://example.com/about", ""])
    source = from_text("a.yaml", text)
    found = Linter(Config(), floor="warning").lint(source, read(source, Config(), SHIPPED))
    assert "file-uri-value" in {it.rule for it in found}


def test_what_the_screen_found_for_a_region_holds_for_no_other_one() -> None:
    tags = "Tags: [{Key: team, Value: a}, {Key: team, Value: b}]"
    source = from_text("a.yaml", "\n".join(["JobName: churn", *JOB, tags, ""]))
    manifests = read(source, Config(), SHIPPED)
    here = Config(region="eu-west-1")
    there = Config(region="us-east-1", quotas={"ml.c5.large": 1})  # with quotas, the screen can't tell
    found = [{it.rule for it in Linter(config, floor="warning").lint(source, manifests)} for config in (here, there)]
    assert found == [{"tag-key-duplicate"}, {"tag-key-duplicate", "arn-region-mismatch"}]


JOB = (
    "JobType: Default",
    "RoleArn: arn:aws:iam::123456789012:role/service-role/recommender",
    "InputConfig:",
    "  ModelPackageVersionArn: arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3",
)
LINES = (
    "JobDescription: AKIAIOSFODNN7EXAMPLE",
    "JobDescription: TODO",
    "# ircompile: ignore[job-name-truncated]",
    "JobDescription: usual  # IRCOMPILE: ignore-file[*]",
    "JobDescription: usual",
    "# usual",
    "RoleArn: arn:aws:iam::123456789012:role/string",
    "Tags: [{Key: api-secret, Value: wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY}]",
)
"""Lines of plain YAML, some with signs of what checks on texts report."""


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(LINES), min_size=2, max_size=5))
def test_the_screen_hides_no_finding_in_lines_of_earlier_texts(lines: list[str]) -> None:
    linter = Linter(Config(), floor="warning")
    for number, line in enumerate(lines):
        job = [other for other in JOB if other.split(":")[0] != line.split(":")[0]]
        source = from_text("a.yaml", "\n".join([f"JobName: churn-{number}", *job, line, ""]))
        quick = linter.lint(source, read(source, Config(), SHIPPED))
        thorough = FullCheck(Config(), JobNames()).diagnostics(source, read(source, Config(), SHIPPED))
        assert [it for it in quick if it.severity != "info"] == [it for it in thorough if it.severity != "info"]
