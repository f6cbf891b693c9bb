"""Colours and links."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reports import ANSI_CODES, hostile_reports, rendered

from ircompile.reporting.report import Report
from ircompile.reporting.style import Style, wants_colour


@settings(max_examples=100, deadline=None)
@given(hostile_reports(), st.sampled_from(["full", "concise", "grouped"]))
def test_colours_and_links_do_not_change_the_text(report: Report, form: str) -> None:
    plain = rendered(report, form)
    report.style = Style(colour=True, links=True)
    assert ANSI_CODES.sub("", rendered(report, form)) == plain


@pytest.mark.parametrize(
    ("choice", "environ", "terminal", "coloured"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("always", {"NO_COLOR": "1", "TERM": "dumb"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"FORCE_COLOR": "1", "TERM": "dumb"}, False, True),
        ("auto", {"FORCE_COLOR": "0"}, False, False),
        ("auto", {"FORCE_COLOR": ""}, True, True),
        ("auto", {"CLICOLOR_FORCE": "1", "CLICOLOR": "0"}, False, True),
        ("auto", {"CLICOLOR": "0"}, True, False),
        ("auto", {"CLICOLOR": "1"}, False, False),
        ("auto", {"TERM": "dumb"}, True, False),
    ],
)
def test_options_and_variables_decide_on_colours(
    choice: str, environ: dict[str, str], *, terminal: bool, coloured: bool
) -> None:
    assert wants_colour(choice, environ, terminal=terminal) is coloured
