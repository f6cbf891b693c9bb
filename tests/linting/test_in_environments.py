"""Jobs in environments are found what they are found alone, if nothing is merged over them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from checkout import ROOT
from jobs import SMALL_JOB

import ircompile
from ircompile import Config, Diagnostic, Environment, Limits
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


def found(text: str, overlay: str, tmp_path: Path, *, findings: int = 200, job_name: str = "") -> list[str]:
    (tmp_path / "prod.yaml").write_text(overlay)
    environment = Environment("prod", overlay=(str(tmp_path / "prod.yaml"),), job_name=job_name)
    config = Config(environments={"prod": environment}, limits=Limits(findings=findings))
    its = ircompile.lint(text, "job.yaml", config=config)
    return [f"{Path(it.filename).name}:{it.line} {it.rule}" for it in its if it.severity == "error"]


def test_the_findings_of_a_merged_job_are_limited(tmp_path: Path) -> None:
    overlay = "JobName: a_b\nJobType: default\nTags: 3\n"
    assert found(SMALL_JOB, overlay, tmp_path) == [
        "prod.yaml:1 bad-format",
        "prod.yaml:2 not-allowed-value",
        "prod.yaml:3 wrong-type",
    ]
    assert found(SMALL_JOB, overlay, tmp_path, findings=1) == ["job.yaml:1 limit-exceeded", "prod.yaml:1 bad-format"]


def test_a_job_without_a_name_gets_that_of_its_environment(tmp_path: Path) -> None:
    unnamed = SMALL_JOB.replace("JobName: a\n", "")
    assert found(unnamed, "{}\n", tmp_path, job_name="{stem}-{env}") == []
    assert found(unnamed, "{}\n", tmp_path, job_name="{JobName}-{env}") == ["job.yaml:1 missing-field"]


def test_a_name_from_a_setting_without_a_file_is_at_the_start_of_no_text() -> None:
    config = Config(environments={"prod": Environment("prod", job_name="x_y")})
    (it,) = [it for it in ircompile.lint(SMALL_JOB, "job.yaml", config=config) if it.rule == "bad-format"]
    assert (it.filename, it.line, it.column, it.end_line, it.end_column) == ("<configuration>", 1, 1, 1, 1)


def test_a_value_that_an_overlay_removes_has_no_findings(tmp_path: Path) -> None:
    text = f"{SMALL_JOB}Tags: Key=[\nJobDescription: {'x' * 200}\n"
    assert found(text, "{}\n", tmp_path) == ["job.yaml:5 shorthand-syntax", "job.yaml:6 bad-length"]
    assert found(text, "Tags: null\nJobDescription: null\n", tmp_path) == []
