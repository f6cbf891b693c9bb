"""The entries for SchemaStore's catalogue have its form, and name schemas that the site has."""

from __future__ import annotations

import json
import re
from typing import Any

import jsonschema
import pytest
from checkout import ROOT
from console import run

from ircompile.config.discovery import NAMES
from ircompile.package import SCHEMAS
from tools.pages import schemas

CATALOGUE = json.loads((ROOT / "docs" / "schemastore.json").read_text("utf-8"))
ENTRIES = CATALOGUE["schemas"]
FORM = {
    "type": "object",
    "required": ["name", "description", "fileMatch", "url"],
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string", "not": {"pattern": "(?i)schema$"}},
        "description": {"type": "string", "not": {"pattern": "(?i)schema"}},
        "fileMatch": {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"type": "string"}},
        "url": {"type": "string", "pattern": "^https://"},
    },
}
"""What the catalogue's own schema and its checks ask of an entry."""


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["name"])
def test_an_entry_has_the_form_of_the_catalogue(entry: dict[str, Any]) -> None:
    jsonschema.validate(entry, FORM)
    assert entry["url"].removeprefix(SCHEMAS) in schemas.files()


def test_the_catalogue_has_its_members_in_order() -> None:
    assert {**CATALOGUE, "schemas": []} == {
        "$schema": "https://json.schemastore.org/schema-catalog.json",
        "version": 1,
        "schemas": [],
    }
    assert sorted(ENTRIES, key=lambda entry: str(entry["name"]).casefold()) == ENTRIES


def test_manifests_are_known_by_the_schema_that_is_printed() -> None:
    manifests, configurations = ENTRIES
    printed = run("ircompile schema manifest --draft 7")
    assert schemas.files()[manifests["url"].removeprefix(SCHEMAS)] == printed
    assert json.loads(printed)["$id"] == manifests["url"]
    jsonschema.Draft7Validator.check_schema(json.loads(printed))
    page = (ROOT / "docs" / "editors.md").read_text("utf-8")
    assert {*manifests["fileMatch"]} == {*re.findall(r'"(\*\.inference-recommender\.\w+)"', page)}
    assert configurations["fileMatch"] == [name for name in NAMES if name.endswith("ircompile.toml")]
