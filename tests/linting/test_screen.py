"""Linting with the screen gives the same findings as the full check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import valid_values

from ircompile.config.settings import SEVERITIES, Config
from ircompile.linting.full_check import FullCheck
from ircompile.linting.linter import Linter
from ircompile.manifest.load import read
from ircompile.model.model import SHIPPED
from ircompile.rulebook.checks.job_names import JobNames
from ircompile.sources.source import from_text

if TYPE_CHECKING:
    from ircompile.findings.finding import SeverityName


@settings(max_examples=200, deadline=None)
@given(valid_values(SHIPPED.request), st.sampled_from(SEVERITIES))
def test_the_screen_hides_no_finding(job: dict[str, Any], floor: SeverityName) -> None:
    import json

    source = from_text("a.json", json.dumps(job))
    levels = SEVERITIES[: SEVERITIES.index(floor) + 1]
    quick = Linter(Config(), floor=floor).lint(source, read(source, Config(), SHIPPED))
    thorough = FullCheck(Config(), JobNames()).diagnostics(source, read(source, Config(), SHIPPED))
    assert [it for it in quick if it.severity in levels] == [it for it in thorough if it.severity in levels]
