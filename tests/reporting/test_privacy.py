"""No report shows a credential, or a text that is not a job, in any format."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from console import run
from fake_credentials import BEGIN, END, KEY_ID, LETTERS, PEM
from jobs import JOB

from ircompile.reporting import FORMATS
from ircompile.reporting.privacy import WHY, is_job
from ircompile.sources.source import decode

HEAD = """\
JobName: churn
JobType: Default
RoleArn: arn:aws:iam::123456789012:role/x
"""
MODEL = 'ModelPackageVersionArn: "arn:aws:sagemaker:eu-west-1:123456789012:model-package/m/1"'
COMMAND = "aws sagemaker create-inference-recommendations-job --job-name a --job-type Default --role-arn x"
OFF = '[lint]\nignore = ["credential-in-manifest"]\n'
LEAKS = [
    f"{HEAD}InputConfig: {{{MODEL}, VpcConfig: {{Subnets: [{KEY_ID}], securityGroupIds: [sg-1]}}}}\n",
    f"{JOB}jobDescription: |\n  {BEGIN}\n  {PEM[0]}\n  {PEM[1]}\n  {END}\ntags: []\n",
    f"{JOB}tags: []\nJobDescription: >-\n  {BEGIN}\n  {PEM[0]}\n  {PEM[1]}\njobType: x\n",
    f"{JOB}JobDescription: {{a: {KEY_ID}, b: x}}\n",
    f"{JOB}JobDescription: {{a: {KEY_ID}}} # ircompile: ignore[credential-in-manifest]\n",
    f"{JOB}StoppingConditions: {{maxInvocations: 1, foo_{KEY_ID}: 1}}\n",
    f'{JOB}Tags: "Key=aws_secret_access_key,Value={LETTERS},x"\n',
    f'{JOB}Tags: "key=aws_secret_access_key,Value={LETTERS}"\n',
    f"{JOB}Tags:\n  - Key: aws_secret_access_key\n    value: {LETTERS}\n",
    f"{JOB}Tags: [{{value: {LETTERS}, x: 1, Key: my.Secret}}]\n",
    f"{JOB}Tags: [{KEY_ID}, *nothing]\n",
    f"{JOB}Tags: {KEY_ID}: x\n",
    f"{JOB}Tags: *{KEY_ID}\n",
    f'{JOB}Tags: "Key={KEY_ID} =,"\n',
    f"{JOB}jobType: x  # ircompile: ignore[{KEY_ID}] {KEY_ID}\n",
    f"{JOB}jobType: x  # {KEY_ID}\n",
    '{"JobName": "a", "JobType": "\\u0041KIA234567ABCDEFGHIJ", "tags": [}\n',
    '{"JobName": "a", "x": "AK\\u0049A234567ABCDEFGHIJ", "tags": []}\n',
    f'{{"JobName": "a", "secret": "{LETTERS.replace("/", chr(92) + "/")}", "tags": [],}}\n',
]
"""Manifests with an error near a credential."""
TOLD = re.compile(rf"{KEY_ID[4:12]}|{LETTERS[4:13]}|{LETTERS[-12:]}|{PEM[0][4:12]}|{PEM[1][:12]}|{PEM[1][-8:]}")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    (tmp_path / ".git").mkdir()
    return tmp_path


@pytest.mark.parametrize("settings", ["", OFF, '[lint.severity]\ncredential-in-manifest = "info"\n'])
@pytest.mark.parametrize("text", LEAKS)
def test_no_report_shows_a_credential(folder: Path, text: str, settings: str) -> None:
    (folder / "ircompile.toml").write_text(settings)
    name = "job.json" if text.startswith("{") else "job.yaml"
    (folder / name).write_text(text)
    for form in FORMATS:
        printed = run(f"ircompile lint {name} --output-format {form}")
        assert name in printed
        assert not TOLD.search(printed)
    for command in ("lint --diff --unsafe-fixes", "convert --to yaml -o out.yaml", "convert --param tags -o out.json"):
        assert not TOLD.search(run(f"ircompile {command} {name}"))


@pytest.mark.parametrize(
    "rest",
    [
        f'--input-config {{"{KEY_ID}":1}} --job-typ x',
        f"--input-config {KEY_ID}=1",
        f"--input-config ModelName={KEY_ID},x",
        f"--tags Key=aws_secret_access_key,Value={LETTERS},x",
        f"--tags key=aws_secret_access_key,Value={LETTERS}",
        f"--{KEY_ID} x",
        f"--job-typ {KEY_ID} > x",
        f'--input-config "\\$x ${KEY_ID}"',
    ],
)
def test_no_report_on_a_command_shows_a_credential(folder: Path, rest: str) -> None:
    (folder / "run.sh").write_text(f"{COMMAND} {rest}\n")
    for form in FORMATS:
        assert not TOLD.search(run(f"ircompile convert run.sh -o out.json --output-format {form}"))
    given = " ".join(shlex.quote(word) for word in rest.replace(">", "").split())
    assert not TOLD.search(run(f"ircompile convert -o out.json -- {COMMAND} {given}"))


def test_the_suggested_shorthand_does_not_show_the_secret(folder: Path) -> None:
    assert folder.exists()
    printed = run(f"ircompile convert 'Key=aws_secret_access_key,Value={LETTERS},x' --param tags -o out.json")
    assert "qXyZ…" in printed
    assert not TOLD.search(printed)


def test_a_diff_hides_exactly_the_lines_of_a_credential(folder: Path) -> None:
    (folder / "job.yaml").write_text(LEAKS[0] + "jobDescription: x\n")
    assert run("ircompile lint job.yaml --diff --unsafe-fixes").splitlines()[3:10] == [
        " JobName: churn",
        " JobType: Default",
        " RoleArn: arn:aws:iam::123456789012:role/x",
        "-(not shown)",
        "-jobDescription: x",
        "+(not shown)",
        "+JobDescription: x",
    ]


def test_other_values_are_shown(folder: Path) -> None:
    (folder / "job.yaml").write_text(f"{JOB}jobDescription: {LETTERS}\nTags: [{{Key: AKIA, Value: ASIA12345}}]\n")
    printed = run("ircompile lint job.yaml")
    assert f"5 | jobDescription: {LETTERS}" in printed


NEEDLE = "needle"
NO_JOBS = {
    "substring.yaml": "password: needle1\nneedle2: 0777\nInputConfigX: 1\n",
    "value.yaml": 'x: "needle, JobName: here"\ny: needle\n',
    "block.yaml": "x: |\n  JobName: needle\nneedle: 010\n",
    "comment.yaml": "# JobName: x\nneedle: [needle, 0777]\n",
    "alias.yaml": "a: *needle3\n",
    "tag.yaml": "a: !needle x\n",
    "anchor.yaml": "a: &needle x\nb: *needles\n",
    "scalar.yaml": "JobName needle\n",
    "keys.json": '{"JobName2": "needle",\n "needle": needle}',
    "value.json": '{"needle": "JobName", "needle": 1}',
    "tags.yaml": "Tags: [{Key: needle!, Value: needle!, needle: 1}]\nStoppingConditions: needle=1\n",
    "ignore.yaml": "needle: 1  # ircompile: ignore[needle]\n",
    "misspelt.yaml": "jobName: needle\nneedle: x\n",
    "other_case.yaml": "job_name: needle\nneedle: x\n",
    "no_mark.yaml": "job_type: needle\njob_description: needle\n",
    "passwd": "needle:x:0:0:needle:/root:/bin/sh\n",
    "text": "needle=1,needle",
    "script": "aws sagemaker create-training-job --needle needle --x-job-name needle",
}


@pytest.mark.parametrize("name", NO_JOBS)
def test_a_text_that_is_no_job_is_not_shown(folder: Path, name: str) -> None:
    (folder / name).write_text(NO_JOBS[name])
    for form in FORMATS:
        for command in (f"lint {name}", f"compile {name} -o out.json", f"lint - --stdin-filename {name}"):
            assert NEEDLE not in run(f"ircompile {command} --output-format {form} <<< {shlex.quote(NO_JOBS[name])}")
    for command in (
        "lint --diff --unsafe-fixes",
        "lint --add-ignore=x --diff",
        "baseline update --baseline known.json",
    ):
        assert NEEDLE not in run(f"ircompile {command} {name}")


@pytest.mark.parametrize("name", [name for name in NO_JOBS if name.endswith((".yaml", ".json"))])
def test_an_overlay_without_a_member_of_a_request_is_not_shown(folder: Path, name: str) -> None:
    """Whoever can write a configuration could name any file of the repository as an overlay."""
    (folder / name).write_text(re.sub(r"(?i)job_?\w+|Tags|InputConfigX?|StoppingConditions", "zzz", NO_JOBS[name]))
    (folder / "ircompile.toml").write_text(f'[environments.dev]\noverlay = ["{name}"]\n')
    (folder / "job.yaml").write_text(JOB)
    for form in FORMATS:
        assert NEEDLE not in run(f"ircompile lint job.yaml --output-format {form}").replace(name, "")
    for command in ("lint --diff --unsafe-fixes", "compile", "baseline update --baseline known.json", "plan"):
        assert NEEDLE not in run(f"ircompile {command} job.yaml").replace(name, "")


@pytest.mark.parametrize("way", ["{text}", "- <<< {text}", "file", "inside"])
@pytest.mark.parametrize(
    ("options", "text"),
    [
        ("", "aws sagemaker create-inference-recommendations-job --needle needle"),
        ("", '{"needle": 1, "needle": 2}'),
        ("--param tags", "needle=1,Key"),
        ("--param input-config", "needle: 010"),
    ],
)
def test_what_convert_is_given_is_shown(folder: Path, way: str, options: str, text: str) -> None:
    (folder / "file").write_text(text)
    (folder / "inside").symlink_to("file")
    printed = run(f"ircompile convert {options} {way.format(text=shlex.quote(text))}")
    assert NEEDLE in printed[printed.index("error[") :]
    assert WHY not in printed


def test_a_file_behind_a_link_out_of_the_repository_is_not_shown(folder: Path) -> None:
    repository = folder / "repository"
    (repository / ".git").mkdir(parents=True)
    (folder / "passwd").write_text("needle:x:0:0:needle")
    (folder / ".git").rmdir()
    (repository / "file").symlink_to("../passwd")
    (repository / "folder").symlink_to("..")
    for name in ("file", "folder/passwd"):
        printed = run(f"ircompile convert repository/{name} --param tags")
        assert WHY in printed
        assert NEEDLE not in printed


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.yaml", "JobName: x"),
        ("a.yaml", "a: 1\n'InputConfig' : x"),
        ("a.yaml", "- {a: b, JobName: c}"),
        ("a.yaml", "? JobName\n: x"),
        ("a.yaml", '"\\x4aobName": JobName'),
        ("a.yaml", "JobName: [\n"),
        ("a.yaml", 'a: b: {x, &a "JobName": c}'),
        ("a.yaml", "--- !x\nJobName: *a"),
        ("a.json", '{"JobName": 1}'),
        ("a.json", '{"a": {"InputConfig":1},}'),
        ("a.json", '{\n  "InputConfig":'),
    ],
)
def test_a_key_of_the_request_makes_a_text_a_job(name: str, text: str) -> None:
    assert is_job(decode(name, text.encode()))


@pytest.mark.parametrize(
    "text", ["a --job-name x", "a --input-config=x", "a '--job-name' x", 'a --cli-input-json \'{"JobName": "x"}\'']
)
def test_an_option_makes_a_command_a_job(text: str) -> None:
    assert is_job(decode("a", text.encode(), "command"))


@pytest.mark.parametrize(
    "part",
    [
        ",&",
        ",&a ",
        "{ ",
        "- ",
        "JobName ",
        "-----BEGIN PRIVATE KEY----- ",
        "AKIA",
        "secret",
        "a" * 39 + " ",
        "\\u0041",
        "-----BEGIN ",
    ],
)
def test_a_large_text_is_searched_in_linear_time(part: str) -> None:
    """Which takes half a second; hours, were it to grow faster than the text."""
    source = decode("a", ("JobName secret " + part * (2**22 // len(part))).encode(), "value")
    assert not is_job(source)
    assert source.secrets.lines is not None


def test_errors_about_values_that_can_not_be_written_are_masked(folder: Path) -> None:
    (folder / "job.json").write_text(json.dumps({"JobName": "a", "InputConfig": {"x": f"é {KEY_ID}"}}))
    printed: Any = run("ircompile convert job.json --no-lint --to shorthand --param input-config")
    assert "AKIA…" in printed
    assert not TOLD.search(printed)


QUOTING = """\
id: quoting
severity: error
confidence: inferred
since: "1"
summary: Tags.
why: None.
source: {page: none}
assert: "!has(job.Tags)"
at:
  - Tags: "{job.Tags.map(tag, tag.Value)}"
message: "tags {job.Tags.map(tag, tag.Value)}"
help: "not {job.Tags.map(tag, tag.Value)}"
notes: ["{job.Tags[0].Value}"]
good:
  - {name: none, manifest: "JobName: good"}
bad:
  - {name: some, manifest: "Tags: [{Key: a, Value: b}]", finds: ["1:7 tags b"]}
"""


@pytest.mark.parametrize("form", ["full", "concise", "json", "sarif", "junit", "github"])
def test_users_rules_and_schemas_show_no_credential(repository: Path, form: str) -> None:
    (repository / "policies").mkdir()
    (repository / "policies" / "quoting.yaml").write_text(QUOTING)
    (repository / "s.json").write_text(json.dumps({"type": "array", "properties": {"Tags": {"maxItems": 0}}}))
    (repository / "ircompile.toml").write_text('[lint]\nrules = ["policies"]\nschemas = ["s.json"]\n')
    tags = "".join(f"  - {{Key: k, Value: {value}}}\n" for value in ("x", KEY_ID))
    (repository / "job.yaml").write_text(f"{JOB}Tags:\n{tags}{KEY_ID}: 1\n")
    printed = run(f"ircompile lint job.yaml --output-format {form}")
    assert "quoting" in printed
    assert "schema-violation" in printed
    assert "AKIA" in printed
    assert KEY_ID[:12] not in printed
