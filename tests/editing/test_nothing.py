"""Features answer nothing where nothing can be said: outside of a text, in large ones, with settings that are wrong."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest

from ircompile.config.environments import Environment
from ircompile.config.file import MAX_BYTES
from ircompile.config.settings import Config, Limits
from ircompile.editing.actions.conversions import LONGEST, actions
from ircompile.editing.completion import complete
from ircompile.editing.diagnostics import diagnose
from ircompile.editing.hover import hover
from ircompile.editing.lens import lenses
from ircompile.editing.names import LONGEST_LINE, name_at
from ircompile.editing.settings import Settings
from ircompile.editing.symbols import symbols

JOB = "JobName: churn\nJobType: Default\nStoppingConditions: {MaxInvocations: 300}\n"
CONFIGURATION = "[lint]\nselect = ['ALL']\n"
TABLE = CONFIGURATION.index("lint")

Ask = Callable[[str, Settings], Any]
"""Asks a feature about a text."""


@pytest.mark.parametrize(
    ("text", "name", "ask", "surplus"),
    [
        (JOB, "a.yaml", lambda text, its: complete(text, JOB.index("Default"), its), None),
        (JOB, "a.yaml", lambda text, its: hover(text, JOB.index("Default"), its), None),
        (JOB, "a.yaml", lambda text, its: actions(text, (JOB.index("Max"), JOB.index("300")), its), "\n" * LONGEST),
        (JOB, "a.yaml", symbols, None),
        (CONFIGURATION, "ircompile.toml", lambda text, its: complete(text, TABLE, its), "\n" * (2 * MAX_BYTES)),
        (CONFIGURATION, "ircompile.toml", lambda text, its: hover(text, TABLE, its), "\n" * (2 * MAX_BYTES)),
    ],
)
def test_nothing_is_said_with_a_model_that_is_missing_or_of_a_text_that_is_too_large(
    text: str, name: str, ask: Ask, surplus: str | None
) -> None:
    assert ask(text, Settings(name, Config()))
    if surplus is None:
        assert not ask(text, Settings(name, Config(model="missing.json")))
    else:
        assert not ask(text + surplus, Settings(name, Config(limits=Limits(bytes=1 << 30))))


@pytest.mark.parametrize("offset", [-1, len(JOB) + 1])
def test_nothing_is_outside_of_a_text(offset: int) -> None:
    settings = Settings("a.yaml", Config())
    assert not complete(JOB, offset, settings)
    assert hover(JOB, offset, settings) is None
    assert not actions(JOB, (offset, offset), settings)


def test_no_lens_and_no_change_is_offered_with_a_model_that_is_missing() -> None:
    settings = Settings("a.yaml", Config(model="missing.json"))
    assert (lenses(JOB, settings), actions(JOB, (JOB.index("Max"),) * 2, settings)) == ([], [])


def test_no_name_is_looked_for_in_a_line_that_is_too_long() -> None:
    comment = "# ircompile: ignore[shape]"
    assert name_at(comment, comment.index("shape")) == ("shape", (20, 25))
    assert name_at(comment + " " * LONGEST_LINE, comment.index("shape")) is None


@pytest.mark.usefixtures("repository")
def test_a_job_that_can_not_be_read_has_no_findings_in_its_overlay() -> None:
    os.mkdir("env")
    dev = Environment("dev", overlay=("env/dev.yaml",))
    overlay = "JobName: a_b\n"
    settings = Settings("env/dev.yaml", Config(environments={"dev": dev}, files=("ircompile.toml",)))
    assert [it.diagnostic.rule for it in diagnose(overlay, settings)] == ["bad-format"]
    small = Config(environments={"dev": dev}, files=("ircompile.toml",), limits=Limits(bytes=10))
    assert diagnose(overlay, Settings("env/dev.yaml", small)) == []
