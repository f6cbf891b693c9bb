"""Comments and entries of the configuration silence what they reach, and nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from console import rerun, run
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from test_model import manifests

import ircompile
from ircompile.config.settings import Config, Ignored, Limits
from ircompile.findings.diagnostic import Diagnostic
from ircompile.findings.finding import UNREAD
from ircompile.linting.fix_apply import apply_edits
from ircompile.linting.linter import Linter
from ircompile.linting.suppress import suppressions as ignores
from ircompile.linting.suppress.insert import IgnoreComments
from ircompile.manifest.load import read
from ircompile.model.model import SHIPPED
from ircompile.sources.files import Glob
from ircompile.sources.source import from_text
from ircompile.syntax.yaml.comments import comments

ROOT = Path(__file__).parent.parent
HEAD = "JobName: a\nJobType: Default\nRoleArn: arn:aws:iam::123456789012:role/x\n"
PACKAGE = "arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3"
CONFIG = f"InputConfig: {{ModelPackageVersionArn: '{PACKAGE}'}}\n"
JOB = HEAD + CONFIG


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ignores, "today", lambda: "2026-06-15")


def found(text: str, name: str = "a.yaml", config: Config | None = None) -> list[str]:
    everything = ircompile.lint(text, name, config=config)
    return [f"{it.line}:{it.column} {it.rule}" for it in everything if it.severity != "info"]


COMMENTS = [
    ("", []),
    ("# only", ["# only"]),
    ("a: 1 # one\n# two\n", ["# one", "# two"]),
    ("a: 1#no\n", []),
    ("a: 'x # no' # yes\n", ["# yes"]),
    ('a: "x\n  # no" # yes\n', ["# yes"]),
    ("a: x # yes\r\nb: y\r\n", ["# yes"]),
    ("a: | # yes\n  # no\n\n# yes, too\nb: >-\n  # no", ["# yes", "# yes, too"]),
    ("a: &x !!str | # yes\n  # no\n", ["# yes"]),
    ("a: [1, # one\n  2] # two\n--- # three\n- # four\n  b\n", ["# one", "# two", "# three", "# four"]),
    ("'a # no': 1\n? b\n# yes\n: 2\n", ["# yes"]),
    ('a: 1 # yes\nb: "x # not closed', ["# yes"]),
    ('b: "x\n# not closed', []),
]


@pytest.mark.parametrize(("text", "expected"), COMMENTS)
def test_comments_are_found(text: str, expected: list[str]) -> None:
    assert [text[it.start : it.end] for it in comments(text, len(text))] == expected


SILENCED = [
    ("Tags: [{Key: a!, Value: b!}]", ["5:14 bad-format", "5:25 bad-format"]),
    ("Tags: [{Key: a!, Value: b!}] # ircompile: ignore[bad-format]", []),
    ("Tags: [{Key: a!, Value: b!}] # why # ircompile: ignore[bad-format]", []),
    ("Tags: [{Key: a!, Value: b!}] # ircompile: ignore[shape] why", []),
    ("Tags: [{Key: a!,\n Value: b!}] # ircompile: ignore[shape]", ["5:14 bad-format"]),
    ("# ircompile: ignore[shape]\nTags: [{Key: a!,\n Value: b!}]", []),
    ("Tags:\n# ircompile: ignore[shape]\n- {Key: a!,\n   Value: b!}\n- {Key: c!, Value: d}", ["9:9 bad-format"]),
    ("Tags:\n- Key: a\n  # ircompile: ignore[bad-format]\n  Value: b!\n- {Key: c!, Value: d}", ["9:9 bad-format"]),
    ("Tags:\n- Key: a # ircompile: ignore[missing-field]\n- Key: b", ["7:3 missing-field"]),
    ("Tags:\n# ircompile: ignore[missing-field]\n- Key: a\n- Key: b", ["8:3 missing-field"]),
    ("# ircompile: ignore[shape]\n# and why\n\nTags:\n- Key: a\n- Key: b!", []),
    ("# ircompile: disable[shape]\nTags:\n- Key: a!\n# ircompile: enable[shape]\n- Key: b", ["9:3 missing-field"]),
    ("Tags: # ircompile: disable[bad-format]\n- Key: a!\n- Key: b!", ["6:3 missing-field", "7:3 missing-field"]),
    ("Tags: &t [Key=a!]\nX: *t\n# ircompile: file-ignore[shape]", []),
    ("StoppingConditions: | # ircompile: ignore[shape]\n  MaxInvocations=x,\n  FlatInvocations=y", []),
    ("StoppingConditions: # ircompile: ignore[shape]\n  'MaxInvocations=x,\n  FlatInvocations=y'", []),
    ("StoppingConditions:\n  # ircompile: ignore[shape]\n  'MaxInvocations=x,\n  FlatInvocations=y'", []),
    ("StoppingConditions: 'MaxInvocations=x,\n  FlatInvocations=y' # ircompile: ignore[shape]", []),
    ("JobName: b # ircompile: ignore[document]", []),
    ("Tags: [Key=a!] # ircompile: ignore[shape]\n--- [", ["7:1 parse-error"]),
    ("--- # ircompile: disable[model, shape]\nX: y", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SILENCED, ids=[text for text, _ in SILENCED])
def test_what_a_comment_silences(text: str, expected: list[str]) -> None:
    wanted = [it for it in found(JOB + text + "\n") if not it.endswith(("stopping-on-default", "root-not-mapping"))]
    assert [it for it in wanted if "-ignore" not in it] == expected


def test_any_place_that_is_blamed_counts() -> None:
    text = HEAD.replace("Default", "Advanced") + (
        f"InputConfig:\n  ModelPackageVersionArn: '{PACKAGE}'\n  JobDurationInSeconds: 900\n  TrafficPattern:\n"
        "    TrafficType: PHASES\n    Phases:\n"
        "    - {InitialNumberOfUsers: 1, SpawnRate: 1, DurationInSeconds: 600}\n"
        "    - {InitialNumberOfUsers: 1, SpawnRate: 1, DurationInSeconds: 600}\n"
        "  EndpointConfigurations: [{InstanceType: ml.c5.xlarge}]\n"
    )
    rule = "phases-total-exceeds-job"
    assert f"6:25 {rule}" in found(text)
    for line in (6, 10, 11):
        lines = text.splitlines()
        lines[line - 1] += f"  # ircompile: ignore[{rule}]"
        assert not [it for it in found("\n".join(lines)) if rule in it or "ignore" in it]


FAULTS = [
    ("", []),
    ("# ircompile", []),
    ("# see ircompile: ignore[x]", []),
    ("# JobName: a # ircompile: ignore[nothing]", []),
    ("# ircompile: lints this", []),
    ("# ircompile: ignore", ["1:1 unknown-ignore the `ignore` names no rule"]),
    ("# ircompile: ignore[ , ]", ["1:1 unknown-ignore the `ignore` names no rule"]),
    ("# ircompile: ignore[ALL]", ["1:21 unknown-ignore `ALL` is no rule and no topic"]),
    ("#ircompile:ingore [shape]", ["1:12 unknown-ignore there is no `ircompile: ingore`"]),
    ("# ircompile: ignore[shpe, traffic]", ["1:21 unknown-ignore there is no rule and no topic `shpe`", "1:27 unused-ignore the `ignore` of `traffic` silences nothing"]),
    ("# ircompile: ignore[shape] until=2026-6-1", ["1:28 unknown-ignore `2026-6-1` is no date"]),
    ("# ircompile: ignore[shape] until=2026-06-14 x", ["1:28 expired-ignore the `ignore` ended on 2026-06-14"]),
    ("# ircompile: ignore[shape] until=2026-06-15 x", ["1:21 unused-ignore the `ignore` of `shape` silences nothing"]),
    ("# ircompile: disable[shape]\n# ircompile: disable[shape]", ["1:22 unused-ignore the `disable` of `shape` silences nothing", "2:22 unused-ignore the `disable` of `shape` silences nothing"]),
    ("# ircompile: ignore[identity, job-name-duplicate, ignores, unused-ignore]", []),
    ("# ircompile: file-ignore[unused-ignore]\n# ircompile: ignore[shape]", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FAULTS, ids=[text for text, _ in FAULTS])
def test_what_is_wrong_with_comments(text: str, expected: list[str]) -> None:
    everything = ircompile.lint(f"{text}\n{JOB}", "a.yaml")
    assert [f"{it.line}:{it.column} {it.rule} {it.message}" for it in everything if "-ignore" in it.rule] == expected


FIXES = [
    ("JobName: a_b  # ircompile: ignore[bad-format, shape, traffic]", "JobName: a_b  # ircompile: ignore[bad-format, shape]"),
    ("JobName: a_b  # ircompile: ignore[ traffic , bad-format ] x", "JobName: a_b  # ircompile: ignore[ bad-format ] x"),
    ("JobName: a_b  # ircompile: ignore[bad-fromat]\t", "JobName: a_b  # ircompile: ignore[bad-format]\t"),
    ("JobName: a_b  # ircompile: ingore[bad-format]", "JobName: a_b  # ircompile: ignore[bad-format]"),
    ("JobName: a   # ircompile: ignore[bad-format] x", "JobName: a"),
    ("JobName: a   # b # ircompile: ignore[bad-format] x", "JobName: a   # b"),
    ("JobName: a\r\n  # ircompile: ignore[bad-format] x\r", "JobName: a\r"),
    ("JobName: a\n# ircompile: ignore[bad-format]\n# ircompile: ignore[traffic]", "JobName: a"),
    ("# ircompile: disable[bad-format]\nJobName: a\n# ircompile: enable[bad-format]", "JobName: a"),
    ("JobName: a # ircompile: ignore[bad-format] until=2026-01-01", "JobName: a"),
    ("JobName: a\nJobDescription: |+\n  x\n# ircompile: ignore[bad-format]\n\n", "JobName: a\nJobDescription: |+\n  x\n#\n\n"),
    ("JobName: a # ircompile: ignore", "JobName: a # ircompile: ignore"),
    ("JobName: a_b # ircompile: ignore[qqqq, bad-format]", "JobName: a_b # ircompile: ignore[bad-format]"),
    ("JobName: a # ircompile: ignore[qqqq]", "JobName: a"),
    ("JobName: a_b # ircompile: ignore[bad-fromat, bad-format]", "JobName: a_b # ircompile: ignore[bad-format]"),
    ("JobName: a_b # ircompile: ignore[bad-fromat, bad-formt]", "JobName: a_b # ircompile: ignore[bad-format]"),
    ("JobName: a_b # IRcompile: ignore[bad-format]", "JobName: a_b # ircompile: ignore[bad-format]"),
    ("JobName: a # IRCOMPILE: see elsewhere", "JobName: a # IRCOMPILE: see elsewhere"),
]  # fmt: skip


def mended(text: str) -> tuple[str, list[Diagnostic]]:
    """The text after all safe fixes of comments, one after the other, and what is found in it."""
    while True:
        everything = ircompile.lint(text, "a.yaml")
        fixes = [fix for it in everything if "-ignore" in it.rule for fix in it.fixes if fix.safe]
        if not fixes:
            return text, everything
        text = apply_edits(text, fixes[0].edits)


@pytest.mark.parametrize(("text", "expected"), FIXES)
def test_fixes_take_away_what_does_nothing(text: str, expected: str) -> None:
    rest = "\n" + JOB.removeprefix("JobName: a\n")
    assert mended(text + rest)[0] == expected + rest


@pytest.mark.parametrize(
    ("more", "name", "safe"),
    [
        ("", "bad-format", True),
        ("Tags: [{Key: 1, Value: b}]", "bad-format", False),
        ("Tags: [{Key: a!, Value: b}]", "bad-length", False),
        ("Tags: [{Key: a!, Value: b}]", "tag-key-reserved", False),
        ("Tags: [{Key: a!, Value: b}]", "cost-hint", True),
        ("Tags: [{Key: a!, Value: b}]", "traffic", True),
        ("Tags: [{Key: aws:a, Value: b}]", "bad-format", True),
        ("Tag: []", "cost-hint", False),
    ],
)
def test_a_removal_is_unsafe_where_an_error_may_hide_the_finding(more: str, name: str, safe: bool) -> None:  # noqa: FBT001  a row of the table
    text = f"# ircompile: file-ignore[{name}]\n{JOB}{more}\n"
    everything = ircompile.lint(text, "a.yaml")
    assert bool(more) == any(it.severity == "error" for it in everything)
    assert [fix.safe for it in everything if it.rule == "unused-ignore" for fix in it.fixes] == [safe]


def test_nothing_is_unused_where_not_all_was_looked_at() -> None:
    text = "# ircompile: file-ignore[traffic]\n" + JOB + "Tags: [{Key: a!}, {Key: b!}, {Key: c!}]\n"
    assert "1:26 unused-ignore" in found(text)
    assert not [it for it in found(text + "x: [") if "unused" in it]
    assert not [it for it in found(text, config=Config(limits=Limits(findings=3))) if "unused" in it]


def test_a_reason_can_be_asked_for() -> None:
    config = Config(require_reason=True)
    text = JOB.replace("a\n", "a_b # ircompile: ignore[bad-format]\n", 1)
    assert found(text, config=config) == ["1:10 bad-format", "1:14 unknown-ignore"]
    assert found(text.replace("]\n", "] until=2027-01-01\n", 1), config=config) == [
        "1:10 bad-format",
        "1:14 unknown-ignore",
    ]
    assert found(text.replace("]\n", "] the service takes it\n", 1), config=config) == []


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({}, []),
        ({"pointer": ""}, []),
        ({"rules": ("shape",)}, []),
        ({"path": Glob("jobs/*"), "rules": ("traffic", "shape")}, []),
        ({"until": "2026-06-15"}, []),
        ({"path": Glob("other.json")}, ["1:13 bad-format"]),
        ({"pointer": "/Job"}, ["1:1 unused-ignore", "1:13 bad-format"]),
        ({"pointer": "/JobName/x"}, ["1:13 bad-format", "1:13 unused-ignore"]),
        ({"rules": ("bad-format", "traffic")}, ["1:13 unused-ignore"]),
        ({"until": "2026-06-14"}, ["1:13 bad-format", "1:13 expired-ignore"]),
    ],
)
def test_entries_of_the_configuration(entry: dict[str, Any], expected: list[str]) -> None:
    said: dict[str, Any] = {"path": Glob("jobs/a.json"), "pointer": "/JobName", "rules": ("bad-format",)}
    text = json.dumps(
        {"JobName": "a_b", "JobType": "Default", "RoleArn": "arn:aws:iam::123456789012:role/x"}
        | {"InputConfig": {"ModelPackageVersionArn": PACKAGE}}
    )
    assert found(text, "jobs/a.json", Config(ignored=(Ignored(**said | entry),))) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[ignore]]\npath = "a"\nrules = ["shape"]\n', "ircompile.toml:1: the key `pointer` is missing"),
        ('[[ignore]]\npath = "a"\npointer = ""\nrules = ["shpe"]\n', "there is no rule and no topic `shpe`, did you mean `shape`?"),
        ('[[ignore]]\npath = "a"\npointer = ""\nrules = ["ALL"]\n', "there is no rule and no topic `ALL`"),
        ('[[ignore]]\npath = "a"\npointer = ""\nrules = ["shape"]\nuntil = "soon"\n', "ircompile.toml:5: `until`: 'soon' does not match"),
        ('[lint]\nrequire-reason = true\n[[ignore]]\npath = "a"\npointer = ""\nrules = ["shape"]\nuntil = 2027-01-31\n', "lacks the `reason`"),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, message: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ircompile.toml").write_text(text)
    (tmp_path / "job.yaml").write_text(JOB)
    printed = run("ircompile lint job.yaml")
    assert message in printed
    assert printed.endswith("[exit 2]\n")


def test_the_page_is_true(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    page = (ROOT / "docs" / "ignores.md").read_text("utf-8")
    parts = re.findall(r"<!-- (\S+) -->\n```\w+\n(.*?)```|```console\n(.*?)```", page, re.DOTALL)
    assert [name for name, _, _ in parts] == ["load.yaml", "", "ircompile.toml", "load.json", ""]
    for name, content, session in parts:
        if name:
            (tmp_path / name).write_text(content)
        else:
            assert rerun(session) == session


def written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def lines_of(value: Any, indent: str = "") -> list[str]:
    """A value as YAML in block style: a line a scalar, so that indentation alone says what is below what."""
    if isinstance(value, dict) and value:
        return [line for key, item in value.items() for line in _member(f"{indent}{written(key)}:", item, indent)]
    if isinstance(value, list) and value:
        return [line for item in value for line in _element(item, indent)]
    return [indent + written(value)]


def _member(key: str, item: Any, indent: str) -> list[str]:
    inner = lines_of(item, indent + "  ")
    return [key, *inner] if isinstance(item, dict | list) and item else [f"{key} {inner[0].lstrip()}"]


def _element(item: Any, indent: str) -> list[str]:
    first, *rest = lines_of(item, indent + "  ")
    return [f"{indent}- {first.lstrip()}", *rest]


def covered(lines: list[str], number: int) -> range:
    """The lines (from 1) of the member or element that begins on a line."""
    depth = len(lines[number - 1]) - len(lines[number - 1].lstrip())
    ends = (end for end in range(number, len(lines)) if len(lines[end]) - len(lines[end].lstrip()) <= depth)
    return range(number, next(ends, len(lines)) + 1)


def identity(it: Diagnostic, moved: list[int]) -> tuple[str, str, str, tuple[int, ...]]:
    """A finding with its places, the lines of which are looked up."""
    lines = [it.line, *(place.line for place in it.related)]
    return it.rule, it.pointer, it.message, tuple(moved[line - 1] for line in lines)


@settings(max_examples=200, deadline=None)
@given(manifests(SHIPPED.request), st.randoms())
def test_without_its_comments_a_text_has_just_what_they_silence_besides(value: Any, random: Any) -> None:
    assume(isinstance(value, dict) and value)  # no member, nothing to stand above
    lines = lines_of(value)
    numbers = list(range(1, len(lines) + 1))
    whole = ircompile.lint("\n".join(lines) + "\n", "a.yaml")
    reach: dict[str, set[int]] = {}
    commented: list[str] = []
    moved: list[int] = []
    for number, line in enumerate(lines, 1):
        rule = random.choice([it.rule for it in whole] or ["bad-format"])
        comment, kind = f"# ircompile: ignore[{rule}]", random.randrange(4)
        if kind == 1:
            commented.append(line[: len(line) - len(line.lstrip())] + comment)
            moved.append(0)
            reach.setdefault(rule, set()).update(covered(lines, number))
        commented.append(f"{line}  {comment}" if kind == 2 else line)
        moved.append(number)
        if kind == 2:
            reach.setdefault(rule, set()).add(number)
    text = "\n".join(commented) + "\n"
    left = [identity(it, moved) for it in ircompile.lint(text, "a.yaml") if "-ignore" not in it.rule]
    expected = [it for it in (identity(it, numbers) for it in whole) if not reach.get(it[0], set()) & set(it[3])]
    assert sorted(left) == sorted(expected)
    after, rest = mended(text)
    assert sorted(it.rule + it.message for it in rest if "-ignore" not in it.rule) == sorted(
        it[0] + it[2] for it in left
    )
    assert [re.sub(r"  # ircompile.*", "", line) for line in after.split("\n") if line.lstrip()[:1] != "#"] == [
        *lines,
        "",
    ]


ADDED = [
    ("JobName: a_b", "JobName: a_b  # ircompile: ignore[bad-format] why"),
    ("JobName: a_b \t\r", "JobName: a_b  # ircompile: ignore[bad-format] why\r"),
    ("JobName: a_b # so", "JobName: a_b # so  # ircompile: ignore[bad-format] why"),
    ("JobName: a_b # ircompile: ignore[ shpe ] so", "JobName: a_b # ircompile: ignore[ shpe, bad-format ] so"),
    ("JobName: a_b # ircompile: ignore[shpe]", "# ircompile: ignore[bad-format] why\nJobName: a_b # ircompile: ignore[shpe]"),
    ("JobName: a_b # ircompile: ignore[shape] until=2020-01-01 x", "# ircompile: ignore[bad-format] why\nJobName: a_b # ircompile: ignore[shape] until=2020-01-01 x"),
    ("JobName: a_b # ircompile: disable[traffic]\r", "# ircompile: ignore[bad-format] why\r\nJobName: a_b # ircompile: disable[traffic]\r"),
    ("JobName: 'a\n  b'", "JobName: 'a\n  b'  # ircompile: ignore[bad-format] why"),
    ("JobName:\n  a_b", "JobName:\n  a_b  # ircompile: ignore[bad-format] why"),
    ("JobName: >-\n  a_b", "JobName: >-  # ircompile: ignore[bad-format] why\n  a_b"),
    ("JobName: &x !!str |-\n  a_b", "JobName: &x !!str |-  # ircompile: ignore[bad-format] why\n  a_b"),
    ("Tags:\n  - {Key: a!, Value: 'b\n    c'}\nJobName: a", "Tags:\n  # ircompile: ignore[bad-format] why\n  - {Key: a!, Value: 'b\n    c'}\nJobName: a"),
    ("JobName: a", "JobName: a"),
]  # fmt: skip


def with_comments(text: str, reason: str = "") -> tuple[str, list[Diagnostic], list[Diagnostic]]:
    """The text with comments for what is found, what these silence, and what they do not."""
    source = from_text("a.yaml", text)
    manifests = read(source, Config(), SHIPPED)
    everything = [it for it in Linter(Config()).lint(source, manifests) if it.severity != "info"]
    added = IgnoreComments(source, manifests, everything, reason)
    return apply_edits(text, added.edits()), added.suppressed, [it for it in everything if it not in added.suppressed]


@pytest.mark.parametrize(("text", "expected"), ADDED, ids=[text for text, _ in ADDED])
def test_comments_are_added(text: str, expected: str) -> None:
    rest = "\n" + JOB.removeprefix("JobName: a\n")
    assert with_comments(text + rest, "why")[0] == expected + rest


@settings(max_examples=200, deadline=None)
@given(
    manifests(SHIPPED.request), st.sampled_from(["", "why"]), st.booleans(), st.sampled_from([None, '"', "'", "|", ">"])
)
def test_what_is_added_silences(value: Any, reason: str, flow: Any, style: Any) -> None:
    text = yaml.safe_dump(value, default_flow_style=flow, default_style=style, width=30, allow_unicode=True)
    after, _, left = with_comments(text, reason)
    facts = [(it.rule, it.pointer, it.message) for it in ircompile.lint(after, "a.yaml") if it.severity != "info"]
    assert facts == [(it.rule, it.pointer, it.message) for it in left]
    loud = [it for it in left if it.rule not in UNREAD]
    assert flow is not False or not loud or not document(text).is_complete  # else there is a line for every comment
    assert document(after).value == document(text).value


def document(text: str) -> Any:
    return read(from_text("a.yaml", text), Config(), SHIPPED)[0].document


def test_comments_are_added_to_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbf" + JOB.replace("a\n", "a_b\n", 1).encode())
    (tmp_path / "b.json").write_text('{"JobName": "a_b", "JobType": "Default"}')
    assert run("ircompile lint a.yaml --add-ignore --output-format concise").startswith(
        "Silenced 2 findings in 1 file.\n"
    )
    assert (
        (tmp_path / "a.yaml")
        .read_bytes()
        .startswith(b"\xef\xbb\xbfJobName: a_b  # ircompile: ignore[text-encoding, bad-format]\n")
    )
    assert run("ircompile lint a.yaml -q") == ""
    assert "error[bad-format]" in run("ircompile lint b.json --add-ignore=why --output-format concise")
    assert "[exit 2]" in run("ircompile lint - --add-ignore <<< 'a: 1'")
    assert "[exit 2]" in run("ircompile lint a.yaml --diff --add-ignore")


@pytest.mark.parametrize(
    ("reason", "message"),
    [
        ("until=2020-01-01", "--add-ignore: 2020-01-01 is over, and the comments would silence nothing"),
        ("why until=2099-02-31", "--add-ignore: `2099-02-31` is no date; write until=YYYY-MM-DD"),
        ("until=soon", "--add-ignore: `soon` is no date; write until=YYYY-MM-DD"),
    ],
)
def test_what_would_silence_nothing_is_not_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    before = JOB.replace("a\n", "a_b\n", 1)
    (tmp_path / "a.yaml").write_text(before)
    assert run(f"ircompile lint a.yaml '--add-ignore={reason}'") == f"ircompile: error: {message}\n[exit 2]\n"
    assert (tmp_path / "a.yaml").read_text() == before
    assert run("ircompile lint a.yaml -q '--add-ignore=why until=2099-01-01'") == ""
