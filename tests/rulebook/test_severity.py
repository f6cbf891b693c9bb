"""Rules and guides keep the measure of severity in docs/severity.md."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from checkout import ROOT

import ircompile

PAGE = (ROOT / "docs" / "severity.md").read_text("utf-8")
KINDS = dict(
    re.findall(r"^\| ([^|]+) \| (model|reference|guide|standard|own|practice|third party) \|", PAGE, re.MULTILINE)
)
"""The kind of each page that is cited."""
CALLED = {"practice": "AWS's notebook|containers", "third party": "third party"}
"""What a rule's "why" calls a source that carries no error."""


def load(name: str) -> Any:
    """Return the contents of a YAML file of the checkout."""
    return yaml.load((ROOT / name).read_text("utf-8"), yaml.CSafeLoader)


RULES = {file.stem: load(str(file)) for file in sorted((ROOT / "rules").glob("*/*.yaml"))}
FACTS = {
    f"{path} {number}": (fact, guide)
    for path, guide in load("ircompile/model/guides.yaml")["fields"].items()
    for number, fact in enumerate(guide.get("facts", ()), 1)
}
CLAIMS = RULES | {name: fact for name, (fact, _) in FACTS.items()}


def severities(claim: dict[str, Any]) -> set[str]:
    """Return the severities of a rule and its cases, or of a fact."""
    return {claim["severity"], *(case["severity"] for case in claim.get("cases", ()) if "severity" in case)}


def test_the_page_lists_exactly_the_pages_that_are_cited() -> None:
    assert set(KINDS) == {claim["source"]["page"] for claim in CLAIMS.values()}


@pytest.mark.parametrize("name", CLAIMS)
def test_a_claim_is_as_severe_as_its_source_allows(name: str) -> None:
    claim = CLAIMS[name]
    kind = KINDS[claim["source"]["page"]]
    if "error" in severities(claim):
        assert claim["confidence"] != "inferred"
    if claim["confidence"] == "model":
        assert kind in ("model", "reference")
    if kind in CALLED:
        assert claim["confidence"] == "inferred"
        assert re.search(CALLED[kind], claim["why"])


@pytest.mark.parametrize("name", [name for name, (fact, _) in FACTS.items() if fact["severity"] == "warning"])
def test_a_fact_that_only_warns_says_why(name: str) -> None:
    fact, guide = FACTS[name]
    assert fact["confidence"] == "inferred" or guide.get("note")


BOUNDED = """\
JobName: churn
JobType: Advanced
RoleArn: arn:aws:iam::123456789012:role/recommender
InputConfig:
  ModelPackageVersionArn: arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3
  JobDurationInSeconds: 7200
  TrafficPattern:
    TrafficType: PHASES
    Phases: [{InitialNumberOfUsers: 3, SpawnRate: 3, DurationInSeconds: 3600}]
  ResourceLimit: {MaxNumberOfTests: 10, MaxParallelOfTests: 10}
  EndpointConfigurations: [{InstanceType: ml.c5.xlarge}]
StoppingConditions: {MaxInvocations: 30000}
"""
ABOVE = [
    ("InitialNumberOfUsers: 3", "InitialNumberOfUsers: 4", {"error"}),
    ("SpawnRate: 3", "SpawnRate: 4", {"error"}),
    ("DurationInSeconds: 3600", "DurationInSeconds: 3601", {"error"}),
    ("MaxInvocations: 30000", "MaxInvocations: 30001", {"error"}),
    ("JobDurationInSeconds: 7200", "JobDurationInSeconds: 18001", {"error"}),
    ("MaxNumberOfTests: 10", "MaxNumberOfTests: 11", {"warning"}),
    ("InitialNumberOfUsers: 3", "InitialNumberOfUsers: 3", set()),
]


@pytest.mark.parametrize(("bound", "above", "expected"), ABOVE)
def test_bounds_in_the_same_words_are_equally_severe(bound: str, above: str, expected: set[str]) -> None:
    found = ircompile.lint(BOUNDED.replace(bound, above), "job.yaml")
    assert {it.severity for it in found} - {"info"} == expected
