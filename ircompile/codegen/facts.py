"""The generated modules with the facts of the model, the shape check, the rules' metadata, and tables of the linter."""

from __future__ import annotations

import json
from typing import Any, Final

import yaml

from ircompile.findings import masking
from ircompile.model.model import SHIPPED
from ircompile.model.shape_check_code import shape_check
from ircompile.package import HERE, folder
from ircompile.rulebook.book import read_rules
from ircompile.rulebook.checks import data_input, placeholders

RULE_KEYS: Final = ("id", "topic", "severity", "confidence", "since", "summary", "why", "source", "asserts", "fields")
"""The attributes of a rule that are available without reading its file."""


def data(_name: str) -> str:
    """Return a module with the `FACTS` of the service model and the `GUIDES` for its fields."""
    return f"FACTS = {facts()!r}\nGUIDES = {yaml.safe_load(text('guides.yaml'))['fields']!r}\n"


def fields(_name: str) -> str:
    """Return a module with the texts about `FIELDS`."""
    return f"FIELDS = {yaml.safe_load(text('fields.yaml'))['fields']!r}\n"


def checker(_name: str) -> str:
    """Return a module that checks requests against the shipped model."""
    return shape_check(SHIPPED.request)


def facts() -> Any:
    """Return the contents of `facts.json`, except what only `tools/snapshot_model.py` reads."""
    facts = json.loads(text("facts.json"))
    del facts["documentation"]
    return facts


def text(name: str) -> str:
    """Return the text of a file in `ircompile/model/`."""
    with open(f"{HERE}/model/{name}", encoding="utf-8") as file:
        return file.read()


def book(_name: str) -> str:
    """Return a module with the `RULES`, sorted by topic and ID."""
    rules = read_rules(str(folder("rules")), SHIPPED)
    rows = [{key: getattr(rule, key) for key in RULE_KEYS} for rule in rules.values()]
    return f"RULES = {rows!r}\n"


def tables(_name: str) -> str:
    """Return a module with tables for rules and the linter.

    They are `FAMILIES`, the facts about each family of instance types; `INSTANCES`, the family of each instance type;
    `REGIONS`, the partition of each region; `SIGNS`, the strings that the checks on texts look for, each after one of
    its characters, the rarest; and `NAMING_WORD`, the one that they look for in any letter case.
    """
    model = facts()
    types = model["shapes"]["ProductionVariantInstanceType"]["enum"]
    signs = (*placeholders.SIGNS, *masking.SIGNS, *data_input.SIGNS)
    values = {
        "FAMILIES": yaml.safe_load(text("instances.yaml")),
        "INSTANCES": {name: name.split(".")[1] for name in types},
        "REGIONS": {region: name for name, regions in model["partitions"].items() for region in regions},
        "SIGNS": tuple((_rarest(sign), sign) for sign in signs),
        "NAMING_WORD": masking.NAMING_WORD,
    }
    return "".join(f"{name} = {value!r}\n" for name, value in values.items())


def _rarest(sign: str) -> str:
    """Return the character of a sign that occurs least in manifests: the first that is not a letter, or the first."""
    return next((character for character in sign if not character.isalpha()), sign[0])
