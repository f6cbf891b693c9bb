from __future__ import annotations

import glob
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typed_manifests import STYLES, Typed, typed

from ircompile.editing.cursor import cursor

SEEDS = range(5)
LEAST = 0.98
"""The share of places at which the path must be right."""


def is_json(style: str) -> bool:
    return style in ("json", "compact")


def is_right(made: Typed, index: int, style: str) -> bool:
    found = cursor(made.text[: index + 1], index + 1, is_json=is_json(style))
    if made.kinds[index] == "comment":
        return found.position == "comment"
    if made.kinds[index] in ("key", "value") and made.text[index] not in "\"'":
        return found.path in made.paths[index] and found.position in (made.kinds[index], "value")
    return found.path in made.paths[index]


@pytest.mark.parametrize("style", STYLES)
def test_the_path_is_right_wherever_a_manifest_is_cut_off(style: str) -> None:
    made = [typed(seed, style, everything=seed == 0) for seed in SEEDS]
    answers = Counter(
        is_right(one, index, style) for one in made for index, kind in enumerate(one.kinds) if kind != "end"
    )
    assert answers[True] >= LEAST * answers.total(), answers


def edits(text: str, start: int, end: int) -> dict[str, tuple[str, int]]:
    """Return texts in which a word was deleted in some way, with the offset at which it is typed again."""
    middle = (start + end) // 2
    is_quoted = text[start - 1] in "\"'" and text[end : end + 1] == text[start - 1]
    spans = {
        "as it is": (middle, middle),
        "all of it": (start, end),
        "its second half": (middle, end),
        "with its quotes": (start - is_quoted, end + is_quoted),
        "with its second quote": (start, end + is_quoted),
        "the second half, with the quote": (middle, end + is_quoted),
    }
    return {name: (text[:first] + text[last:], first) for name, (first, last) in spans.items()}


@pytest.mark.parametrize("style", STYLES)
def test_the_path_is_right_where_a_word_is_missing_in_the_middle(style: str) -> None:
    answers: Counter[bool] = Counter()
    for seed in SEEDS:
        made = typed(seed, style)
        for start, end, kind, path in made.words:
            for text, offset in edits(made.text, start, end).values():
                found = cursor(text, offset, is_json=is_json(style))
                likely = {"key": ("key", "value"), "value": ("value", "dash")}[kind]
                answers[found.path == path and found.position in likely] += 1
    assert answers[True] >= LEAST * answers.total(), answers


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ("value", (), "")),
        ("Job", "", ("value", (), "Job")),
        ("JobName: a\nJo", "", ("key", (), "Jo")),
        ("JobType:", "", ("value", ("JobType",), "")),
        ("JobType: Def", "", ("value", ("JobType",), "Def")),
        ("JobType: 'Def", "", ("value", ("JobType",), "Def")),
        ("JobType: 'Def", "'\nJobName: b\n", ("value", ("JobType",), "Def")),
        ('JobType: "Def', '\nJobName: "b"\n', ("value", ("JobType",), "Def")),
        ("JobType: &a Def", "", ("value", ("JobType",), "Def")),
        ("InputConfig:\n  ", "", ("value", ("InputConfig",), "")),
        ("InputConfig:\n", "", ("key", (), "")),
        ("InputConfig:\n", "\n  ModelName: a\n", ("key", ("InputConfig",), "")),
        ("InputConfig:\n  ModelName: a\n", "\n  VpcConfig: b\n", ("key", ("InputConfig",), "")),
        ("InputConfig:\n  ModelName: a\n      ", "", ("key", ("InputConfig",), "")),
        ("InputConfig:\n  ModelName: a\n", "", ("key", (), "")),
        ("Tags:\n  - ", "", ("value", ("Tags", 0), "")),
        ("Tags:\n  -", "", ("value", ("Tags", 0), "")),
        ("Tags:\n  - Key: a\n    ", "", ("key", ("Tags", 0), "")),
        ("Tags:\n  - Key: a\n  ", "", ("dash", ("Tags", 1), "")),
        ("Tags:\n  - Key: a\n  - Va", "\n    Key: b\n", ("key", ("Tags", 1), "Va")),
        ("Tags:\n- Key: a\n  V", "\n- Key: b\n", ("key", ("Tags", 0), "V")),
        ("Tags: [{Key: a}, {", "", ("key", ("Tags", 1), "")),
        ("Tags: [{Key: a}, {V", "\nJobName: a\n", ("key", ("Tags", 1), "V")),
        ("Tags: [\n  {Key: a, Va", "},\n]\nJobName: a\n", ("key", ("Tags", 0), "Va")),
        ("JobName: a # why", "", ("comment", ("JobName",), "")),
        ("# ircompile: ignore[", "", ("comment", (), "")),
        ("JobName: |\n  text\n  ", "", ("text", ("JobName",), "  text\n  ")),
        ("JobName: |\n ", " text\n", ("text", ("JobName",), "")),
        ("---  ", "# why\nJobName: a\n", ("text", (), "")),
        ("JobName: |\n  text\n", "", ("key", (), "")),
        ("JobName: a\n---\nJobName: b\nJobT", "\n---\nJobType: c\n", ("key", (), "JobT")),
        ("JobName: a\r\nInputConfig:\r\n  Mod", "\r\n", ("value", ("InputConfig",), "Mod")),
        ("JobName:\ta\nJobType:\tDe", "", ("value", ("JobType",), "De")),
        ("\ufeffJobName: a\nJo", "", ("key", (), "Jo")),
        ("{Tags: [], Jo", "", ("key", (), "Jo")),
        ("Tags: [ # why", "\n]\n", ("comment", ("Tags", 0), "# why")),
    ],
)
def test_places_in_yaml(before: str, after: str, expected: tuple[str, tuple[object, ...], str]) -> None:
    found = cursor(before + after, len(before))
    assert (found.position, found.path, (before + after)[slice(*found.span)]) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ("value", (), "")),
        ("{", "", ("key", (), "")),
        ('{"', "", ("key", (), "")),
        ('{"Job', '\n  "Tags": []}', ("key", (), "Job")),
        ('{"Job', '"}', ("key", (), "Job")),
        ('{"JobType":', "", ("value", ("JobType",), "")),
        ('{"JobType": "', "", ("value", ("JobType",), "")),
        ('{"JobType": "De', ', "Tags": []}', ("value", ("JobType",), "De")),
        ('{"JobType": De', "}", ("value", ("JobType",), "De")),
        ('{"JobType": ', '\n "Tags": []}', ("value", ("JobType",), "")),
        ('{"JobType": "a"\n ', "}", ("key", (), "")),
        ('{"Tags": [{"Key": "a"}, {"Val', "}]}", ("key", ("Tags", 1), "Val")),
        ('{"Tags": [', "", ("value", ("Tags", 0), "")),
        ('{"a": "\\', "", ("value", ("a",), "\\")),
    ],
)
def test_places_in_json(before: str, after: str, expected: tuple[str, tuple[object, ...], str]) -> None:
    found = cursor(before + after, len(before), is_json=True)
    assert (found.position, found.path, (before + after)[slice(*found.span)]) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("JobName: a\n", "\nJobType: b\nTags: []\n", {"JobName", "JobType", "Tags"}),
        (
            "InputConfig:\n  ModelName: a\n  ",
            "\n\n  # why\n  VpcConfig:\n    Subnets: []\nTags: []\n",
            {"ModelName", "VpcConfig"},
        ),
        ("InputConfig:\n  ", "\n  VpcConfig:\n    Subnets: []\n", {"VpcConfig"}),
        ("Tags:\n  - ", "\n    Key: a\n  - Value: b\n", {"Key"}),
        ("Tags: [{Key: a, ", ", Value: b}, {Other: c}]", {"Key", "Value"}),
    ],
)
def test_members_on_both_sides_of_the_offset_are_known(before: str, after: str, expected: set[str]) -> None:
    assert {*cursor(before + after, len(before)).around.members} - {""} == expected


@given(st.text(st.sampled_from("ab:-,[]{}\"'#|>&*!\\ \t\r\n"), max_size=60), st.sampled_from(STYLES))
def test_any_text_has_an_answer_at_any_offset(text: str, style: str) -> None:
    for offset in range(len(text) + 1):
        start, end = cursor(text, offset, is_json=is_json(style)).span
        assert 0 <= start <= offset <= end <= len(text)


@pytest.mark.parametrize("name", sorted(glob.glob("examples/**/*.*", recursive=True)))
def test_the_examples_have_an_answer_at_each_offset(name: str) -> None:
    with open(name, encoding="utf-8") as file:
        text = file.read()
    for offset in range(0, len(text), 7):
        found = cursor(text[:offset], offset, is_json=name.endswith(".json"))
        assert found.span[0] <= offset <= found.span[1]
