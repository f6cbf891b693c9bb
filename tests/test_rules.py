"""Every rule file proves itself: a bad example gives exactly the findings that it names, a good one no error."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from ircompile.findings.values import pointer
from ircompile.linting.rule_tests import example_problems
from ircompile.rulebook.book import read_rules, shipped_rules
from ircompile.rulebook.rule import Rule, RuleError

RULES = shipped_rules()

TINY = """\
id: tiny
severity: error
confidence: inferred
since: "0.1"
summary: A name that is not liked.
why: Somebody does not like it.
source: {page: none, section: none}
assert: job.JobName != "bad"
at: JobName
message: "the name {job.JobName} is not liked"
good:
  - {name: another, manifest: "JobName: good"}
bad:
  - {name: that one, manifest: "JobName: bad", finds: ["1:10 the name bad is not liked"]}
"""


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_the_examples_of_a_rule_prove_it(rule: Rule) -> None:
    assert list(example_problems(rule)) == []


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_is_whole(rule: Rule) -> None:
    assert rule.body.good
    assert rule.body.bad
    assert rule.topic
    assert rule.summary.endswith(".")
    assert rule.why.endswith(".")
    assert rule.source


FAULTS = [
    ("severity: error", "severity: fatal", "2:11: `fatal` is none of error, warning, info"),
    ("message:", "mesage:", "10:1: unknown key `mesage`, did you mean `message`?"),
    ('since: "0.1"\n', "", "1:1: the key `since` is missing"),
    ("id: tiny", "id: other", "1:5: the id is not the file's name, tiny"),
    ("assert:", f"cases: [{'{when: x}, ' * 101}]\nassert:", "8:8: `cases` has 101 elements, 100 are the most"),
    ("name: another", "nam: another", "12:6: unknown key `nam`, did you mean `name`?"),
    (
        "severity: error",
        "severity: [error",
        "3:11: not YAML: did not find expected ',' or ']' (while parsing a flow sequence)",
    ),
]


@pytest.mark.parametrize(("old", "new", "fault"), FAULTS)
def test_a_broken_rule_file_is_refused_with_a_place(tmp_path: Path, old: str, new: str, fault: str) -> None:
    file = tmp_path / "tiny.yaml"
    file.write_text(TINY.replace(old, new))
    with pytest.raises(RuleError) as caught:
        read_rules(str(tmp_path))
    assert str(caught.value) == f"{file}:{fault}"


def test_a_broken_expression_is_refused_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "tiny.yaml").write_text(TINY.replace('job.JobName != "bad"', "job.JobName !="))
    with pytest.raises(RuleError, match=r"tiny\.yaml:8:23: "):
        read_rules(str(tmp_path))


ROUTES = [
    ("at: JobName", "at: JobNam", "9:5: a job has no member `JobNam`, did you mean `JobName`?"),
    ("at: JobName", "at: ['JobName[*]']", "9:6: `JobName` is no list"),
    ("at: JobName", "at: 'siblings[*]'", "9:5: `siblings` are of a value in a list, as `each: Tags[*]` looks at"),
    ("at: JobName", "at: [{JobName: a, Tags: b}]", "9:6: a place is one route with its label, and perhaps `where`"),
    ("at: JobName", "fix: {kind: safe, set: {JobNam: '1'}}", "9:24: a job has no member `JobNam`, did you mean `JobName`?"),
    ("at: JobName", "fix: {kind: safe, set: {'Tags[*].Key': '1'}}",
     "9:24: `set` names one member below the value that the rule looks at"),
    ("at: JobName", "at: 'Tags[٣]'", "9:5: `Tags` has no member `٣`"),
    ("at: JobName", f"each: 'Tags[{'9' * 6000}]'", f"9:7: `Tags` has no member `{'9' * 99}…`"),
    ("at: JobName", "each: [Tags, Tgas]", "9:14: a job has no member `Tgas`, did you mean `Tags`?"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "fault"), ROUTES)
def test_a_route_that_leads_nowhere_is_refused_with_its_place(tmp_path: Path, old: str, new: str, fault: str) -> None:
    (tmp_path / "tiny.yaml").write_text(TINY.replace(old, new))
    with pytest.raises(RuleError) as caught:
        read_rules(str(tmp_path))
    assert str(caught.value) == f"{tmp_path / 'tiny.yaml'}:{fault}"


FAILING = [
    ("assert: job.JobName", "assert: job.JobType", "8:9: the rule's `assert`"),
    ("{job.JobName}", "{job.JobType}", "10:10: the rule's `message`"),
    ("message:", "help: '{job.JobType}'\nmessage:", "10:7: the rule's `help`"),
    ("message:", "notes: [a, '{job.JobType}']\nmessage:", "10:12: the rule's `notes`"),
    ("at: JobName", "at: [{JobName: '{job.JobType}'}]", "9:16: the rule's `at`"),
    ("message:", "fix: {kind: safe, set: {JobName: job.JobType}}\nmessage:", "10:34: the rule's `fix`"),
]


@pytest.mark.parametrize(("old", "new", "fault"), FAILING)
def test_what_fails_on_a_manifest_is_named(tmp_path: Path, old: str, new: str, fault: str) -> None:
    (tmp_path / "tiny.yaml").write_text(TINY.replace(old, new, 1))
    with pytest.raises(RuleError) as caught:
        list(read_rules(str(tmp_path))["tiny"].run({"JobName": "bad"}))
    assert str(caught.value) == (
        f"{tmp_path / 'tiny.yaml'}:{fault} fails on a manifest that its `when` lets through: there is no field `JobType`"
    )


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


@pytest.mark.parametrize(("rule", "job", "places"), BLAMED)
def test_every_place_involved_is_blamed(rule: str, job: dict[str, Any], places: list[str]) -> None:
    found = RULES[rule.partition("/")[2]].run(job)
    assert [" ".join(pointer(blame.path) for blame in it.blames) for it in found] == places


def test_an_assertion_that_needs_what_is_absent_is_a_fault_of_the_rule(tmp_path: Path) -> None:
    (tmp_path / "tiny.yaml").write_text(TINY)
    rule = read_rules(str(tmp_path))["tiny"]
    with pytest.raises(RuleError, match="tiny"):
        list(rule.run({}))
    assert [it.message for it in rule.run({"JobName": "bad"})] == ["the name bad is not liked"]


LISTS = [
    ("supported-instance-types-duplicate", "ContainerConfig", "SupportedInstanceTypes", "ml.c5.large"),
    (
        "phase-user-jump",
        "TrafficPattern",
        "Phases",
        {"InitialNumberOfUsers": 1, "SpawnRate": 9, "DurationInSeconds": 60},
    ),
]


class Asked:
    """A function, and what it was asked of."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.of: list[tuple[Any, ...]] = []

    def __call__(self, *given: Any) -> Any:
        self.of.append(given)
        return self.function(*given)


def looks(rule: str, job: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """How many conditions a rule asks and how many places it blames until it has 200 findings."""
    asked = Asked(Rule._condition_holds)
    with monkeypatch.context() as patch:
        patch.setattr(Rule, "_condition_holds", lambda *given: asked(*given))  # noqa: PLW0108  only a function becomes a method
        blamed = sum(len(finding.blames) for finding in islice(RULES[rule].run(job), 200))
    return len(asked.of), blamed


@pytest.mark.parametrize(("rule", "owner", "member", "value"), LISTS)
def test_twice_as_long_a_list_is_no_more_to_look_at(
    rule: str, owner: str, member: str, value: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    once, twice = ({"InputConfig": {owner: {member: [value] * count}}} for count in (1000, 2000))
    assert looks(rule, once, monkeypatch) == looks(rule, twice, monkeypatch) < (200 * 60, 200 * 60)


@pytest.mark.parametrize(("rule", "owner", "member", "value"), LISTS)
def test_the_element_before_is_blamed_however_long_the_list_is(rule: str, owner: str, member: str, value: Any) -> None:
    found = list(RULES[rule].run({"InputConfig": {owner: {member: [value] * 900}}}))[-1]
    path = ("InputConfig", owner, member)
    assert found.blames[0].path[:4] == (*path, 899)
    assert (*path, 898) in [blame.path for blame in found.blames]


def test_values_beyond_the_bound_of_a_rule_are_a_finding() -> None:
    few, many = ({"InputConfig": {"ContainerConfig": {"SupportedInstanceTypes": ["a"] * it}}} for it in (1000, 1001))
    assert not list(RULES["supported-instance-types-duplicate"].run(few))[999:]
    found = list(RULES["supported-instance-types-duplicate"].run(many))[-1]
    assert (found.rule, pointer(found.blames[0].path)) == (
        "limit-exceeded",
        "/InputConfig/ContainerConfig/SupportedInstanceTypes",
    )


def test_of_one_place_only_its_own_value_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Asked(Rule._evaluate_case)
    monkeypatch.setattr(Rule, "_evaluate_case", lambda *given: asked(*given))  # noqa: PLW0108  only a function becomes a method
    job = {"Tags": [{"Key": "a"}] * 10}
    place = ("Tags", 4, "Key")
    assert [it.blames[0].path for it in RULES["tag-key-duplicate"].run(job, only=place)] == [place]
    assert [given[2] for given in asked.of] == [place[:2]]
