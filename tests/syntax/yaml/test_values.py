"""The quick readers of YAML agree with the full one: in values, in spans, and in what readers differ on."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import manifests
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from yaml_texts import changed_manifest, fragments

from ircompile.config.settings import Limits
from ircompile.model.model import SHIPPED
from ircompile.rulebook.checks.ambiguity import ambiguities
from ircompile.sources.source import from_text
from ircompile.syntax.yaml.composed_tree import composed_trees
from ircompile.syntax.yaml.plain import plain_yaml
from ircompile.syntax.yaml.plain_tree import plain_trees
from ircompile.syntax.yaml.plain_values import NotPlainError
from ircompile.syntax.yaml.reader import read_yaml
from ircompile.syntax.yaml.values import Values

if TYPE_CHECKING:
    from ircompile.syntax.tree import Node

VALUES = [
    ("a: >-\n  b\n  c\n", [{"a": "b c"}]),
    ("a: &x 1\nb: *x\n", [{"a": 1, "b": 1}]),
    ("a: [1,\n  2]\n", [{"a": [1, 2]}]),
    ("--- # c\na: 1\n--- # d\nb: 2\n", [{"a": 1}, {"b": 2}]),
    ("a: &x {b: 1, c: 2}\nd: {<<: *x, c: 3}\n", [{"a": {"b": 1, "c": 2}, "d": {"c": 3, "b": 1}}]),
    ('a: &x {b: 1}\nc: {"<<": *x}\n', [{"a": {"b": 1}, "c": {"<<": {"b": 1}}}]),
]


@pytest.mark.parametrize(("text", "values"), VALUES, ids=[text for text, _ in VALUES])
def test_values_are_read_from_events(text: str, values: list[Any]) -> None:
    read = Values(text, Limits())
    assert (read.documents, read.is_unambiguous) == (values, True)


LEFT_TO_THE_FULL_READER = [
    "a: !!str 1", "a: 1\na: 2", "1: a", "a: *x", "a: &x 1\nb: &x:c", "a: {b: 1, <<: {c: 2}}", "a: [", "%TAG ! x:\n--- a",
    "a: &x {b: 1}\nc: {<<: *x, <<: *x}", "? [a]\n: b", "a: &x [*x]",
]  # fmt: skip


@pytest.mark.parametrize("text", LEFT_TO_THE_FULL_READER)
def test_what_needs_a_closer_look_is_left_to_the_full_reader(text: str) -> None:
    with pytest.raises(NotPlainError):
        Values(text, Limits())


@pytest.mark.parametrize("limits", [Limits(depth=2), Limits(nodes=5), Limits(documents=1), Limits(digits=1)])
def test_texts_beyond_a_limit_are_left_to_the_full_reader(limits: Limits) -> None:
    text = "a: {b: {c: [1, 2]}}\n---\na: 11\n"
    assert Values(text, Limits()).documents == [{"a": {"b": {"c": [1, 2]}}}, {"a": 11}]
    with pytest.raises(NotPlainError):
        Values(text, limits)


def test_values_of_an_alias_count_as_if_they_were_written_out() -> None:
    text = "a: &x [1, 2, 3]\nb: [*x, *x]\n"
    assert Values(text, Limits(nodes=16)).documents == [{"a": [1, 2, 3], "b": [[1, 2, 3], [1, 2, 3]]}]
    with pytest.raises(NotPlainError):
        Values(text, Limits(nodes=15))


TEXTS = st.randoms(use_true_random=False).flatmap(
    lambda random: st.sampled_from([fragments, changed_manifest]).map(lambda make: make(random))
)


def described(node: Node) -> Any:
    """Return everything that a node says, as plain values."""
    inner: Any = None
    if isinstance(node.items, dict):
        inner = {key: described(item) for key, item in node.items.items()}
    elif node.items is not None:
        inner = [described(item) for item in node.items]
    return node.start, node.end, node.style, node.keys, repr(node.value), inner


def is_text_with_anchors_or_tags(text: str) -> bool:
    return "&" in text or "!" in text


@settings(max_examples=1500, deadline=None)
@given(TEXTS)
def test_quick_readers_agree_with_the_full_reader(text: str) -> None:
    source, limits = from_text("a.yaml", text, "yaml"), Limits()
    try:
        read = Values(source.text, limits)
    except NotPlainError:
        return
    documents = read_yaml(source, limits)
    assert all(document.is_complete and not document.findings for document in documents)
    assert repr([document.value for document in documents]) == repr(read.documents)
    if not is_text_with_anchors_or_tags(source.text):
        trees = composed_trees(source.text, read.documents)
        assert [described(tree) for tree in trees] == [described(document.root) for document in documents]
    if read.is_unambiguous:
        assert not [it for document in documents for it in ambiguities(document.root, source.text, SHIPPED.request)]


@settings(max_examples=400, deadline=None)
@given(st.integers(0, 400), st.sampled_from(["block", "flow"]), st.randoms(use_true_random=False))
def test_trees_of_plain_texts_agree_with_the_full_reader(number: int, style: str, random: Random) -> None:
    lines = manifests.STYLES[style](manifests.job(number)).split("\n")
    for _ in range(random.randint(0, 3)):
        lines.insert(random.randrange(len(lines)), random.choice(["", "# c", "  # c", "---", "   "]))
    if random.random() < 0.3:
        lines = [line.removeprefix("  ") if line.startswith("  - Key") else line for line in lines]
    text = "\n".join(lines)
    plain = plain_yaml(text)
    if plain is not None:
        plain.new_lines.remember()
        documents = read_yaml(from_text("a.yaml", text, "yaml"), Limits())
        trees = plain_trees(text, plain)
        assert [described(tree) for tree in trees] == [described(document.root) for document in documents]
