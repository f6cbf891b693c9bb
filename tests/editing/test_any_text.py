"""What the features answer for texts that are cut off or changed anywhere: an answer, with spans in the text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any

import manifests
import pytest
from checkout import ROOT
from yaml_texts import mutated

from ircompile.config.settings import Config
from ircompile.editing.actions.conversions import actions
from ircompile.editing.hover import hover
from ircompile.editing.lens import lenses
from ircompile.editing.settings import Settings
from ircompile.editing.symbols import symbols

if TYPE_CHECKING:
    from ircompile.editing.answers import Hover, Symbol

CALL = """\
config = {"TrafficPattern": {"Phases": [{"SpawnRate": 1, "DurationInSeconds": 120}]}}  # ircompile: ignore[traffic]
client.create_inference_recommendations_job(JobName=f"a-{b}", JobType="Advanced", InputConfig=config)
"""
SETTINGS = '[lint]\nignore = ["traffic",\n "phase-duration"]\n[environments.prod]\noverlay = ["a.yaml"]\n[[ignore]]\npath = \'a\'\n'
BASELINE = '{"version": 1, "findings": [{"rule": "phase-duration", "fingerprint": "0"}]}'
HOSTILE = [
    "",
    "\0",
    "\ufeff\ufeff",
    "\ud800",
    "[" * 3000,
    "{a: " * 300,
    '"' * 999,
    "'''",
    "a = " + "[" * 3000,
    "a" + ".a" * 3000,
    "- " * 999,
]
EXAMPLES = [
    *sorted(ROOT.glob("examples/*.yaml")),
    *sorted(ROOT.glob("examples/*.json")),
    *sorted(ROOT.glob("examples/broken/*.[yjs]*[ln]")),
]


def texts() -> dict[str, str]:
    cell = {"cell_type": "code", "source": CALL.splitlines(keepends=True), "metadata": {}, "outputs": []}
    notebook = {"cells": [cell], "metadata": {"language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}
    return {
        **{path.name: path.read_text("utf-8") for path in EXAMPLES},
        "job.py": CALL,
        "page.md": f"# Page\n\n```python\n{CALL}```\n",
        "job.ipynb": json.dumps(notebook, indent=1),
        "ircompile.toml": SETTINGS,
        "pyproject.toml": SETTINGS.replace("[lint]", "[tool.ircompile.lint]"),
        "known.json": BASELINE,
    }


def check(text: str, name: str, random: Random) -> None:
    settings = Settings(name, Config())
    size = len(text)
    for offset in (random.randint(0, size), random.randint(0, size), size):
        if found := hover(text, offset, settings):
            assert 0 <= found.span[0] <= offset <= found.span[1] <= size
            assert found.markdown.strip()
        for action in actions(text, (offset, offset), settings):
            assert all(0 <= edit.start <= edit.end <= size for edit in action.edits[""])
    for symbol in symbols(text, settings):
        check_nesting(symbol, (0, size))
    for lens in lenses(text, settings):
        assert 0 <= lens.span[0] <= lens.span[1] <= size
        assert lens.title


def check_nesting(symbol: Symbol, around: tuple[int, int]) -> None:
    assert around[0] <= symbol.span[0] <= symbol.selection[0] <= symbol.selection[1] <= symbol.span[1] <= around[1]
    assert symbol.name
    for child in symbol.children:
        check_nesting(child, symbol.span)


@pytest.mark.parametrize("name", texts())
def test_texts_that_are_cut_off_have_an_answer(name: str) -> None:
    random = Random(name)  # noqa: S311  the same changes in every run
    text = texts()[name]
    for _ in range(10):
        check(text[: random.randint(0, len(text))], name, random)


@pytest.mark.parametrize("name", texts())
def test_texts_that_are_changed_have_an_answer(name: str) -> None:
    random = Random(name)  # noqa: S311  the same changes in every run
    text = texts()[name]
    for _ in range(10):
        check(mutated(text, random), name, random)


@pytest.mark.parametrize(
    "name", ["job.yaml", "job.json", "job.py", "job.ipynb", "page.md", "job.sh", "ircompile.toml", "pyproject.toml"]
)
def test_hostile_texts_have_an_answer(name: str) -> None:
    random = Random(0)  # noqa: S311  as above
    for text in HOSTILE:
        check(text, name, random)


def field_of(found: Hover) -> str:
    """Return the field that is described; a value that is cut off may be described in another way."""
    return found.markdown.split("**")[1]


@pytest.mark.parametrize(
    ("write", "name"),
    [
        (manifests.block, "a.yaml"),
        (manifests.flow, "a.yaml"),
        (json.dumps, "a.json"),
        (partial(json.dumps, indent=2), "a.json"),
    ],
)
def test_words_before_a_cut_are_described_as_in_the_whole_text(write: Callable[[Any], str], name: str) -> None:
    random = Random(name)  # noqa: S311  as above
    settings = Settings(name, Config())
    same = asked = 0
    for number in range(20):
        text = write(manifests.job(number))
        cut = random.randint(100, len(text))
        words = list(re.finditer(r"[A-Za-z][\w.]*", text[: cut - 30]))
        for word in random.sample(words, min(5, len(words))):
            if whole := hover(text, word.start(), settings):
                found = hover(text[:cut], word.start(), settings)
                asked += 1
                same += found is not None and field_of(found) == field_of(whole)
    assert asked > 60
    assert same / asked >= 0.98
