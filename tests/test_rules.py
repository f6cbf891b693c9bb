"""Every rule file proves itself: a bad example gives exactly the findings that it names, a good one no error."""

from __future__ import annotations

from pathlib import Path

import pytest

from ircompile.proving import complaints
from ircompile.rule import Rule, RuleFault
from ircompile.rulebook import read_rules, shipped_rules

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
    assert list(complaints(rule)) == []


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
    with pytest.raises(RuleFault) as caught:
        read_rules(str(tmp_path))
    assert str(caught.value) == f"{file}:{fault}"


def test_a_broken_expression_is_refused_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "tiny.yaml").write_text(TINY.replace('job.JobName != "bad"', "job.JobName !="))
    with pytest.raises(RuleFault, match=r"tiny\.yaml:8:23: "):
        read_rules(str(tmp_path))


def test_an_assertion_that_needs_what_is_absent_is_a_fault_of_the_rule(tmp_path: Path) -> None:
    (tmp_path / "tiny.yaml").write_text(TINY)
    rule = read_rules(str(tmp_path))["tiny"]
    with pytest.raises(RuleFault, match="tiny"):
        list(rule.run({}))
    assert [it.message for it in rule.run({"JobName": "bad"})] == ["the name bad is not liked"]
