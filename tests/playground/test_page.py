"""The playground in a browser: findings, edits, fixes, links, and what the page asks of servers."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from checkout import ROOT
from playground_page import ANSWERING, PlaygroundPage
from playwright.sync_api import expect

import ircompile

BROKEN = (ROOT / "examples" / "broken" / "load-test.yaml").read_text("utf-8")
GOOD = """JobName: churn
JobType: Default
RoleArn: arn:aws:iam::123456789012:role/recommender
InputConfig:
  ModelPackageVersionArn: arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3
"""


def findings(text: str) -> list[tuple[str, str]]:
    """Return what `ircompile.lint` finds."""
    return [(str(it.severity), it.message) for it in ircompile.lint(text, "job.yaml")]


def test_findings_are_there_before_anything_is_typed(loaded: PlaygroundPage) -> None:
    assert loaded.text == BROKEN
    assert loaded.findings() == findings(BROKEN)
    assert loaded.status == "8 errors, 3 warnings, 1 info."
    assert loaded.page.locator(".cm-lintRange").count() > 8


def test_an_edit_changes_the_findings_and_the_outputs(page: PlaygroundPage) -> None:
    page.write(GOOD)
    assert page.findings() == findings(GOOD)
    page.page.click("#tab-json")
    assert json.loads(page.page.inner_text("#panel-json pre")) == ircompile.compile(GOOD, "job.yaml")[0]
    page.page.click("#tab-command")
    assert page.page.inner_text("#panel-command pre").startswith("aws sagemaker create-inference-recommendations-job")
    page.page.click("#tab-plan")
    assert "churn: Default job" in page.page.inner_text("#panel-plan pre")
    page.write(GOOD.replace("Default", "Defalt"))
    page.page.click("#tab-findings")
    assert page.findings() == findings(GOOD.replace("Default", "Defalt"))
    assert page.page.inner_text("#panel-json").startswith("1 error")


def test_a_fix_is_applied(page: PlaygroundPage) -> None:
    page.write(GOOD.replace("Default", "DEFAULT"))
    page.page.get_by_role("button", name="Fix: use `Default`").click()
    page.wait()
    assert page.text == GOOD
    page.write(BROKEN)
    page.page.get_by_role("button", name="Fix all").click()
    expect(page.page.locator("#status")).to_have_text("6 errors, 3 warnings, 3 infos.", timeout=ANSWERING)
    assert "JobType: Advanced" in page.text


def test_nothing_leaves_the_page(loaded: PlaygroundPage) -> None:
    assert {urlsplit(it).netloc for it in loaded.requests} == {urlsplit(loaded.address).netloc}
    assert len(loaded.requests) == loaded.requests_at_load
    assert not loaded.complaints
