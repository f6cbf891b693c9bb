"""Findings name the characters that look like others, and fix them where that is certain."""

from __future__ import annotations

import pytest

import ircompile
from ircompile.config.settings import Config
from ircompile.findings.diagnostic import Location
from ircompile.linting.fix_apply import Fixer
from ircompile.linting.lookalikes import RULES
from ircompile.manifest.load import read
from ircompile.model.model import SHIPPED
from ircompile.rulebook.book import shipped_ids
from ircompile.sources.source import from_text

NBSP = "U+00A0 (no-break space) looks like a space"
HYPHEN = "U+2011 (non-breaking hyphen) looks like `-`"
HEAD = "JobName: ab\nJobType: Advanced\n"
CASES = [
    ("JobName:\xa0churn\nJobType: Default\n", ["1:9 parse-error " + NBSP], "JobName: churn\nJobType: Default\n"),
    ("JobName:\xa0churn\n", ["1:9 root-not-mapping " + NBSP], "JobName: churn\n"),
    ("JobName\uff1a churn\nJobType: Default\n", ["1:8 parse-error U+FF1A (fullwidth colon) looks like `:`"], "JobName: churn\nJobType: Default\n"),
    ("JobName: churn\u20113\n", ["1:15 bad-format " + HYPHEN], "JobName: churn-3\n"),
    ("JobName: 'chu\u200brn'\n", ["1:14 bad-format U+200B (zero width space) is invisible"], "JobName: 'churn'\n"),
    ("JobName: &name churn\u2011é\nJobType: Default\n", [], "JobName: &name churn\u2011é\nJobType: Default\n"),
    ("JobType: D\u0435fault\n", ["1:11 not-allowed-value U+0435 (cyrillic small letter ie) looks like `e`"], "JobType: Default\n"),
    ("JobName: churn\n\u0422ags: []\n", ["2:1 unknown-field U+0422 (cyrillic capital letter te) looks like `T`"], "JobName: churn\nTags: []\n"),
    ("InputConfig:\n\xa0\xa0JobDurationInSeconds: 3600\n", ["2:1 unknown-field " + NBSP, "2:2 unknown-field " + NBSP], "InputConfig:\n  JobDurationInSeconds: 3600\n"),
    ("InputConfig: {JobDurationInSeconds: \uff17\uff12\uff10\uff10}\n",
     [f"1:{37 + at} wrong-type U+{ord(it):04X} (fullwidth digit {name}) looks like `{chr(ord(it) - 0xFEE0)}`"
      for at, (it, name) in enumerate([("\uff17", "seven"), ("\uff12", "two"), ("\uff10", "zero")])],
     "InputConfig: {JobDurationInSeconds: 7200}\n"),
    (HEAD + "StoppingConditions: MaxInvocations\uff1d300\n", ["3:35 shorthand-syntax U+FF1D (fullwidth equals sign) looks like `=`"], HEAD + "StoppingConditions: MaxInvocations=300\n"),
    ("JobName: churn\nJobDescription: a\u2011b\xa0c\n", [], "JobName: churn\nJobDescription: a\u2011b\xa0c\n"),
    ("JobName: \u0442\u0435\u0441\u0442\n", [], "JobName: \u0442\u0435\u0441\u0442\n"),
    ("d: !!s\uff1atr\n", ["1:7 parse-error U+FF1A (fullwidth colon) looks like `:`"], "d: !!s:tr\n"),
    ("a: [\nb: 'x \u2013 y'\n", [], "a: [\nb: 'x \u2013 y'\n"),
]  # fmt: skip


def named(text: str, name: str) -> list[str]:
    """Return where a finding names a character."""
    return [
        f"{it.line}:{it.column} {found.rule} {it.label}"
        for found in ircompile.lint(text, name)
        for it in [Location(found.line, found.column, 0, 0, "", found.label), *found.related]
        if it.label.startswith("U+")
    ]


def fixed(text: str, name: str) -> str:
    source = from_text(name, text)
    return Fixer(Config()).fix(source, read(source, Config(), SHIPPED)).after.source.text


@pytest.mark.parametrize(("text", "names", "after"), CASES, ids=[ascii(text) for text, *_ in CASES])
def test_yaml(text: str, names: list[str], after: str) -> None:
    assert named(text, "a.yaml") == names
    assert fixed(text, "a.yaml") == after


def test_json_is_fixed_character_by_character() -> None:
    text = '{"JobName":\xa0"churn"\uff0c \u201cJobType\u201d: "Default"}'
    assert named(text, "a.json") == ["1:12 parse-error " + NBSP]
    assert fixed(text, "a.json") == '{"JobName": "churn", "JobType": "Default"}'


def test_the_message_names_the_characters() -> None:
    (found,) = [it for it in ircompile.lint("JobName: churn\u20113\n", "a.yaml") if it.rule == "bad-format"]
    assert found.message == f"`churn\u20113` is not a valid `JobName`: {HYPHEN}"
    assert found.help == "replace U+2011 with `-`"


def test_the_rules_exist() -> None:
    assert shipped_ids() >= RULES
