"""The known forms of failures prove themselves by their examples."""

from __future__ import annotations

import json

import pytest
from checkout import ROOT

from ircompile.linting.failures import Failure, failures, known_in, reasons
from ircompile.package import module

EXAMPLES = [(failure.id, example) for failure in failures() for example in failure.examples]


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_an_example_is_of_its_form_alone(name: str, example: str) -> None:
    assert [failure.id for failure in known_in(example)] == [name]


@pytest.mark.parametrize("failure", failures(), ids=lambda it: it.id)
def test_rules_and_sources_exist(failure: Failure) -> None:
    assert {rule["id"] for rule in module("book").RULES} >= set(failure.rules)
    assert {other.id for other in failures()} >= set(failure.unless)
    assert f"| {failure.source.split(', ')[0]} |" in (ROOT / "docs" / "severity.md").read_text("utf-8")
    assert failure.examples
    assert failure.causes


def test_numbered_reasons_are_explained_in_their_order() -> None:
    text = "INVALID_INPUT : 1. Burstable instance type ml.t2.medium is not allowed 2. Total Traffic duration too long"
    assert [failure.id for failure in known_in(text)] == ["burstable", "traffic-too-long"]


def test_an_answer_has_reasons_of_its_parts() -> None:
    answer = {
        "JobName": "churn",
        "FailureReason": "the job",
        "Steps": [{"InferenceBenchmark": {"FailureReason": "a test"}}, {"InferenceBenchmark": {}}],
    }
    assert [*reasons(json.dumps(answer))] == [
        ("/FailureReason", "the job"),
        ("/Steps/0/InferenceBenchmark/FailureReason", "a test"),
    ]


@pytest.mark.parametrize("text", ['"said"', "said", "[" * 100_000, "12"])
def test_other_texts_are_reasons_themselves(text: str) -> None:
    assert [*reasons(text)] == [("", text)]
