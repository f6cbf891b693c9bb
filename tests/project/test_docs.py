"""The documentation agrees with the code."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import yaml
from checkout import ROOT
from console import run

from ircompile.config.schema import schema, violation
from ircompile.config.settings import HIGHEST, Limits
from ircompile.model.model import SHIPPED
from ircompile.rulebook import rule
from ircompile.rulebook.book import BLAME_VARIABLES
from ircompile.rulebook.cel import automaton, compiler, evaluation, values
from ircompile.rulebook.functions import functions_of
from tools.pages import rules

ROW = re.compile(r"^\| (.*?) \| (\d.*) \|$", re.MULTILINE)
"""A row of a table with a number in its second column."""


def test_the_example_rule_in_contributing_works(repository: Path) -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    block = re.search(r"   ```yaml\n(   id: cost-center-tag\n.*?)   ```", text, re.DOTALL)
    assert block
    (repository / "policies").mkdir()
    (repository / "policies" / "cost-center-tag.yaml").write_text(re.sub("^   ", "", block[1], flags=re.MULTILINE))
    assert run("ircompile rules test policies") == "1 rule tested, none failed.\n"
    line = "job.yaml:1:1: error[cost-center-tag] the job has no `cost-center` tag\n[exit 1]\n"
    assert run("ircompile lint job.yaml --rules policies --output-format concise -q") == line
    (repository / "ircompile.toml").write_text('[lint]\nrules = ["policies/"]\n')
    assert run("ircompile lint job.yaml --output-format concise -q") == line
    assert run("ircompile lint job.yaml --isolated -q") == ""


def test_the_rule_that_contributing_begins_with_is_part_of_its_file() -> None:
    """But for the comments, which say what the keys mean."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    shown = re.search(r"   ```yaml\n(   each: .*?)   ```", text, re.DOTALL)
    assert shown
    part = yaml.safe_load(re.sub("^   ", "", shown[1], flags=re.MULTILINE))
    file = ROOT / "rules" / "traffic" / "phase-exceeds-job.yaml"
    assert list(part) == ["each", "when", "assert", "at", "message", "help"]
    assert part.items() <= yaml.safe_load(file.read_text("utf-8")).items()
    assert file.stem in text
    assert "python -m pytest tests/rulebook/test_book.py" in text


def test_the_pages_of_the_rules_are_up_to_date() -> None:
    written = {file.name: file.read_text("utf-8") for file in (ROOT / "docs" / "rules").glob("*.md")}
    assert written == rules.pages()


def test_every_function_of_the_rule_language_is_documented() -> None:
    page = (ROOT / "docs" / "rule-language.md").read_text("utf-8")
    assert set(re.findall(r"^\| `(\w+)\(", page, re.MULTILINE)) == set(functions_of(SHIPPED))


def test_every_key_and_variable_of_a_rule_file_is_documented() -> None:
    page = (ROOT / "docs" / "rule-language.md").read_text("utf-8")
    keys, variables = (page.partition(f"| {head} |")[2].partition("\n\n")[0] for head in ("key", "variable"))
    first = [row.split("|")[1] for row in keys.splitlines()[2:]]
    assert set(re.findall(r"`(\w+)`", " ".join(first))) == set(schema("rule")["properties"])
    assert set(re.findall(r"^\| `(\w+)` \|", variables, re.MULTILINE)) == BLAME_VARIABLES


def test_the_page_on_configuration_is_complete() -> None:
    page = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    block = re.search(r"```toml\n(.*?)```", page, re.DOTALL)
    assert block
    settings = tomllib.loads(block[1])
    assert violation(settings, "config") is None
    assert settings["limits"] == {name: getattr(Limits(), name) for name in Limits.__slots__}
    limits = schema("config")["properties"]["limits"]["properties"]
    assert {name: limit["maximum"] for name, limit in limits.items()} == HIGHEST
    highest = re.findall(r"^(\w+) = \d+ +# .*?([0-9]+) at most$", block[1], re.MULTILINE)
    assert {name: int(number) for name, number in highest} == HIGHEST
    assert set(settings) == set(schema("config")["properties"])
    assert set(settings["model"]) == set(schema("config")["properties"]["model"]["properties"])
    assert set(settings["lint"]) == set(schema("config")["properties"]["lint"]["properties"])


def test_the_examples_on_the_page_about_environments_work(repository: Path) -> None:
    page = (ROOT / "docs" / "environments.md").read_text("utf-8")
    (repository / "job.yaml").unlink(missing_ok=True)
    blocks = dict(re.findall(r"```(\w+)\n(.*?)```", page, re.DOTALL)[::-1])  # the first of each language
    (repository / "ircompile.toml").write_text(blocks["toml"])
    for folder in ("env", "jobs"):
        (repository / folder).mkdir()
    (repository / "env" / "dev.yaml").write_text("JobDescription: in development\n")
    (repository / "env" / "prod.yaml").write_text(blocks["yaml"])
    package = "arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3"
    (repository / "jobs" / "churn.yaml").write_text(
        "JobName: churn\nJobType: Default\nRoleArn: arn:aws:iam::123456789012:role/recommender\n"
        f"InputConfig:\n  ModelPackageVersionArn: {package}\nTags:\n  - {{Key: team, Value: ml}}\n"
    )
    command, printed = blocks["console"].split("\n", 1)
    assert run(command.removeprefix("$ ")) == f"{printed}\n"
    assert run("ircompile lint -q --severity-floor error") == ""
    assert "2 written" in run("ircompile compile")
    lists = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
    assert set(lists) == {shape.name for shape in SHIPPED.request.walk() if shape.identity}


def test_the_bounds_of_the_rule_language_are_those_of_the_page() -> None:
    page = (ROOT / "docs" / "rule-language.md").read_text("utf-8")
    table = page.partition("## Bounds\n")[2].partition("\n## ")[0]
    found = {
        what: [int(it.replace(",", "")) for it in re.findall(r"\d[\d,]*", most)] for what, most in ROW.findall(table)
    }
    assert found == {
        "an expression": [compiler.MAX_LENGTH, compiler.MAX_DEPTH],
        "macros over lists or maps, nested or chained": [compiler.MAX_LOOPS],
        "elements that nested macros visit, all together": [values.LIMIT],
        "comparisons of an `in` inside macros, all together": [values.LIMIT * evaluation.COMPARISONS],
        "a string or list made by `+`": [values.LIMIT],
        "values that a rule checks": [rule.MAX_VALUES],
        "locations for each entry of `at`": [rule.MAX_BLAMED],
        "a text for `matches`": [values.LIMIT],
        "a pattern": [automaton.MAX_SIZE],
    }
