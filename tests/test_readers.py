"""The readers: what a text means, where its parts stand, what is wrong with it. Whole values, as the checks see them."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ircompile import lint
from ircompile.config.settings import HIGHEST, Config, Limits
from ircompile.findings.values import UNKNOWN
from ircompile.model.model import SHIPPED
from ircompile.rulebook.checks.ambiguity import ambiguities
from ircompile.sources.source import decode
from ircompile.syntax.json_text import read_json, scan
from ircompile.syntax.tree import Node
from ircompile.syntax.yaml import scalars
from ircompile.syntax.yaml.reader import read_yaml
from ircompile.syntax.yaml.scalars import core, readings

SCALARS = [
    ("yes", "yes"), ("on", "on"), ("12:30", "12:30"), ("2020-01-01", "2020-01-01"), ("1_000", "1_000"),
    ("010", 10), ("0o10", 8), ("0x1F", 31), ("-7", -7), ("+7", 7), ("0b11", "0b11"), ("08", 8),
    ("1.5", 1.5), (".5", 0.5), ("1.", 1.0), ("1e3", 1000.0), ("-.inf", -math.inf), (".INF", math.inf),
    ("true", True), ("TRUE", True), ("tRUE", "tRUE"), ("null", None), ("~", None), ("", None), ("Null", None),
    ("<<", "<<"), ("=", "="), ("-", "-"), (".", "."), ("0o8", "0o8"), ("0xg", "0xg"), ("1 2", "1 2"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), SCALARS)
def test_plain_scalars_follow_the_core_schema(text: str, value: Any) -> None:
    assert core(text) == value
    assert type(core(text)) is type(value)


@pytest.mark.parametrize(
    ("text", "same"),
    [("300", True), ("abc", True), ("300.0", True), ("~", True), ("2023-05-23-x", True), ("y", True),
     ("010", False), ("1_000", False), ("1:30", False), ("no", False), ("0o17", False), ("08", False),
     ("2026-01-31", False), ("2026-13-45", False), ("0b1", False), ("=", False), ("3e2", False)],
)  # fmt: skip
def test_scalars_that_readers_take_alike(text: str, *, same: bool) -> None:
    assert bool(readings(text)) != same


def yaml_documents(text: str | bytes) -> list[tuple[Any, list[str]]]:
    source = decode("a.yaml", text if isinstance(text, bytes) else text.encode())
    return [(it.value, places(it, source)) for it in read_yaml(source, Limits())]


def json_document(text: str) -> tuple[Any, list[str]]:
    source = decode("a.json", text.encode("utf-8", "surrogatepass"))
    (document,) = read_json(source, Limits())
    return document.value, places(document, source)


def places(document: Any, source: Any) -> list[str]:
    found = []
    for finding in document.findings:
        start, end = finding.blames[0].span
        assert start <= end <= len(source.text)
        line, column = source.location(start)
        found.append(f"{line}:{column} {finding.rule}: {finding.message}")
    return found


YAML = [
    ("a: 1\nb: [x, {c: y}]\n", [({"a": 1, "b": ["x", {"c": "y"}]}, [])]),
    ("a: 1\n---\nb: 2\n...\n---\nc: 3\n", [({"a": 1}, []), ({"b": 2}, []), ({"c": 3}, [])]),
    ("---\n---\na: 1", [(None, []), ({"a": 1}, [])]),
    ("a: &x {b: 1}\nc: *x\n", [({"a": {"b": 1}, "c": {"b": 1}}, [])]),
    ("a: &x {b: 1, c: 1}\nd: {<<: *x, b: 2}\n", [({"a": {"b": 1, "c": 1}, "d": {"b": 2, "c": 1}}, [])]),
    ("d: {<<: [{a: 1, b: 1}, {a: 2, c: 2}]}\n", [({"d": {"a": 1, "b": 1, "c": 2}}, [])]),
    ('"<<": 1\n', [({"<<": 1}, [])]),
    ("a: !!str 5\nb: !!int '5'\nc: !!float 5\n", [({"a": "5", "b": 5, "c": 5.0}, [])]),
    ("a: ! 5\n", [({"a": UNKNOWN}, ["1:4 parse-error: the tag ! is not one that a manifest can have, or does not fit its value"])]),
    ("a: |\n  x\n  y\nb: >\n  x\n  y\n", [({"a": "x\ny\n", "b": "x y\n"}, [])]),
    ("a: 1\na: 2\n", [({"a": 2}, ["2:1 duplicate-key: the key `a` stands twice in one mapping"])]),
    ("1: x\n", [({}, ["1:1 parse-error: a key that is not a string"])]),
    ("? [a]\n: x\n", [({}, ["1:3 parse-error: a key that is not a string"])]),
    ("<<: 1\n", [({}, ["1:5 parse-error: `<<` merges mappings only"])]),
    ("a: !x 1\n", [({"a": UNKNOWN}, ["1:4 parse-error: the tag !x is not one that a manifest can have, or does not fit its value"])]),
    ("a: !!int x\n", [({"a": UNKNOWN}, ["1:4 parse-error: the tag !!int is not one that a manifest can have, or does not fit its value"])]),
    ("a: 1\n---\nb: *x\n", [({"a": 1}, []), (None, ["3:4 parse-error: the alias *x has no anchor"])]),
    ("a: &x [*x]\n", [(None, ["1:8 parse-error: the alias *x stands inside its own anchor"])]),
    ("%TAG ! tag:x:\n---\na: 1\n", [(None, ["1:1 parse-error: a %TAG directive is not read"])]),
    ("a: [1\n", [(None, ["2:1 parse-error: not YAML: did not find expected ',' or ']' (while parsing a flow sequence)"])]),
    ("a:\n\t- b\n", [(None, ["2:1 parse-error: not YAML: found character that cannot start any token (while scanning for the next token)"])]),
    ("- " * 200, [(None, ["1:201 limit-exceeded: the values are nested too deeply: the limit is 100"])]),
    ("a: " + "9" * 1001, [(None, ["1:4 limit-exceeded: a number of 1001 digits: the limit is 1000"])]),
    ("a: &b:c d\n", [({"a": ":c d"}, ["1:6 parse-error: a blank is missing: some readers take for one word what others split here"])]),
    ("- &a b\n- *a: c\n", [(["b", {"b": "c"}], ["2:5 parse-error: a blank is missing: some readers take for one word what others split here"])]),
    ("[?a, {? b: c}]\n", [([{"a": None}, {"b": "c"}], ["1:3 parse-error: a blank is missing: some readers take for one word what others split here"])]),
    ("é: 1\n😀: *x\n", [(None, ["2:4 parse-error: the alias *x has no anchor"])]),
    ("a: 1\r\nb: *x\r\n", [(None, ["2:4 parse-error: the alias *x has no anchor"])]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "documents"), YAML, ids=[text[:30] for text, _ in YAML])
def test_yaml(text: str, documents: list[tuple[Any, list[str]]]) -> None:
    assert yaml_documents(text) == documents


JSON = [
    ('{"a": [1, -2.5e1, true, null, "\\u00e9\\n"]}', ({"a": [1, -25.0, True, None, "é\n"]}, [])),
    ('{"a": "\\ud83d\\ude00"}', ({"a": "😀"}, [])),
    ('{"a": 1, "\\u0061": 2}', ({"a": 2}, ["1:10 duplicate-key: the key `a` stands twice in one mapping"])),
    ('{"a": [{"b": 1, "b": 2}]}', ({"a": [{"b": 2}]}, ["1:17 duplicate-key: the key `b` stands twice in one mapping"])),
    ('{"a": 1,}', (None, ["1:8 parse-error: not JSON: a comma before `}`"])),
    ("[1,\n 2,\n]", (None, ["2:3 parse-error: not JSON: a comma before `]`"])),
    ('{"a": 1 // x\n}', (None, ["1:9 parse-error: not JSON: a comment"])),
    ('# x\n{"a": 1}', (None, ["1:1 parse-error: not JSON: a comment"])),
    ("{'a': 1}", (None, ["1:2 parse-error: not JSON: a single quote"])),
    ("{“a”: 1}", (None, ["1:2 parse-error: not JSON: a typographic quote"])),
    ("{a: 1}", (None, ["1:2 parse-error: not JSON: a key without quotes"])),
    ('{"a": NaN}', (None, ["1:7 parse-error: not JSON: a number that JSON does not have"])),
    ('{"a": None}', (None, ["1:7 parse-error: not JSON: a Python literal"])),
    ('{"a": 010}', (None, ["1:7 parse-error: not JSON: a number in a form that JSON does not have"])),
    ('{"a": 1} x', (None, ["1:10 parse-error: not JSON: expected nothing after the value"])),
    ('{"a"}', (None, ["1:5 parse-error: not JSON: expected `:` after the key"])),
    ('{"a": "x', (None, ["1:7 parse-error: not JSON: the string is not closed"])),
    ('{"a": "\\x"}', (None, ["1:8 parse-error: not JSON: an escape that JSON does not have"])),
    ('["\\', (None, ["1:3 parse-error: not JSON: an escape that JSON does not have"])),
    ('{"a": "\t"}', (None, ["1:8 parse-error: not JSON: the control character U+0009 in a string"])),
    ('["\\ud800"]', (None, ["1:2 parse-error: the string holds half of a surrogate pair, which is no character"])),
    ('{"a": 1', (None, ["1:8 parse-error: not JSON: the text ends, expected `,` or `}`"])),
    ("[" * 100_000, (None, ["1:101 limit-exceeded: the values are nested too deeply: the limit is 100"])),
    ('{"a": ' + "9" * 1001 + "}", (None, ["1:7 limit-exceeded: a number of 1001 digits: the limit is 1000"])),
    ("[" + "1," * 250_000 + "1]", (None, ["1:500000 limit-exceeded: the file has too many values: the limit is 250000"])),
]  # fmt: skip


@pytest.mark.parametrize(("text", "document"), JSON, ids=[text[:30] for text, _ in JSON])
def test_json(text: str, document: tuple[Any, list[str]]) -> None:
    assert json_document(text) == document


TEXTS = st.text(st.characters(codec="utf-8"), max_size=12).filter(lambda text: not readings(text))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


def every_node(node: Node) -> list[Node]:
    below = node.items.values() if isinstance(node.items, dict) else node.items or []
    return [node, *(inner for item in below for inner in every_node(item))]


@settings(max_examples=400, deadline=None)
@given(VALUES, st.sampled_from([None, 2]), st.booleans())
def test_json_places_are_where_the_values_stand(value: Any, indent: int | None, ascii_only: Any) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    root, findings = scan(text, Limits())
    assert findings == []
    assert root.value == value
    for node in every_node(root):
        assert json.loads(text[node.start : node.end]) == node.value
        for key, (start, end) in (node.keys or {}).items():
            assert json.loads(text[start:end]) == key


@settings(max_examples=400, deadline=None)
@given(VALUES.filter(lambda value: value is not None), st.sampled_from([None, True, False]))
def test_yaml_reads_what_pyyaml_wrote(value: Any, flow: Any) -> None:
    text = yaml.safe_dump(value, default_flow_style=flow, allow_unicode=True)
    source = decode("a.yaml", text.encode())
    if source.findings:  # PyYAML writes characters raw that YAML readers disagree about
        return
    (document,) = read_yaml(source, Limits())
    assert document.findings == []
    assert document.value == value


@settings(max_examples=1000, deadline=None)
@given(
    st.text(
        st.sampled_from("ab: -[]{}\"'&*!|>%#,\n\t 1~<.é\x85\u2028") | st.characters(codec="utf-8"),
        max_size=40,
    )
)
def test_no_text_breaks_a_reader(text: str) -> None:
    for name, read in (("a.yaml", read_yaml), ("a.json", read_json)):
        source = decode(name, text.encode())
        for document in read(source, Limits()):
            for finding in document.findings:
                start, end = finding.blames[0].span or (0, 0)
                assert 0 <= start <= end <= len(text)


@pytest.mark.parametrize("name", list(HIGHEST))
def test_no_bound_can_be_raised_for_ever(name: str) -> None:
    assert getattr(Limits(**{name: HIGHEST[name]}), name) == HIGHEST[name]
    with pytest.raises(ValueError, match=f"{name}: .* is too much, it can be {HIGHEST[name]} at most"):
        Limits(**{name: HIGHEST[name] + 1})


@pytest.mark.parametrize("text", [f'{{"JobName": {"9" * 5000}}}', "JobName: " + "9" * 5000, "JobName: 0x" + "f" * 3498])
def test_what_has_as_many_digits_as_can_be_is_a_finding(text: str) -> None:
    config = Config(limits=Limits(digits=HIGHEST["digits"]))
    rules = {it.rule for it in lint(text, "a", config=config)}
    assert ("limit-exceeded" if "999" in text else "wrong-type") in rules


SOURCES = [
    (b"a: 1", "a: 1", []),
    (b"\xef\xbb\xbfa: 1", "a: 1", ["1:1 the text begins with a byte order mark"]),
    ("a: é".encode("utf-16"), "a: é", ["1:1 the text is encoded as UTF-16-LE"]),
    (b"\xfe\xff\x00a", "a", ["1:1 the text is encoded as UTF-16-BE"]),
    (b"a: \xff\n", "a: ", ["1:4 byte 0xff is not valid UTF-8"]),
    (b"a: \x00\n", "a: \ufffd\n", ["1:4 the control character U+0000 stands in the text"]),
    ("a: \ufeff".encode(), "a: \ufffd", ["1:4 the control character U+FEFF stands in the text"]),
    ("\ufeff\ufeffa: b".encode(), "a: b", ["1:1 the text begins with 2 byte order marks"]),
    ("a: b\nc: x\uffffy".encode(), "a: b\nc: x\ufffdy", ["2:5 the control character U+FFFF stands in the text"]),
    ("# \u202e\nb\u2028c".encode(), "# \ufffd\nb\ufffdc", ["1:3 the control character U+202E stands in the text", "2:2 the control character U+2028 stands in the text"]),
    (b"a\rb\r\n", "a\ufffdb\r\n", ["1:2 the control character U+000D stands in the text"]),
    (b"\xed\xa0\x80", "", ["1:1 byte 0xed is not valid UTF-8"]),
]  # fmt: skip


@pytest.mark.parametrize(("data", "text", "faults"), SOURCES, ids=[repr(data) for data, _, _ in SOURCES])
def test_decoding(data: bytes, text: str, faults: list[str]) -> None:
    source = decode("a.yaml", data)
    assert source.text == text
    found = [(source.location((it.blames[0].span or (0, 0))[0]), it.message) for it in source.findings]
    assert [f"{line}:{column} {message}" for (line, column), message in found] == faults


def test_readers_that_differ_are_made_once_and_asked_once_of_each_scalar(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    pyyaml = scalars._pyyaml

    def count(text: str) -> Any:
        asked.append(text)
        return pyyaml(text)

    monkeypatch.setattr(scalars, "_pyyaml", count)
    scalars.readings.cache_clear()
    lint("Tags:\n" + "- {Key: 0664, Value: 0755}\n" * 50, "a.yaml")
    assert asked == ["0664", "0755"]
    for reader in (scalars._pyyaml_reader, scalars._ruamel_reader):
        assert reader() is reader()
        assert not reader().constructor.constructed_objects


@pytest.mark.parametrize(
    ("count", "rules"), [(2000, {"yaml-ambiguous-scalar"}), (2001, {"yaml-ambiguous-scalar", "limit-exceeded"})]
)
def test_too_many_scalars_that_readers_may_differ_on_are_a_finding(count: int, rules: set[str]) -> None:
    text = "Tags:\n" + "".join(f"- {{Key: 1_{number}}}\n" for number in range(count))
    (document,) = read_yaml(decode("a.yaml", text.encode()), Limits())
    found = list(ambiguities(document.root, text, SHIPPED.request))
    assert {it.rule for it in found} == rules
