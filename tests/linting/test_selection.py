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
