"""`ircompile baseline`, and linting with a baseline: known findings are not reported."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from console import run
from jsonschema import Draft202012Validator

from ircompile.config.schema import schema

JOB = """\
JobName: a_b
JobType: Default
RoleArn: arn:aws:iam::123456789012:role/x
InputConfig: {ModelPackageVersionArn: "arn:aws:sagemaker:eu-west-1:123456789012:model-package/m/1"}
Tags: [{Key: a!, Value: b}, {Key: c!, Value: d}]
"""
LINT = "ircompile lint --output-format concise -q"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "ircompile.toml").write_text('[lint]\nbaseline = "known.json"\n')
    (tmp_path / "a.yaml").write_text(JOB)
    (tmp_path / "jobs").mkdir()
    (tmp_path / "jobs" / "b.yaml").write_text(JOB.replace("a_b", "b_b"))
    return tmp_path


def entry(folder: Path, number: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "known.json").read_text())["findings"][number]
    return found


def test_update_writes_the_baseline_file(folder: Path) -> None:
    assert run("ircompile baseline update") == "known.json: 6 findings recorded, 0 before.\n"
    value = json.loads((folder / "known.json").read_text())
    assert Draft202012Validator(schema("baseline")).is_valid(value)
    Draft202012Validator.check_schema(schema("baseline"))
    facts = [[it[key] for key in ("file", "rule", "pointer", "message", "count")] for it in value["findings"]]
    assert facts == [
        ["a.yaml", "bad-format", "/JobName", "`a_b` is not a valid `JobName`", 1],
        ["a.yaml", "bad-format", "/Tags/0/Key", "`a!` is not a valid `Key`", 1],
        ["a.yaml", "bad-format", "/Tags/1/Key", "`c!` is not a valid `Key`", 1],
        ["jobs/b.yaml", "bad-format", "/JobName", "`b_b` is not a valid `JobName`", 1],
        ["jobs/b.yaml", "bad-format", "/Tags/0/Key", "`a!` is not a valid `Key`", 1],
        ["jobs/b.yaml", "bad-format", "/Tags/1/Key", "`c!` is not a valid `Key`", 1],
    ]


def test_known_findings_are_not_reported(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("ircompile baseline update")
    before = (folder / "known.json").read_bytes()
    assert run(LINT) == ""
    (folder / "a.yaml").write_text("# moved\n\n" + JOB.replace("Value: b", "Value: b!"))
    assert run(LINT) == "a.yaml:7:25: error[bad-format] `b!` is not a valid `Value`\n[exit 1]\n"
    assert run(f"{LINT} --isolated").count("bad-format") == 7
    assert run(f"{LINT} --isolated --baseline known.json").count("bad-format") == 1
    (folder / "none.json").write_text('{"version": 1, "findings": []}')
    assert run(f"{LINT} --baseline none.json").count("bad-format") == 7
    assert run("ircompile compile jobs/b.yaml -q --output-format concise").count("bad-format") == 3
    monkeypatch.chdir(folder / "jobs")
    assert run(LINT) == ""
    assert run("ircompile baseline update") == "../known.json: 6 findings recorded, 6 before.\n"
    assert (folder / "known.json").read_bytes() == before


def test_equal_findings_are_known_by_their_number(folder: Path) -> None:
    twice = "---\nJobType: Default\nRoleArn: arn:aws:iam::123456789012:role/x\n" + JOB.splitlines(keepends=True)[3]
    (folder / "a.yaml").write_text(twice)
    run("ircompile baseline update a.yaml")
    assert entry(folder, 0)["message"] == "the job has no `JobName`"
    (folder / "a.yaml").write_text(twice * 2)
    assert run(f"{LINT} a.yaml") == "a.yaml:6:1: error[missing-field] the job has no `JobName`\n[exit 1]\n"
    run("ircompile baseline prune a.yaml")
    assert entry(folder, 0)["count"] == 1
    run("ircompile baseline update a.yaml")
    assert entry(folder, 0)["count"] == 2
    (folder / "a.yaml").write_text(twice)
    run("ircompile baseline prune a.yaml")
    assert entry(folder, 0)["count"] == 1


def test_update_and_prune_change_entries_of_checked_files_only(folder: Path) -> None:
    run("ircompile baseline update")
    (folder / "jobs" / "b.yaml").unlink()
    (folder / "a.yaml").write_text(JOB.replace("a_b", "a-b").replace("Value: b", "Value: b!"))
    assert run("ircompile baseline prune a.yaml") == "known.json: 5 findings recorded, 6 before.\n"
    assert run("ircompile baseline show jobs") == "ircompile: error: jobs: no manifests in this folder\n[exit 2]\n"
    assert run("ircompile baseline prune") == "known.json: 2 findings recorded, 5 before.\n"
    assert run("ircompile baseline update") == "known.json: 3 findings recorded, 2 before.\n"
    assert run("ircompile baseline show") == (
        "a.yaml: [bad-format] `a!` is not a valid `Key` at /Tags/0/Key\n"
        "a.yaml: [bad-format] `b!` is not a valid `Value` at /Tags/0/Value\n"
        "a.yaml: [bad-format] `c!` is not a valid `Key` at /Tags/1/Key\n"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "the baseline can't be read: no such file or directory; `ircompile baseline update` creates it"),
        ("{", "the baseline is not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        ("[]", "not a baseline: the file: [] is not of type 'object'"),
        ('{"version": 2, "findings": []}', "not a baseline: expected `1`, not `2`"),
        ('{"version": 1, "findings": [], "x": 1}', "not a baseline: unknown key `x`"),
        ("[" * 100_000, "the baseline is nested too deeply"),
        ("NaN", "not a baseline: the file: nan is not of type 'object'"),
        ("\0".join('{"version": 1, "findings": []}') + "\0", "the baseline is not JSON: "),  # UTF-16
    ],
)
@pytest.mark.parametrize("manifest", ["a.yaml", "clean.yaml", "jobs"])
def test_an_invalid_baseline_is_refused(folder: Path, text: str | None, message: str, manifest: str) -> None:
    (folder / "clean.yaml").write_text(JOB.replace("a_b", "a").partition("Tags")[0])
    if text:
        (folder / "known.json").write_text(text)
    printed = run(f"{LINT} {manifest}")
    assert printed.startswith(f"ircompile: error: known.json: {message}")
    assert printed.endswith("[exit 2]\n")


def test_no_baseline_is_written_if_a_file_is_unreadable(folder: Path) -> None:
    run("ircompile baseline update")
    before = (folder / "known.json").read_bytes()
    assert "[exit 2]" in run("ircompile baseline update a.yaml missing.yaml")
    assert (folder / "known.json").read_bytes() == before
    assert run("ircompile baseline update --isolated") == (
        "ircompile: error: no baseline: pass --baseline FILE, or set `baseline` in `[lint]` of the configuration\n"
        "[exit 2]\n"
    )


def test_messages_of_a_baseline_are_escaped(folder: Path) -> None:
    run("ircompile baseline update a.yaml")
    value = json.loads((folder / "known.json").read_text())
    value["findings"][0] |= {"file": "a.yaml", "message": "x\n::error::\x1b[31m##[error]"}
    (folder / "known.json").write_text(json.dumps(value))
    assert run("ircompile baseline show a.yaml").splitlines()[0] == (
        "a.yaml: [bad-format] x\\n::error::\\x1b[31m#\\x23[error] at /JobName"
    )


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("action", ["update", "prune", "show"])
def test_the_name_of_a_baseline_is_escaped_for_ci_runners(action: str) -> None:
    assert run("ircompile baseline update --baseline ::error::k").startswith("\\x3a:error::k: 6 findings recorded")
    assert "::" not in run(f"ircompile baseline {action} --baseline ::error::k").partition("error")[0]
