"""Diffs turn the old text into the new one, and take linear time on long texts."""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest

from ircompile.reporting.diff import _hunks


def edited(count: int, *, longer: bool) -> tuple[list[str], list[str]]:
    before = [f"line {number % 7}\n" for number in range(count)]
    after = [f"new {number}\n" if number % 5 == 0 else line for number, line in enumerate(before)]
    return before, after + ["more\n"] * longer


def applied(before: list[str], hunks: list[str]) -> list[str]:
    """Return the lines after a diff is applied."""
    after, at = [], 0
    for line in hunks:
        if line.startswith("@@"):
            start = int(line.split()[1][1:].split(",")[0])
            after += before[at : start - 1]
            at = start - 1
            continue
        if line[0] != "+":
            assert before[at] == line[1:]
            at += 1
        if line[0] != "-":
            after.append(line[1:])
    return after + before[at:]


@pytest.mark.parametrize("longer", [False, True])
@pytest.mark.parametrize("count", [4, 100, 5000])
def test_a_diff_turns_the_old_text_into_the_new_one(count: int, *, longer: bool) -> None:
    before, after = edited(count, longer=longer)
    assert applied(before, list(_hunks(before, after))) == after


@pytest.mark.parametrize("longer", [False, True])
def test_long_texts_are_compared_without_longest_matches(monkeypatch: pytest.MonkeyPatch, *, longer: bool) -> None:
    monkeypatch.setattr(SequenceMatcher, "find_longest_match", None)
    assert list(_hunks(*edited(5000, longer=longer)))
