"""Suggestions in messages."""

from __future__ import annotations

from ircompile.findings import messages


def test_candidates_are_normalised_once() -> None:
    messages._spellings.clear()
    candidates = [f"ml.c{number}.large" for number in range(300)]
    assert [messages.same_but_spelling(f"ML.C{number}.LARGE", candidates) for number in range(300)] == candidates
    assert len(messages._spellings) == 1
