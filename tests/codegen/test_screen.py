"""The generated screen names the rules that have findings, and only those."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import valid_values

from ircompile.codegen.exceptions import conjuncts, error_rules_out
from ircompile.config.settings import SEVERITIES
from ircompile.model.model import SHIPPED
from ircompile.package import module
from ircompile.rulebook.book import shipped_rules
from ircompile.rulebook.rule import Rule
from ircompile.syntax.lalr import parse


def may_absorb_errors(rule: Rule) -> bool:
    """Return whether the rule may absorb an error that its translation to Python can't absorb."""
    expressions = [it for case in rule.body.cases for it in (case.when, case.assertion) if it]
    return not all(error_rules_out(tree, as_=True) for it in expressions for tree in conjuncts(parse("cel", it.text)))


@settings(max_examples=600, deadline=None)
@given(valid_values(SHIPPED.request), st.sampled_from(["", "eu-west-1"]))
def test_the_screen_names_exactly_the_rules_with_findings(job: dict[str, Any], region: str) -> None:
    assert module("checker").violations(job) == []
    found = {rule.id for rule in shipped_rules(SHIPPED).values() if rule.asserts and next(rule.run(job, region), None)}
    named = set(module("fine_screen").hits(job, region))
    graver = {rule for rule, rank in module("fine_screen").RANKS.items() if rank < SEVERITIES.index("info")}
    assert set(module("screen").hits(job, region)) == named & graver
    assert found <= named
    assert named - found <= {rule.id for rule in shipped_rules(SHIPPED).values() if may_absorb_errors(rule)}


def test_the_screen_contains_every_rule() -> None:
    """No rule has to be run on every manifest besides the screen."""
    assert module("fine_screen").hits(
        {"JobName": "a", "JobType": "x", "RoleArn": "x", "InputConfig": {"ModelName": "m"}}
    ) == ["container-config-required"]
