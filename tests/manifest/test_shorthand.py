"""Shorthand in a file: limits, and values that are not known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from reach import reach

from ircompile import Config, Limits, lint

SHORT = "JobName: a\nStoppingConditions: {}\n".format


@pytest.mark.parametrize(
    "value",
    [
        "a=b" + ",c" * 300_000 + "=x",
        "a=b," * 200_000,
        "a=[" + "{b=c}," * 100_000 + "{}]",
        ">\n" + "  a=b,\n" * 100_000,
        "[" + "'', " * 200_000 + "]",
    ],
    ids=lambda value: value[:6],
)
def test_shorthand_in_a_file_is_limited(value: str) -> None:
    rules = {it.rule for it in lint(SHORT(value).replace("StoppingConditions: [", "Tags: ["), "a.yaml")}
    assert "limit-exceeded" in rules
    half = SHORT("a=b" + ",c" * 40_000)
    assert "limit-exceeded" not in {it.rule for it in lint(half, "a.yaml")}
    assert "limit-exceeded" in {it.rule for it in lint(f"{half}---\n{half}", "a.yaml")}


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ("ModelName=m", ""),
        (" ModelName=m", "shorthand-syntax"),
        ("", "shorthand-syntax"),
        ("<a=b>", "shorthand-syntax"),
        ("<a", "shorthand-syntax"),
        ("<Config>", "wrong-type"),
        ('{"ModelName": "m"}', "wrong-type"),
        (" [a]", "wrong-type"),
        ("{a=b}", "wrong-type"),
    ],
)
def test_json_and_placeholders_are_no_shorthand(value: str, rule: str) -> None:
    found = {it.rule for it in lint(f"JobName: a\nInputConfig: {json.dumps(value)}\n", "a.yaml") if it.line == 2}
    assert found.intersection(("shorthand-syntax", "wrong-type")) == ({rule} if rule else set())


def test_the_shorthand_that_exceeds_the_limit_is_shown() -> None:
    text = "JobName: a\nStoppingConditions: FlatInvocations=Stop\nOutputConfig: KmsKeyId=b\nTags: [Key=c]\n"
    (found,) = [
        it for it in lint(text, "a.yaml", config=Config(limits=Limits(shorthand=150))) if it.rule == "limit-exceeded"
    ]
    assert (found.line, found.column) == (3, 15)
    assert found.message == "the file has too many characters of shorthand: the limit is 150"
    assert found.help.startswith("if the file should be this large, raise the limit with `--limit shorthand=N`, or in ")


@pytest.mark.parametrize(
    ("shorthand", "rules"),
    [
        ("TrafficPattern={Phases={SpawnRate=file://a}}", {"wrong-type", "shorthand-syntax"}),
        ("Endpoints={EndpointName=file://a}", {"shorthand-syntax"}),
        ("ModelName=,file://a", {"shorthand-unquoted-value", "shorthand-syntax"}),
    ],
)
def test_file_names_below_values_of_another_type_are_reported(shorthand: str, rules: set[str]) -> None:
    found = lint(f"JobName: a\nJobType: Default\nInputConfig: {shorthand}\n", "a.yaml")
    assert rules <= {it.rule for it in found}


@pytest.mark.parametrize(
    "text",
    [
        "file://x",
        "fileb://x",
        "http://x",
        "https://x",
        "Key=file://x,Value=a",
        "Key=fileb://x,Value=a",
        "Key=a,Value=[file://x]",
        "Key=a,Value@=file://x",
        "Key=a,Value@=http://x",
        "Key@=x,Value=a",
    ],
)
@pytest.mark.parametrize("is_list", [False, True])
def test_what_the_aws_cli_would_load_is_an_error_and_not_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, *, is_list: bool
) -> None:
    (tmp_path / "x").write_text("Key=loaded,Value=loaded")
    monkeypatch.chdir(tmp_path)
    value = json.dumps(text)
    with reach() as seen:
        found = lint(f"JobName: a\nTags: {f'[{value}]' if is_list else value}\n", "a.yaml")
    assert {it.line for it in found if it.severity == "error"} >= {2}
    assert not [path for _, path in seen if path.startswith(str(tmp_path))]
