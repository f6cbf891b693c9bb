"""The YAML reader: values, and findings with their locations."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from documents import VALUES, located_findings
from hypothesis import given, settings
from hypothesis import strategies as st

from ircompile.config.settings import Limits
from ircompile.findings.values import UNKNOWN
from ircompile.sources.source import decode
from ircompile.syntax.yaml.reader import read_yaml


def yaml_documents(text: str | bytes) -> list[tuple[Any, list[str]]]:
    source = decode("a.yaml", text if isinstance(text, bytes) else text.encode())
    return [(it.value, located_findings(it, source)) for it in read_yaml(source, Limits())]


YAML = [
    ("a: 1\nb: [x, {c: y}]\n", [({"a": 1, "b": ["x", {"c": "y"}]}, [])]),
    ("a: 1\n---\nb: 2\n...\n---\nc: 3\n", [({"a": 1}, []), ({"b": 2}, []), ({"c": 3}, [])]),
    ("---\n---\na: 1", [(None, []), ({"a": 1}, [])]),
    ("a: &x {b: 1}\nc: *x\n", [({"a": {"b": 1}, "c": {"b": 1}}, [])]),
    ("a: &x {b: 1, c: 1}\nd: {<<: *x, b: 2}\n", [({"a": {"b": 1, "c": 1}, "d": {"b": 2, "c": 1}}, [])]),
    ("d: {<<: [{a: 1, b: 1}, {a: 2, c: 2}]}\n", [({"d": {"a": 1, "b": 1, "c": 2}}, [])]),
    ('"<<": 1\n', [({"<<": 1}, [])]),
    ("a: !!str 5\nb: !!int '5'\nc: !!float 5\n", [({"a": "5", "b": 5, "c": 5.0}, [])]),
    ("a: ! 5\n", [({"a": UNKNOWN}, ["1:4 parse-error: the tag ! is not supported, or does not fit its value"])]),
    ("a: |\n  x\n  y\nb: >\n  x\n  y\n", [({"a": "x\ny\n", "b": "x y\n"}, [])]),
    ("a: 1\na: 2\n", [({"a": 2}, ["2:1 duplicate-key: duplicate key `a`"])]),
    ("1: x\n", [({}, ["1:1 parse-error: the key is not a string"])]),
    ("? [a]\n: x\n", [({}, ["1:3 parse-error: the key is not a string"])]),
    ("<<: 1\n", [({}, ["1:5 parse-error: `<<` can merge only mappings"])]),
    ("a: !x 1\n", [({"a": UNKNOWN}, ["1:4 parse-error: the tag !x is not supported, or does not fit its value"])]),
    ("a: !!int x\n", [({"a": UNKNOWN}, ["1:4 parse-error: the tag !!int is not supported, or does not fit its value"])]),
    ("a: 1\n---\nb: *x\n", [({"a": 1}, []), (None, ["3:4 parse-error: the alias *x has no anchor"])]),
    ("a: &x [*x]\n", [(None, ["1:8 parse-error: the alias *x is inside its own anchor"])]),
    ("%TAG ! tag:x:\n---\na: 1\n", [(None, ["1:1 parse-error: %TAG directives are not supported"])]),
    ("a: [1\n", [(None, ["2:1 parse-error: not YAML: did not find expected ',' or ']' (while parsing a flow sequence)"])]),
    ("a:\n\t- b\n", [(None, ["2:1 parse-error: not YAML: found character that cannot start any token (while scanning for the next token)"])]),
    ("- " * 200, [(None, ["1:201 limit-exceeded: the values are nested too deeply: the limit is 100"])]),
    ("a: " + "9" * 1001, [(None, ["1:4 limit-exceeded: a number of 1001 digits: the limit is 1000"])]),
    ("a: &b:c d\n", [({"a": ":c d"}, ["1:6 parse-error: a space is missing: some YAML readers split the text here, but others do not"])]),
    ("- &a b\n- *a: c\n", [(["b", {"b": "c"}], ["2:5 parse-error: a space is missing: some YAML readers split the text here, but others do not"])]),
    ("[?a, {? b: c}]\n", [([{"a": None}, {"b": "c"}], ["1:3 parse-error: a space is missing: some YAML readers split the text here, but others do not"])]),
    ("é: 1\n😀: *x\n", [(None, ["2:4 parse-error: the alias *x has no anchor"])]),
    ("a: 1\r\nb: *x\r\n", [(None, ["2:4 parse-error: the alias *x has no anchor"])]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "documents"), YAML, ids=[text[:30] for text, _ in YAML])
def test_yaml(text: str, documents: list[tuple[Any, list[str]]]) -> None:
    assert yaml_documents(text) == documents


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


def test_the_program_reads_alike_with_a_pyyaml_without_libyaml(tmp_path: Path) -> None:
    without = tmp_path / "without"
    (without / "yaml").mkdir(parents=True)
    for file in Path(yaml.__file__).parent.glob("*.py"):
        (without / "yaml" / file.name).write_bytes(file.read_bytes())
    (tmp_path / "a.yaml").write_text('JobName: &a "x\\u0021"\nTags: [*a]\n')
    words = [sys.executable, "-m", "ircompile", "lint", "a.yaml"]
    printed = [
        subprocess.run(words, cwd=tmp_path, env=os.environ | path, capture_output=True, text=True, check=False).stdout
        for path in ({}, {"PYTHONPATH": str(without)})
    ]
    assert "  = pointer: /Tags/0\n" in printed[0]
    assert printed[1] == printed[0]


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("a: [1\n", "close the `[`, and put `,` between elements"),
        ("[" * 2000, "nest values less deeply; `--limit depth=N` allows up to 200 levels"),
    ],
)
def test_a_syntax_error_says_what_to_do(text: str, advice: str) -> None:
    (document,) = read_yaml(decode("a.yaml", text.encode()), Limits())
    assert [finding.help for finding in document.findings] == [advice]
