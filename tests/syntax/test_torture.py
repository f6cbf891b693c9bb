"""All cases of two public test suites, of JSON and of YAML (tests/torture/ORIGIN.md), and every difference with its reason.

The tables are exact: a difference without a row fails, and so does a row without a difference.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from checkout import TESTS

import ircompile
from ircompile.config.settings import Limits
from ircompile.sources.source import decode
from ircompile.syntax.json_text import read_json
from ircompile.syntax.yaml.plain import plain_yaml
from ircompile.syntax.yaml.reader import read_yaml

SUITES = TESTS / "torture"
JSON_REFUSED = [
    # RFC 8259 does not define the meaning of a repeated key, and the AWS CLI silently uses the last one.
    ("duplicate key", "y_object_duplicated_key y_object_duplicated_key_and_value"),
    # A lone surrogate is not a character, and can not be sent as UTF-8.
    ("half of a surrogate pair",
     """i_object_key_lone_2nd_surrogate i_string_1st_surrogate_but_2nd_missing i_string_1st_valid_surrogate_2nd_invalid
     i_string_incomplete_surrogate_and_escape_valid i_string_incomplete_surrogate_pair i_string_invalid_surrogate
     i_string_incomplete_surrogates_escape_valid i_string_invalid_lonely_surrogate i_string_lone_second_surrogate
     i_string_inverted_surrogates_U+1D11E"""),
    # RFC 8259 requires UTF-8 between systems; UTF-16 is recognised by its byte order mark only.
    ("is not valid UTF-8",
     """i_string_UTF-8_invalid_sequence i_string_UTF8_surrogate_U+D800 i_string_invalid_utf-8 i_string_iso_latin_1
     i_string_lone_utf8_continuation_byte i_string_not_in_unicode_range i_string_overlong_sequence_2_bytes
     i_string_overlong_sequence_6_bytes i_string_overlong_sequence_6_bytes_null i_string_truncated-utf-8
     i_string_utf16BE_no_BOM i_string_utf16LE_no_BOM"""),
    ("is encoded as UTF-16-LE", "i_string_UTF-16LE_with_BOM"),
    # RFC 8259 forbids writing one, and lets readers refuse it.
    ("begins with a byte order mark", "i_structure_UTF-8_BOM_empty_object"),
    # A limit, so that nothing can overflow the stack.
    ("nested too deeply: the limit is 100", "i_structure_500_nested_arrays"),
]  # fmt: skip
"""JSON that must or may be accepted and is refused: the message of the finding, and the cases."""
JSON_FREE = """
    i_number_double_huge_neg_exp i_number_huge_exp i_number_neg_int_huge_exp i_number_pos_double_huge_exp
    i_number_real_neg_overflow i_number_real_pos_overflow i_number_real_underflow i_number_too_big_neg_int
    i_number_too_big_pos_int i_number_very_big_negative_int"""
"""JSON that may be refused and is accepted: numbers of any size, as in Python; the shape check limits them."""
YAML_REFUSED = [
    # A manifest has JSON values only; other tags have no agreed meaning.
    ("is not supported, or does not fit", "2XXW 565N 6WLZ 7FWL 9WXW CUP7 J7PZ M5C3 UGM3 Z67P"),
    # In YAML 1.2 `! 12` is a string; PyYAML and ruamel.yaml, which the AWS CLI uses, read a number.
    ("the tag ! is not supported", "52DL 8MK2 S4JQ"),
    # It is for local tags, and a long prefix that is used often takes much memory.
    ("%TAG directives are not supported", "5TYM 6CK3 C4HZ CC74 P76L U3C3 Z9M4"),
    # YAML 1.2 allows almost any character in the name of an anchor; libyaml letters, digits, `_` and `-`.
    ("a space is missing", "2SXE Y2GN"),
    ("while scanning an anchor", "8XYN W5VH"),
    # In a flow collection YAML 1.2 reads `?foo` as a string; libyaml, PyYAML and ruamel.yaml as a key.
    ("a space is missing", "652Z HM87/1"),
    # YAML 1.2 allows tabs between tokens and after the indentation; libyaml not everywhere.
    ("cannot start any token", "6BCT 6CA3 A2M4 DK95/0 DK95/3 Q5MG Y79Y/10"),
    ("found a tab character", "96NN/0 96NN/1 DK95/4 R4YG Y79Y/1"),
    # In flow collections libyaml requires a key and its `:` on one line, and a space after that.
    ("while parsing a flow", "4MUZ/0 4MUZ/1 4MUZ/2 58MP 5MUD 5T43 9SA2 DBG4 HM87/0 K3WX NJ66 UT92 VJP3/1"),
    # YAML 1.2 requires a warning for an unknown directive or version; libyaml stops.
    ("found unknown directive name", "2LFX 6LVF MUS6/5 MUS6/6"),
    ("found incompatible YAML document", "BEC7"),
    # libyaml does not support documents without `---` after a `...`, nor ones that are only a `...`.
    ("did not find expected <document start>", "7Z25 M7A3"),
    ("while parsing a block node", "HWV9 QT73"),
    # libyaml requires the text of a block scalar to be indented, even at the top level.
    ("did not find expected <document start>", "DK3J FP8R"),
    ("could not find expected directive name", "W4TN"),
]  # fmt: skip
"""Valid YAML with a JSON value that is refused: the message of the finding, and the cases."""
YAML_READ = [
    # A continuation line that is not indented, or only by a tab; quotes and brackets make the meaning clear.
    "9C9N DK95/1 QB6E Y79Y/3",
    # A comment without a space before it, where only a comment is possible.
    "9JBA CVW2 SU5Z",
    # A `-` in a flow sequence: libyaml, PyYAML and ruamel.yaml read a string.
    "G5U8 YJV2",
    # `%YAML` after a document without `...`, or after the directives of one without content.
    "EB22 MUS6/1 RHX7",
    # The same, but refused by ruamel.yaml, which the AWS CLI uses: a comment directly after `%YAML 1.1` or `>`, and
    # blank lines with more indentation than what follows, in a block scalar with no other content.
    "MUS6/0 X4QW S98Z",
]
"""Invalid YAML that is accepted, since libyaml accepts it; all readers that do agree on the value."""
YAML_DIFFERENT = {
    # The text ends within a block scalar: the suite adds a line end; libyaml, PyYAML and ruamel.yaml do not.
    "JEF9/2": [[""]],
    "L24T/1": [{"foo": "x\n "}],
}
"""YAML that is read with another value than the suite's."""


@cache
def cases(suite: str) -> list[dict[str, Any]]:
    lines = (SUITES / f"{suite}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def data(case: dict[str, Any]) -> bytes:
    text: str = case["text"] * case.get("times", 1) + case.get("end", "")
    return text.encode("utf-8", "surrogateescape")


def read(case: dict[str, Any], suite: str) -> tuple[list[Any], str]:
    """Return the values of a case's documents and the messages of its findings; check that these have spans."""
    source = decode(f"a.{suite}", data(case))
    reader = read_json if suite == "json" else read_yaml
    documents = reader(source, Limits()) if source.readable else []
    findings = [*source.findings, *(found for document in documents for found in document.findings)]
    for finding in findings:
        start, end = finding.blames[0].span or (-1, -1)
        assert 0 <= start <= end <= len(source.text)
    return [document.value for document in documents], "; ".join(finding.message for finding in findings)


def listed(table: list[tuple[str, str]]) -> dict[str, str]:
    return {name: message for message, names in table for name in names.split()}


def alike(values: list[Any], others: list[Any]) -> bool:
    """Return whether values and their types are equal; the order of keys does not count."""
    return json.dumps(values, sort_keys=True) == json.dumps(others, sort_keys=True)


def json_values(text: str) -> list[Any]:
    """Return the values of consecutive JSON texts, of which the suite has one for each document."""
    values = []
    while text := text.lstrip():
        value, end = json.JSONDecoder().raw_decode(text)
        values.append(value)
        text = text[end:]
    return values


def test_invalid_json_is_refused() -> None:
    assert [it["name"] for it in cases("json") if it["name"].startswith("n_") and not read(it, "json")[1]] == []


def test_valid_json_has_the_value_that_python_reads() -> None:
    refused, free = {}, []
    for case in cases("json"):
        if case["name"].startswith("n_"):
            continue
        values, message = read(case, "json")
        if message:
            refused[case["name"]] = message
            continue
        assert alike(values, [json.loads(data(case))]), case["name"]
        free += [case["name"]] if case["name"].startswith("i_") else []
    expected = listed(JSON_REFUSED)
    assert refused.keys() == expected.keys()
    assert [name for name, message in expected.items() if message not in refused[name]] == []
    assert free == JSON_FREE.split()


def test_invalid_yaml_is_refused_with_the_listed_exceptions() -> None:
    expected = " ".join(YAML_READ).split()
    assert sorted(it["name"] for it in cases("yaml") if "fail" in it and not read(it, "yaml")[1]) == sorted(expected)


def test_valid_yaml_has_the_value_of_the_suite() -> None:
    refused, different = {}, {}
    for case in cases("yaml"):
        if "fail" in case:
            continue
        values, message = read(case, "yaml")
        if not message and not ("json" in case and alike(values, json_values(case["json"]))):
            different[case["name"]] = values
        elif message and "json" in case:  # a case without JSON is rightly refused
            refused[case["name"]] = message
    expected = listed(YAML_REFUSED)
    assert refused.keys() == expected.keys()
    assert [name for name, message in expected.items() if message not in refused[name]] == []
    assert different == YAML_DIFFERENT


def test_plain_yaml_of_the_suite_is_read_as_by_the_full_reader() -> None:
    plain = 0
    for case in cases("yaml"):
        source = decode("a.yaml", data(case))
        quick = None if source.findings else plain_yaml(source.text)
        if quick is not None:
            plain += 1
            values, message = read(case, "yaml")
            assert message == ""
            assert alike(quick.values, values), case["name"]
    assert plain


@pytest.mark.parametrize("suite", ["json", "yaml"])
def test_every_case_is_linted_and_none_is_clean(suite: str) -> None:
    assert [case["name"] for case in cases(suite) if not ircompile.lint(data(case), f"a.{suite}")] == []
