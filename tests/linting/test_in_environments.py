"""Jobs in environments are found what they are found alone, if nothing is merged over them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from checkout import ROOT

import ircompile
from ircompile import Config, Diagnostic, Environment
from ircompile.model.model import SHIPPED
from ircompile.rulebook.book import shipped_rules

FILES = [
    file
    for folder in ("examples", "examples/broken", "tests/realistic", "tests/fixes")
    for file in sorted((ROOT / folder).iterdir())
    if file.suffix in (".yaml", ".json")
]
EXAMPLES = [
    (f"{rule.id}: {example.name}", example.text)
    for rule in shipped_rules(SHIPPED).values()
    for example in (*rule.body.good, *rule.body.bad)
    if example.kind == "manifest"
]


def without_environment(found: Diagnostic) -> Diagnostic:
    """Return a diagnostic that does not say in which environment another job is."""
    return replace(found, message=found.message.replace(" in `prod`", ""), label=found.label.replace(" in `prod`", ""))


def assert_same(text: bytes, name: str, tmp_path: Path) -> None:
    (tmp_path / "empty.yaml").write_text("{}\n")
    environment = Environment("prod", overlay=(str(tmp_path / "empty.yaml"),))
    found = ircompile.lint(text, name, config=Config(environments={"prod": environment}))
    assert [without_environment(it) for it in found] == ircompile.lint(text, name)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_empty_overlay_changes_no_finding_in_files(file: Path, tmp_path: Path) -> None:
    assert_same(file.read_bytes(), file.name, tmp_path)


def test_the_empty_overlay_changes_no_finding_in_the_examples_of_rules(tmp_path: Path) -> None:
    assert len(EXAMPLES) > 300
    for name, text in EXAMPLES:
        assert_same(text.encode(), f"{name.replace('/', ' ')}.yaml", tmp_path)
