"""Selecting rules by name, topic, severity and confidence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from console import run
from jobs import JOB


def test_suggestions_are_made_for_the_first_unknown_names_only(repository: Path) -> None:
    others = [f"own-rule-{number}" for number in range(20_000)]
    for names, is_refused in ((["bad-fromat", *others], True), ([*others, "bad-fromat"], False)):
        (repository / "ircompile.toml").write_text(f"[lint]\nignore = {json.dumps(names)}\n")
        assert ("did you mean `bad-format`?" in run("ircompile lint job.yaml -q")) == is_refused


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ("", ["error[bad-format]", "warning[file-uri-value]"]),
        ('select = ["commands"]', ["warning[file-uri-value]"]),
        ('ignore = ["shape"]', ["warning[file-uri-value]"]),
        ('select = ["bad-format"]\nignore = ["shape"]', ["error[bad-format]"]),
        ('min-confidence = "model"', ["error[bad-format]"]),
        ('severity = {shape = "warning", file-uri-value = "error"}', ["warning[bad-format]", "error[file-uri-value]"]),
        ('severity = {ALL = "info", shape = "error"}', ["error[bad-format]"]),
        ('severity = {ALL = "off", commands = "error"}', ["error[file-uri-value]"]),
        ('severity = {bad-format = "off"}', ["warning[file-uri-value]"]),
        ('ignore = ["a-rule-of-ones-own"]', ["error[bad-format]", "warning[file-uri-value]"]),
        ('per-file-ignores = {"*.yaml" = ["ALL"]}', []),
        ('per-file-ignores = {"old/*" = ["ALL"]}', ["error[bad-format]", "warning[file-uri-value]"]),
    ],
)
def test_settings_select_findings(repository: Path, settings: str, found: list[str]) -> None:
    (repository / "job.yaml").write_text(JOB.replace("churn", "a_b") + "JobDescription: https://example.com\n")
    (repository / "ircompile.toml").write_text(f"[lint]\n{settings}\n")
    lines = run("ircompile lint job.yaml -q --output-format concise").splitlines()
    assert [line.split()[1] for line in lines if not line.startswith("[exit")] == found


@pytest.mark.parametrize(("lowest", "number"), [("inferred", 3), ("documented", 2), ("model", 1)])
def test_the_lowest_confidence_selects_findings(repository: Path, lowest: str, number: int) -> None:
    more = "JobDescription: https://example.com\nStoppingConditions: {MaxInvocations: 300}\n"
    (repository / "job.yaml").write_text(JOB.replace("churn", "a_b") + more)
    (repository / "ircompile.toml").write_text(f'[lint]\nmin-confidence = "{lowest}"\n')
    report = json.loads(run("ircompile lint job.yaml -q --output-format json").removesuffix("[exit 1]\n"))
    found = [(it["rule"], it["confidence"]) for it in report["diagnostics"]]
    expected = [("bad-format", "model"), ("file-uri-value", "documented"), ("stopping-on-default", "inferred")]
    assert sorted(found) == expected[:number]


@pytest.mark.parametrize(
    ("settings", "options", "found"),
    [
        ("", "--select commands", ["file-uri-value"]),
        ("", "--select commands,bad-format", ["bad-format", "file-uri-value"]),
        ("", "--select commands --select=bad-format", ["bad-format", "file-uri-value"]),
        ("", "--select ALL --ignore 'shape, traffic'", ["file-uri-value"]),
        ("", "--select shape --ignore bad-format", []),
        ("", "--select bad-format --ignore shape", ["bad-format"]),
        ('select = ["commands"]', "--select ALL", ["bad-format", "file-uri-value"]),
        ('ignore = ["bad-format"]', "--select ALL", ["bad-format", "file-uri-value"]),
        ('ignore = ["bad-format"]', "--ignore commands", []),
        ('select = ["shape", "commands"]', "--ignore commands", ["bad-format"]),
        ('severity = {bad-format = "off"}', "--select shape", []),
    ],
)
def test_options_select_findings(repository: Path, settings: str, options: str, found: list[str]) -> None:
    """`--select` replaces the configured selection, and `--ignore` adds to it, as in ruff."""
    (repository / "job.yaml").write_text(JOB.replace("churn", "a_b") + "JobDescription: https://example.com\n")
    (repository / "ircompile.toml").write_text(f"[lint]\n{settings}\n")
    statistics = json.loads(
        run(f"ircompile lint job.yaml -q --statistics --output-format json {options}").split("[exit")[0]
    )
    assert sorted(row["rule"] for row in statistics) == found


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("--select bad-fromat", "--select: unknown rule or topic `bad-fromat`, did you mean `bad-format`?"),
        ("--ignore shape,E501", "--ignore: unknown rule or topic `E501`"),
        ("--select ,", "--select is empty; write --select RULE,RULE or --select TOPIC"),
    ],
)
def test_unknown_names_in_options_are_refused(repository: Path, options: str, message: str) -> None:
    (repository / "ircompile.toml").write_text('[lint]\nselect = ["shape"]\nignore = ["my-own-rule"]\n')
    assert run(f"ircompile lint job.yaml {options}") == f"ircompile: error: {message}\n[exit 2]\n"


def test_an_unknown_name_in_the_configuration_is_shown_there(repository: Path) -> None:
    (repository / "ircompile.toml").write_text('[lint]\nignore = ["bad-fromat"]\n')
    assert "ircompile.toml:2: unknown rule or topic" in run("ircompile lint job.yaml --ignore shape")
