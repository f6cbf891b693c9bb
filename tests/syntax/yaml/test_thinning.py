"""Texts that can't be read are read without what does not matter, and all that is said of them stays the same."""

from __future__ import annotations

from random import Random
from typing import Any

import manifests
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from yaml_texts import LINES, SPLINTERS

from ircompile.config.settings import Config
from ircompile.manifest.load import read
from ircompile.model.model import SHIPPED
from ircompile.sources.source import from_text
from ircompile.syntax.yaml.thinning import blanked, kept, skippable

LISTS = """\
names:
- alpha
- beta
- Key: gamma
  Values:
    - v1
    - v2
    # of all
    - v3
- last
more: word
"""
BELOW_TWO = LISTS[LISTS.index("- Key") :]


@pytest.mark.parametrize(
    ("text", "is_everywhere", "left"),
    [
        (LISTS, False, "names:\n- last\nmore: word\n"),
        (LISTS.replace("last", "last: {"), False, "names:\n- Key: gamma\n  Values:\n    - v3\n- last: {\nmore: word\n"),
        (LISTS.replace("beta", "beta: {"), False, f"names:\n- alpha\n- beta: {{\n{BELOW_TWO}"),
        (LISTS.replace("names:", "names: {"), True, "names: {\n- alpha\n- beta\n- last\nmore: word\n"),
        (LISTS.replace("  - v2", " - v2"), False, f"names:\n{BELOW_TWO.replace('  - v2', ' - v2')}"),
        (LISTS.replace("\n", "\r\n"), False, "names:\r\n- last\r\nmore: word\r\n"),
        ("---\na:\n- b\n- c\n---\na:\n- d\n", False, "---\na:\n- c\n---\na:\n- d\n"),
        ("a:\n---\nb:\n- c\n- d\n", False, "a:\n---\nb:\n- c\n- d\n"),
        ("a: b\n- c\n- d\n", False, "a: b\n- c\n- d\n"),
        ("a:\n- b: c\n  b: d\n- e: g\n- h", False, "a:\n- b: c\n  b: d\n- h"),
        (
            "a:\n- b: 'c\n- d\n- e: g\n- h\n  i\n- k\n- l\n- m\n- p\n",
            True,
            "a:\n- b: 'c\n- d\n- e: g\n- h\n  i\n- k\n- l\n- p\n",
        ),
        ("a:\n  b: c\n  d: e\nb: {\n", True, "a:\n  b: c\n  d: e\nb: {\n"),
        ("a:\n-\n- b\n", True, "a:\n-\n- b\n"),
        ("", True, ""),
    ],
)
def test_only_the_last_of_several_plain_items_counts(text: str, is_everywhere: bool, left: str) -> None:  # noqa: FBT001
    spans = skippable(text, everywhere=is_everywhere)
    assert "".join(text[slice(*it)] for it in kept((0, len(text)), spans)) == left
    assert len(blanked(text, spans)) == len(text)
    assert [it for it in blanked(text, spans).split("\n") if it.strip(" ")] == [it for it in left.split("\n") if it]
    assert skippable(text, 7, everywhere=is_everywhere) == [(start + 7, end + 7) for start, end in spans]


def broken(random: Random) -> str:
    """Return a manifest with several lists, and something in some of its lines that is seldom right there."""
    lines = manifests.block(manifests.job(random.randrange(40))).split("\n")
    for _ in range(random.randint(1, 3)):
        number = random.randrange(len(lines))
        line = lines[number]
        at = random.randrange(len(line) + 1)
        lines[number] = random.choice(
            [
                line[:at] + random.choice(SPLINTERS) + line[at:],
                line[: len(line) - len(line.lstrip())] + random.choice(LINES),
                f" {line}",
                line.replace(": ", ': "', 1),
                line.replace(": ", ": {", 1),
            ]
        )
    return random.choice(["\n", "\n", "\r\n"]).join(lines)


def said(text: str) -> list[Any]:
    """Return what is said of a text when it is read."""
    return [
        (repr(it.document.value), [(f.message, f.help, f.notes, [b.span for b in f.blames]) for f in it.findings])
        for it in read(from_text("a.yaml", text, "yaml"), Config(), SHIPPED)
    ]


@given(st.randoms(use_true_random=False))
@settings(max_examples=250, deadline=None)
def test_what_is_said_of_broken_texts_does_not_depend_on_what_is_skipped(random: Random) -> None:
    text = broken(random)
    found = said(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ircompile.syntax.yaml.thinning.skippable", lambda *_: [])
        assert found == said(text)
