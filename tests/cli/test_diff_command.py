"""`ircompile diff`: what it compares, what it prints, and its exit codes."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from console import run
from fake_credentials import KEY_ID, LETTERS

OLD = """\
JobName: churn
JobType: Default
RoleArn: arn:aws:iam::123456789012:role/recommender
InputConfig: {ModelName: churn}
Tags: [{Key: team, Value: search}, {Key: cost, Value: "1"}]
"""
NEW = """\
{
  "JobName": "churn",
  "JobType": "Default",
  "RoleArn": "arn:aws:iam::123456789012:role/recommender",
  "InputConfig": {"ModelName": "churn", "JobDurationInSeconds": 7200},
  "Tags": [{"Key": "cost", "Value": "2"}]
}
"""
TEXT = """\
--- old.yaml
+++ new.json
+ /InputConfig/JobDurationInSeconds: 7200
~ /Tags/0/Value (Key=cost): "1" -> "2"
- /Tags/0 (Key=team): {"Key": "team", "Value": "search"}
3 differences
[exit 1]
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two jobs, as the working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.yaml").write_text(OLD, "utf-8")
    (tmp_path / "new.json").write_text(NEW, "utf-8")
    return tmp_path


def test_the_differences_are_those_of_members() -> None:
    assert run("ircompile diff old.yaml new.json") == TEXT


def test_equal_jobs_differ_in_nothing() -> None:
    assert run("ircompile diff old.yaml old.yaml") == "no differences\n"
    assert run(f"ircompile diff old.yaml - <<< '{OLD}'") == "no differences\n"


def test_json_has_pointers_and_values() -> None:
    printed = run("ircompile diff old.yaml new.json --output-format json").removesuffix("[exit 1]\n")
    assert json.loads(printed) == {
        "version": 1,
        "old": "old.yaml",
        "new": "new.json",
        "changes": [
            {"pointer": "/InputConfig/JobDurationInSeconds", "kind": "added", "old": None, "new": 7200},
            {"pointer": "/Tags/0/Value", "kind": "changed", "old": "1", "new": "2"},
            {"pointer": "/Tags/0", "kind": "removed", "old": {"Key": "team", "Value": "search"}, "new": None},
        ],
        "unknown": [],
    }


def test_markdown_is_for_a_comment() -> None:
    assert run("ircompile diff old.yaml new.json --output-format markdown") == (
        "### `old.yaml` → `new.json`\n"
        "\n"
        "3 differences.\n"
        "\n"
        "- **added** `/InputConfig/JobDurationInSeconds`: `7200`\n"
        '- **changed** `/Tags/0/Value (Key=cost)`: `"1" -> "2"`\n'
        '- **removed** `/Tags/0 (Key=team)`: `{"Key": "team", "Value": "search"}`\n'
        "[exit 1]\n"
    )


def test_an_answer_is_compared_without_what_only_answers_have(folder: Path) -> None:
    answer = {**json.loads(NEW), "JobArn": "arn", "Status": "COMPLETED", "CreationTime": "2026-01-01"}
    (folder / "answer.json").write_text(json.dumps(answer), "utf-8")
    assert run("ircompile diff new.json answer.json") == "no differences\n"


def test_a_program_is_compared_as_far_as_it_is_known(folder: Path) -> None:
    (folder / "job.py").write_text(
        "client.create_inference_recommendations_job(JobName='churn', JobType='Advanced', RoleArn=role,"
        " InputConfig={'ModelName': 'churn'}, Tags=[{'Key': 'team', 'Value': 'search'}, {'Key': 'cost', 'Value': '1'}])"
        "\n",
        "utf-8",
    )
    assert run("ircompile diff old.yaml job.py") == (
        "--- old.yaml\n"
        "+++ job.py\n"
        '~ /JobType: "Default" -> "Advanced"\n'
        "? /RoleArn: not known\n"
        "1 difference, 1 value not known\n"
        "[exit 1]\n"
    )


def test_one_of_several_jobs_is_named_by_its_line(folder: Path) -> None:
    (folder / "two.yaml").write_text(f"{OLD}---\n{OLD.replace('churn', 'other')}", "utf-8")
    assert run("ircompile diff old.yaml two.yaml") == (
        "ircompile: error: two.yaml has 2 jobs: name one by its line, as in two.yaml:1\n[exit 2]\n"
    )
    assert run("ircompile diff old.yaml two.yaml:3") == "no differences\n"
    assert run("ircompile diff two.yaml:9 old.yaml").endswith("2 differences\n[exit 1]\n")


def test_a_file_of_a_revision_is_read_from_git(folder: Path) -> None:
    for command in ("init -q", "add .", "-c user.name=a -c user.email=a@b commit -qm a"):
        subprocess.run(["git", *command.split()], cwd=folder, check=True)  # noqa: S607  a repository of our own
    (folder / "old.yaml").write_text(OLD.replace("Default", "Advanced"), "utf-8")
    assert '~ /JobType: "Default" -> "Advanced"\n' in run("ircompile diff HEAD:old.yaml old.yaml")
    assert "no differences\n" in run("ircompile diff HEAD:./old.yaml HEAD:old.yaml")
    assert run("ircompile diff HEAD:gone.yaml old.yaml") == (
        "ircompile: error: HEAD:gone.yaml: path 'gone.yaml' does not exist in 'HEAD'\n[exit 2]\n"
    )


def test_jobs_are_compared_as_environments_have_them(folder: Path) -> None:
    (folder / "ircompile.toml").write_text(
        '[environments.dev]\noverlay = ["dev.yaml"]\n[environments.prod]\njob-name = "{JobName}-prod"\n', "utf-8"
    )
    (folder / "dev.yaml").write_text("JobDescription: in development\n", "utf-8")
    assert run("ircompile diff old.yaml old.yaml --env dev") == "no differences\n"
    assert run("ircompile diff old.yaml old.yaml --env dev --env prod") == (
        "--- old.yaml [dev]\n"
        "+++ old.yaml [prod]\n"
        '~ /JobName: "churn" -> "churn-prod"\n'
        '- /JobDescription: "in development"\n'
        "2 differences\n"
        "[exit 1]\n"
    )
    assert "--env: unknown environment dew, did you mean `dev`?" in run("ircompile diff old.yaml old.yaml --env dew")
    assert "--env: give one for both jobs" in run("ircompile diff old.yaml old.yaml --env dev --env dev --env dev")


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
@pytest.mark.parametrize(
    "more",
    [
        f"JobDescription: {KEY_ID}",
        f"Tags: [{{Key: aws_secret_access_key, Value: {LETTERS}}}]",
        f"{KEY_ID}: {{secret: {LETTERS}}}",
        f"secret: x\n{LETTERS}: x",
    ],
)
def test_no_credential_is_shown(form: str, more: str) -> None:
    Path("other.yaml").write_text(f"{OLD.partition('Tags')[0]}{more}\n")
    for names in ("old.yaml other.yaml", "other.yaml old.yaml"):
        printed = run(f"ircompile diff {names} --output-format {form}")
        assert "…" in printed.replace("\\u2026", "…")
        assert KEY_ID not in printed
        assert LETTERS[-12:] not in printed
        assert LETTERS[:12] not in printed


def test_credentials_are_masked() -> None:
    key = "AKIA" + "IOSFODNN7EXAMPLE"
    printed = run(f"ircompile diff old.yaml - <<< '{OLD.replace('search', key)}'")
    assert key not in printed
    assert "AKIA" in printed


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("missing.yaml old.yaml", "missing.yaml: no such file or directory"),
        ("- -", "standard input is named twice, but can be read only once"),
        ("old.yaml .", ".: it is not a regular file"),
        (
            "--limit bytes=9 old.yaml -",
            "old.yaml: it is larger than the limit of 9 bytes; raise it with `--limit bytes=N`",
        ),
        ("old.yaml - <<< '{'", "-: no job can be read; `ircompile lint` shows why"),
        ("old.yaml - <<< '[1]'", "-: this is not a job"),
    ],
)
def test_what_can_not_be_compared_is_refused(arguments: str, message: str) -> None:
    assert run(f"ircompile diff {arguments}") == f"ircompile: error: {message}\n[exit 2]\n"
