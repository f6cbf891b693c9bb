"""Command lines are read and refused as version 1 of the AWS CLI does."""

from __future__ import annotations

import json
import os
import re
import sys
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from aws_cli import ENVIRONMENT, Sent, send, send_all
from command_lines import (
    BODY,
    COMMAND,
    HELP,
    NOT_SENT,
    REQUIRED_OPTIONS,
    SKELETON,
    WHOLE,
    argv,
    command_line,
    outcome,
    refusal,
    write_files,
)
from hypothesis import given
from hypothesis import strategies as st

from ircompile.api import parse_command
from ircompile.syntax.command_line import CommandError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that command lines name, in the environment of the real CLI."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    write_files(tmp_path)
    return tmp_path


def is_like_a_number(word: str) -> bool:
    """Return whether a word is an unknown option for argparse, but since Python 3.14 a value, such as `-5x`."""
    return re.match(r"-\.?\d", word) is not None and re.fullmatch(r"-\d+|-\d*\.\d+", word) is None


def comparable(commands: list[list[str]]) -> list[list[str]]:
    """Return the command lines that argparse of this Python reads as that of the AWS CLI, which comes with its own."""
    return [it for it in commands if sys.version_info < (3, 14) or not any(map(is_like_a_number, it))]


def differs(ours: dict[str, Any] | CommandError, aws: Sent) -> bool:
    """Return whether the CLI would send another body, or refuse with another kind of error or message."""
    if isinstance(ours, dict) or aws.body is not None:
        return isinstance(ours, CommandError) or json.dumps(ours) != json.dumps(aws.body)
    if aws.kind is None:
        return ours.kind != "usage"
    if ours.kind == aws.kind == "usage" and sys.version_info >= (3, 12):
        return False  # of two faults, argparse reports another one first in newer versions, from 3.12.8 on
    return ours.kind != aws.kind or " ".join(ours.aws.split()) not in " ".join(aws.stderr.split())


def test_generated_command_lines_are_sent_and_refused_as_by_the_cli(folder: Path) -> None:
    random = Random(20)  # noqa: S311  the same command lines in every run
    commands = comparable([command_line(random) for _ in range(2000)])
    results = send_all(commands, folder)
    assert sum(aws.body is not None for aws in results) > 1000
    assert {aws.kind for aws in results} == {
        None,
        "usage",
        "unknown-options",
        "param",
        "validation",
        "exception",
    }
    ours = [outcome(words, folder) for words in commands]
    assert [row for row in zip(commands, ours, results, strict=True) if differs(row[1], row[2])] == []


def test_a_worker_of_the_reference_gives_the_same_results_as_separate_processes(folder: Path) -> None:
    commands = [
        argv("WHOLE --debug --no-sign-request --output text"),
        argv("AWS --cli-input-json file://job.json"),
        argv("AWS"),
        argv("WHOLE --cli-read-timeout 0 --region us-east-1 --color off"),
        WHOLE,
    ]
    alone = [send(words, folder) for words in commands]
    together = send_all(commands, folder)
    assert [(aws.body, aws.code) for aws in together] == [(aws.body, aws.code) for aws in alone]


SENT: list[tuple[str, dict[str, Any]]] = [
    ("WHOLE", {}),
    ("WHOLE --job-name last", {"JobName": "last"}),
    ("WHOLE --job-n short", {"JobName": "short"}),
    ("WHOLE --job-description -5", {"JobDescription": "-5"}),
    ("WHOLE --job-description '--region x'", {"JobDescription": "--region x"}),
    ("WHOLE --job-description=--region", {"JobDescription": "--region"}),
    ("WHOLE --job-description=", {"JobDescription": ""}),
    ("WHOLE ''", {}),
    ("WHOLE --v2-debug --debug --no-sign-request", {}),
    ("WHOLE --region= --endpoint-url http://a:0", {}),
    ("WHOLE --region 'eu-west-1\n' --endpoint-url http://a:", {}),
    ("WHOLE --ca-bundle '' --no-verify-ssl", {}),
    ("WHOLE --ca-bundle=--", {}),
    ("WHOLE --tags", {"Tags": []}),
    ("WHOLE --tags Key=a,Value=b --tags", {"Tags": []}),
    ("WHOLE --tags Key=a,Value=1 --region eu-west-1", {"Tags": [{"Key": "a", "Value": "1"}]}),
    ("WHOLE --stopping-conditions 'MaxInvocations= +1_0 '", {"StoppingConditions": {"MaxInvocations": 10}}),
    ("""WHOLE --input-config '{"ModelName": "\\ud800"}'""", {"InputConfig": {"ModelName": "\ud800"}}),
    (
        "WHOLE --input-config '{\"JobDurationInSeconds\": true}'",
        {"InputConfig": {"JobDurationInSeconds": True}},
    ),
    ("WHOLE --input-config file://sub/eu-west-1.json", {"InputConfig": {"ModelName": "deep"}}),
    ("WHOLE --job-description file://name.txt", {"JobDescription": "from-a-file\n"}),
]


def test_valid_command_lines_send_the_same_request(folder: Path) -> None:
    commands = [argv(text) for text, _ in SENT]
    for words, (_, changes), aws in zip(commands, SENT, send_all(commands, folder), strict=True):
        assert (words, outcome(words, folder)) == (words, aws.body) == (words, BODY | changes)


def test_options_are_sent_in_model_order_before_members_of_a_document(folder: Path) -> None:
    document = {"Tags": [], "InputConfig": {}, "JobType": "Advanced", "JobName": "document"}
    words = ["aws", "--job-name=early", *WHOLE[1:3], *WHOLE[7:], "--cli-input-json", json.dumps(document)]
    body = {key: (BODY | document)[key] for key in ("JobName", "RoleArn", "InputConfig", "Tags", "JobType")}
    body |= {"JobName": "early", "InputConfig": BODY["InputConfig"]}
    assert list(body) == list(parse_command(words))
    assert body == parse_command(words) == send(words, folder).body


FETCHED = "--job-name: AWS CLI version 1 would fetch http://x, but nothing is fetched here: name a file (file://)"
NO_JSON = "--tags is not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"
NO_REGION = "--region must be the name of a region, such as eu-west-1"
NO_LIMIT = "--cli-read-timeout must be a number of seconds, or 0 for no limit"
TAGS = "Tags[0] has no Value, which is required; Tags[0].Key has length 0, but the minimum is 1"
UNKNOWN = "it may be misspelled, or a value: write --option=value"
UNQUOTED = "a value with spaces or brackets must be quoted for the shell"
MEMBERS = "MaxInvocations, ModelLatencyThresholds, FlatInvocations"
NO = "--no could be short for more than one option: --no-verify-ssl, --no-paginate, --no-sign-request"
REFUSED = [
    ("aws", "usage", "", "the command is missing: expected sagemaker"),
    ("aws --", "usage", "", "the command is missing: expected sagemaker"),
    ("aws ec2", "usage", "ec2", "the command must be sagemaker, not 'ec2'"),
    ("aws help", "usage", "help", HELP),
    ("aws sagemaker", "usage", "", f"the operation is missing: expected {COMMAND[1]}"),
    ("aws sagemaker create", "usage", "create", f"the operation must be {COMMAND[1]}, not 'create'"),
    ("AWS help", "usage", "help", HELP),
    ("WHOLE help", "usage", "help", HELP),
    ("WHOLE --version", "usage", "--version", "--version prints a version and sends no request"),
    ("AWS", "usage", "", REQUIRED_OPTIONS),
    ("AWS --gen", "usage", "", REQUIRED_OPTIONS),
    ("AWS --cli-input-json={}", "usage", "", REQUIRED_OPTIONS),
    ("AWS --generate-cli-skeleton output", "usage", "", REQUIRED_OPTIONS),
    ("AWS --generate-cli-skeleton", "usage", "--generate-cli-skeleton", SKELETON),
    ("WHOLE --generate-cli-skeleton output", "usage", "--generate-cli-skeleton", SKELETON),
    ("WHOLE --s x --no", "usage", "--no", NO),
    ("WHOLE --job-name", "usage", "--job-name", "--job-name needs a value after it"),
    ("WHOLE --job-name -5x", "usage", "--job-name", "--job-name needs a value after it"),
    ("WHOLE --debug=x", "usage", "--debug=x", "--debug takes no value"),
    ("WHOLE --o K=x", "usage", "K=x", "--output must be one of json, text, table, not 'K=x'"),
    ("WHOLE --foo bar", "unknown-options", "--foo", f"aws has no option for --foo, bar: {UNKNOWN}"),
    ("WHOLE foo bar", "unknown-options", "bar", f"aws has no option for bar, foo: {UNQUOTED}"),
    (
        "WHOLE --job_name x",
        "unknown-options",
        "--job_name",
        "aws has no option for --job_name, x: did you mean --job-name?",
    ),
    ("WHOLE --tags= -j", "unknown-options", "-j", f"aws has no option for -j: {UNKNOWN}"),
    ("WHOLE --job-name http://x", "param", "http://x", FETCHED),
    ("WHOLE --tags {", "param", "{", NO_JSON),
    ("WHOLE --input-config []", "param", "[]", "--input-config must be one structure, not a list"),
    ("WHOLE --tags {} K=a", "param", "K=a", "--tags must be a JSON structure, like the first word"),
    (
        "WHOLE --tags file://tag.json",
        "param",
        "file://tag.json",
        "--tags: in a file, JSON must be a list",
    ),
    ("WHOLE --tags {} ''", "exception", "", "--tags: an empty word after JSON"),
    (
        "WHOLE --stop MaxInvocations=1.5",
        "exception",
        "MaxInvocations=1.5",
        "--stopping-conditions: '1.5' is not an integer",
    ),
    ("WHOLE --cli-input-json []", "exception", "[]", "--cli-input-json must be a structure, not list"),
    (
        "WHOLE --cli-input-json '{\"self\":1}'",
        "exception",
        '{"self":1}',
        "the request can't have a member self",
    ),
    ("WHOLE --r a_b", "exception", "a_b", "--region must be the name of a region, such as eu-west-1"),
    ("WHOLE --cli-r x", "exception", "x", "--cli-read-timeout must be a number of seconds"),
    ("WHOLE --cli-r=-1", "exception", "--cli-r=-1", NO_LIMIT),
    (
        "WHOLE --endp a",
        "exception",
        "a",
        "--endpoint-url has no scheme: it must begin with https:// or http://",
    ),
    ("WHOLE --endp http://a_b", "exception", "http://a_b", "--endpoint-url has no valid host name"),
    ("WHOLE --endp http://[v1.a:b]", "exception", "http://[v1.a:b]", "--endpoint-url has no valid host name"),
    (
        "WHOLE --endp http://a:b",
        "exception",
        "http://a:b",
        "--endpoint-url has no valid port: Port could not be cast to integer value as 'b'",
    ),
    ("WHOLE --endp http://a:65536 --tags Key=", "validation", "Key=", NOT_SENT + TAGS),
    ("WHOLE --region=", "exception", "--region=", NO_REGION),
    ("WHOLE --region 'eu-west-1\n'", "exception", "eu-west-1\n", NO_REGION),
    ("WHOLE --region=-- --endp http://a", "exception", "--region=--", NO_REGION),
    ("WHOLE --ca-bundle ''", "exception", "", "--ca-bundle is empty: name a file with certificates"),
    (
        "WHOLE --ca-bundle=\u2003 --cli-r=-1",
        "exception",
        "--ca-bundle=\u2003",
        "--ca-bundle is empty: name a file with certificates",
    ),
    (
        "WHOLE --v2-debug --generate-cli-skeleton --region a_b",
        "exception",
        "--generate-cli-skeleton",
        "--generate-cli-skeleton and --v2-debug can't be used together",
    ),
    (
        "WHOLE --cli-input-json '{\"Tags\":{}}'",
        "validation",
        '{"Tags":{}}',
        NOT_SENT + "Tags must be of type list, not dict",
    ),
    (
        "WHOLE --stop Max=1,MaxInvocations=1 --tags Key=",
        "validation",
        "Max=1,MaxInvocations=1",
        f"{NOT_SENT}unknown member 'Max' in StoppingConditions; its members are {MEMBERS}; {TAGS}",
    ),
    (
        "WHOLE --input-config JobDurationInSeconds=0",
        "validation",
        "JobDurationInSeconds=0",
        NOT_SENT + "InputConfig.JobDurationInSeconds is 0, but the minimum is 1",
    ),
]


def test_invalid_command_lines_are_refused_as_by_the_cli(folder: Path) -> None:
    for text, *expected in REFUSED:
        assert (text, *refusal(argv(text), folder)) == (text, *expected)
    commands = comparable([argv(text) for text, *_ in REFUSED])
    for words, aws in zip(commands, send_all(commands, folder), strict=True):
        assert not differs(outcome(words, folder), aws), (words, aws)


def test_the_first_word_must_be_aws() -> None:
    for words in ([], ["sagemaker"], ["/usr/bin/aws", *WHOLE[1:]]):
        assert refusal(words) == ("usage", [*words, ""][0], "the first word must be aws")
    with pytest.raises(ValueError, match="there is no AWS CLI version 3"):
        parse_command(WHOLE, cli_version=3)


def test_files_outside_the_directory_are_not_read(folder: Path) -> None:
    (folder / "link.txt").symlink_to(folder.parent)
    for path in ("../x", os.devnull, "~/x", "sub/../../x", "link.txt"):
        value = f"file://{path}"
        assert refusal([*WHOLE, "--job-name", value], folder)[:2] == ("param", value)
    inside = f"file://{folder}/five.txt"
    assert outcome([*WHOLE, "--job-name", inside], folder) == BODY | {"JobName": "5"}


DEEP, LONG = 2000, "9" * 5000
DEEP_AND_LONG = [
    "{" * DEEP,
    "[" * DEEP,
    "a=" + "{a=" * 1000,
    '{"x": ' + "[" * 900 + "]" * 900 + "}",
    f'{{"x": {LONG}}}',
    f"JobDurationInSeconds={LONG}",
    f"x: 0x{LONG}",
    f"InputConfig: {{JobDurationInSeconds: -0x{LONG}}}",
    f"StoppingConditions: {{MaxInvocations: 0x{LONG}}}",
    "Tags: &a [*a]",
    "\n".join(["JobName:", "  - &x0 x", *(f"  - &x{n} [*x{n - 1}, *x{n - 1}]" for n in range(1, 60))]),
    "x: !!python/object/apply:os.system [id]",
    "\0",
    "\ud800",
    "file://\0",
    "file://\ud800",
    f"file://{LONG}",
    "file://~nobody-at-all/x",
    '{"InputConfig": {"JobDurationInSeconds": NaN}}',
]


@pytest.mark.parametrize("option", ["--input-config", "--tags", "--cli-input-json", "--cli-input-yaml"])
@pytest.mark.parametrize("value", DEEP_AND_LONG, ids=range(len(DEEP_AND_LONG)))
def test_deep_and_long_values_are_refused(option: str, value: str) -> None:
    start = WHOLE[:-2] if option != "--tags" else WHOLE  # an option would hide the member of a document
    for version in (1, 2):
        assert refusal([*start, option, value], version=version)[2] != ""


WORDS = ["aws", *WHOLE, "--", "", "-", "--tags", "--cli-input-json", "--cli-input-yaml", "{}", "[]", "Key=a"]


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=20)), st.sampled_from([1, 2]))
def test_any_words_give_a_body_or_a_refusal(words: list[str], version: int) -> None:
    for command in (words, [*WHOLE, *words]):
        result = outcome(command, version=version)
        if isinstance(result, CommandError):
            assert 0 <= result.index <= len(command)
            assert str(result) != ""
        else:
            assert json.loads(json.dumps(result)) == result
