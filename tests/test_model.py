"""The model: its facts are botocore's, its check agrees with jsonschema, its patterns mean what the service means."""

from __future__ import annotations

import copy
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import botocore
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, validators

from ircompile.findings.values import pointer
from ircompile.model import patterns
from ircompile.model.model import SHIPPED
from ircompile.model.patterns import compiled, matcher
from ircompile.model.schema import json_schema
from ircompile.model.shape_check import check
from ircompile.model.shapes import Shape

ROOT = Path(__file__).parent.parent


@pytest.mark.skipif(botocore.__version__ != SHIPPED.facts["botocore"], reason="the facts are another botocore's")
def test_facts_are_those_of_botocore() -> None:
    assert subprocess.run([sys.executable, "tools/snapshot_model.py", "--check"], cwd=ROOT, check=False).returncode == 0


def manifests(shape: Shape) -> st.SearchStrategy[Any]:
    """Values of a shape that are mostly right: every fault that a value can have comes up."""
    odd = st.sampled_from(
        [None, True, False, 0, 1, 5, -1, 3.5, 2**31, "", "x", "P95", "ml.c5.xlarge", [], {}, [1], {"a": 1}]
    )
    right = _right(shape)
    return st.one_of(right, right, right, odd)


def _right(shape: Shape) -> st.SearchStrategy[Any]:
    if shape.kind == "structure":
        members = {name: manifests(member) for name, member in shape.members.items()}
        wrong = st.dictionaries(st.sampled_from(["jobname", "Extra", *shape.members]), st.just("x"), max_size=1)
        required = {name: members[name] for name in shape.required}
        optional = {name: members[name] for name in members if name not in shape.required}
        value = st.fixed_dictionaries(required, optional=optional)
        return st.builds(lambda value, extra: {**extra, **value}, value, st.one_of(st.just({}), st.just({}), wrong))
    if shape.element:
        return st.lists(manifests(shape.element), max_size=4)
    if shape.kind == "integer":
        return st.sampled_from([-(2**31) - 1, -1, 0, 1, 3, 4, 10, 200, 201, 1024, 1025, 6144, 18000, 18001, 2**31])
    words = [word for fact in shape.facts if fact.kind == "values" for word in fact.values[:3]]
    texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=70)
    return (
        st.sampled_from(["a", "a\n", "a_b", "a" * 64, "a" * 65, "arn:aws:iam::123456789012:role/x", "sg-1", *words])
        | texts
    )


INTEGERS = Draft202012Validator.TYPE_CHECKER.redefine("integer", lambda _, value: type(value) is int)
ORACLE = validators.extend(Draft202012Validator, type_checker=INTEGERS)(json_schema(SHIPPED))  # type: ignore[no-untyped-call]  # a gap in its stubs


def blamed_by_jsonschema(value: Any) -> set[str]:
    blamed = set()
    for error in ORACLE.iter_errors(value):
        path = tuple(error.absolute_path)
        if error.validator == "additionalProperties":
            known = error.schema["properties"]
            blamed |= {pointer((*path, key)) for key in error.instance if key not in known}
        else:
            blamed.add(pointer(path))
    return blamed


def blamed_by_us(value: Any) -> set[str]:
    return {pointer(found.blames[0].path) for found in check(value, SHIPPED) if found.severity in (None, "error")}


@settings(max_examples=600, deadline=None)
@given(manifests(SHIPPED.request))
def test_check_blames_what_jsonschema_blames(value: Any) -> None:
    assert blamed_by_us(value) == blamed_by_jsonschema(value)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(json_schema(SHIPPED))
    Draft202012Validator.check_schema(json_schema(SHIPPED, shorthand=True))


def test_the_check_changes_nothing() -> None:
    value = {"JobName": "a", "Tags": [{"Key": "a"}], "InputConfig": {"JobDurationInSeconds": None}}
    before = copy.deepcopy(value)
    list(check(value, SHIPPED))
    assert value == before


def test_categories_are_unicodes() -> None:
    pattern = compiled(r"[\p{L}\p{Z}\p{N}]", range(0x110000))
    for code in range(0x110000):
        character = chr(code)
        assert bool(pattern.fullmatch(character)) == (unicodedata.category(character)[0] in "LZN")


def test_a_text_has_the_categories_of_its_characters() -> None:
    matchers = {name: matcher(rf"[\p{{{name}}}_]") for name in ("L", "Lu", "Z", "Zl", "N", "C", "Cc", "P")}
    for code in range(0, 0x110000, 7):
        category = unicodedata.category(chr(code))
        for name, match in matchers.items():
            assert bool(match(chr(code))) == (category.startswith(name) or code == ord("_")), hex(code)


def test_no_class_is_made_of_all_characters_for_one_text(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    ask = unicodedata.category

    def count(character: str) -> str:
        asked.append(character)
        return ask(character)

    patterns.matcher.cache_clear()
    patterns.compiled.cache_clear()
    patterns.category.cache_clear()
    monkeypatch.setattr(unicodedata, "category", count)
    assert matcher(r"[\p{L}\p{Z}\p{N}_.:/=+\-@]*")("größe 模型")
    assert len(asked) < 500


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        (r"\d+", "12", True),
        (r"\d+", "١٢", False),
        (r"[-\w]+\/.+", "text/csv", True),
        (r"[-\w]+\/.+", "text/csv\n", False),
        (r"[-\w]+\/.+", "text/a\u2028b", False),
        (r"[a-z]*", "a\n", False),
        (r"([\p{L}\p{Z}\p{N}_.:/=+\-@]*)", "Größe 1²", True),
        (r"([\p{L}\p{Z}\p{N}_.:/=+\-@]*)", "a\tb", False),
        (r"([\p{L}\p{Z}\p{N}_.:/=+\-@]*)", "a😀", False),
    ],
)
def test_patterns_mean_what_the_service_means(pattern: str, text: str, *, matches: bool) -> None:
    assert bool(matcher(pattern)(text)) == matches
