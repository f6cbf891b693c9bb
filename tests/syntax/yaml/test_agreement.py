"""`lint` and the AWS CLI have one view of YAML and JSON: what one refuses or reads, the other does, or a finding says so.

The judges are the readers of version 2 of the AWS CLI: ruamel.yaml as `--cli-input-yaml` uses it, and `json`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random
from typing import Any

import manifests
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from yaml_texts import changed_manifest, fragments, mutated, rough

import ircompile
from ircompile.config.settings import Config
from ircompile.linting.fix_apply import Fixer
from ircompile.manifest.load import read
from ircompile.model.model import SHIPPED
from ircompile.sources.source import from_text
from ircompile.syntax.yaml.agreement import LONGEST
from ircompile.syntax.yaml.documents import read_documents
from ircompile.syntax.yaml.plain import plain_yaml

READING = {"parse-error", "text-encoding", "duplicate-key", "yaml-ambiguous-scalar", "limit-exceeded"}
"""The rules about how a text is read."""
ABSENCE = {"missing-field", "model-source-missing", "traffic-missing", "endpoint-configs-missing", "stopping-missing"}
"""Rules that blame a mapping for what is not in it."""
REFUSED = object()


@pytest.fixture(scope="module", autouse=True)
def _every_mapping_is_a_manifest() -> Iterator[None]:
    """Have `lint` report what the reader finds even in mappings without a member of the request."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ircompile.linting.manifest_check.has_any_member", lambda *_: True)
        yield


def through_file(text: str) -> str:
    """Return a text as the AWS CLI reads it from a file: every line end is a newline."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def cli_yaml(text: str) -> Any:
    """Return the values of the documents that the CLI reads, or `REFUSED`."""
    reader = YAML(typ="safe", pure=True)
    reader.composer.warn_double_anchors = False  # only a warning
    try:
        return list(reader.load_all(through_file(text))) or [None]
    except Exception:  # noqa: BLE001  it raises more than its own errors
        return REFUSED


def cli_json(text: str) -> Any:
    """Return the value that the CLI reads, in a list, or `REFUSED`."""
    try:
        return [json.loads(through_file(text))]
    except ValueError:
        return REFUSED


def normal(value: Any) -> Any:
    """Return a value in which the order of keys and the types of mappings and lists don't count."""
    if isinstance(value, dict):
        return sorted(((repr(key), normal(item)) for key, item in value.items()), key=repr)
    return [normal(item) for item in value] if isinstance(value, list | tuple) else repr(value)


def differences(ours: Any, theirs: Any, pointer: str = "") -> Iterator[str]:
    """Yield the JSON pointers of the innermost values that differ."""
    if isinstance(ours, dict) and isinstance(theirs, dict) and ours.keys() == theirs.keys():
        for key, value in ours.items():
            yield from differences(value, theirs[key], f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}")
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for number, pair in enumerate(zip(ours, theirs, strict=True)):
            yield from differences(*pair, f"{pointer}/{number}")
    elif normal(ours) != normal(theirs):
        yield pointer


def check_law(text: str, name: str) -> None:
    """Check that `lint` reports a fault of reading exactly where the CLI refuses the text or reads another value."""
    theirs = cli_yaml(text) if name.endswith("yaml") else cli_json(text)
    source = from_text(name, text)
    ours = [manifest.document.value for manifest in read(source, Config(), SHIPPED)]
    found = ircompile.lint(text, name)
    errors = [it for it in found if it.rule in READING and it.severity == "error"]
    if theirs is REFUSED:
        assert [it for it in found if it.severity == "error"], text
    elif not any(it.rule in READING for it in found):
        assert len(ours) == len(theirs), text
        faulty = {it.pointer for it in found if it.severity == "error" and it.rule not in ABSENCE}
        for pair in zip(ours, theirs, strict=True):  # a value that is an error as it is needs no further finding
            for pointer in differences(*pair):
                assert any(pointer.startswith(it) or it.startswith(pointer) for it in faulty), (text, pointer)
    for it in errors if theirs is not REFUSED else []:
        assert "AWS CLI" in " ".join([it.message, *it.notes]) or "aws --cli" in " ".join(it.notes), (text, it)
        assert it.help, (text, it)


RANDOM = st.randoms(use_true_random=True)


@settings(max_examples=1_500, deadline=None)
@given(RANDOM.map(rough) | RANDOM.map(fragments))
def test_yaml_is_read_as_by_the_cli(text: str) -> None:
    check_law(text, "a.yaml")


@pytest.mark.parametrize("before", ["", "    ", "&x ", "--- ", "--- &x ", "--- # a\n", "!!str ", "&x\n"])
@pytest.mark.parametrize(
    "content", ["---\n---\n007\n", "---\nb\n...\nc\n", " x\n---\n---\n", "...\na\n", "\n---\na: 1\n"]
)
def test_a_block_scalar_may_contain_the_start_of_a_document(before: str, content: str) -> None:
    for indicator in "|>":
        check_law(f"{before}{indicator}\n{content}", "a.yaml")


@settings(max_examples=60, deadline=None)
@given(RANDOM.map(lambda random: mutated(changed_manifest(random), random)))
def test_manifests_are_read_as_by_the_cli(text: str) -> None:
    check_law(text, "a.yaml")


JSON = ['{"a": 1, "b": [true, null]}', '{"a": "x\\n\\u00e9", "a": 2}', "[1.5e3, -0, {}]", '{"JobName": "é", "c": NaN}',
        '"\\ud83d\\ude00 \\ud800"', '{"a": -Infinity, "b": 1e999}', "[\n\t1,\r\n2]", "{}", "[[[]]]"]  # fmt: skip


@settings(max_examples=1_500, deadline=None)
@given(RANDOM.map(lambda random: mutated(random.choice(JSON), random)))
def test_json_is_read_as_by_the_cli(text: str) -> None:
    check_law(text, "a.json")


@settings(max_examples=400, deadline=None)
@given(RANDOM)
def test_plain_yaml_is_read_as_by_the_cli(random: Random) -> None:
    text = mutated("\n".join(random.sample(manifests.block(manifests.job(1)).split("\n"), 4)), random)
    plain = plain_yaml(text)
    if plain is not None and not from_text("a.yaml", text).findings:
        assert normal(plain.values) == normal(cli_yaml(text)), text


def located(text: str, name: str = "a.yaml") -> list[str]:
    """Return the findings on how a text is read, with the last note or the help."""
    found = [it for it in ircompile.lint(text, name) if it.rule in READING]
    return [f"{it.line}:{it.column} {it.severity} {it.message}; {[*it.notes, it.help][0]}" for it in found]


READ = "the AWS CLI would accept this YAML; ircompile does not, so that all readers agree on what it means"
TAB = "error the AWS CLI can't read this YAML: a tab where YAML requires a space; replace the tab with a space"
ANCHOR = "can't be read: did not find expected alphabetic or numeric character (while scanning an"
LAST = "the AWS CLI would silently use the last one"
REPEATED = "the AWS CLI rejects YAML with duplicate keys"
VIEWS = [
    ("JobName:\tab\n", [f"1:9 {TAB}"]),
    ("a: ab\t# c\n", [f"1:6 {TAB}"]),
    ('a: "ab"\t\n', [f"1:8 {TAB}"]),
    ("a: a\tb\n", [f"1:5 {TAB}"]),
    ("a: 1 # c\td\n# \t\nb: 'x\ty'\n", []),
    ("a:\t1\nb:\t2\n", [f"1:3 {TAB}", f"2:3 {TAB}"]),
    ("d: [a, 'c':d]\n", ["1:11 error the AWS CLI can't read this YAML: expected ',' or ']', but got '<scalar>'; put a space after the `:`, and quote a value that begins with a quote"]),
    ("a: |# c\n  x\n", ["1:5 error the AWS CLI can't read this YAML: expected chomping or indentation indicators, but found '#'; put a space before the `#`"]),
    ("a: &team.tag x\n", [f"1:9 error {ANCHOR} anchor); {READ}"]),
    ("a: &é x\n", [f"1:5 error {ANCHOR} anchor); {READ}"]),
    ("a:\tb\nc: &é x\n", [f"1:3 {TAB}", f"2:5 error {ANCHOR} anchor); {READ}"]),
    ("a:\n\t- b\n", ["2:1 error not YAML: found character that cannot start any token (while scanning for the next token); indent with spaces, not tabs, and quote a value that begins with a special character"]),
    ("a: ! x\n", [f"1:4 error the tag ! is not supported, or does not fit its value; {READ}"]),
    ("%YAML 1.1\n---\nb: on\n", ["3:4 error the AWS CLI would read `true` here, not `on`; put it in quotes"]),
    ("1: x\n", ["1:1 error the key is not a string; the AWS CLI would read such keys, but then reject the request"]),
    ("a: 1\na: 2\n", [f"2:1 error duplicate key `a`; {REPEATED}"]),
    ("a: b\rc: d\r", ["1:5 warning the control character U+000D ends a line by itself; the AWS CLI and ircompile read a line break there, but many editors do not show one"]),
    ("\ufeffa: b\n", ["1:1 warning the text begins with a byte order mark; the AWS CLI reads it only if its file encoding is UTF-8"]),
    ("a: b\u2028c\n", ["1:5 error the text contains the control character U+2028; the AWS CLI would accept it; ircompile does not: other readers and editors show different text"]),
    ("a: \x07\n", ["1:4 error the text contains the control character U+0007; remove it, or write \\u0007 in a double-quoted string if it is intended"]),
    ("JobDescription: 2026-13-45\n", ["1:17 error `JobDescription` is `2026-13-45`, which YAML readers read differently; YAML 1.1 reads unreadable; YAML 1.2 reads the string 2026-13-45; aws --cli-input-yaml reads unreadable"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "findings"), VIEWS, ids=[repr(text) for text, _ in VIEWS])
def test_views_of_yaml(text: str, findings: list[str]) -> None:
    assert located(text) == findings


JSON_VIEWS = [
    ('\ufeff{"a": 1}', ["1:1 error the text begins with a byte order mark; the AWS CLI rejects it"]),
    ('{"a": 1, "a": 2}', [f"1:10 error duplicate key `a`; {LAST}"]),
    ('{"a": NaN}', ["1:7 error not JSON: NaN or Infinity; the AWS CLI would accept it; ircompile does not, because it is not JSON (RFC 8259)"]),
    ('["\\ud800"]', ["1:2 error the string contains half of a surrogate pair, which is not a character; the AWS CLI would send it; ircompile does not, because no service can read it"]),
    ('{"a":\r1}', ["1:6 warning the control character U+000D ends a line by itself; the AWS CLI and ircompile read a line break there, but many editors do not show one"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "findings"), JSON_VIEWS, ids=[repr(text) for text, _ in JSON_VIEWS])
def test_views_of_json(text: str, findings: list[str]) -> None:
    assert located(text, "a.json") == findings


def test_two_merge_keys_become_one_list() -> None:
    text = "a: &a {b: 1}\nc: &c {d: 2}\ne:\n  <<: *a\n  <<: *c\n"
    (finding,) = [it for it in ircompile.lint(text, "a.yaml") if it.rule == "duplicate-key"]
    assert (finding.line, finding.help, finding.notes) == (5, "merge both with one key: `<<: [*a, *c]`", (REPEATED,))


FIXED = [
    ("a:\tb\nc: 'd'\t\n", "a: b\nc: 'd' \n"),
    ("a: b\rc: d\r\ne: f\r", "a: b\nc: d\r\ne: f\n"),
]


@pytest.mark.parametrize(("text", "fixed"), FIXED)
def test_fixes_keep_the_value(text: str, fixed: str) -> None:
    source = from_text("a.yaml", text)
    after = Fixer(Config()).fix(source, read(source, Config(), SHIPPED)).after.source
    assert after.original == fixed
    assert [it.value for it in read_documents(after, Config().limits)] == cli_yaml(fixed)


def test_a_long_text_is_doubted_where_it_is_odd() -> None:
    text = "# c\n" * (LONGEST // 4) + "a:\tb\n"
    assert located(text)[0].startswith(f"{LONGEST // 4 + 1}:3 error the AWS CLI may read this differently")
