"""From a text to diagnostics: locations in every kind of text, and laws that hold for all manifests."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from unittest import mock

import manifests
import pytest
import yaml
from checkout import ROOT
from console import run
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jobs import SMALL_JOB
from realistic import REQUESTS
from strategies import flawed_values

import ircompile
from ircompile import lint
from ircompile.config.settings import Config, Limits
from ircompile.emitting.json_body import json_body
from ircompile.linting import linter
from ircompile.manifest import load
from ircompile.model.model import SHIPPED
from ircompile.sources.source import Source


def found(text: str | bytes, name: str = "a.yaml") -> list[str]:
    return [
        f"{it.line}:{it.column}-{it.end_line}:{it.end_column} {it.rule} {it.pointer}"
        for it in ircompile.lint(text, name)
        if it.severity == "error"
    ]


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        (SMALL_JOB, []),
        (SMALL_JOB + "Tags: [{Key: a, Value: 1}]\n", ["5:24-5:25 wrong-type /Tags/0/Value"]),
        (SMALL_JOB + "Tags:\n- Key: a\n", ["6:3-6:9 missing-field /Tags/0"]),
        (SMALL_JOB + "StoppingConditions: MaxInvocations=x\n", ["5:36-5:37 wrong-type /StoppingConditions/MaxInvocations"]),
        (SMALL_JOB + 'StoppingConditions: "Max\\u0049nvocations=\\u0078"\n', ["5:42-5:48 wrong-type /StoppingConditions/MaxInvocations"]),
        (SMALL_JOB + "StoppingConditions: >\n  MaxInvocations=x,\n  FlatInvocations=Go\n",
         ["6:18-6:19 wrong-type /StoppingConditions/MaxInvocations", "7:19-7:21 not-allowed-value /StoppingConditions/FlatInvocations"]),
        (SMALL_JOB + "StoppingConditions: |\n    MaxInvocations=x,\n    FlatInvocations=Go\n",
         ["6:20-6:21 wrong-type /StoppingConditions/MaxInvocations", "7:21-7:23 not-allowed-value /StoppingConditions/FlatInvocations"]),
        (SMALL_JOB + "StoppingConditions: 'FlatInvocations=''Go'''\n", ["5:38-5:44 not-allowed-value /StoppingConditions/FlatInvocations"]),
        (SMALL_JOB + "Tags: Key=a!,Value=b\n", ["5:11-5:13 bad-format /Tags/0/Key"]),
        (SMALL_JOB + "Tags: [Key=a!]\n", ["5:8-5:14 missing-field /Tags/0", "5:12-5:14 bad-format /Tags/0/Key"]),
        ("x: &a {Key: 1, Value: b}\n" + SMALL_JOB + "Tags: [*a]\n", ["1:1-1:2 unknown-field /x", "1:13-1:14 wrong-type /Tags/0/Key"]),
        (SMALL_JOB.replace("a\n", "a_b\n", 1).replace("\n", "\r\n"), ["1:10-1:13 bad-format /JobName"]),
        ("\ufeff" + SMALL_JOB.replace("a\n", "a_b\n", 1), ["1:10-1:13 bad-format /JobName"]),
        ("JobName: 😀\n" + SMALL_JOB, ["1:1-1:8 duplicate-key "]),
    ],
)  # fmt: skip
def test_locations(text: str, findings: list[str]) -> None:
    text = text.replace("JobName: 😀\n" + SMALL_JOB, SMALL_JOB.replace("JobName: a\n", "JobName: 😀\nJobName: a\n"))
    expected = [it.replace("1:1-1:8", "2:1-2:8") for it in findings]
    assert found(text) == expected


SUGGESTED = [
    ("ContainerConfig: {Framework: mxnet}", "use `MXNET`"),
    ("ContainerConfig: {Domain: other}", "use `OTHER`"),
]


@pytest.mark.parametrize(("member", "fix"), SUGGESTED)
def test_a_valid_value_is_suggested(member: str, fix: str) -> None:
    text = SMALL_JOB.replace("InputConfig: {", f"InputConfig: {{{member}, ")
    (finding,) = [it for it in ircompile.lint(text, "a.yaml") if it.rule == "not-allowed-value"]
    assert finding.help.startswith(fix)


def test_no_instance_of_another_class_or_an_old_family_is_suggested() -> None:
    text = SMALL_JOB.replace("InputConfig: {", "InputConfig: {EndpointConfigurations: [{InstanceType: ml.t3.medium}], ")
    assert not any(it.fixes for it in ircompile.lint(text, "a.yaml"))


MISSPELT = [
    ("TrafficPattern", "TrafficPatern", ["unknown-field /InputConfig/TrafficPatern"]),
    ("TrafficPattern", "Traffic", ["unknown-field /InputConfig/Traffic"]),
    ("TrafficPattern", "Load", ["traffic-missing /InputConfig", "unknown-field /InputConfig/Load"]),
    ("  TrafficPattern", "TrafficPattern", ["unknown-field /TrafficPattern"]),
]


@pytest.mark.parametrize(("old", "new", "findings"), MISSPELT)
def test_a_misspelt_key_counts_as_present(old: str, new: str, findings: list[str]) -> None:
    traffic = "  TrafficPattern: {TrafficType: PHASES, Phases: [{InitialNumberOfUsers: 1}]}\n"
    text = SMALL_JOB.replace("Default", "Advanced").replace("InputConfig: {", "InputConfig:\n  ").replace(
        "}", ""
    ) + traffic.replace(old, new)
    assert [" ".join(it.split()[1:]) for it in found(text)] == findings


ONE_PROBLEM = [
    ("JobDurationInSeconds: 0", ["skeleton-residue"]),
    ("JobDurationInSeconds: '7200'", ["wrong-type"]),
    ("JobDurationInSeconds: null", ["null-value"]),
    ("JobDurationInSeconds: 20000", ["out-of-range"]),
    ("EndpointConfigurations: []", ["bad-length"]),
]


@pytest.mark.parametrize(("member", "rules"), ONE_PROBLEM)
def test_a_problem_of_a_value_is_reported_once(member: str, rules: list[str]) -> None:
    text = SMALL_JOB.replace("InputConfig: {", f"InputConfig: {{{member}, ")
    assert sorted(it.rule for it in ircompile.lint(text, "a.yaml") if it.severity != "info") == rules


def test_utf_16_is_read_and_reported() -> None:
    assert found(SMALL_JOB.encode("utf-16")) == ["1:1-1:1 text-encoding "]


@settings(max_examples=300, deadline=None)
@given(flawed_values(SHIPPED.request), st.sampled_from(["json", "yaml"]))
def test_lint_never_fails_and_locations_lie_in_the_text(value: Any, form: str) -> None:
    text = json.dumps(value) if form == "json" else yaml.safe_dump(value)
    lines = text.split("\n")
    for it in ircompile.lint(text, f"a.{form}"):
        assert (1, 1) <= (it.line, it.column) <= (it.end_line, it.end_column)
        assert it.end_column <= len(lines[it.end_line - 1]) + 1
        assert it.message.isprintable()


@settings(max_examples=60, deadline=None)
@given(flawed_values(SHIPPED.request))
def test_what_has_an_error_does_not_compile(value: Any) -> None:
    assume(any(it.severity == "error" for it in ircompile.lint(json.dumps(value), "a.json")))
    with pytest.raises(ircompile.InvalidManifest):
        ircompile.compile(json.dumps(value), "a.json")


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(REQUESTS), st.randoms(use_true_random=False))
def test_what_compiles_compiles_to_itself_in_a_fixed_order(value: Any, random: Any) -> None:
    (body,) = ircompile.compile(json.dumps(value), "a.json")
    assert body == value
    reordered = yaml.safe_dump(shuffled(value, random), sort_keys=False)
    for written, name in ((json_body(body), "a.json"), (reordered, "a.yaml")):
        assert [*map(json_body, ircompile.compile(written, name))] == [json_body(body)]


def shuffled(value: Any, random: Any) -> Any:
    if isinstance(value, dict):
        keys = list(value)
        random.shuffle(keys)
        return {key: shuffled(value[key], random) for key in keys}
    return [shuffled(item, random) for item in value] if isinstance(value, list) else value


def test_shorthand_compiles_to_its_expansion() -> None:
    short = (
        SMALL_JOB
        + 'StoppingConditions: "MaxInvocations=300,ModelLatencyThresholds=[{Percentile=P95,ValueInMilliseconds=100}]"\n'
    )
    (body,) = ircompile.compile(short, "a.yaml")
    assert body["StoppingConditions"] == {
        "MaxInvocations": 300,
        "ModelLatencyThresholds": [{"Percentile": "P95", "ValueInMilliseconds": 100}],
    }


EXAMPLES = sorted(ROOT.glob("examples/load-test-*.yaml"))
WRONG_VALUES = [
    "1_000",
    "1:30",
    "yes",
    "010",
    "08",
    "0o17",
    "2026-01-31",
    "=",
    "1e3",
    "true",
    "~",
    "x",
    "0",
    "-1",
    "99999999999",
    "[]",
    "{}",
]


@pytest.mark.parametrize("value", WRONG_VALUES)
@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_one_wrong_value_gives_one_finding(file: Path, value: str) -> None:
    text = file.read_text("utf-8")
    numbers = list(re.finditer(r"(?<=: )[0-9]+(?=[,}\n])", text))
    assert len(numbers) > 6
    for number in numbers:
        found = ircompile.lint(text[: number.start()] + value + text[number.end() :], file.name)
        errors = [f"{it.rule} {it.pointer}" for it in found if it.severity == "error"]
        assert len(errors) <= 1, (number, errors)


@pytest.mark.parametrize(
    "text", ["JobName:", "InputConfig: {JobDurationInSeconds:}", "Tags:\n- Key:", "JobName: a\nTags: [Key:"]
)
def test_a_value_may_be_missing_at_the_very_end(text: str) -> None:
    assert {it.rule for it in lint(text, "a.yaml")} & {"null-value", "parse-error", "missing-field"}


CHURN = (ROOT / "examples" / "recommend-churn.yaml").read_text("utf-8")
MANY_UNKNOWN = "".join(f"k{number}: 1\n" for number in range(205))
MANY_TYPES = CHURN.replace("[ml.c5.large,", "[" + "ml.c5.large," * 250) + "  - {Key: team, Value: growth}\n"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("# ircompile: file-ignore[parse-error] x\nJobName: [a\n", "parse-error"),
        ("# ircompile: file-ignore[document] x\n", "root-not-mapping"),
        ("# ircompile: file-ignore[document] x\n- a\n", "root-not-mapping"),
        ("# ircompile: file-ignore[limit-exceeded] x\nJobName: " + "[" * 120 + "\n", "limit-exceeded"),
        (f"# ircompile: file-ignore[unknown-field, limit-exceeded] x\n{CHURN}{MANY_UNKNOWN}", "limit-exceeded"),
        (MANY_TYPES, "limit-exceeded"),
        ("# ircompile: ignore[shape] x\n" * 300 + CHURN, "limit-exceeded"),
        ("JobName: a\n" * 300, "limit-exceeded"),
        ("{" + ", ".join(['"JobName": "a"'] * 300) + "}", "limit-exceeded"),
    ],
)
def test_findings_about_unread_parts_can_not_be_silenced(text: str, rule: str) -> None:
    quiet = Config(ignore=(rule, "document"), severity={rule: "info", "limits": "off"})
    for config in (Config(), quiet):
        assert rule in {found.rule for found in lint(text, "a.yaml", config=config) if found.severity == "error"}
    with pytest.raises(ircompile.InvalidManifest):
        ircompile.compile(text, "a.yaml")


def test_an_internal_error_is_one_line_and_other_files_are_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in "abc":
        (tmp_path / f"{name}.yaml").write_text(f"JobName: {name}_\n")
    for module, part in ((load, "documents"), (linter, "Linter")):
        with monkeypatch.context() as patched:
            patched.setattr(module, part, broken_on_b(getattr(module, part)))
            printed = run("ircompile lint a.yaml b.yaml c.yaml --output-format concise")
        assert "b.yaml: internal error, please report it: RecursionError: too deep\n" in printed
        assert "a.yaml:1:10: error[bad-format]" in printed
        assert "c.yaml:1:10: error[bad-format]" in printed
        assert printed.endswith("[exit 2]\n")


def broken_on_b(original: Any) -> Any:
    """Return a function, or a class with a method `lint`, that fails on b.yaml."""

    def fail_on(source: Any) -> None:
        if source.name == "b.yaml":
            raise RecursionError("too deep")

    if isinstance(original, type):

        class Broken(original):  # type: ignore[misc]  # the base class is given at run time
            def lint(self, source: Any, manifests: Any) -> Any:
                fail_on(source)
                return super().lint(source, manifests)

        return Broken

    def broken(source: Any, config: Any, model: Any) -> Any:
        fail_on(source)
        return original(source, config, model)

    return broken


def test_a_text_beyond_the_limit_is_not_read() -> None:
    (found,) = lint(SMALL_JOB, "a.yaml", config=Config(limits=Limits(bytes=len(SMALL_JOB) - 1)))
    assert (found.rule, found.message) == ("limit-exceeded", "the text is too large: the limit is 173")


BIG = [
    ("instance types", {"InputConfig": {"EndpointConfigurations": [{"InstanceType": f"ml.c5.lage{i}"} for i in range(9000)]}}),
    ("wrong tags", {"Tags": [1] * 100_000}),
    ("unknown members", {f"k{i}": 1 for i in range(30_000)}),
    ("tags in shorthand", {"Tags": ["Key=a,Value=b"] * 20_000}),
    ("equal tags", {"Tags": [{"Key": "a", "Value": "b"}] * 10_000}),
    ("equal types", {"InputConfig": {"ContainerConfig": {"SupportedInstanceTypes": ["ml.c5.large"] * 20_000}}}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value"), BIG, ids=[name for name, _ in BIG])
def test_the_number_of_findings_is_limited(name: str, value: dict[str, object]) -> None:
    found = lint(json.dumps({"JobName": "a", **value}), "a.json")
    assert len(found) <= 201, name


@pytest.mark.parametrize("text", [manifests.block(manifests.job(0)), manifests.with_block_scalar(manifests.job(0))])
def test_no_place_is_looked_up_in_a_clean_text(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    located = mock.Mock(return_value=(1, 1))
    monkeypatch.setattr(Source, "location", located)
    Path("job.yaml").write_text(text)
    assert (run("ircompile lint job.yaml -q"), located.call_count) == ("", 0)
    Path("job.yaml").write_text(text.replace("JobType: ", "JobType: x"))
    assert "x" in run("ircompile lint job.yaml -q")
    assert located.call_count
