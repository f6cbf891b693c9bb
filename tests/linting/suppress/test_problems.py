"""Findings about suppressions: unknown names, unused ones, missing reasons; and their fixes."""

from __future__ import annotations

import pytest
from jobs import SMALL_JOB
from suppressions import found, with_fixed_comments

import ircompile
from ircompile.config.settings import Config, Limits

pytestmark = pytest.mark.usefixtures("fixed_today")


PROBLEMS = [
    ("", []),
    ("# ircompile", []),
    ("# see ircompile: ignore[x]", []),
    ("# JobName: a # ircompile: ignore[nothing]", []),
    ("# ircompile: lints this", []),
    ("# ircompile ignore[shape]", ["1:3 unknown-ignore a comment for the linter must begin with `ircompile:`, not `ircompile`"]),
    ("# ircompile knows[this]", []),
    ("# ircompile: ignore", ["1:1 unknown-ignore the `ignore` names no rule"]),
    ("# ircompile: ignore[ , ]", ["1:1 unknown-ignore the `ignore` names no rule"]),
    ("# ircompile: ignore[ALL]", ["1:21 unknown-ignore `ALL` is not a rule or topic"]),
    ("#ircompile:ingore [shape]", ["1:12 unknown-ignore unknown directive `ircompile: ingore`"]),
    ("# ircompile: ignore[shpe, traffic]", ["1:21 unknown-ignore unknown rule or topic `shpe`", "1:27 unused-ignore the `ignore` of `traffic` suppresses nothing"]),
    ("# ircompile: ignore[shape] until=2026-6-1", ["1:28 unknown-ignore `2026-6-1` is not a date"]),
    ("# ircompile: ignore[shape] until=2026-06-14 x", ["1:28 expired-ignore the `ignore` expired on 2026-06-14"]),
    ("# ircompile: ignore[shape] until=2026-06-15 x", ["1:21 unused-ignore the `ignore` of `shape` suppresses nothing"]),
    ("# ircompile: disable[shape]\n# ircompile: disable[shape]", ["1:22 unused-ignore the `disable` of `shape` suppresses nothing", "2:22 unused-ignore the `disable` of `shape` suppresses nothing"]),
    ("# ircompile: ignore[identity, job-name-duplicate, ignores, unused-ignore]", []),
    ("# ircompile: file-ignore[unused-ignore]\n# ircompile: ignore[shape]", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PROBLEMS, ids=[text for text, _ in PROBLEMS])
def test_invalid_and_unused_comments_are_findings(text: str, expected: list[str]) -> None:
    everything = ircompile.lint(f"{text}\n{SMALL_JOB}", "a.yaml")
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


@pytest.mark.parametrize(("text", "expected"), FIXES)
def test_fixes_remove_unused_names_and_comments(text: str, expected: str) -> None:
    rest = "\n" + SMALL_JOB.removeprefix("JobName: a\n")
    assert with_fixed_comments(text + rest)[0] == expected + rest


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
def test_removal_is_unsafe_if_an_error_may_hide_the_finding(more: str, name: str, safe: bool) -> None:  # noqa: FBT001  a row of the table
    text = f"# ircompile: file-ignore[{name}]\n{SMALL_JOB}{more}\n"
    everything = ircompile.lint(text, "a.yaml")
    assert bool(more) == any(it.severity == "error" for it in everything)
    assert [fix.safe for it in everything if it.rule == "unused-ignore" for fix in it.fixes] == [safe]


def test_no_comment_counts_as_unused_if_the_text_was_not_checked_completely() -> None:
    text = "# ircompile: file-ignore[traffic]\n" + SMALL_JOB + "Tags: [{Key: a!}, {Key: b!}, {Key: c!}]\n"
    assert "1:26 unused-ignore" in found(text)
    assert not [it for it in found(text + "x: [") if "unused" in it]
    assert not [it for it in found(text, config=Config(limits=Limits(findings=3))) if "unused" in it]


def test_unknown_names_are_reported_up_to_the_limit() -> None:
    text = f"# ircompile: ignore[qqqq, wwww, zzzz]\n{SMALL_JOB}"
    its = ircompile.lint(text, "a.yaml", config=Config(limits=Limits(findings=1)))
    assert [it.message for it in its if it.rule == "unknown-ignore"] == ["unknown rule or topic `qqqq`"]


def test_a_reason_can_be_required() -> None:
    config = Config(require_reason=True)
    text = SMALL_JOB.replace("a\n", "a_b # ircompile: ignore[bad-format]\n", 1)
    assert found(text, config=config) == ["1:10 bad-format", "1:14 unknown-ignore"]
    assert found(text.replace("]\n", "] until=2027-01-01\n", 1), config=config) == [
        "1:10 bad-format",
        "1:14 unknown-ignore",
    ]
    assert found(text.replace("]\n", "] the service takes it\n", 1), config=config) == []
