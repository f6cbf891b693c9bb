"""Rule files: invalid ones and failing expressions are refused with a location."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from checkout import ROOT
from console import run
from jobs import JOB
from tiny_rule import TINY

from ircompile.model.model import SHIPPED
from ircompile.rulebook.body import RuleError
from ircompile.rulebook.book import read_rules


def test_an_invalid_rule_is_shown_with_a_caret(repository: Path) -> None:
    (repository / "policies").mkdir()
    text = (ROOT / "examples/policies/cost-center-tag.yaml").read_text()
    (repository / "policies" / "cost-center-tag.yaml").write_text(text.replace("&& tag.Key", "&& tga.Key"))
    assert run("ircompile lint job.yaml --rules policies") == (
        "error: there is no variable `tga`; did you mean `tag`?\n"
        " --> policies/cost-center-tag.yaml:8:63\n"
        '8 | assert: has(job.Tags) && job.Tags.exists(tag, has(tag.Key) && tga.Key == "cost-center")\n'
        "  |                                                               ^\n"
        "[exit 2]\n"
    )


def test_a_rule_file_that_is_a_link_out_of_the_repository_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its text would be in the report, and a stranger who adds a rule chooses where a link leads."""
    repository = tmp_path / "repository"
    (repository / "policies").mkdir(parents=True)
    (repository / ".git").mkdir()
    (repository / "job.yaml").write_text(JOB)
    (repository / "ircompile.toml").write_text('[lint]\nrules = ["policies"]\n')
    (tmp_path / "passwd").write_text("needle:x:0:0")
    (repository / "policies" / "x.yaml").symlink_to("../../passwd")
    monkeypatch.chdir(repository)
    for command in ("lint job.yaml", "compile job.yaml", "rules test"):
        printed = run(f"ircompile {command}")
        assert printed.startswith(
            "error: the rule file is a link to a file outside of the repository\n --> policies/x.yaml"
        )
        assert "needle" not in printed
        assert printed.endswith("[exit 2]\n")
    (repository / "policies" / "x.yaml").unlink()
    (repository / "x").write_text("needle:x:0:0")
    (repository / "policies" / "x.yaml").symlink_to("../x")
    assert "needle" in run("ircompile lint job.yaml")


def test_a_rule_that_fails_on_a_manifest_does_not_stop_the_run(repository: Path) -> None:
    (repository / "policies").mkdir()
    text = (ROOT / "examples/policies/cost-center-tag.yaml").read_text()
    (repository / "policies" / "cost-center-tag.yaml").write_text(text.replace("has(tag.Key) && ", ""))
    (repository / "bare.yaml").write_text(JOB.replace("churn", "bare") + "Tags: [{Value: x}]\n")
    assert run("ircompile lint bare.yaml job.yaml --rules policies --output-format concise -q") == (
        "bare.yaml:5:8: error[missing-field] an element of `Tags` has no `Key`\n"
        "job.yaml:1:1: error[cost-center-tag] the job has no `cost-center` tag\n"
        "ircompile: error: bare.yaml:1:1: policies/cost-center-tag.yaml:8:9: the rule's `assert` fails on a "
        "manifest that its `when` accepts: there is no field `Key`\n"
        "[exit 2]\n"
    )


INVALID = [
    ("severity: error", "severity: fatal", "2:11: expected `error`, `warning` or `info`, not `fatal`"),
    ("message:", "mesage:", "10:1: unknown key `mesage`, did you mean `message`?"),
    ('since: "0.1"\n', "", "1:1: the key `since` is missing"),
    ('message: "the name {job.JobName} is not liked"\n', "", "1:1: a rule needs `message`"),
    (
        "{name: another, manifest",
        "{name: another, region: a, overlay",
        "12:5: an example needs one of manifest, command, bytes, payload, python",
    ),
    ("id: tiny", "id: other", "1:5: the id must be the file's name, tiny"),
    ("assert:", f"cases: [{'{when: x}, ' * 101}]\nassert:", "8:8: `cases` has 101 elements; at most 100 are allowed"),
    ("name: another", "nam: another", "12:6: unknown key `nam`, did you mean `name`?"),
    (
        "severity: error",
        "severity: [error",
        "3:11: not YAML: did not find expected ',' or ']' (while parsing a flow sequence)",
    ),
]


@pytest.mark.parametrize(("old", "new", "message"), INVALID)
def test_an_invalid_rule_file_is_refused_with_a_location(tmp_path: Path, old: str, new: str, message: str) -> None:
    file = tmp_path / "tiny.yaml"
    file.write_text(TINY.replace(old, new))
    with pytest.raises(RuleError) as caught:
        read_rules(str(tmp_path), SHIPPED)
    assert str(caught.value) == f"{file}:{message}"


def test_an_invalid_expression_is_refused_with_its_location(tmp_path: Path) -> None:
    (tmp_path / "tiny.yaml").write_text(TINY.replace('job.JobName != "bad"', "job.JobName !="))
    with pytest.raises(RuleError, match=r"tiny\.yaml:8:23: "):
        read_rules(str(tmp_path), SHIPPED)


FAILING = [
    ("assert: job.JobName", "assert: job.JobType", "8:9: the rule's `assert`"),
    ("{job.JobName}", "{job.JobType}", "10:10: the rule's `message`"),
    ("message:", "help: '{job.JobType}'\nmessage:", "10:7: the rule's `help`"),
    ("message:", "notes: [a, '{job.JobType}']\nmessage:", "10:12: the rule's `notes`"),
    ("at: JobName", "at: [{JobName: '{job.JobType}'}]", "9:16: the rule's `at`"),
    ("message:", "fix: {kind: safe, set: {JobName: job.JobType}}\nmessage:", "10:34: the rule's `fix`"),
]


@pytest.mark.parametrize(("old", "new", "message"), FAILING)
def test_an_expression_that_fails_on_a_manifest_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    (tmp_path / "tiny.yaml").write_text(TINY.replace(old, new, 1))
    with pytest.raises(RuleError) as caught:
        list(read_rules(str(tmp_path), SHIPPED)["tiny"].run({"JobName": "bad"}))
    assert str(caught.value) == (
        f"{tmp_path / 'tiny.yaml'}:{message} fails on a manifest that its `when` accepts: there is no field `JobType`"
    )


def found(tmp_path: Path, changes: dict[str, str], job: dict[str, Any]) -> list[Any]:
    """Return the findings of the small rule with some of its keys changed, each with all that it says."""
    text = TINY
    for old, new in changes.items():
        text = text.replace(old, new, 1)
    (tmp_path / "tiny.yaml").write_text(text)
    return [
        (it.message, it.help, [(blame.path, blame.label) for blame in it.blames])
        for it in read_rules(str(tmp_path), SHIPPED)["tiny"].run(job)
    ]


def test_a_finding_says_what_its_rule_says(tmp_path: Path) -> None:
    assert found(tmp_path, {}, {"JobName": "bad"}) == [("the name bad is not liked", "", [(("JobName",), "")])]
    (rule,) = read_rules(str(tmp_path), SHIPPED).values()
    assert (rule.topic, rule.fields) == ("own", ("JobName",))


SIBLINGS = {
    'assert: job.JobName != "bad"': "each: Tags[*]\nassert: self.Key != 'bad'",
    "at: JobName": 'at: [Key, {"siblings[*].Key": "no {place}", where: value != self.Key}]',
    "{job.JobName}": "{self.Key}",
}


@pytest.mark.parametrize(
    ("bad", "length", "places"),
    [
        (1, 3, [0, 2]),
        (0, 50, range(1, 50)),
        (0, 51, range(1, 50)),
        (50, 51, range(1, 50)),
        (50, 100, [*range(25, 50), *range(51, 75)]),
        (99, 100, range(50, 99)),
    ],
)
def test_siblings_near_the_value_are_blamed(tmp_path: Path, bad: int, length: int, places: Sequence[int]) -> None:
    tags = [{"Key": "bad" if number == bad else f"t{number}"} for number in range(length)]
    others = [(("Tags", place, "Key"), f"no {place}") for place in places]
    assert found(tmp_path, SIBLINGS, {"Tags": tags}) == [
        ("the name bad is not liked", "", [(("Tags", bad, "Key"), ""), *others])
    ]


def test_a_rule_looks_at_a_thousand_values(tmp_path: Path) -> None:
    changes = {'assert: job.JobName != "bad"': "each: Tags[*]\nassert: self.Key != 'bad'", "at: JobName": "at: Key"}
    tags = [{"Key": "a"}] * 1000
    assert found(tmp_path, changes, {"Tags": tags}) == []
    message = "there are too many values for rules to check: the limit is 1000"
    assert found(tmp_path, changes, {"Tags": [*tags, {"Key": "bad"}]}) == [
        (message, "split the job: none needs so many", [(("Tags",), "")])
    ]


def test_a_rule_that_costs_too_much_is_reported(tmp_path: Path) -> None:
    changes = {'job.JobName != "bad"': "job.Tags.all(a, job.Tags.all(b, a == b))"}
    assert found(tmp_path, changes, {"JobName": "a", "Tags": [1] * 100}) == []
    ((message, help_, blames),) = found(tmp_path, changes, {"JobName": "a", "Tags": [1] * 101})
    assert message.startswith("the rule tiny can't be evaluated: nested comprehensions visit more than 10000 elements")
    assert (help_, blames) == ("use fewer values: the service rejects a request with so many anyway", [((), "")])


def test_a_condition_that_costs_too_much_is_reported(tmp_path: Path) -> None:
    condition = "when: job.Tags.all(a, job.Tags.all(b, a == b))\nassert"
    assert found(tmp_path, {"assert": condition}, {"JobName": "good", "Tags": [1] * 100}) == []
    ((message, _, _),) = found(tmp_path, {"assert": condition}, {"JobName": "good", "Tags": [1] * 101})
    assert message.startswith("the rule tiny can't be evaluated: nested comprehensions visit more than 10000 elements")


def test_a_condition_must_be_true_or_false(tmp_path: Path) -> None:
    with pytest.raises(RuleError) as caught:
        found(tmp_path, {'job.JobName != "bad"': "job.JobName"}, {"JobName": "a"})
    assert str(caught.value) == f"{tmp_path / 'tiny.yaml'}:8:9: `assert` must be true or false, not a string"


def test_an_assertion_on_an_absent_member_is_an_error_of_the_rule(tmp_path: Path) -> None:
    (tmp_path / "tiny.yaml").write_text(TINY)
    rule = read_rules(str(tmp_path), SHIPPED)["tiny"]
    with pytest.raises(RuleError, match="tiny"):
        list(rule.run({}))
    assert [it.message for it in rule.run({"JobName": "bad"})] == ["the name bad is not liked"]


def test_folders_of_rules(tmp_path: Path) -> None:
    with pytest.raises(RuleError) as caught:
        read_rules(str(tmp_path), SHIPPED)
    assert (
        str(caught.value) == f"{tmp_path}:1:1: this folder contains no rules: a rule is a file whose name ends in .yaml"
    )
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "tiny.yaml").write_text(TINY)
        (rule,) = read_rules(str(tmp_path), SHIPPED).values() if folder == "one" else [None]
        assert rule is None or rule.topic == "one"
    with pytest.raises(RuleError) as caught:
        read_rules(str(tmp_path), SHIPPED)
    first, second = tmp_path / "one" / "tiny.yaml", tmp_path / "two" / "tiny.yaml"
    assert str(caught.value) == f"{second}:1:1: the id tiny is already used by {first}"
    (rule,) = read_rules(str(first), SHIPPED).values()
    assert rule.topic == "own"
