"""What is known of the request, as modules: facts, instance types, regions, rules, patterns and the shape check."""

from __future__ import annotations

import json
import re
from typing import Any, Final

import yaml

from ircompile.codegen.patterns import is_within
from ircompile.model.frozen import frozen
from ircompile.model.model import SHIPPED
from ircompile.model.shape_check_code import shape_check
from ircompile.package import HERE, folder
from ircompile.rulebook.book import read_rules
from ircompile.rulebook.checks import credentials, data_input, placeholders
from ircompile.syntax.yaml.plain import LINE
from ircompile.syntax.yaml.plain_values import OUTER, PART

RULE_KEYS: Final = ("id", "topic", "severity", "confidence", "since", "summary", "why", "source", "asserts")
"""What is known of a rule without its expressions and examples."""


def data(_name: str) -> str:
    """Return the module with the `FACTS` of the service model and the `GUIDES` to its fields."""
    return f"FACTS = {_facts()!r}\nGUIDES = {yaml.safe_load(_text('guides.yaml'))['fields']!r}\n"


def tables(_name: str) -> str:
    """Return the module with the tables that rules and the linter look into.

    They are `FAMILIES`, the family of each of the `INSTANCES`, the partition of each of the `REGIONS`, and the `SIGNS`
    of the checks that look into texts.
    """
    facts = _facts()
    types = facts["shapes"]["ProductionVariantInstanceType"]["enum"]
    instances = {name: name.split(".")[1] for name in types}
    regions = {region: name for name, regions in facts["partitions"].items() for region in regions}
    signs = (*placeholders.SIGNS, *credentials.SIGNS, *data_input.SIGNS)
    values = {
        "FAMILIES": yaml.safe_load(_text("instances.yaml")),
        "INSTANCES": instances,
        "REGIONS": regions,
        "SIGNS": signs,
    }
    return "".join(f"{name} = {value!r}\n" for name, value in values.items())


def checker(_name: str) -> str:
    """Return the module that checks requests of the shipped model."""
    return shape_check(SHIPPED.request, is_within)


def plain(_name: str) -> str:
    """Return the module with the compiled patterns of plain YAML: `LINE`, `PART` and `OUTER`."""
    patterns = {"LINE": LINE, "PART": PART, "OUTER": OUTER}
    return "".join(f"{name} = {frozen(re.compile(pattern))!r}\n" for name, pattern in patterns.items())


def book(_name: str) -> str:
    """Return the module with the `RULES`, in the order of their topics and ids."""
    rules = read_rules(str(folder("rules")))
    rows = [{key: getattr(rule, key) for key in RULE_KEYS} for rule in rules.values()]
    return f"RULES = {rows!r}\n"


def _facts() -> Any:
    return json.loads(_text("facts.json"))


def _text(name: str) -> str:
    with open(f"{HERE}/model/{name}", encoding="utf-8") as file:
        return file.read()
