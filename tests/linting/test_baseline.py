"""A baseline contains the findings that it was made from, and no others."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import flawed_values

import ircompile
from ircompile.config.settings import Config
from ircompile.findings.finding import UNREAD
from ircompile.linting.baseline import Baseline
from ircompile.model.model import SHIPPED


@settings(max_examples=100, deadline=None)
@given(flawed_values(SHIPPED.request), st.data())
def test_a_baseline_contains_the_findings_it_was_made_from(value: Any, data: Any) -> None:
    found = [it for it in ircompile.lint(json.dumps(value), "a.json", config=Config()) if it.rule not in UNREAD]
    some = data.draw(st.lists(st.sampled_from(found), max_size=30)) if found else []
    baseline = Baseline.of(some)
    assert baseline.without(some) == []
    assert sum(it.count for it in baseline) == len(some)
    assert len(baseline.without(found)) >= len(found) - len(some)
    everything = Baseline.of(found)
    assert everything.updated(baseline, lambda _: True).to_json() == baseline.to_json()
    assert everything.pruned(everything, lambda _: True).to_json() == everything.to_json()
    assert everything.pruned(Baseline(), lambda _: False).to_json() == everything.to_json()
    assert everything.pruned(Baseline(), lambda _: True).to_json() == Baseline().to_json()


def job(*instances: str) -> str:
    configurations = [{"InstanceType": instance} for instance in instances]
    return json.dumps({"JobName": "a_b", "InputConfig": {"EndpointConfigurations": configurations}})


def rules_and_pointers(baseline: Baseline, text: str) -> list[str]:
    return [f"{it.rule} {it.pointer}" for it in baseline.without(ircompile.lint(text, "a.json", config=Config()))]


def test_an_element_that_is_inserted_above_is_the_only_news() -> None:
    baseline = Baseline.of(ircompile.lint(job("ml.x", "ml.y"), "a.json", config=Config()))
    assert rules_and_pointers(baseline, job("ml.c5.large", "ml.y", "ml.x")) == []
    assert rules_and_pointers(baseline, job("ml.z", "ml.x", "ml.y")) == [
        "not-allowed-value /InputConfig/EndpointConfigurations/0/InstanceType"
    ]
    assert rules_and_pointers(baseline, job("ml.x", "ml.x", "ml.y")) == [
        "not-allowed-value /InputConfig/EndpointConfigurations/1/InstanceType"
    ]
