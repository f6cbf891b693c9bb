"""Limits can be raised up to a maximum only."""

from __future__ import annotations

import pytest

from ircompile.config.environments import Environment
from ircompile.config.settings import HIGHEST, Limits


@pytest.mark.parametrize("name", list(HIGHEST))
def test_limits_have_a_maximum(name: str) -> None:
    assert getattr(Limits(**{name: HIGHEST[name]}), name) == HIGHEST[name]
    with pytest.raises(ValueError, match=f"{name} must be at most {HIGHEST[name]}, not "):
        Limits(**{name: HIGHEST[name] + 1})


def test_settings_are_shown_in_a_session() -> None:
    assert repr(Limits(depth=7)) == (
        "Limits(bytes=8388608, depth=7, digits=1000, documents=10000, findings=200, nodes=250000, shorthand=131071)"
    )
    assert repr(Environment("prod", region="eu-west-1")) == (
        "Environment(include=(), job_name='', name='prod', out_dir='', overlay=(), region='eu-west-1')"
    )
