"""How version 2 of the AWS CLI differs from version 1; it is not on PyPI, so there is nothing to compare with."""

from __future__ import annotations

from typing import Any

import pytest
from command_lines import BODY, NOT_SENT, REQUIRED_OPTIONS, SKELETON, WHOLE, argv, outcome, refusal

from ircompile.syntax.command_line import CommandError

SENT: list[tuple[str, dict[str, Any]]] = [
    ("WHOLE --job-description http://x", {"JobDescription": "http://x"}),
    ("WHOLE --output yaml-stream --no-cli-pager --cli-binary-format base64 --cli-a", {}),
    ("WHOLE --cli-error-format=json --no-cli-auto-prompt --output off", {}),
    ("NAMED --cli-input-yaml 'InputConfig: {ModelName: m}'", {}),
    ("NAMED --cli-input-yaml 'InputConfig: !!omap [ModelName: m]'", {}),
    ("WHOLE --cli-input-yaml 'JobName: lost'", {}),
    ("WHOLE --cli-input-yaml 'JobDescription: yes'", {"JobDescription": "yes"}),
    ("WHOLE --cli-input-yaml 'JobDescription: 12:30'", {"JobDescription": "12:30"}),
    (
        "WHOLE --cli-input-yaml 'StoppingConditions: {MaxInvocations: 010}'",
        {"StoppingConditions": {"MaxInvocations": 10}},
    ),
    (
        "WHOLE --cli-input-yaml 'StoppingConditions: {MaxInvocations: 0o10}'",
        {"StoppingConditions": {"MaxInvocations": 8}},
    ),
    (
        "WHOLE --cli-input-yaml 'StoppingConditions: {MaxInvocations: 1_0}'",
        {"StoppingConditions": {"MaxInvocations": 10}},
    ),
    (
        "WHOLE --cli-input-yaml 'StoppingConditions: {MaxInvocations: TRUE}'",
        {"StoppingConditions": {"MaxInvocations": True}},
    ),
    (
        "WHOLE --cli-input-yaml 'Tags: [&a {Key: a, Value: b}, {<<: *a, Key: c}]'",
        {"Tags": [{"Key": "a", "Value": "b"}, {"Value": "b", "Key": "c"}]},
    ),
]


@pytest.mark.parametrize(("text", "changes"), SENT)
def test_valid_command_lines(text: str, changes: dict[str, Any]) -> None:
    assert outcome(argv(text), version=2) == BODY | changes


YAML = "--cli-input-yaml"
DASHES = "argparse drops a value that is just --"
REFUSED = [
    ("WHOLE --v", "usage", "--v", "--version prints a version and sends no request"),
    ("WHOLE --v2-debug", "unknown-options", "--v2-debug", "aws has no option for --v2-debug: did you mean --debug?"),
    (
        "WHOLE --cli-i {}",
        "usage",
        "--cli-i",
        "--cli-i could be short for more than one option: --cli-input-json, --cli-input-yaml",
    ),
    (
        "WHOLE --cli-auto-prompt",
        "usage",
        "--cli-auto-prompt",
        "--cli-auto-prompt prompts for the command and sends no request",
    ),
    ("AWS --cli-input-yaml={}", "usage", "", REQUIRED_OPTIONS),
    ("AWS --cli-input-y {}", "usage", "", REQUIRED_OPTIONS),
    ("AWS --generate-cli-skeleton yaml-input", "usage", "--generate-cli-skeleton", SKELETON),
    (
        "WHOLE --cli-input-json {} --cli-input-yaml {}",
        "param",
        YAML,
        "--cli-input-json and --cli-input-yaml can't be used together",
    ),
    ("WHOLE --cli-input-json []", "param", "[]", "--cli-input-json must be a structure, not list"),
    ("WHOLE --cli-input-yaml=--", "exception", "--cli-input-yaml=--", f"{YAML} has no value: {DASHES}"),
    ("WHOLE --query=--", "exception", "--query=--", f"--query has no value: {DASHES}"),
    ("WHOLE --cli-input-yaml ''", "param", "", f"{YAML} must be a structure, not NoneType"),
    (
        "WHOLE --cli-input-yaml '{a: 1, a: 2}'",
        "param",
        "{a: 1, a: 2}",
        f'{YAML} is not YAML: found duplicate key "a" with value "2" (original value: "1")',
    ),
    (
        "WHOLE --cli-input-yaml '!x'",
        "param",
        "!x",
        f"{YAML} is not YAML: could not determine a constructor for the tag '!x'",
    ),
    ("WHOLE --cli-input-yaml '1: 2'", "exception", "1: 2", "the request can't have a member of type int"),
    (
        "WHOLE --cli-input-yaml '!!int x'",
        "exception",
        "!!int x",
        f"{YAML} can't be read: invalid literal for int() with base 10: 'x'",
    ),
    (
        "WHOLE --cli-input-yaml 'JobDescription: 2020-01-01'",
        "validation",
        "JobDescription: 2020-01-01",
        NOT_SENT + "JobDescription must be of type string, not date",
    ),
    (
        "WHOLE --cli-input-yaml 'Tags: ~'",
        "validation",
        "Tags: ~",
        NOT_SENT + "Tags must be of type list, not NoneType",
    ),
]


@pytest.mark.parametrize(("text", "kind", "word", "message"), REFUSED)
def test_invalid_command_lines_are_refused(text: str, kind: str, word: str, message: str) -> None:
    assert refusal(argv(text), version=2) == (kind, word, message)


LONG = "0x" + "9" * 5000


def test_integers_that_are_too_long_to_print_are_refused() -> None:
    with pytest.raises(ValueError, match="digits") as caught:
        str(int(LONG, 16))
    for document, kind, message, aws in (
        (
            f"StoppingConditions: {{MaxInvocations: {LONG}}}",
            "exception",
            f"the request can't be written as JSON: {caught.value}",
            str(caught.value),
        ),
        (f"OutputConfig: {LONG}", "validation", NOT_SENT + "OutputConfig must be of type structure, not int", ""),
    ):
        error = outcome([*WHOLE, YAML, document], version=2)
        assert isinstance(error, CommandError)
        assert (error.kind, str(error), error.aws) == (kind, message, aws)
