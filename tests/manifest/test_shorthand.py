"""Limits on shorthand in a file."""

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
