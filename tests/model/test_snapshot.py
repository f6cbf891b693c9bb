"""The snapshot of the model notices when a text changes on which a rule or a guide rests."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from maintainer_tools import tool

TOOL = tool("snapshot_model")
MODEL, DATE = TOOL.service_model()
CITED = TOOL.cited(MODEL)


def test_the_facts_have_a_hash_of_every_text_that_is_cited() -> None:
    facts = json.loads(TOOL.FACTS.read_text("utf-8"))
    assert list(facts["documentation"]) == list(CITED), "python tools/snapshot_model.py adds what is missing"


def text(shape: str, member: str, words: str) -> Callable[[Any], None]:
    """Return a function that changes the text about a member."""
    return lambda shapes: shapes[shape]["members"][member].update(documentation=words)


def untagged(shapes: Any) -> None:
    """Remove the paragraphs from the texts about the members of phases, and add line ends."""
    for member in shapes["Phase"]["members"].values():
        member["documentation"] = member["documentation"].removeprefix("<p>").removesuffix("</p>").replace(" ", "\n ")


KEY = text("CreateEndpointConfigInput", "KmsKeyId", "<p>The key; with local storage the call fails.</p>")
TASK = text("RecommendationJobContainerConfig", "Task", "<p>Any task.</p>")
CHANGED: list[tuple[str, Callable[[Any], None], list[str]]] = [
    ("nothing", lambda _: None, []),
    ("a page of another operation", KEY, ["CreateEndpointConfigInput.KmsKeyId"]),
    ("a member of two structures", text("Phase", "DurationInSeconds", "<p>Seconds.</p>"), ["Phase.DurationInSeconds"]),
    ("a text that guides cite", TASK, ["RecommendationJobContainerConfig.Task"]),
    ("a text about a type", lambda it: it["Stairs"].update(documentation="<p>Any.</p>"), ["TrafficPattern.Stairs"]),
    ("a text that nobody cites", text("Phase", "SpawnRate", "<p>New users a second.</p>"), []),
    ("the same words with other tags", untagged, []),
]


def changed(change: Callable[[Any], None]) -> list[str]:
    """Return what the tool says of a model with a change in its shapes."""
    touched = ("CreateEndpointConfigInput", "RecommendationJobContainerConfig", "Phase", "Stairs", "UsersPerStep")
    newer = {**MODEL, "shapes": MODEL["shapes"] | {name: copy.deepcopy(MODEL["shapes"][name]) for name in touched}}
    change(newer["shapes"])
    before, after = TOOL.snapshot(MODEL, DATE, CITED), TOOL.snapshot(newer, DATE, CITED)
    lines: list[str] = TOOL.changes(before, after, CITED)
    return lines


@pytest.mark.parametrize(("change", "members"), [row[1:] for row in CHANGED], ids=[row[0] for row in CHANGED])
def test_a_text_that_changed_is_named(change: Callable[[Any], None], members: list[str]) -> None:
    assert [
        line.removeprefix("the text about ").partition(" changed; check ")[0] for line in changed(change)
    ] == members


def test_who_cites_a_text_that_changed_is_named() -> None:
    line = "the text about CreateEndpointConfigInput.KmsKeyId changed; check volume-kms-local-storage"
    assert changed(KEY) == [line]
    assert "guides.yaml, InputConfig.ContainerConfig.Task" in changed(TASK)[0]


def test_a_shape_that_changed_is_named() -> None:
    assert changed(lambda shapes: shapes["UsersPerStep"].update(max=5)) == ["the shape UsersPerStep changed"]


def test_a_cited_member_that_is_gone_is_an_error() -> None:
    shapes = {
        name: {**shape, "members": dict(shape["members"])}
        for name, shape in MODEL["shapes"].items()
        if "members" in shape
    }
    for shape in shapes.values():
        shape["members"].pop("KmsKeyId", None)
    with pytest.raises(ValueError, match="cites KmsKeyId, which is not on the page CreateEndpointConfig"):
        TOOL.cited({**MODEL, "shapes": MODEL["shapes"] | shapes})
