"""`ircompile rules` and `ircompile explain`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ci_runner import RUNNER_COMMAND
from console import run
from jobs import JOB
from markdown_it import MarkdownIt

from ircompile.model.model import SHIPPED
from ircompile.rulebook.book import shipped_rules


@pytest.mark.usefixtures("root")
def test_the_example_policies_pass_their_tests() -> None:
    assert run("ircompile rules test examples/policies") == "4 rules tested, none failed.\n"


def test_all_rules_are_listed() -> None:
    listed = json.loads(run("ircompile rules --output-format json"))
    assert [rule["id"] for rule in listed] == list(shipped_rules(SHIPPED))


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
