"""Requests written as an `aws` command send exactly those requests."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from requests_to_send import BODY, ROLE, SPECIAL, everywhere, requests, with_special_texts

from ircompile.api import parse_command
from ircompile.config.settings import LONGEST_ARGUMENT
from ircompile.emitting.command import command
from ircompile.emitting.words import RUNNER, EmitError, is_printable_ascii
from ircompile.model.model import SHIPPED

COMMANDS: list[tuple[dict[str, Any], str, list[str]]] = [
    (BODY, "json", ["--job-name", "churn", "--job-type", "Default", "--role-arn", ROLE, "--input-config", '{"ModelName": "churn"}']),
    (BODY, "shorthand", ["--job-name", "churn", "--job-type", "Default", "--role-arn", ROLE, "--input-config", "ModelName=churn"]),
    ({"InputConfig": {}, "JobName": "a"}, "shorthand", ["--job-name", "a", "--input-config", "{}"]),
    ({"Tags": [{"Key": "a", "Value": "b"}, {"Key": "c", "Value": ""}]}, "shorthand", ["--tags", "Key=a,Value=b", 'Key=c,Value=""']),
    ({"Tags": [{"Key": "a", "Value": "é"}]}, "shorthand", ["--tags", '[{"Key": "a", "Value": "\\u00e9"}]']),
    ({"Tags": []}, "json", ["--tags", "[]"]),
    ({"Tags": []}, "shorthand", ["--tags"]),
    ({"JobName": "", "JobDescription": "it's 5 $"}, "json", ["--job-name", "", "--job-description", "it's 5 $"]),
    ({"JobName": "-a", "JobDescription": "file://a"}, "json", ["--cli-input-json", '{"JobName": "-a", "JobDescription": "file://a"}']),
    ({"JobDescription": "\x7f😀", "JobName": "https://a"}, "shorthand", ["--cli-input-json", '{"JobDescription": "\\u007f\\ud83d\\ude00", "JobName": "https://a"}']),
    ({"JobName": 5, "Other": None, "InputConfig": [], "Tags": {}}, "shorthand", ["--cli-input-json", '{"JobName": 5, "Other": null, "InputConfig": [], "Tags": {}}']),
    ({"OutputConfig": {"KmsKeyId": "file://a"}}, "shorthand", ["--output-config", "KmsKeyId=file://a"]),
    ({"JobDescription": "##[x] ##", "Tags": [{"Key": "##vso[x"}]}, "shorthand", ["--tags", '[{"Key": "#\\u0023vso[x"}]', "--cli-input-json", '{"JobDescription": "#\\u0023[x] #\\u0023"}']),
    ({"JobDescription": "## no command"}, "json", ["--job-description", "## no command"]),
    ({"OutputConfig": {"file://a": "b"}}, "shorthand", ["--output-config", '{"file://a": "b"}']),
]  # fmt: skip


@pytest.mark.parametrize(("value", "style", "words"), COMMANDS)
def test_command(value: dict[str, Any], style: Any, words: list[str]) -> None:
    assert command(value, SHIPPED.request, style=style) == [
        "aws",
        "sagemaker",
        "create-inference-recommendations-job",
        *words,
    ]


@pytest.mark.parametrize(
    ("file", "word"),
    [("job.json", "file://job.json"), ("a b/it's.json", "file://a b/it's.json"), ("~/job.json", "file://./~/job.json"), ("-x", "file://-x"), ("/x", "file:///x")],
)  # fmt: skip
def test_command_with_a_file(file: str, word: str) -> None:
    assert command(BODY, SHIPPED.request, style="file", file=file)[3:] == ["--cli-input-json", word]


@pytest.mark.parametrize("file", [None, "", "$HOME/job.json", "%TEMP%.json", "Größe.json", "a\nb"])
def test_a_file_that_a_command_can_not_name_is_refused(file: str | None) -> None:
    with pytest.raises(EmitError, match=r"the request can't be written to the file .+; use printable ASCII"):
        command(BODY, SHIPPED.request, style="file", file=file)


def test_the_region_is_the_first_option() -> None:
    for style in ("json", "file"):
        words = command(BODY, SHIPPED.request, region="eu-west-1", style=style, file="x")
        assert words[1:5] == ["sagemaker", "create-inference-recommendations-job", "--region", "eu-west-1"]


@pytest.mark.parametrize(("region", "without"), [("-x", ""), ("file://x", ""), ("é", ""), ("50%", "%")])
def test_a_region_that_no_option_can_have_is_refused(region: str, without: str) -> None:
    with pytest.raises(EmitError) as caught:
        command(BODY, SHIPPED.request, region=region, without=without)
    assert str(caught.value) == f"the region `{region}` can't be passed as the value of an option"


def test_a_word_longer_than_a_program_accepts_is_refused() -> None:
    longest = "x" * LONGEST_ARGUMENT
    assert command({"JobName": longest}, SHIPPED.request)[-1] == longest
    with pytest.raises(EmitError) as caught:
        command({"JobName": longest + "x"}, SHIPPED.request)
    assert (
        str(caught.value)
        == "an argument of the command has 131,072 bytes, but programs accept at most 131,071; use --style file"
    )


def check_command(value: dict[str, Any], directory: Any) -> None:
    (directory / "job.json").write_text(json.dumps(value), "utf-8")
    for style in ("json", "shorthand", "file"):
        words = command(value, SHIPPED.request, style=style, file="job.json")
        assert all(is_printable_ascii(word) and not RUNNER.search(word) for word in words)
        for version in (1, 2):
            assert parse_command(words, cli_version=version, directory=str(directory)) == value


@pytest.mark.parametrize("text", SPECIAL)
def test_special_texts_in_all_strings_round_trip(text: str, tmp_path: Any) -> None:
    check_command(everywhere(text, SHIPPED.request), tmp_path)


def test_special_texts_in_single_strings_round_trip() -> None:
    for value in with_special_texts():
        assert parse_command(command(value, SHIPPED.request, style="shorthand")) == value


def test_requests_round_trip(tmp_path_factory: pytest.TempPathFactory) -> None:
    directory = tmp_path_factory.mktemp("requests")

    @settings(max_examples=200, deadline=None)
    @given(requests)
    def law(value: dict[str, Any]) -> None:
        check_command(value, directory)

    law()


@pytest.mark.parametrize("style", ["json", "shorthand"])
def test_a_character_that_a_shell_can_not_quote_is_avoided(style: Any) -> None:
    job = BODY | {"JobDescription": "100%", "InputConfig": {"ModelName": "50%"}}
    words = command(job, SHIPPED.request, style=style, without="%")
    assert "%" not in "".join(words)
    assert parse_command([*words, "--cli-input-json", words[-1]]) == job


def test_a_command_longer_than_a_program_accepts_is_refused() -> None:
    tags = [{"Key": "k" * 73, "Value": "v" * 7} for _ in range(19_657)]
    words = command({"Tags": tags}, SHIPPED.request, style="shorthand")
    assert [len(word) + len("\0") + 8 for word in words[3:5]] == [15, 100]
    most = 1_966_080 - sum(len(word) + 9 for word in words)
    longest = {"Tags": [{"Key": "k", "Value": "v" * (most - 9 - len("Key=k,Value="))}, *tags]}
    assert len(command(longest, SHIPPED.request, style="shorthand")) == len(words) + 1
    longest["Tags"].append({"Key": "k"})
    with pytest.raises(EmitError) as caught:
        command(longest, SHIPPED.request, style="shorthand")
    what = "the command takes 1,966,094 bytes, but programs accept at most 1,966,080; use --style file"
    assert str(caught.value) == what
