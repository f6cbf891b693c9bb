"""Manifests read from command lines: where findings point, and advice."""

from __future__ import annotations

import pytest
from convert_commands import HEAD, PACKAGE

from ircompile.config.settings import Config
from ircompile.findings.diagnostic import Severity
from ircompile.linting.linter import Linter
from ircompile.manifest.command import read_command
from ircompile.model.model import SHIPPED
from ircompile.sources.source import from_text


def found(text: str, *, cli_version: int | None = None, floor: str = "warning") -> list[str]:
    source = from_text("x", text, "command")
    manifest = read_command(source, SHIPPED, cli_version=cli_version)
    diagnostics = Linter(Config()).lint(source, [manifest])
    return [
        f"{it.line}:{it.column}-{it.end_line}:{it.end_column} {it.rule}"
        for it in diagnostics
        if it.severity.rank <= Severity(floor).rank
    ]


def span_of(text: str, part: str) -> str:
    start = text.index(part) + 1
    return f"1:{start}-1:{start + len(part)}"


@pytest.mark.parametrize(
    ("rest", "part", "rule"),
    [
        (f" --input-config {PACKAGE},JobDurationInSeconds=20000", "20000", "out-of-range"),
        (f" --input-config={PACKAGE},JobDurationInSeconds=20000", "20000", "out-of-range"),
        (f""" --input-config '{{"{PACKAGE.replace("=", '": "')}", "JobDurationInSeconds": 20000}}'""", "20000", "out-of-range"),
        (f" --input-config {PACKAGE} --tags Key=a,Value=b 'Key=c!,Value=d'", "c!", "bad-format"),
        (f" --input-config {PACKAGE} --tags 'Key=a,Value=b' 'Value=d,Key=c!'", "c!", "bad-format"),
        (f" --input-config {PACKAGE} --job-type 'x!'", "x!", "not-allowed-value"),
        (f""" --input-config {PACKAGE} --tags '[{{"Key": "c!", "Value": "d"}}]'""", '"c!"', "bad-format"),
        (f""" --cli-input-json '{{"InputConfig": {{"{PACKAGE.replace("=", '": "')}", "JobDurationInSeconds": 20000}}}}'""", "20000", "out-of-range"),
        (f" --input-config {PACKAGE} --tags Key=a,Value=b --tags", "--tags Key"[:6], "option-repeated"),
        (f" --input-config {PACKAGE},TrafficPattern={{Stairs={{NumberOfSteps=1_0}}}}", "1_0", "shorthand-integer"),
        (f" --input-config '{PACKAGE},TrafficPattern={{TrafficType=A,TrafficType=B}}'", "TrafficType", "shorthand-duplicate-key"),
        (f" --input-config {PACKAGE},JobDurationInSeconds=20x", "20x", "wrong-type"),
        (f" --input-config {PACKAGE},", "", "shorthand-syntax"),
        (""" --input-config '{"ModelName": "\\ud800"}'""", '"\\ud800"', "parse-error"),
        (f" --input-config '{PACKAGE}' --job-d $X", "$X", "command-needs-shell"),
        (f" --input-config '{PACKAGE}' --nope", "--nope", "command-refused"),
    ],
)  # fmt: skip
def test_findings_point_into_words(rest: str, part: str, rule: str) -> None:
    text = HEAD + rest
    lines = [line for line in found(text) if line.endswith(" " + rule)]
    assert lines
    if rule == "shorthand-duplicate-key":
        start = text.rindex(part) + 1
        assert lines == [f"1:{start}-1:{start + len(part)} {rule}"]
    elif part:
        assert lines == [f"{span_of(text, part)} {rule}"]


@pytest.mark.parametrize(
    ("rest", "pointer"),
    [
        (f" --input-config {PACKAGE},TrafficPattern={{Stairs={{NumberOfSteps=1_0}}}}", "/InputConfig/TrafficPattern/Stairs/NumberOfSteps"),
        (f" --input-config '{PACKAGE},TrafficPattern={{TrafficType=A,TrafficType=B}}'", "/InputConfig"),
        (f" --input-config {PACKAGE} --tags Key=a,Value=b 'Key=c,Key=d,Value=e'", "/Tags/1"),
        (f" --input-config {PACKAGE},JobDurationInSeconds=20x", "/InputConfig/JobDurationInSeconds"),
    ],
)  # fmt: skip
def test_findings_name_the_member(rest: str, pointer: str) -> None:
    source = from_text("x", HEAD + rest, "command")
    found = Linter(Config()).lint(source, [read_command(source, SHIPPED)])
    assert pointer in [
        it.pointer for it in found if "shorthand" in it.rule or it.rule in ("duplicate-key", "wrong-type")
    ]


@pytest.mark.parametrize(
    ("rest", "advice"),
    [
        (" --input-config '{ModelName:m}'", "the shell removed the quotes of the JSON"),
        (" --cli-input-json job.json", "write file://job.json"),
        (" --input-config ModelName=m,A=b ModelName=m,A=c", "the shell seems to have split"),
        (f" --input-config '{PACKAGE}' --job-d $X", "write the value itself, or put a literal `$` in single quotes"),
        (" --input-config '{“a”:1}'", "an editor or a web page replaced"),
        (f" --input-config {PACKAGE} --job-d “a b”", "an editor or a web page replaced"),
    ],
)
def test_advice_on_commands(rest: str, advice: str) -> None:
    source = from_text("x", HEAD + rest, "command")
    diagnostics = Linter(Config()).lint(source, [read_command(source, SHIPPED)])
    assert [advice in it.help for it in diagnostics] == [True]


@pytest.mark.parametrize(("text", "place"), [("aws", 4), ("aws sagemaker ", 14), ("", 1)])
def test_a_missing_word_is_reported_where_it_is_missing(text: str, place: int) -> None:
    assert found(text) == [f"1:{place}-1:{place} command-refused"]


def test_yaml_needs_version_2() -> None:
    text = HEAD + " --cli-input-yaml 'InputConfig: {ModelName: m}'"
    assert "1:" + span_of(text, "--cli-input-yaml")[2:] + " cli-yaml-needs-v2" in found(text, floor="info")
    assert [line.split()[-1] for line in found(text, cli_version=1)] == ["command-refused"]
