"""`ircompile rules` and `ircompile explain`."""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path

import pytest
from ci_runner import RUNNER_COMMAND
from console import run
from jobs import JOB, SMALL_JOB
from markdown_it import MarkdownIt

from ircompile import Config, UserError, lint
from ircompile.model.model import SHIPPED
from ircompile.rulebook.book import shipped_rules


@pytest.mark.usefixtures("root")
def test_the_example_policies_pass_their_tests() -> None:
    assert run("ircompile rules test examples/policies") == "4 rules tested, none failed.\n"


def test_all_rules_are_listed() -> None:
    listed = json.loads(run("ircompile rules --output-format json"))
    assert [rule["id"] for rule in listed] == list(shipped_rules(SHIPPED))


def test_another_word_is_no_subcommand() -> None:
    error = "use `ircompile rules` to list rules, or `ircompile rules test PATH` to test them"
    assert run("ircompile rules list") == f"ircompile: error: {error}\n[exit 2]\n"


FORGED = r"\u001b[31m\u202e ##[error]x ##vso[x]y [a](http://x) <b>x</b> `<i>` ``"
FORGING = rf"""
id: forging
severity: error
confidence: inferred
since: "1"
summary: "::error::{FORGED}"
why: "{"~~~ " * 50}{"``` " * 50}::error::{FORGED}"
source: {{page: "a\n::error::{FORGED}"}}
assert: "!has(job.Tags)"
at: Tags
message: tags
good:
  - name: "none\n::error::{FORGED}"
    manifest: "```\n::error::x\n  ::error::x\n<b>##[error]\nJobName: good\n````\n<b>"
bad:
  - {{name: some, manifest: "Tags: [{{Key: a, Value: b}}]", finds: ["1:7 {FORGED}"]}}
"""


@pytest.mark.parametrize(
    "command", ["explain forging", "rules", "rules --output-format json", "rules test policies", "lint job.yaml"]
)
def test_texts_of_a_rule_file_are_escaped(repository: Path, command: str) -> None:
    (repository / "policies").mkdir()
    (repository / "policies" / "forging.yaml").write_text(FORGING)
    if not command.endswith("policies"):
        (repository / "ircompile.toml").write_text('[lint]\nrules = ["policies"]\n')
    (repository / "job.yaml").write_text(JOB + "Tags: [{Key: a, Value: b}]\n")
    printed = run(f"ircompile {command}{' --output-format sarif' if 'lint' in command else ''}")
    assert "forging" in printed
    assert "[exit 2]" not in printed
    assert printed.replace("\n", "").isprintable()
    assert not RUNNER_COMMAND.search(printed)
    if "json" in command:
        (rule,) = (rule for rule in json.loads(printed) if rule["id"] == "forging")
        assert rule["summary"].startswith("::error::\x1b[31m\u202e ##[error]x ##vso[x]y")


def test_texts_of_a_rule_file_become_no_markup(repository: Path) -> None:
    (repository / "policies").mkdir()
    (repository / "policies" / "forging.yaml").write_text(FORGING)
    (repository / "job.yaml").write_text(JOB + "Tags: [{Key: a, Value: b}]\n")
    log = json.loads(run("ircompile lint job.yaml --rules policies --output-format sarif -q --fail-on never"))
    notes = [rule["help"]["markdown"] for rule in log["runs"][0]["tool"]["driver"]["rules"] if rule["id"] == "forging"]
    page = run("ircompile explain forging --rules policies")
    for text, spans, blocks in ((page, 4, (2, 3)), (*notes, 2, (0, 0))):
        tokens = [part for token in MarkdownIt().parse(text) for part in (token, *(token.children or ()))]
        assert {token.type for token in tokens}.isdisjoint({"html_block", "html_inline", "link_open", "image"})
        assert [token.content for token in tokens if token.type == "code_inline"] == ["<i>"] * spans
        assert tuple(sum(token.type == kind for token in tokens) for kind in ("fence", "heading_open")) == blocks


RULE = """\
id: lower-keys
severity: error
confidence: documented
since: "1"
summary: A tag whose key has a capital letter.
why: Our reports are grouped by the keys of tags.
source: {page: handbook}
each: Tags[*]
when: has(self.Key)
assert: self.Key.matches("^[a-z]+$")
at: Key
message: the key `{self.Key}` has a capital letter
good:
  - name: lower
    manifest: |
      JobName: churn
      JobType: Default
      RoleArn: arn:aws:iam::123456789012:role/recommender
      InputConfig: {ModelPackageVersionArn: "arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3"}
      Tags: [{Key: a, Value: "1"}]
bad:
  - name: two are wrong  # the first is right
    finds:  # both
      - '1:14 the key `A` has a capital letter'  # kept
      - "9:9 ?"   # replaced
    manifest: "Tags: [{Key: A}, {Key: B}]"
  - {name: one is not found, manifest: "Tags: [{Key: A}]", finds: ["9:9 ?", '1:14 the key `A` has a capital letter']}
  - {name: replaced, manifest: "Tags: [{Key: A}]", finds: ["9:9 ?", "9:9 !"]}
  - {name: one more, finds: ['1:14 the key `A` has a capital letter'], manifest: "Tags: [{Key: A}, {Key: B}]"}
  - name: one too many
    finds:
      - "9:9 too many"
      - "1:14 the key `A` has a capital letter"
    manifest: "Tags: [{Key: A}]"
  - name: one is missing
    manifest: "Tags: [{Key: A}, {Key: B}]"
    finds:
      - "1:24 the key `B` has a capital letter"  # stays

      # the end
"""
DIFFERENCES = """\
bad example 'two are wrong': not in `finds`: 1:24 the key `B` has a capital letter
bad example 'two are wrong': not found: 9:9 ?
bad example 'one is not found': not found: 9:9 ?
bad example 'replaced': not in `finds`: 1:14 the key `A` has a capital letter
bad example 'replaced': not found: 9:9 ?
bad example 'replaced': not found: 9:9 !
bad example 'one more': not in `finds`: 1:24 the key `B` has a capital letter
bad example 'one too many': not found: 9:9 too many
bad example 'one is missing': not in `finds`: 1:14 the key `A` has a capital letter
"""
ACCEPTED = {
    '"9:9 ?"   # replaced': '"1:24 the key `B` has a capital letter"   # replaced',
    """["9:9 ?", '1:14""": "['1:14",
    '["9:9 ?", "9:9 !"]': '["1:14 the key `A` has a capital letter"]',
    "one more, finds: ['1:14 the key `A` has a capital letter'": "one more, finds: ['1:14 the key `A` has a capital letter', \"1:24 the key `B` has a capital letter\"",
    '      - "9:9 too many"\n': "",
    "# stays\n": '# stays\n      - "1:14 the key `A` has a capital letter"\n',
}


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_what_is_found_is_written_and_nothing_else(repository: Path, end: str) -> None:
    file = repository / "policies" / "lower-keys.yaml"
    file.parent.mkdir()
    file.write_bytes(RULE.replace("\n", end).encode())
    differences = "".join(f"policies/lower-keys.yaml: {line}\n" for line in DIFFERENCES.splitlines())
    assert run("ircompile rules test policies") == f"{differences}1 rule tested, 1 failed.\n[exit 1]\n"
    assert file.read_bytes() == RULE.replace("\n", end).encode()
    (repository / "ircompile.toml").write_text('[lint]\nrules = ["policies"]\n')
    written = "policies/lower-keys.yaml: wrote the findings\n"
    assert run("ircompile rules test --accept") == f"{written}1 rule tested, none failed.\n"
    after = RULE
    for old, new in ACCEPTED.items():
        assert after.count(old) == 1
        after = after.replace(old, new)
    assert file.read_bytes() == after.replace("\n", end).encode()
    assert run(f"ircompile rules test {file} --accept") == "1 rule tested, none failed.\n"


def test_a_good_example_with_a_finding_differs_and_is_not_rewritten(repository: Path) -> None:
    text = RULE.partition("bad:")[0] + "bad:\n" + RULE[RULE.index("  - {name: one more") :].partition("\n")[0]
    text = text.replace("finds: ['1:14", "finds: ['1:24 the key `B` has a capital letter', '1:14")
    (repository / "lower-keys.yaml").write_text(text)
    assert run("ircompile rules test lower-keys.yaml") == "1 rule tested, none failed.\n"
    (repository / "lower-keys.yaml").write_text(faulty := text.replace("Key: a,", "Key: A,"))
    for options in ("", " --accept"):
        assert run(f"ircompile rules test lower-keys.yaml{options}") == (
            "lower-keys.yaml: good example 'lower': 5:14 the key `A` has a capital letter [lower-keys]\n"
            "1 rule tested, 1 failed.\n[exit 1]\n"
        )
    assert (repository / "lower-keys.yaml").read_text() == faulty


def test_without_a_path_the_configured_folders_are_tested(repository: Path) -> None:
    assert "nothing to test: pass a file or folder" in run("ircompile rules test")
    (repository / "ircompile.toml").write_text('[lint]\nrules = ["policies"]\n')
    assert "no such file or directory" in run("ircompile rules test")
    assert "--accept requires `ircompile rules test`" in run("ircompile rules --accept")


@pytest.mark.parametrize(
    ("finds", "message"),
    [
        ('["x"]', 'error: `x`: write "line:column message", such as "7:12 the name is too long"'),
        ("[]", 'error: `finds`: write what the rule finds, each as "line:column message"'),
    ],
)
def test_an_error_in_finds_says_how_to_write_it(repository: Path, finds: str, message: str) -> None:
    (repository / "lower-keys.yaml").write_text(RULE.replace('["9:9 ?", "9:9 !"]', finds))
    printed = run("ircompile rules test lower-keys.yaml")
    assert printed.startswith(message)
    assert printed.endswith("[exit 2]\n")


def test_an_own_rule_is_explained_and_silenced_like_any_other(repository: Path) -> None:
    (repository / "policies").mkdir()
    (repository / "policies" / "tags-missing.yaml").write_text(
        FORGING.replace("forging", "tags-missing").replace("::error::", "")
    )
    settings = '[lint]\nrules = ["policies"]\n'
    (repository / "ircompile.toml").write_text(settings)
    (repository / "job.yaml").write_text(f"{JOB}Tags: [{{Key: a, Value: b}}]\n")
    assert "1 error" in run("ircompile lint job.yaml")
    assert run("ircompile explain tags-missing").startswith(
        "# tags-missing\n\nerror · inferred · topic own · since 1\n"
    )
    assert "1 finding recorded" in run("ircompile baseline update job.yaml --baseline known.json")
    assert "nothing found (1 in the baseline)" in run("ircompile lint job.yaml --baseline known.json")
    entry = '[[ignore]]\npath = "job.yaml"\npointer = ""\nrules = ["tags-missing"]\n'
    (repository / "ircompile.toml").write_text(settings + entry)
    assert "nothing found (1 ignored)" in run("ircompile lint job.yaml")
    (repository / "ircompile.toml").write_text(settings)
    assert "Silenced 1 finding in 1 file." in run("ircompile lint job.yaml --add-ignore=later")
    assert "nothing found (1 ignored)" in run("ircompile lint job.yaml")


VALUE = """\
id: tag-value
severity: error
confidence: documented
since: "1"
summary: An empty value.
why: We read it.
source: {page: ours, section: tags}
each: Tags[*]
assert: %s
message: "the value is empty"
help: write it
good:
  - {name: a value, manifest: %s}
bad:
  - {name: UTF-16, finds: ["5:8 the value is empty"], bytes: "%s"}
"""
EMPTY = f'{SMALL_JOB}Tags: [{{Key: a, Value: ""}}]\n'
FILLED = json.dumps(EMPTY.replace('""', "b"))


def test_an_example_may_be_bytes(repository: Path) -> None:
    written = b64encode(EMPTY.encode("utf-16")).decode()
    (repository / "tag-value.yaml").write_text(VALUE % ("size(self.Value) > 0", FILLED, written))
    assert run("ircompile rules test tag-value.yaml") == "1 rule tested, none failed.\n"


def test_a_rule_that_fails_on_a_manifest_is_an_error_of_the_library(repository: Path) -> None:
    (repository / "tag-value.yaml").write_text(VALUE % ("1 / size(self.Value) > 0", FILLED, ""))
    with pytest.raises(UserError, match=r"`assert` fails on a manifest .*: an integer is divided by zero"):
        lint(EMPTY, "job.yaml", config=Config(rules=(str(repository / "tag-value.yaml"),)))
