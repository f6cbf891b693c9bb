"""Limits can be raised up to a maximum only."""

from __future__ import annotations

import pytest

from ircompile.config.settings import HIGHEST, Limits


@pytest.mark.parametrize("name", list(HIGHEST))
def test_limits_have_a_maximum(name: str) -> None:
    assert getattr(Limits(**{name: HIGHEST[name]}), name) == HIGHEST[name]
    with pytest.raises(ValueError, match=f"{name} must be at most {HIGHEST[name]}, not "):
        Limits(**{name: HIGHEST[name] + 1})
