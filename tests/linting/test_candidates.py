"""The rules that a request is asked for: none is left out that would find something."""

from __future__ import annotations

import copy
from random import Random
from typing import TYPE_CHECKING, Any

import manifests
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import flawed_values

from ircompile.config.settings import Limits
from ircompile.linting.candidates import candidates
from ircompile.model.model import SHIPPED
from ircompile.model.shape_check import check
from ircompile.rulebook.book import shipped_rules
from ircompile.rulebook.cascading import request_for_rules
from ircompile.syntax.yaml.plain_values import NotPlainError
from ircompile.syntax.yaml.values import Values

if TYPE_CHECKING:
    from ircompile.findings.finding import SeverityName

REGION = "eu-west-1"
JUNK: list[Any] = [None, "x", "", [], {}, 10**10, -1, 0, 3.5, True, [None], ["x"], {"x": 1}, "ADVANCED", "advanced"]


def names_of_candidates(job: dict[str, Any], floor: SeverityName = "info") -> tuple[Any, set[str]]:
    """Return the request that rules look at, and the ids of those that may find something."""
    findings = list(check(job, SHIPPED))
    looked_at = request_for_rules(job, findings)
    found = candidates(shipped_rules(SHIPPED), looked_at, REGION, is_sound=not findings, floor=floor, given=job)
    return looked_at, {rule.id for rule in found}


def assert_no_rule_is_left_out(job: dict[str, Any]) -> None:
    looked_at, asked = names_of_candidates(job)
    for rule in shipped_rules(SHIPPED).values():
        if rule.asserts and rule.id not in asked:
            assert list(rule.run(looked_at, REGION)) == [], rule.id


def examples() -> list[dict[str, Any]]:
    """Return the requests of all examples of the rule book, and some generated ones."""
    found = [manifests.job(number) for number in range(20)]
    for rule in shipped_rules(SHIPPED).values():
        for example in (*rule.body.good, *rule.body.bad):
            try:
                documents = Values(example.text, Limits()).documents if example.kind == "manifest" else []
            except NotPlainError:
                documents = []
            found += [value for value in documents if isinstance(value, dict)]
    return found


EXAMPLES = examples()


def items(value: Any) -> list[tuple[Any, Any]]:
    """Return every collection below a value with each of its keys or indexes."""
    steps = list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
    return [pair for step in steps for pair in ((value, step), *items(value[step]))]


@settings(max_examples=600, deadline=None)
@given(st.sampled_from(range(len(EXAMPLES))), st.randoms(use_true_random=False))
def test_no_rule_is_left_out_of_examples_with_faults(number: int, random: Random) -> None:
    job = copy.deepcopy(EXAMPLES[number])
    for _ in range(random.randint(0, 4)):
        collection, step = random.choice(items(job) or [({0: 0}, 0)])
        if random.random() < 0.35:
            del collection[step]
        else:
            collection[step] = copy.deepcopy(random.choice(JUNK))
    assert_no_rule_is_left_out(job)


@settings(max_examples=300, deadline=None)
@given(flawed_values(SHIPPED.request))
def test_no_rule_is_left_out_of_generated_requests(job: Any) -> None:
    if isinstance(job, dict):
        assert_no_rule_is_left_out(job)


def test_a_fault_adds_only_the_rules_that_read_the_faulty_member() -> None:
    job = manifests.job(0)
    job["InputConfig"]["ResourceLimit"] = "six"
    asked = names_of_candidates(job)[1]
    assert {"tests-exceed-limit", "parallel-exceeds-total", "resource-limit-on-default"} <= asked
    assert not asked & {"tag-key-duplicate", "vpc-duplicate-id", "job-name-truncated"}


def test_every_rule_is_asked_about_an_invalid_request_with_a_long_list() -> None:
    job = manifests.job(0)
    job["JobType"] = "default"
    job["InputConfig"]["ContainerConfig"] = {"SupportedInstanceTypes": ["ml.c5.large"] * 200}
    assert names_of_candidates(job)[1] == {rule.id for rule in shipped_rules(SHIPPED).values() if rule.asserts}


@pytest.mark.parametrize("floor", ["error", "warning"])
def test_rules_that_only_advise_are_left_out_above_that_floor(floor: SeverityName) -> None:
    job = manifests.job(0)
    assert "cost-hint" in names_of_candidates(job)[1]
    assert "cost-hint" not in names_of_candidates(job, floor)[1]
