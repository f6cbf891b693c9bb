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
from ircompile.syntax.yaml.documents import read_documents
from ircompile.syntax.yaml.plain import plain_yaml
from ircompile.syntax.yaml.plain_tree import plain_trees
from ircompile.syntax.yaml.plain_values import NotPlainError
from ircompile.syntax.yaml.reader import read_yaml
from ircompile.syntax.yaml.values import Values

if TYPE_CHECKING:
    from ircompile.sources.source import Source
    from ircompile.syntax.document import Document
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


def read_as(documents: list[Document]) -> list[Any]:
    """Return everything that documents say, as plain values."""
    return [
        (
            repr(it.value),
            it.is_complete and described(it.root),
            [(f.message, [b.span for b in f.blames]) for f in it.findings],
        )
        for it in documents
    ]


@settings(max_examples=1000, deadline=None)
@given(
    st.lists(TEXTS, min_size=1, max_size=4), st.sampled_from(["---\n", "---\r\n", "\n--- # c\n", "...\n", "- |\n---\n"])
)
def test_documents_that_are_read_one_by_one_are_those_that_are_read_together(texts: list[str], separator: str) -> None:
    source = from_text("a.yaml", separator.join(texts), "yaml")
    found, expected = read_documents(source, Limits()), read_yaml(source, Limits())
    assert read_as(found) == read_as(expected)


BROKEN = [
    ('a: 1\n---\nb: "c\n---\nd: 1\n', [{"a": 1}], "not YAML: found unexpected document indicator (while scanning a quoted scalar)"),
    ("a: 1\r\n---\r\nb: {c\r\n---\r\nd: 1\r\n", [{"a": 1}], "not YAML: did not find expected ',' or '}' (while parsing a flow mapping)"),
    ("# c\n---\na: &x 1\nb: *x\n---\nb: *x\n", [{"a": 1, "b": 1}], "the alias *x has no anchor"),
    ("a: 1\n---\n- b\nc: 1\n---\nd: 1\n", [{"a": 1}], "not YAML: did not find expected '-' indicator (while parsing a block collection)"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "values", "message"), BROKEN, ids=[text for text, _, _ in BROKEN])
def test_documents_before_one_that_cannot_be_read(text: str, values: list[Any], message: str) -> None:
    source = from_text("a.yaml", text, "yaml")
    *documents, broken = found = read_documents(source, Limits())
    assert ([it.value for it in documents], broken.findings[-1].message) == (values, message)
    assert read_as(found) == read_as(read_yaml(source, Limits()))
    assert broken.doubtful is not None
    assert text[slice(*broken.doubtful[0])].startswith("---")


def test_the_full_reader_reads_a_text_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read alone, each document takes it as long as all that come before it."""
    read: list[tuple[int, int] | None] = []

    def noted(source: Source, limits: Limits, span: tuple[int, int] | None = None, *skipped: Any) -> list[Document]:
        read.append(span)
        return read_yaml(source, limits, span, *skipped)

    monkeypatch.setattr("ircompile.syntax.yaml.reader.read_yaml", noted)
    text = "a: b\n---\na: !!str b\n---\n" * 3 + "a: {"
    documents = read_documents(from_text("a.yaml", text, "yaml"), Limits())
    assert [it.value for it in documents] == [{"a": "b"}] * 6 + [None]
    assert read == [(5, 20), (0, len(text))]


@pytest.mark.parametrize("limits", [Limits(nodes=60), Limits(nodes=90), Limits(nodes=130), Limits(documents=2)])
def test_limits_count_all_documents_of_a_text(limits: Limits) -> None:
    source = from_text("a.yaml", "a: &x [1, 2, 3]\nb: [*x, *x]\n---\n" * 3 + "c: [1,\n 2]\n", "yaml")
    assert read_as(read_documents(source, limits)) == read_as(read_yaml(source, limits))


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
