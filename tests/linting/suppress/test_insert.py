"""Inserted comments silence the findings that they are meant for, and change no value."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jobs import SMALL_JOB
from strategies import flawed_values

import ircompile
from ircompile.config.settings import Config
from ircompile.findings.diagnostic import Diagnostic
from ircompile.findings.finding import UNREAD
from ircompile.linting.fix_apply import apply_edits
from ircompile.linting.linter import Linter
from ircompile.linting.suppress.insert import IgnoreComments
from ircompile.manifest.load import read
from ircompile.model.model import SHIPPED
from ircompile.sources.source import from_text

pytestmark = pytest.mark.usefixtures("fixed_today")


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
    """Return the text with inserted comments, the diagnostics that they silence, and the remaining ones."""
    source = from_text("a.yaml", text)
    manifests = read(source, Config(), SHIPPED)
    everything = [it for it in Linter(Config()).lint(source, manifests) if it.severity != "info"]
    added = IgnoreComments(source, manifests, everything, reason)
    return apply_edits(text, added.edits()), added.suppressed, [it for it in everything if it not in added.suppressed]


@pytest.mark.parametrize(("text", "expected"), ADDED, ids=[text for text, _ in ADDED])
def test_comments_are_inserted(text: str, expected: str) -> None:
    rest = "\n" + SMALL_JOB.removeprefix("JobName: a\n")
    assert with_comments(text + rest, "why")[0] == expected + rest


@settings(max_examples=200, deadline=None)
@given(
    flawed_values(SHIPPED.request),
    st.sampled_from(["", "why"]),
    st.booleans(),
    st.sampled_from([None, '"', "'", "|", ">"]),
)
def test_inserted_comments_silence_their_findings(value: Any, reason: str, flow: Any, style: Any) -> None:
    text = yaml.safe_dump(value, default_flow_style=flow, default_style=style, width=30, allow_unicode=True)
    after, _, left = with_comments(text, reason)
    facts = [(it.rule, it.pointer, it.message) for it in ircompile.lint(after, "a.yaml") if it.severity != "info"]
    assert facts == [(it.rule, it.pointer, it.message) for it in left]
    remaining = [it for it in left if it.rule not in UNREAD]
    assert (
        flow is not False or not remaining or not document(text).is_complete
    )  # in block style every finding has a line for its comment
    assert document(after).value == document(text).value


def document(text: str) -> Any:
    return read(from_text("a.yaml", text), Config(), SHIPPED)[0].document
