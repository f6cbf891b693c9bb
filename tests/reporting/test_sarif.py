"""SARIF reports meet GitHub's requirements and limits."""

from __future__ import annotations

import dataclasses
import json

import pytest
from reports import DIAGNOSTIC, report_of, report_on_scene

from ircompile.findings.diagnostic import Severity
from ircompile.model.model import SHIPPED
from ircompile.package import RULE_PAGES
from ircompile.reporting import sarif
from ircompile.rulebook.book import shipped_rules


@pytest.mark.usefixtures("scene")
def test_sarif_meets_the_requirements_of_github(capsys: pytest.CaptureFixture[str]) -> None:
    (log,) = json.loads(report_on_scene("sarif", capsys))["runs"]
    rules = log["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({result["ruleId"] for result in log["results"]})
    for rule in rules:
        assert 0 < len(rule["shortDescription"]["text"]) <= 1024
        assert 0 < len(rule["fullDescription"]["text"]) <= 1024
        assert rule["help"]["text"]
        assert rule["help"]["markdown"].endswith(f"\n\n[More about {rule['id']}]({rule['helpUri']})\n")
        assert rule["helpUri"] == RULE_PAGES + rule["id"]
        assert rule["defaultConfiguration"]["level"] in ("note", "warning", "error")
        assert rule["properties"]["precision"] in ("very-high", "high", "medium", "low")
        assert rule["properties"]["problem.severity"] in ("error", "warning", "recommendation")
        assert 0 < len(rule["properties"]["tags"]) <= 20
    marks = [mark for result in log["results"] for mark in result["partialFingerprints"].values()]
    assert len(set(marks)) == len(marks) > 5
    for result in log["results"]:
        assert list(result["partialFingerprints"]) == ["ircompileFinding/v1"]  # GitHub's action adds its own
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        (location,) = result["locations"]
        assert min(location["physicalLocation"]["region"].values()) >= 1
        assert location["physicalLocation"]["artifactLocation"]["uri"] in (
            "jobs/50%25%20caf%C3%A9%20%231.yaml",
            "jobs/broken.json",
        )
    assert log["columnKind"] == "unicodeCodePoints"
    assert log["automationDetails"]["id"] == "ircompile/lint/"


def test_a_report_of_one_finding_is_small() -> None:
    """Whatever its rule."""
    sizes = {}
    for rule in shipped_rules(SHIPPED).values():
        report = report_of([dataclasses.replace(DIAGNOSTIC, rule=rule.id)])
        report.rules = shipped_rules(SHIPPED).values
        text = "".join(sarif.lines(report))
        assert [it["id"] for it in json.loads(text)["runs"][0]["tool"]["driver"]["rules"]] == [rule.id]
        sizes[rule.id] = len(text)
    assert max(sizes.values()) < 5_000, sizes


def test_sarif_keeps_the_most_severe_results_within_the_limit_of_github(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MOST_RESULTS", 1)
    warning = dataclasses.replace(DIAGNOSTIC, severity=Severity.WARNING)
    (log,) = json.loads("".join(sarif.lines(report_of([warning, DIAGNOSTIC]))))["runs"]
    assert [result["level"] for result in log["results"]] == ["error"]
    assert log["invocations"][0]["toolExecutionNotifications"] == [
        {"level": "warning", "message": {"text": "1 finding left out, the least severe"}}
    ]
