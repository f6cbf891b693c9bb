"""Suggestions for misspelt words: what is near, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ircompile.cli.exit import COMMANDS
from ircompile.cli.parser import build_parser
from ircompile.findings import suggestions
from ircompile.findings.suggestions import misspelt, nearest
from ircompile.model.model import SHIPPED

JOB = list(SHIPPED.request.members)
INPUT = list(SHIPPED.request.members["InputConfig"].members)
REGIONS = ["eu-west-1", "eu-west-2", "eu-central-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2", "ap-south-1"]


def _options(command: str) -> list[str]:
    parser = build_parser([command])[1][command]
    return [option for action in parser._actions for option in action.option_strings]


@pytest.mark.parametrize(
    ("word", "candidates", "expected"),
    [
        ("lnt", COMMANDS, "lint"),
        ("LINT", COMMANDS, "lint"),
        ("comiple", COMMANDS, "compile"),
        ("completion", COMMANDS, "completions"),
        ("conv", COMMANDS, "convert"),
        ("init", COMMANDS, None),
        ("plot", COMMANDS, None),
        ("check", COMMANDS, None),
        ("format", COMMANDS, None),
        ("examples", COMMANDS, None),
        ("--outp", _options("lint"), "--output-format"),
        ("--outp", _options("compile"), "--output"),
        ("--format", _options("lint"), "--output-format"),
        ("--outputformat", _options("lint"), "--output-format"),
        ("--fail-onn", _options("lint"), "--fail-on"),
        ("--chek", _options("compile"), "--check"),
        ("--sarif", _options("lint"), None),
        ("--verison", ["-h", "--help", "-V", "--version"], "--version"),
        ("States", JOB, None),
        ("Status", JOB, None),
        ("Role", JOB, "RoleArn"),
        ("Name", JOB, "JobName"),
        ("Job", JOB, None),
        ("Config", JOB, None),
        ("JobTags", JOB, "Tags"),
        ("Tgas", JOB, "Tags"),
        ("Version", JOB, None),
        ("stoppingConditions", JOB, "StoppingConditions"),
        ("StopConditions", JOB, "StoppingConditions"),
        ("Trafic", INPUT, "TrafficPattern"),
        ("Duration", INPUT, "JobDurationInSeconds"),
        ("JobDurationSeconds", INPUT, "JobDurationInSeconds"),
        ("ModelPackageArn", INPUT, "ModelPackageVersionArn"),
        ("ContainerConfiguration", INPUT, "ContainerConfig"),
        ("VolumeKmsKey", INPUT, "VolumeKmsKeyId"),
        ("InitialUsers", ["InitialNumberOfUsers", "SpawnRate", "DurationInSeconds"], "InitialNumberOfUsers"),
        ("Kye", ["Key", "Value"], "Key"),
        ("k", ["Key", "Value"], None),
        ("Name", ["Key", "Value"], None),
        ("eu-wset-1", REGIONS, "eu-west-1"),
        ("us-est-1", REGIONS, None),
        ("useast1", REGIONS, "us-east-1"),
        ("mars-north-1", REGIONS, None),
        ("abcdefgx", ["xbcdefgx", "abcdefgh"], "abcdefgh"),
        ("JobDurationSecondsMax", ["JobDuration"], "JobDuration"),
        ("JobDurationSecondsMaxAll", ["JobDuration"], None),
        ("JobDurationInSeconds", ["JobDuration", "MaximumJobDurationInSeconds"], "MaximumJobDurationInSeconds"),
        ("Arn", ["RoleArn"], "RoleArn"),
        ("Id", ["VolumeKmsKeyId"], None),
        ("", JOB, None),
        ("x" * 1_000_000, JOB, None),
    ],
)
def test_nearest(word: str, candidates: list[str], expected: str | None) -> None:
    assert nearest(word, candidates) == expected


@pytest.mark.parametrize(
    ("word", "candidates", "expected"),
    [
        ("jobname", ["JobName"], "JobName"),
        ("job_name", ["JobName"], "JobName"),
        ("job-name", ["JobName"], "JobName"),
        ("_JobName_", ["JobName"], "JobName"),
        ("Tag", ["Tags"], "Tags"),
        ("TAGS", ["Tag"], "Tag"),
        ("SubNet", ["Subnets"], "Subnets"),
        ("Job Name", ["JobName"], None),
        ("sTags", ["Tags"], None),
        ("tag", ["Tag", "Tags"], None),
    ],
)
def test_spellings(word: str, candidates: list[str], expected: str | None) -> None:
    assert suggestions.same_but_spelling(word, candidates) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("jobdurationinsecond", "JobDurationInSeconds"),
        ("JobDuratoinInSecnods", "JobDurationInSeconds"),
        ("JbDuratoinInSecnods", "JobDurationInSeconds"),
        ("JbDuratoinnSecnods", None),
    ],
)
def test_a_typo_has_few_edits(word: str, expected: str | None) -> None:
    assert misspelt(word, ["JobDurationInSeconds", "JobDescription"]) == expected


@pytest.mark.parametrize(
    ("word", "other", "edits"),
    [
        ("", "", 0),
        ("", "abc", 3),
        ("abc", "", 3),
        ("abc", "acb", 1),
        ("abcd", "acd", 1),
        ("acd", "abcd", 1),
        ("abcd", "badc", 2),
        ("kitten", "sitting", 3),
        ("ca", "abc", 3),
    ],
)
def test_edits_are_counted(word: str, other: str, edits: int) -> None:
    assert suggestions._edits(word, other) == edits


@given(st.sampled_from([*JOB, *INPUT]), st.data())
def test_one_edit_is_a_typo_and_none_is_found_in_other_words(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    edited = data.draw(
        st.sampled_from([word[:at] + word[at + 1 :], word[:at] + "x" + word[at:], word[:at] + "x" + word[at + 1 :]])
    )
    assert misspelt(edited, [word]) == word
    assert misspelt(edited, ["Unrelated"]) is None


def test_candidates_are_normalised_once() -> None:
    suggestions._spellings.clear()
    candidates = [f"ml.c{number}.large" for number in range(300)]
    assert [suggestions.same_but_spelling(f"ML.C{number}.LARGE", candidates) for number in range(300)] == candidates
    assert len(suggestions._spellings) == 1
