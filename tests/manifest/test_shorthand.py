"""Shorthand in a file: limits, and values that are not known."""

from __future__ import annotations

import pytest

from ircompile import lint

SHORT = "JobName: a\nStoppingConditions: {}\n".format


@pytest.mark.parametrize(
    "value",
    [
        "a=b" + ",c" * 300_000 + "=x",
        "a=b," * 200_000,
        "a=[" + "{b=c}," * 100_000 + "{}]",
        ">\n" + "  a=b,\n" * 100_000,
        "[" + "'', " * 200_000 + "]",
    ],
    ids=lambda value: value[:6],
)
def test_shorthand_in_a_file_is_limited(value: str) -> None:
    rules = {it.rule for it in lint(SHORT(value).replace("StoppingConditions: [", "Tags: ["), "a.yaml")}
    assert "limit-exceeded" in rules
    half = SHORT("a=b" + ",c" * 40_000)
    assert "limit-exceeded" not in {it.rule for it in lint(half, "a.yaml")}
    assert "limit-exceeded" in {it.rule for it in lint(f"{half}---\n{half}", "a.yaml")}


@pytest.mark.parametrize(
    ("shorthand", "rules"),
    [
        ("TrafficPattern={Phases={SpawnRate=file://a}}", {"wrong-type", "shorthand-syntax"}),
        ("Endpoints={EndpointName=file://a}", {"shorthand-syntax"}),
        ("ModelName=,file://a", {"shorthand-unquoted-value", "shorthand-syntax"}),
    ],
)
def test_file_names_below_values_of_another_type_are_reported(shorthand: str, rules: set[str]) -> None:
    found = lint(f"JobName: a\nJobType: Default\nInputConfig: {shorthand}\n", "a.yaml")
    assert rules <= {it.rule for it in found}
