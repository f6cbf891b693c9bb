"""Comments silence the findings in their scope, and no others."""

from __future__ import annotations

import json
import re
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from checkout import ROOT
from console import rerun, run
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jobs import HEAD, PACKAGE, SMALL_JOB
from strategies import flawed_values
from suppressions import found, with_fixed_comments

import ircompile
from ircompile.findings.diagnostic import Diagnostic
from ircompile.linting.suppress.suppressions import today
from ircompile.manifest.detect import has_any_member
from ircompile.model.model import SHIPPED

pytestmark = pytest.mark.usefixtures("fixed_today")


SILENCED = [
    ("Tags: [{Key: a!, Value: b!}]", ["5:14 bad-format", "5:25 bad-format"]),
    ("Tags: [{Key: a!, Value: b!}] # ircompile: ignore[bad-format]", []),
    ("Tags: [{Key: a!, Value: b!}] # why # ircompile: ignore[bad-format]", []),
    ("Tags: [{Key: a!, Value: b!}] # ircompile: ignore[shape] why", []),
    ("Tags: [{Key: a!,\n Value: b!}] # ircompile: ignore[shape]", ["5:14 bad-format"]),
    ("Tags: [{Key: a!, Value: b}] # ircompile: ignore[shape] until=2026-06-15", []),
    ("Tags: [{Key: a!, Value: b}] # ircompile: ignore[shape] until=2026-06-14", ["5:14 bad-format"]),
    ("Tags: [{Key: a!, Value: b}] # ircompile ignore[shape]", ["5:14 bad-format"]),
    ("Tags: [{Key: a!, Value: b}] # ircompile: ignore", ["5:14 bad-format"]),
    ("Tags: [{Key: a!, Value: b}] # ircompile: ignore[ALL]", ["5:14 bad-format"]),
    ("Tags: [{Key: a!, Value: 'b # ircompile: ignore[shape]'}]", ["5:14 bad-format", "5:25 bad-format"]),
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
    ("--- # ircompile: disable[model, shape]\nTags: []\nX: y", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SILENCED, ids=[text for text, _ in SILENCED])
def test_a_comment_silences_findings_in_its_scope(text: str, expected: list[str]) -> None:
    relevant = [
        it for it in found(SMALL_JOB + text + "\n") if not it.endswith(("stopping-on-default", "root-not-mapping"))
    ]
    assert [it for it in relevant if "-ignore" not in it] == expected


def test_a_comment_at_any_location_of_a_finding_silences_it() -> None:
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


def test_the_examples_of_the_page_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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
    """Return a value as lines of block-style YAML, one scalar a line, so that indentation shows the nesting."""
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
    """Return the line numbers of the member or element that begins on a line."""
    depth = len(lines[number - 1]) - len(lines[number - 1].lstrip())
    ends = (end for end in range(number, len(lines)) if len(lines[end]) - len(lines[end].lstrip()) <= depth)
    return range(number, next(ends, len(lines)) + 1)


def identity(it: Diagnostic, moved: list[int]) -> tuple[str, str, str, tuple[int, ...]]:
    """Return what identifies a finding, with its lines as they were numbered before `moved`."""
    lines = [it.line, *(location.line for location in it.related)]
    return it.rule, it.pointer, it.message, tuple(moved[line - 1] for line in lines)


@settings(max_examples=200, deadline=None)
@given(flawed_values(SHIPPED.request), st.randoms())
def test_comments_silence_exactly_the_findings_in_their_scope(value: Any, random: Any) -> None:
    assume(isinstance(value, dict) and has_any_member(value, SHIPPED))  # a comment needs a member below it
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
    after, rest = with_fixed_comments(text)
    assert sorted(it.rule + it.message for it in rest if "-ignore" not in it.rule) == sorted(
        it[0] + it[2] for it in left
    )
    assert [re.sub(r"  # ircompile.*", "", line) for line in after.split("\n") if line.lstrip()[:1] != "#"] == [
        *lines,
        "",
    ]


@pytest.mark.parametrize("zone", ["Etc/GMT+12", "Etc/GMT-14"])
def test_the_day_is_that_of_utc_wherever_the_machine_is(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one of the two zones, it is another day at any time."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    before, day, after = datetime.now(UTC), today(), datetime.now(UTC)
    monkeypatch.undo()
    time.tzset()
    assert before.date().isoformat() <= day <= after.date().isoformat()


def test_a_silenced_finding_is_not_fixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    wrong = SMALL_JOB.replace("Default", "default")
    (tmp_path / "job.yaml").write_text(wrong.replace("default", "default  # ircompile: ignore[not-allowed-value]"))
    assert run("ircompile lint job.yaml --diff") == ""
    (tmp_path / "job.yaml").write_text(wrong)
    assert "+JobType: Default" in run("ircompile lint job.yaml --diff")
    (tmp_path / "ircompile.toml").write_text('[lint]\nbaseline = "known.json"\n')
    assert "1 finding recorded" in run("ircompile baseline update job.yaml")
    assert "+JobType" not in run("ircompile lint job.yaml --diff")
