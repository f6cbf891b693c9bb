"""The exported JSON Schemas are valid schemas, and say in words what editors show."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from console import run
from jsonschema import Draft7Validator, Draft202012Validator

from ircompile.model.model import SHIPPED
from ircompile.model.schema import DRAFTS, json_schema
from ircompile.package import SCHEMAS

MANIFEST = json.loads(run("ircompile schema manifest --isolated"))
REQUEST = json.loads(run("ircompile schema request --isolated"))


def test_the_schemas_are_valid() -> None:
    for shorthand in (False, True):
        Draft202012Validator.check_schema(json_schema(SHIPPED, shorthand=shorthand))
        Draft7Validator.check_schema(json_schema(SHIPPED, shorthand=shorthand, draft="7"))


@pytest.mark.parametrize("what", ["request", "manifest"])
def test_drafts_differ_in_nothing_but_their_name(what: str) -> None:
    newest, older = (json.loads(run(f"ircompile schema {what} --isolated --draft {draft}")) for draft in DRAFTS)
    assert (newest.pop("$schema"), older.pop("$schema")) == tuple(DRAFTS.values())
    assert (newest.pop("$id"), older.pop("$id")) == (f"{SCHEMAS}{what}.json", f"{SCHEMAS}{what}.draft-7.json")
    assert newest == older


def test_only_requests_and_manifests_have_drafts() -> None:
    assert run("ircompile schema config --draft 7") == (
        "ircompile: error: --draft is for the schemas of requests and manifests, not for config\n[exit 2]\n"
    )


def _parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in a schema."""
    if isinstance(schema, dict):
        yield schema
        for value in schema.values():
            yield from _parts(value)
    if isinstance(schema, list):
        for value in schema:
            yield from _parts(value)


def test_no_part_has_a_title() -> None:
    assert not any("title" in part for schema in (MANIFEST, REQUEST) for part in _parts(schema))


def test_every_pattern_has_a_message() -> None:
    assert [it["pattern"] for it in _parts(MANIFEST) if "pattern" in it and "patternErrorMessage" not in it] == []


@pytest.mark.parametrize("schema", [REQUEST, MANIFEST], ids=["request", "manifest"])
def test_every_member_is_described(schema: Any) -> None:
    members = [(name, it) for part in _parts(schema) if "properties" in part for name, it in part["properties"].items()]
    assert [name for name, it in members if not it.get("description")] == []


def test_the_members_of_manifests_have_links() -> None:
    members = [
        (name, it) for part in _parts(MANIFEST) if "properties" in part for name, it in part["properties"].items()
    ]
    assert [name for name, it in members if f"`{name}" not in it["markdownDescription"].replace(".", ".`")] == []
    assert [
        name for name, it in members if "https://ircompile.dev/reference/fields" not in it["markdownDescription"]
    ] == []
    assert "https://ircompile.dev/rules/" in json.dumps(MANIFEST)
