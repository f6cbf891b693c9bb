"""The reader of plain YAML gives the same values as the full YAML reader, or declines."""

from __future__ import annotations

import subprocess
import sys
from random import Random

import pytest
from checkout import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from ircompile.config.settings import Limits
from ircompile.model.model import SHIPPED
from ircompile.rulebook.checks.ambiguity import ambiguities
from ircompile.sources.source import from_text
from ircompile.syntax.yaml.documents import read_documents
from ircompile.syntax.yaml.plain import ENOUGH, known_lines, plain_yaml
from ircompile.syntax.yaml.reader import read_yaml

KEYS = st.sampled_from(["JobName", "Tags", "Key", "b", "C-d", "e_f", "G1", "y", "null", "On"])
SCALARS = st.sampled_from(
    ["x", "1", "0", "01", "yes", "a b", "a: b", "a:b", "'q'", "'it''s'", '"d"', '"d\\n"', "[a, b]", "{a: 1, b: x}",
     "[1,2]", "[]", "{}", "{a: }", "[a,]", "[[a]]", "[{Key: a, Value: b}]", "x # c", "x#c", "a,b", "s3://x/y", "1.7",
     "1.7-1", "1.2.3", "-1", "|", "> x", "&a x", "*a", "!t x", "~", "'a' # c", "x:", "a::b", "12:30", "2020-01-01",
     "é", "it's", "a [b]", "{a:b}", "[a b, c]", "{a: b: c}", "[a: b]", "---", "...", "['x', \"y\"]", "0x1", "1e3", "(x)",
     "$x", "/x", "_x", "a\\b", "%x", "a  b", "a\tb", "ml.c5.large", "1_0", "Null", "1:30", "2020-1-1", "0o7", ".5", "1."]
)  # fmt: skip


@st.composite
def blocks(draw: st.DrawFn, indent: int = 0, depth: int = 0) -> list[str]:
    """Return the lines of a block mapping with nested lists and mappings."""
    lines: list[str] = []
    for key in draw(st.lists(KEYS, min_size=1, max_size=3, unique=True)):
        start = " " * indent + key + ":"
        shape = draw(st.sampled_from(["scalar", "scalar", "mapping", "list"])) if depth < 3 else "scalar"
        if shape == "scalar":
            lines.append(start + draw(st.sampled_from([" ", " ", "  "])) + draw(SCALARS))
        elif shape == "mapping":
            lines += [start, *draw(blocks(indent + draw(st.sampled_from([2, 2, 1, 4])), depth + 1))]
        else:
            column = indent + draw(st.sampled_from([0, 2]))
            lines.append(start)
            for _ in range(draw(st.integers(1, 2))):
                item = draw(st.one_of(SCALARS.map(lambda it: [it]), blocks(column + 2, depth + 1)))
                lines += [" " * column + "- " + item[0].strip(" "), *item[1:]]
    return lines


@st.composite
def yaml_texts(draw: st.DrawFn) -> str:
    """Return documents, sometimes with a line out of place."""
    documents = draw(st.lists(blocks(), min_size=1, max_size=2))
    lines = "\n---\n".join("\n".join(document) for document in documents).split("\n")
    if draw(st.booleans()):
        at = draw(st.integers(0, len(lines) - 1))
        replacement = st.sampled_from(
            ["", "# c", "  # c", lines[at] + " ", " " + lines[at], lines[at][1:], lines[0], "x", "- x"]
        )
        lines[at] = draw(replacement)
    return draw(st.sampled_from(["\n", "\n", "\r\n"])).join([*draw(st.sampled_from([[], [], ["---"]])), *lines, ""])


FLOW_KEYS = ["a: ", "b: ", "C-d:  ", "e:", "null: ", "y: ", " f: ", '"g": ', "h : "]
FLOW_SCALARS = ["1", "01", "0", "b c", "'x'", '"y"', "yes", "x-1", "1e3", "~", "é", "s3://x/y", "c:d", "secret", "'a, b'",
                  "a 'b'", 'a"b', "'a\tb'", "\\", "# c", "1.2.3", "-1", "", "a: b", "123456789012345678901", "[]", "']['"]  # fmt: skip


def flow(random: Random, depth: int) -> str:
    """Return a flow collection of a depth; a scalar for depth 0."""
    if not depth:
        return random.choice(FLOW_SCALARS)
    items = [flow(random, random.choice([0, 0, depth - 1])) for _ in range(random.randrange(4))]
    comma = random.choice([",", ", ", " , "])
    if random.random() < 1 / 2:
        return f"[{comma.join(items)}]"
    return "{" + comma.join(random.choice(FLOW_KEYS) + item for item in items) + "}"


def flow_line(random: Random) -> str:
    """Return a line with a flow collection, usually damaged."""
    text = (
        random.choice(["a: ", "b: ", "- ", "  a:  ", "a:", "- a: "])
        + flow(random, 3)
        + random.choice(["", "", " ", " # x", "]"])
    )
    for _ in range(random.randrange(3)):
        at = random.randrange(len(text) + 1)
        text = text[:at] + random.choice([*"[]{},: #'\"a1-\\", " # c", ""]) + text[at + random.randrange(2) :]
    return text


@settings(max_examples=2_000, deadline=None)
@given(yaml_texts() | st.lists(st.randoms(use_true_random=True).map(flow_line), min_size=1, max_size=2).map("\n".join))
def test_plain_yaml_is_read_as_by_the_full_reader(text: str) -> None:
    plain = plain_yaml(text)
    if plain is None:
        return
    plain.new_lines.remember()
    source = from_text("a.yaml", text)
    documents = read_yaml(source, Limits())
    assert repr([document.value for document in documents]) == repr(plain.values)
    assert [
        finding
        for document in documents
        for finding in (*document.findings, *ambiguities(document.root, text, SHIPPED.request))
    ] == []


def test_once_many_lines_are_known_only_texts_with_mostly_new_ones_add_to_them() -> None:
    known_lines.clear()
    often = [f"Key{number}: x" for number in range(ENOUGH + 1)]
    for lines in (often, [*often[:3], "Few: x"], [*often[:3], "A: x", "B: x", "C: x", "D: x"]):
        plain = plain_yaml("\n".join(lines))
        assert plain is not None
        plain.new_lines.remember()
    assert [*known_lines] == [*often, "A: x", "B: x", "C: x", "D: x"]


@pytest.mark.parametrize(
    ("text", "value"),
    [("a: b\nc: 'd: &e'\n", "d: &e"), ("# f: &g\na: [b]\nc: d\n", "d"), ("a: {b: 1}  # e,\n# f,\nc: d\n", "d")],
)
def test_what_looks_like_an_anchor_or_a_long_flow_collection_only_takes_longer(text: str, value: str) -> None:
    assert plain_yaml(text) is None
    (document,) = read_documents(from_text("a.yaml", text), Limits())
    assert document.value["c"] == value
    assert document.is_unambiguous
    assert not document.doubtful


def test_a_key_twice_in_a_flow_mapping_is_left_to_the_full_reader() -> None:
    assert plain_yaml("a: {b: 1, c: 2}") is not None
    assert plain_yaml("a: {b: 1, b: 2}") is None


def test_brackets_in_quotes_do_not_count_as_nesting() -> None:
    for depth, is_plain in ((24, True), (25, False), (5_000, False)):
        text = f"A: ['{']' * depth}', {'[' * depth}{']' * depth}]"
        assert (plain_yaml(text) is not None) is is_plain


@pytest.mark.parametrize("text", ["{}: 1", "- {}: 1", "a: {{{}: 1}}", "a: {{b: 1, {}: {{c: 1}}}}"])
def test_keys_have_at_most_1024_characters(text: str) -> None:
    assert (plain_yaml(text.format("k" * 1024)) is None) is text.startswith("-")
    assert plain_yaml(text.format("k" * 1025)) is None
    (document,) = read_yaml(from_text("a.yaml", text.format("k" * 1024)), Limits())
    assert document.findings == []
    (document,) = read_yaml(from_text("a.yaml", text.format("k" * 1025)), Limits())
    assert [finding.rule for finding in document.findings] == ["parse-error"]


@pytest.mark.parametrize("text", ["a: {b}", "a: {b: 1, b: 2}", "a: [b,, c]", "a: [b: c]", "a: [b]]", "a: {b: c,}"])
def test_collections_that_are_not_plain_are_declined_without_importing_json(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)  # what counts lines imports json
    code = f"""
import sys
from ircompile.syntax.yaml.documents import read_documents
from ircompile.syntax.yaml.plain import ENOUGH, known_lines, plain_yaml
assert "json" not in sys.modules
assert plain_yaml({text!r}) is None
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_the_examples_are_plain() -> None:
    for file in ROOT.glob("examples/*.yaml"):
        assert plain_yaml(file.read_text("utf-8")) is not None, file
