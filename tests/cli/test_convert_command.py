"""`ircompile convert`: its inputs and outputs, single options, and errors."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from console import run
from convert_commands import HEAD, PACKAGE
from jobs import SMALL_JOB


def test_scripts_may_have_comments_and_line_continuations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    script = f"#!/bin/sh\n# starts the job\n{HEAD} \\\n  --input-config \"{PACKAGE}\" \\\n  --tags Key=a,Value='b c'  # who pays\n"
    (tmp_path / "run.sh").write_text(script)
    body = json.loads(run("ircompile convert run.sh --no-lint"))
    assert body["Tags"] == [{"Key": "a", "Value": "b c"}]


def test_files_are_read_in_the_working_directory_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = tmp_path / "here"
    (here / "jobs").mkdir(parents=True)
    monkeypatch.chdir(here)
    (here / "tags.json").write_text('[{"Key": "a", "Value": "b"}]')
    (tmp_path / "outside.json").write_text("[]")
    for name, code in (("tags.json", 0), ("../outside.json", 2)):
        (here / "jobs/run.sh").write_text(f"{HEAD} --input-config {PACKAGE} --tags file://{name}")
        printed = run("ircompile convert jobs/run.sh --no-lint")
        assert printed.endswith("[exit 2]\n") == bool(code)


def test_invalid_requests_are_converted_without_linting() -> None:
    printed = run("""ircompile convert '{"JobName": 5, "Nope": [1]}' --no-lint""")
    assert json.loads(printed) == {"JobName": 5, "Nope": [1]}


@pytest.mark.parametrize("name", ["::error::x", " ::error::x", "##[error]x"])
@pytest.mark.parametrize("to", ["shorthand --param job-name", "shorthand", "json", "yaml", "command --wrap"])
def test_output_contains_no_command_of_a_ci_runner(name: str, to: str) -> None:
    text = json.dumps({"JobName": name, "InputConfig": {name: "x"}})
    for form in (to, to.replace("job-name", "input-config")):
        printed = run(f"ircompile convert - --no-lint --to {form} <<< {shlex.quote(text)}")
        assert printed
        assert not re.search(r"^\s*::|##\[", printed, re.MULTILINE)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (
            '\'{"StoppingConditions": {"MaxInvocations": 1e999}}\'',
            "the request contains a number that JSON can't represent",
        ),
        (
            '\'{"StoppingConditions": {"MaxInvocations": 1e999}}\' --param stopping-conditions --to json',
            "the value contains a number that JSON can't represent",
        ),
        ("A=b --to command", "--to command requires the option that the text is for: pass --param NAME"),
        ('\'{"JobName": "a"}\' --to command --param job-name', "a command sends a whole job: remove --param"),
        ("'{\"Nope\": 1}' --to shorthand", "there is no option for Nope"),
        ("a b", "only one text can be converted at a time, and 'b' is a second one; quote the whole text"),
    ],
)
def test_what_can_not_be_converted_is_refused(arguments: str, why: str) -> None:
    assert run(f"ircompile convert --no-lint {arguments}") == f"ircompile: error: {why}\n[exit 2]\n"


def test_the_file_style_writes_the_request(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    printed = run(
        """ircompile convert '{"JobName": "a", "JobType": "Default"}' --to command --style file -o job.json --no-lint"""
    )
    assert printed == "aws sagemaker create-inference-recommendations-job --cli-input-json file://job.json\n"
    assert json.loads((tmp_path / "job.json").read_text()) == {"JobName": "a", "JobType": "Default"}


@pytest.mark.parametrize(
    ("job", "error"),
    [
        ({"States": 3}, "unknown member 'States' in the request; its members are JobName, JobType, "),
        ({"InputConfig": {"x": {}}}, "unknown member 'x' in InputConfig; its members are "),
        ({"Tags": {"a": "b"}}, "Tags must be of type list, not dict"),
        ({"JobName": ""}, "JobName has length 0, but the minimum is 1"),
    ],
)
@pytest.mark.parametrize("style", ["json", "shorthand", "file -o job.json"])
def test_no_command_is_written_that_the_aws_cli_refuses(
    job: dict[str, Any], error: str, style: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    printed = run(f"ircompile convert {shlex.quote(json.dumps(job))} --to command --no-lint --style {style}")
    assert printed.startswith(f"ircompile: error: the AWS CLI would refuse the command: {error}")
    assert printed.endswith("[exit 2]\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ("", 0),
        ("--fail-on never", 0),
        ("--fail-on error", 0),
        ("--fail-on warning", 0),
        ("--fail-on info", 1),
        ("--fail-on info --no-lint", 0),
        ("--fail-on info -q --output-format json", 1),
    ],
)
def test_what_is_found_fails_the_run_if_that_is_asked_for(options: str, code: int, examples: Path) -> None:
    printed = run(f"ircompile convert examples/recommend-churn.yaml {options}")
    assert printed.startswith((examples / "examples" / "recommend-churn.request").read_text())
    assert printed.endswith("[exit 1]\n") == bool(code)


@pytest.mark.parametrize(("name", "worst"), [("a_b", "error"), ("ab", "warning")])
@pytest.mark.parametrize("fail_on", ["never", "error", "warning", "info"])
def test_what_is_as_severe_as_asked_for_or_more_severe_fails_the_run(name: str, worst: str, fail_on: str) -> None:
    job = f"{SMALL_JOB.replace('JobName: a', f'JobName: {name}')}StoppingConditions: {{MaxInvocations: 300}}\n"
    ranks = ["error", "warning", "info", "never"]
    printed = run(f"ircompile convert - --fail-on {fail_on} <<< {shlex.quote(job)}")
    assert f'"JobName": "{name}"' in printed
    assert printed.endswith("[exit 1]\n") == (ranks.index(worst) <= ranks.index(fail_on) < 3)


def test_what_a_shell_can_not_quote_is_escaped_in_json() -> None:
    job = json.dumps({"JobName": "a", "JobType": "Default", "JobDescription": "50% of it"})
    printed = run(f"ircompile convert {shlex.quote(job)} --to command --no-lint --shell cmd")
    assert r'--cli-input-json ^"{\^"JobDescription\^": \^"50\u0025 of it\^"}^"' in printed
    printed = run(f"ircompile convert {shlex.quote(job)} --to command --no-lint --shell powershell")
    assert "--job-description '50% of it'" in printed


def test_the_region_of_a_command_is_kept() -> None:
    line = f"ircompile convert --to command --no-lint {{}} -- {HEAD} --region eu-west-1 --input-config {PACKAGE}"
    assert " --region eu-west-1 --job-name " in run(line.format(""))
    assert " --region us-east-1 --job-name " in run(line.format("--region us-east-1"))
    assert "--region" not in run(f"ircompile convert --to command --no-lint -- {HEAD} --input-config {PACKAGE}")


@pytest.mark.parametrize(
    ("option", "content", "message"),
    [
        ("--cli-input-json", None, "--cli-input-json: `file://x` can't be read: no such file or directory"),
        ("--cli-input-yaml", None, "--cli-input-yaml: `file://x` can't be read: no such file or directory"),
        ("--input-config", None, "--input-config: `file://x` can't be read: no such file or directory"),
        ("--cli-input-json", '{"a": 1,\n "b": 2 3}', "--cli-input-json: x:2:9: not JSON: Expecting ',' delimiter"),
        ("--cli-input-json", "", "--cli-input-json: x:1:1: not JSON: Expecting value"),
        ("--cli-input-json", "[1]", "--cli-input-json: x:1:1: must be a structure, not list"),
        ("--cli-input-yaml", "a: 1\nb: [", "--cli-input-yaml: x:2:5: not YAML: expected the node content, but found '<stream end>'"),
        ("--cli-input-yaml", "a", "--cli-input-yaml: x:1:1: must be a structure, not str"),
        ("--input-config", '{"a": 1,\n "b": 2 3}', "x:2:9: not JSON: expected `,` or `}`"),
        ("--input-config", "{ModelName: a}", "x:1:2: not JSON: a key without quotes"),
        (f"--input-config {PACKAGE} --tags", "Key=a,Value=b\n,,X", "x:2:3: a key must be followed by `=`"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("version", [1, 2])
def test_what_is_wrong_in_a_named_file_has_its_place(
    option: str, content: str | None, message: str, version: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    if content is not None:
        (tmp_path / "x").write_text(content)
    rest = "" if option.startswith("--cli") else HEAD.partition("recommendations-job")[2]
    script = f"#!/bin/sh\naws sagemaker create-inference-recommendations-job{rest} {option} file://x\n"
    (tmp_path / "run.sh").write_text(script)
    printed = run(f"ircompile convert run.sh --cli-version {2 if 'yaml' in option else version}")
    assert re.match(rf"error\[[a-z-]+\]: {re.escape(message)}", printed)
    assert f"\n --> run.sh:2:{script.splitlines()[1].index('file://') + 1}\n" in printed
    assert "received: {" not in printed


ODD = "x\x01y\u2028\ufeff\x7f\rz"


@pytest.mark.parametrize(
    ("text", "rest", "value"),
    [
        (f"{HEAD} --input-config {PACKAGE} --job-description '{ODD}'", "", ODD),
        (f"ModelName='{ODD}'", "--param input-config", {"ModelName": ODD}),
        (f"ModelName='{ODD}'", "", {"ModelName": ODD}),
        (ODD, "--param job-description", ODD),
        (json.dumps({"JobDescription": "a\u2028\ufeff"}, ensure_ascii=False), "", "a\u2028\ufeff"),
    ],
)  # fmt: skip
def test_every_character_is_converted(
    text: str, rest: str, value: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "input").write_bytes(text.encode())
    read_back = json.loads(run(f"ircompile convert input --no-lint {rest}"))
    assert read_back.get("JobDescription", read_back) == value if isinstance(read_back, dict) else read_back == value


@pytest.mark.parametrize(
    ("data", "location"),
    [
        (b"ModelName=abc\xffdef,JobDurationInSeconds=5", "input:1:14"),
        (b"a=b\n,c=\xff", "input:2:4"),
        (HEAD.encode() + b" --job-description \xe9", f"input:1:{len(HEAD) + 20}"),
        (b'JobName: "a\x01b"', "input:1:12"),
        (b'{"JobName": "a\x01b"}', "input:1:15"),
    ],
)
def test_invalid_encoding_is_refused_with_its_location(
    data: bytes, location: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "input").write_bytes(data)
    for rest in ("", "--param input-config") if data.startswith(b"Model") else ("",):
        printed = run(f"ircompile convert input --no-lint {rest}")
        assert "error[text-encoding]: " in printed
        assert f" --> {location}\n" in printed
        assert printed.endswith("[exit 2]\n")


VALUES = [
    ("JSON.json", "input-config", {"ModelName": "f"}),
    ("value.yaml", "input-config", {"ModelName": "f", "JobDurationInSeconds": 5}),
    ("job.yaml", "input-config", {"ModelName": "g"}),
    ("tags.json", "tags", [{"Key": "a", "Value": "b"}]),
    ("lines", "tags", [{"Key": "a", "Value": "b"}, {"Key": "c", "Value": "d"}]),
    ("crlf", "job-description", "5"),
    ("""'{"Key":"a","Value":"b"}'""", "tags", [{"Key": "a", "Value": "b"}]),
    ("Key=a,Value=b", "tags", [{"Key": "a", "Value": "b"}]),
    ("file://tags.json", "tags", [{"Key": "a", "Value": "b"}]),
    ("file://JSON.json", "input-config", {"ModelName": "f"}),
    ("JobDurationInSeconds@=fileb://crlf", "input-config", {"JobDurationInSeconds": 5}),
    ("file://crlf", "job-description", "5\n"),
    ("""'{"a": 1}'""", "job-description", '{"a": 1}'),
    ("'note: this'", "job-description", "note: this"),
    ("'x\n'", "job-description", "x\n"),
    ("''", "job-description", ""),
    (f"a={'[' * 450}{']' * 450}", "input-config", json.loads(f'{{"a": {"[" * 450}{"]" * 450}}}')),
]
REFUSED = [
    ("JobDurationInSeconds=[5]", "input-config", "error[wrong-type]: ", "int() argument must be a string, a bytes-like object or a real number, not 'list'"),
    ("JobDurationInSeconds=5,6", "input-config", "error[wrong-type]: ", "int() argument must be a string, a bytes-like object or a real number, not 'list'"),
    ("[]", "input-config", "error[command-refused]: ", "Error parsing parameter '--input-config': Invalid JSON:\\n[]"),
    ("file://../x", "input-config", "error[command-refused]: ", "is outside `.`; name a file in that folder"),
    ("http://x", "job-description", "error[command-refused]: ", "nothing is fetched here"),
    ("ModelName@=fileb://crlf", "input-config", "ircompile: error: ", "binary, which JSON can't contain"),
    ("'ModelName@=fileb://crlf' --to yaml", "input-config", "ircompile: error: ", "binary, which YAML can't contain"),
    ("'a@=fileb://crlf' --to yaml", "", "ircompile: error: ", "binary, which YAML can't contain"),
    ("'a={b=c}\n'", "input-config", "error[shorthand-syntax]: ", "nothing, not even a space, may follow the last bracket"),
    ("list.json", "", "error[root-not-mapping]: ", "but a manifest must be a mapping"),
    ("''", "", "ircompile: error: ", "the text is empty"),
    (f"a={'[' * 450}{']' * 450} --to yaml", "", "ircompile: error: ", "nested too deeply for YAML readers; use JSON"),
]  # fmt: skip


@pytest.fixture
def values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with files that hold values of options, as the working directory."""
    monkeypatch.chdir(tmp_path)
    files = {
        "JSON.json": '{"ModelName": "f"}',
        "value.yaml": "ModelName: f\nJobDurationInSeconds: 5\n",
        "job.yaml": "JobName: a\nInputConfig: {ModelName: g}\n",
        "tags.json": '[{"Key": "a", "Value": "b"}]',
        "list.json": "[]",
        "lines": "Key=a,Value=b\nKey=c,Value=d\n",
        "crlf": "5\r\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_bytes(text.encode())


@pytest.mark.usefixtures("values")
@pytest.mark.parametrize(("text", "option", "value"), VALUES)
def test_a_value_is_read_as_its_option_reads_it(text: str, option: str, value: Any) -> None:
    assert json.loads(run(f"ircompile convert {text} --no-lint --param {option}")) == value


@pytest.mark.usefixtures("values")
@pytest.mark.parametrize(("text", "option", "begin", "part"), REFUSED)
def test_a_value_that_its_option_refuses_is_an_error(text: str, option: str, begin: str, part: str) -> None:
    printed = run(f"ircompile convert {text} --no-lint" + (f" --param {option}" if option else ""))
    assert printed.startswith(begin)
    assert part in printed
    assert printed.endswith("[exit 2]\n")


MISTAKES = [
    ("stopping-conditions", "ModelLatencyThresholds=[{Percentile=P95,ValueInMilliseconds=}]", ["`ValueInMilliseconds` must be an integer, but has no value before `}`", "this member is an integer", "write ValueInMilliseconds=1, for example"]),
    ("input-config", "VpcConfig={Subnets=}", ["`Subnets` must be a list, but has no value before `}`", "this member is a list of strings", "write VpcConfig={Subnets=[]}"]),
    ("output-config", "CompiledOutputConfig={S3OutputUri=}", ["an empty value before `}` must be quoted", "this member is a string", "write CompiledOutputConfig={S3OutputUri=''}"]),
    ("input-config", "Endpoints={EndpointName=a},{EndpointName=b},ModelName=m", ["several structures are a list, which needs brackets", "write Endpoints=[{EndpointName=a},{EndpointName=b}],ModelName=m"]),
    ("input-config", '“{"ModelName":“m”}”', ["typographic quotes do not work as quotes", 'write {"ModelName":"m"}']),
    ("input-config", "{“ModelName”:“m”}", ["an editor or a web page replaced"]),
    ("input-config", "VpcConfig={Subnets=a,b}", ["VpcConfig={Subnets=[a,b]}", "comma lists without brackets work only at the top level of shorthand"]),
    ("input-config", "JobDurationInSeconds@=file://odd", ['must be an integer, not `[{"Key": "a", "Key": "b", "Value": "c"}]`']),
    ("output-config", "KmsKeyId=“m”", ["`KmsKeyId` is in typographic quotes, which do not work as quotes", "write KmsKeyId=m"]),
    ("output-config", "KmsKeyId=a,b", ["`KmsKeyId` is a string, but the comma makes it a list", "write KmsKeyId='a,b'"]),
    ("tags", "file://odd", ["[duplicate-key]", " --> --tags:1:1\n"]),
]  # fmt: skip


@pytest.mark.parametrize(("option", "text", "parts"), MISTAKES)
def test_a_common_mistake_has_one_error_with_specific_help(
    option: str, text: str, parts: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "odd").write_text('[{"Key": "a", "Key": "b", "Value": "c"}]')
    printed = run(f"ircompile convert '{text}' --param {option}")
    assert printed.count("error[") + printed.count("warning[") == 1
    assert [part for part in parts if part not in printed] == []


def test_a_tag_that_the_shell_split_is_explained() -> None:
    printed = run(f"ircompile convert -- {HEAD} --input-config {PACKAGE} --tags Key=a,Value=my tag")
    assert "put both in quotes as one word: 'Key=a,Value=my tag'" in printed
    assert printed.count("error[") == 1


@pytest.mark.parametrize(
    ("limit", "text"),
    [
        ("depth=120", '{"Tags": ' + "[" * 110 + "]" * 110 + "}"),
        ("digits=2000", '{"Tags": [' + "9" * 1500 + "]}"),
        ("nodes=300000", '{"Tags": [' + "1," * 260_000 + "1]}"),
        ("depth=120", "Tags: " + "[" * 110 + "]" * 110),
    ],
)
def test_every_limit_that_a_message_names_can_be_raised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a").write_text(text)
    name = limit.partition("=")[0]
    assert f"raise the limit with `--limit {name}=N`" in run("ircompile convert a --no-lint")
    printed = run(f"ircompile convert a --no-lint --limit {limit}")
    assert json.loads(printed)["Tags"]
