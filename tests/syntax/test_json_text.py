"""The JSON reader: values, findings with their locations, spans of values."""

from __future__ import annotations

import json
from typing import Any

import pytest
from documents import VALUES, located_findings
from hypothesis import given, settings
from hypothesis import strategies as st

from ircompile.config.settings import Limits
from ircompile.sources.source import decode, from_text
from ircompile.syntax.json_text import read_json, scan
from ircompile.syntax.tree import Node


def json_document(text: str) -> tuple[Any, list[str]]:
    source = decode("a.json", text.encode("utf-8", "surrogatepass"))
    (document,) = read_json(source, Limits())
    return document.value, located_findings(document, source)


JSON = [
    ('{"a": [1, -2.5e1, true, null, "\\u00e9\\n"]}', ({"a": [1, -25.0, True, None, "é\n"]}, [])),
    ('{"a": "\\ud83d\\ude00"}', ({"a": "😀"}, [])),
    ('{"a": 1, "\\u0061": 2}', ({"a": 2}, ["1:10 duplicate-key: duplicate key `a`"])),
    ('{"a": [{"b": 1, "b": 2}]}', ({"a": [{"b": 2}]}, ["1:17 duplicate-key: duplicate key `b`"])),
    ('{"a": 1,}', (None, ["1:8 parse-error: not JSON: a comma before `}`"])),
    ("[1,\n 2,\n]", (None, ["2:3 parse-error: not JSON: a comma before `]`"])),
    ('{"a": 1 // x\n}', (None, ["1:9 parse-error: not JSON: a comment"])),
    ('# x\n{"a": 1}', (None, ["1:1 parse-error: not JSON: a comment"])),
    ("{'a': 1}", (None, ["1:2 parse-error: not JSON: a single quote"])),
    ("{“a”: 1}", (None, ["1:2 parse-error: not JSON: a typographic quote"])),
    ("{a: 1}", (None, ["1:2 parse-error: not JSON: a key without quotes"])),
    ('{"a": NaN}', (None, ["1:7 parse-error: not JSON: NaN or Infinity"])),
    ('{"a": None}', (None, ["1:7 parse-error: not JSON: a Python literal"])),
    ('{"a": 010}', (None, ["1:7 parse-error: not JSON: an invalid number"])),
    ('{"a": 1} x', (None, ["1:10 parse-error: not JSON: expected the end after the value"])),
    ('{"a"}', (None, ["1:5 parse-error: not JSON: expected `:` after the key"])),
    ('{"a": "x', (None, ["1:7 parse-error: not JSON: the string is not closed"])),
    ('{"a": "\\x"}', (None, ["1:8 parse-error: not JSON: an unknown escape"])),
    ('["\\', (None, ["1:3 parse-error: not JSON: an unknown escape"])),
    ('{"a": "\t"}', (None, ["1:8 parse-error: not JSON: the control character U+0009 in a string"])),
    ('["\\ud800"]', (None, ["1:2 parse-error: the string contains half of a surrogate pair, which is not a character"])),
    ('{"a": 1', (None, ["1:8 parse-error: not JSON: the text ends, expected `,` or `}`"])),
    ("[" * 100_000, (None, ["1:101 limit-exceeded: the values are nested too deeply: the limit is 100"])),
    ('{"a": ' + "9" * 1001 + "}", (None, ["1:7 limit-exceeded: a number of 1001 digits: the limit is 1000"])),
    ("[" + "1," * 250_000 + "1]", (None, ["1:500000 limit-exceeded: the file has too many values: the limit is 250000"])),
]  # fmt: skip


@pytest.mark.parametrize(("text", "document"), JSON, ids=[text[:30] for text, _ in JSON])
def test_json(text: str, document: tuple[Any, list[str]]) -> None:
    assert json_document(text) == document


@pytest.mark.parametrize("digits", [1, 3, 18, 19, 20])
def test_the_limit_of_digits(digits: int) -> None:
    limits = Limits(digits=digits)
    (document,) = read_json(from_text("a.json", f'{{"a": {"9" * digits}}}'), limits)
    assert document.root.value == document.value == {"a": 10**digits - 1}
    (document,) = read_json(from_text("a.json", f'{{"a": {"9" * (digits + 1)}}}'), limits)
    assert [finding.rule for finding in document.findings] == ["limit-exceeded"]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("[[[]], {}, [], {}]", []),
        ('[{"a": [1]}, [], []]', []),
        ("[[[[]]], [], []]", ["limit-exceeded"]),
        ('[[], [], {"a": [{}]}]', ["limit-exceeded"]),
        ("[" * 100_000, ["limit-exceeded"]),
    ],
)
def test_brackets_are_counted_by_level(text: str, rules: list[str]) -> None:
    (document,) = read_json(from_text("a.json", text), Limits(depth=3))
    assert [it.rule for it in document.findings] == rules
    assert document.value == (None if rules else json.loads(text))


def every_node(node: Node) -> list[Node]:
    below = node.items.values() if isinstance(node.items, dict) else node.items or []
    return [node, *(inner for item in below for inner in every_node(item))]


@settings(max_examples=400, deadline=None)
@given(VALUES, st.sampled_from([None, 2]), st.booleans())
def test_spans_contain_their_values(value: Any, indent: int | None, ascii_only: Any) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    root, findings = scan(text, Limits())
    assert findings == []
    assert root.value == value
    for node in every_node(root):
        assert json.loads(text[node.start : node.end]) == node.value
        for key, (start, end) in (node.keys or {}).items():
            assert json.loads(text[start:end]) == key
