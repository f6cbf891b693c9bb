"""The shipped rules: their examples prove them, and they take linear time."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from checkout import ROOT
from console import run
from tiny_rule import TINY

from ircompile.findings.values import pointer
from ircompile.linting.rule_tests import example_problems
from ircompile.model.model import SHIPPED
from ircompile.rulebook.book import shipped_rules
from ircompile.rulebook.rule import Rule


def test_a_missing_folder_of_rules_is_an_error(repository: Path) -> None:
    assert (repository / "job.yaml").exists()
    assert run("ircompile lint job.yaml --rules nope") == (
        "error: no such file or directory\n --> nope:1:1\n[exit 2]\n"
    )


def test_the_id_of_a_shipped_rule_is_refused(repository: Path) -> None:
    (repository / "policies").mkdir()
    source = ROOT / "rules" / "shape" / "empty-structure.yaml"
    (repository / "policies" / source.name).write_text(source.read_text())
    assert "the id empty-structure is already used by" in run("ircompile lint job.yaml --rules policies")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes with names of files")
def test_a_rule_file_that_is_no_file_is_an_error(repository: Path) -> None:
    (repository / "policies").mkdir()
    os.mkfifo(repository / "policies" / "pipe.yaml")
    assert run("ircompile lint job.yaml --rules policies") == (
        "error: the rule file can't be read: it is not a regular file\n --> policies/pipe.yaml:1:1\n[exit 2]\n"
    )


def test_a_rule_of_the_user_asserts_something(repository: Path) -> None:
    (repository / "policies").mkdir()
    lines = TINY.splitlines(keepends=True)
    text = "".join(it for it in lines if not it.startswith(("assert", "at:", "message")))
    (repository / "policies" / "tiny.yaml").write_text(text)
    assert run("ircompile lint job.yaml --rules policies") == (
        "error: a custom rule needs `assert` or `cases`\n --> policies/tiny.yaml:1:1\n1 | id: tiny\n  | ^\n[exit 2]\n"
    )


RULES = shipped_rules(SHIPPED)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_passes_its_examples(rule: Rule) -> None:
    assert list(example_problems(rule)) == []


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_is_complete(rule: Rule) -> None:
    assert rule.body.good
    assert rule.body.bad
    assert rule.topic
    assert rule.summary.endswith(".")
    assert rule.why.endswith(".")
    assert rule.source


TYPE = "EndpointConfigurations"
BLAMED = [
    ("identity/tag-key-duplicate", {"Tags": [{"Key": "a"}, {"Key": "b"}, {"Key": "a"}]}, ["/Tags/2/Key /Tags/0/Key"]),
    (
        "kms-and-network/vpc-duplicate-id",
        {"InputConfig": {"VpcConfig": {"Subnets": ["a", "a"]}}},
        ["/InputConfig/VpcConfig/Subnets/1 /InputConfig/VpcConfig/Subnets/0"],
    ),
    (
        "endpoints/volume-kms-local-storage",
        {
            "InputConfig": {
                "VolumeKmsKeyId": "k",
                "EndpointConfigurations": [{"InstanceType": f"ml.{it}.xlarge"} for it in ("c5", "m5d", "g5")],
            }
        },
        [
            " ".join(
                f"/InputConfig/{it}" for it in ("VolumeKmsKeyId", f"{TYPE}/1/InstanceType", f"{TYPE}/2/InstanceType")
            )
        ],
    ),
    (
        "traffic/phase-user-jump",
        {
            "InputConfig": {
                "TrafficPattern": {
                    "Phases": [
                        {"InitialNumberOfUsers": users, "SpawnRate": 0, "DurationInSeconds": 60} for users in (1, 2, 9)
                    ]
                }
            }
        },
        ["/InputConfig/TrafficPattern/Phases/2/InitialNumberOfUsers /InputConfig/TrafficPattern/Phases/1"],
    ),
]


@pytest.mark.parametrize(("rule", "job", "pointers"), BLAMED)
def test_a_finding_has_every_path_involved(rule: str, job: dict[str, Any], pointers: list[str]) -> None:
    found = RULES[rule.partition("/")[2]].run(job)
    assert [" ".join(pointer(blame.path) for blame in it.blames) for it in found] == pointers


LISTS = [
    ("supported-instance-types-duplicate", "ContainerConfig", "SupportedInstanceTypes", "ml.c5.large"),
    (
        "phase-user-jump",
        "TrafficPattern",
        "Phases",
        {"InitialNumberOfUsers": 1, "SpawnRate": 9, "DurationInSeconds": 60},
    ),
]


class Recorded:
    """A function that records its arguments."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.calls: list[tuple[Any, ...]] = []

    def __call__(self, *given: Any) -> Any:
        self.calls.append(given)
        return self.function(*given)


def work_of(rule: str, job: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """Return how many conditions a rule evaluates and how many paths it blames until it has 200 findings."""
    recorded = Recorded(Rule._condition_holds)
    with monkeypatch.context() as patch:
        patch.setattr(Rule, "_condition_holds", lambda *given: recorded(*given))  # noqa: PLW0108  only a function is bound as a method
        blamed = sum(len(finding.blames) for finding in islice(RULES[rule].run(job), 200))
    return len(recorded.calls), blamed


@pytest.mark.parametrize(("rule", "owner", "member", "value"), LISTS)
def test_the_work_of_a_rule_does_not_grow_with_the_list_once_findings_are_full(
    rule: str, owner: str, member: str, value: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    once, twice = ({"InputConfig": {owner: {member: [value] * count}}} for count in (1000, 2000))
    assert work_of(rule, once, monkeypatch) == work_of(rule, twice, monkeypatch) < (200 * 60, 200 * 60)


@pytest.mark.parametrize(("rule", "owner", "member", "value"), LISTS)
def test_the_previous_element_is_blamed_in_long_lists(rule: str, owner: str, member: str, value: Any) -> None:
    found = list(RULES[rule].run({"InputConfig": {owner: {member: [value] * 900}}}))[-1]
    path = ("InputConfig", owner, member)
    assert found.blames[0].path[:4] == (*path, 899)
    assert (*path, 898) in [blame.path for blame in found.blames]


def test_values_beyond_the_limit_of_a_rule_are_a_finding() -> None:
    few, many = ({"InputConfig": {"ContainerConfig": {"SupportedInstanceTypes": ["a"] * it}}} for it in (1000, 1001))
    assert not list(RULES["supported-instance-types-duplicate"].run(few))[999:]
    found = list(RULES["supported-instance-types-duplicate"].run(many))[-1]
    assert (found.rule, pointer(found.blames[0].path)) == (
        "limit-exceeded",
        "/InputConfig/ContainerConfig/SupportedInstanceTypes",
    )


def test_a_rule_run_on_one_path_checks_only_its_value(monkeypatch: pytest.MonkeyPatch) -> None:
    recorded = Recorded(Rule._evaluate_case)
    monkeypatch.setattr(Rule, "_evaluate_case", lambda *given: recorded(*given))  # noqa: PLW0108  only a function is bound as a method
    job = {"Tags": [{"Key": "a"}] * 10}
    path = ("Tags", 4, "Key")
    assert [it.blames[0].path for it in RULES["tag-key-duplicate"].run(job, only=path)] == [path]
    assert [given[2] for given in recorded.calls] == [path[:2]]
