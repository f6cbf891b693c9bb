"""Rule files: invalid ones and failing expressions are refused with a location."""

from __future__ import annotations

from pathlib import Path

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


def test_an_assertion_on_an_absent_member_is_an_error_of_the_rule(tmp_path: Path) -> None:
    (tmp_path / "tiny.yaml").write_text(TINY)
    rule = read_rules(str(tmp_path), SHIPPED)["tiny"]
    with pytest.raises(RuleError, match="tiny"):
        list(rule.run({}))
    assert [it.message for it in rule.run({"JobName": "bad"})] == ["the name bad is not liked"]
