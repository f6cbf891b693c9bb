"""Texts that are being typed keep the findings in what can be read."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from checkout import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from ircompile import lint
from ircompile.editing.answers import Problem
from ircompile.editing.broken import LARGEST
from ircompile.editing.broken.repair import HOLE, MOST
from ircompile.editing.diagnostics import diagnose
from ircompile.editing.settings import settings_of
from ircompile.linting.fix_apply import apply_edits

FOLDER = ROOT / "examples" / "broken"
TEXT = (FOLDER / "load-test.yaml").read_text("utf-8")
AS_JSON = json.dumps(yaml.safe_load(TEXT), indent=2)
TEXTS = {
    "job.yaml": TEXT,
    "job.json": AS_JSON,
    "compact.json": json.dumps(yaml.safe_load(TEXT)),
    "shorthand.yaml": (FOLDER / "shorthand.yaml").read_text("utf-8"),
    "several.yaml": (ROOT / "examples" / "two-regions.yaml").read_text("utf-8"),
}
FAULT = "parse-error"


def found(name: str, text: str) -> list[Problem]:
    return diagnose(text, settings_of(name))


def rules(name: str, text: str) -> list[str]:
    return [it.diagnostic.rule for it in found(name, text)]


@pytest.mark.parametrize(
    ("name", "step", "drops"),
    [("job.yaml", 3, 0), ("job.json", 3, 0), ("compact.json", 3, 0), ("shorthand.yaml", 1, 1), ("several.yaml", 2, 2)],
)
def test_typing_a_manifest_does_not_hide_its_findings_behind_a_fault(name: str, step: int, drops: int) -> None:
    """The drops are at the word `InputConfig`: with it, the only finding is resolved that it is missing."""
    typed = settings_of(name)
    text, before, count = TEXTS[name], 0, 0
    for length in range(1, len(text) + 1):
        if length % step and before < 2:
            continue
        its = [it.diagnostic.rule for it in diagnose(text[:length], typed)]
        count += its == [FAULT] and before > 1
        before = len(its)
    assert count <= drops


@pytest.mark.parametrize(
    ("name", "line", "half"),
    [
        ("job.yaml", "JobType: ADVANCED", "JobTy"),
        ("job.yaml", "JobType: ADVANCED", 'JobType: "ADV'),
        ("job.yaml", "JobType: ADVANCED", "JobType: ["),
        ("job.yaml", "JobType: ADVANCED", "JobType: {a: "),
        ("job.yaml", "JobType: ADVANCED", "JobType: a: b"),
        ("job.yaml", "JobType: ADVANCED", "\tJobType: ADVANCED"),
        ("job.yaml", "JobType: ADVANCED", "@"),
        ("job.yaml", "InputConfig:", "InputConfig"),
        ("job.json", '  "JobType": "ADVANCED",', '  "Jo'),
        ("job.json", '  "JobType": "ADVANCED",', '  "JobType"'),
        ("job.json", '  "JobType": "ADVANCED",', '  "JobType":'),
        ("job.json", '  "JobType": "ADVANCED",', '  "JobType": "ADV'),
        ("job.json", '  "JobType": "ADVANCED",', '  "JobType": ADV'),
        ("job.json", '  "JobType": "ADVANCED",', "  JobTy"),
        ("job.json", '  "JobType": "ADVANCED",', "  ,"),
    ],
)
def test_a_half_typed_line_leaves_the_findings_in_the_others(name: str, line: str, half: str) -> None:
    text = TEXTS[name]
    assert line in text
    start, end = text.index(line), text.index(line) + len(line)
    moved = len(half) - len(line)

    def others(problems: list[Problem], text: str) -> list[tuple[str, str]]:
        return [
            (it.diagnostic.rule, text[slice(*it.place.span)])
            for it in problems
            if it.diagnostic.rule != FAULT and not start <= it.place.span[0] < end
        ]

    typing = text[:start] + half + text[end:]
    its = found(name, typing)
    kept = [it for it in its if it.place.span[0] < start or it.place.span[0] >= end + moved]
    assert FAULT in [it.diagnostic.rule for it in its]
    whole = others(found(name, text), text)
    # While its type is being typed, it is missing, and whether it is a load test is not known.
    depends = {"latency-percentile-advanced", "mixed-realtime-serverless"}
    assert {it for it in whole if it[0] not in depends} <= set(others(kept, typing))
    assert {it for it in others(kept, typing) if it[0] != "missing-field"} <= set(whole)


@pytest.mark.parametrize(("name", "drops"), [("job.yaml", 0), ("job.json", 2), ("compact.json", 3)])
def test_a_character_that_is_deleted_does_not_hide_the_findings(name: str, drops: int) -> None:
    """Except for a few brackets of JSON, the first one among them."""
    text = TEXTS[name]
    texts = [text[:at] + text[at + 1 :] for at in range(0, len(text), 5)]
    assert sum({*rules(name, it)} == {FAULT} for it in texts) <= drops


@pytest.mark.parametrize("name", ["job.json", "compact.json"])
def test_a_string_that_is_typed_again_does_not_hide_the_findings(name: str) -> None:
    text = TEXTS[name]
    for string in re.finditer(r'"[^"\n]*"', text):
        for end in range(string.start() + 1, string.end(), 3):
            typed = text[:end] + text[string.end() :]
            assert rules(name, typed) != [FAULT], typed[string.start() : end + 20]


@pytest.mark.parametrize("half", ["-", "- a", "Foo", "Foo:", "Foo: 1", "x y", '"'])
def test_a_line_that_is_inserted_anywhere_does_not_hide_the_findings(half: str) -> None:
    lines = TEXT.split("\n")
    for number, line in enumerate(lines):
        indentation = line[: len(line) - len(line.lstrip())]
        text = "\n".join([*lines[:number], f"{indentation}{half}", *lines[number:]])
        assert {*rules("job.yaml", text)} != {FAULT}, number


@pytest.mark.parametrize("half", ["{", '"Foo', '"Foo"', '"Foo": 1', "x"])
def test_what_is_typed_after_the_end_of_json_does_not_hide_the_findings(half: str) -> None:
    assert len(rules("job.json", f"{AS_JSON}\n{half}")) > 8


def test_the_fault_is_reported_as_lint_does() -> None:
    for name, text in (("a.yaml", TEXT.replace("JobType:", "JobType")), ("a.json", AS_JSON[:-30])):
        (fault,) = [it for it in lint(text, name) if it.rule == FAULT]
        assert [it.diagnostic for it in found(name, text)].count(fault) == 1


def test_a_fix_in_a_broken_text_corrects_it() -> None:
    text = f"Tags: [{{Key: a, Val\n{TEXT}"
    problem = next(it for it in found("job.yaml", text) if it.diagnostic.rule == "not-allowed-value")
    fixed = apply_edits(text, problem.diagnostic.fixes[0].edits)
    assert fixed == text.replace("ADVANCED", "Advanced")
    (other,) = [it for it in found("job.yaml", fixed) if it.diagnostic.rule == "phases-total-exceeds-job"]
    assert [text_of(fixed, it.span) for it in other.related] == ["600", "1500"]


def text_of(text: str, span: tuple[int, int]) -> str:
    return text[slice(*span)]


def test_no_fix_ends_in_what_is_half_typed() -> None:
    members = '"MaxConcurrency": 1, "MemorySizeInMB": 1024, %s"ProvisionedConcurrency": 5'
    job = '{"JobName": "a", "JobType": "Advanced", "InputConfig": {"EndpointConfigurations": [{"ServerlessConfig": {%s}}]}}'
    for half, titles in (
        ("", ["remove `ProvisionedConcurrency`"]),
        ('"Foo", ', ["remove `ProvisionedConcurrency`"]),
        ("Foo ", []),
    ):
        its = found("job.json", job % members % half)
        (it,) = [it.diagnostic for it in its if it.diagnostic.rule == "provisioned-concurrency-unsupported"]
        assert [fix.title for fix in it.fixes] == titles


def test_ignore_comments_count_in_broken_texts_and_are_not_called_unused() -> None:
    text = f"Tags: [\n{TEXT}".replace("ADVANCED", "ADVANCED  # ircompile: ignore[not-allowed-value, cost-hint]")
    assert "not-allowed-value" not in [
        it.diagnostic.rule for it in found("job.yaml", text) if "JobType" in it.diagnostic.message
    ]
    assert "unused-ignore" not in rules("job.yaml", text)


def test_documents_before_and_after_a_fault_are_checked() -> None:
    job = "JobName: a_{0}\nJobType: Default\nRoleArn: arn:aws:iam::123456789012:role/r\nInputConfig: {{ModelName: m}}\n"
    text = f"{job.format(1)}---\n{job.format(2).replace('JobType: ', 'JobType')}---\n{job.format(3)}"
    marked = [text_of(text, it.place.span) for it in found("jobs.yaml", text) if it.diagnostic.rule == "bad-format"]
    assert marked == ["a_1", "a_2", "a_3"]


def test_jobs_with_overlays_are_checked_while_they_are_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ircompile.toml").write_text('[environments.prod]\noverlay = ["prod.yaml"]\n')
    (tmp_path / "prod.yaml").write_text("JobType: default\n")
    text = "JobName: a_b\nJobType: Default\nRoleArn: arn:aws:iam::123456789012:role/r\nInputConfig: {ModelName: m}\nTag"
    its = {(it.place.filename, it.diagnostic.rule) for it in found("job.yaml", text)}
    assert its >= {("", "bad-format"), ("", FAULT), ("prod.yaml", "not-allowed-value")}


@pytest.mark.parametrize(
    "half",
    [
        AS_JSON.replace("\n}", ",\n}"),
        AS_JSON.replace("\n  },", ",\n  },"),
        f'{AS_JSON[:-2]}, "A": @, "B": {"1" * 5000}}}',
    ],
    ids=["a comma after the last member", "a comma after the last member of another", "with a huge number"],
)
def test_what_json_does_not_allow_does_not_hide_the_findings(half: str) -> None:
    assert {*rules("job.json", half)} >= {*rules("job.json", AS_JSON), FAULT}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("job.yaml", TEXT + "".join(f"A{number}: [}}\n" for number in range(MOST + 1))),
        ("job.yaml", f'# {"x" * (LARGEST - len(TEXT) - 9)}\n{TEXT}\n "'),
        ("job.yaml", TEXT.replace("InputConfig:", "InputConfig:\n\t\n  \t")),
        ("job.yaml", TEXT.replace("JobName: ", f"JobName: {HOLE}") + "'"),
        ("job.json", AS_JSON.replace('"JobName": "', f'"JobName": "{HOLE}')[:-1]),
    ],
    ids=["many faults", "too long for many tries", "tabs in blank lines", "a hole", "a hole in JSON"],
)
def test_of_what_can_not_be_repaired_the_fault_is_reported(name: str, text: str) -> None:
    assert {*rules(name, text)} == {FAULT}


@pytest.mark.parametrize(
    ("name", "text"), [("a.yaml", "a: [}\n"), ("a.json", '{"a": '), ("a.yaml", "{" * 5000), ("a.json", "[" * 5000)]
)
def test_broken_texts_without_jobs_get_nothing(name: str, text: str) -> None:
    assert found(name, text) == []


EDITS = st.lists(
    st.tuples(
        st.floats(0, 1), st.integers(0, 6), st.text(st.sampled_from("\"'[]{}:,-#|>&*@ \n\t\rabJé😀\u2028"), max_size=3)
    ),
    max_size=5,
)


@given(st.sampled_from(sorted(TEXTS)), EDITS)
@settings(max_examples=60, deadline=None)
def test_what_is_found_is_what_lint_finds_if_the_text_can_be_read(
    name: str, edits: list[tuple[float, int, str]]
) -> None:
    text = TEXTS[name]
    for place, removed, added in edits:
        start = int(place * len(text))
        text = text[:start] + added + text[start + removed :]
    its = found(name, text)
    assert all(0 <= it.place.span[0] <= it.place.span[1] <= len(text) for it in its)
    assert HOLE not in repr(its)
    if its:
        expected = [it for it in lint(text, name) if it.severity != "info"]
        if FAULT in {it.rule for it in expected}:
            assert {it for it in expected if it.rule == FAULT} <= {it.diagnostic for it in its}
        else:
            assert [it.diagnostic for it in its] == expected
