"""What the linter looks up in a run: rules, instance types, regions and signs, as modules."""

from __future__ import annotations

from typing import Final

import yaml

from ircompile.codegen.facts import facts, text
from ircompile.findings import masking
from ircompile.package import folder
from ircompile.rulebook.book import read_rules
from ircompile.rulebook.checks import data_input, placeholders

RULE_KEYS: Final = ("id", "topic", "severity", "confidence", "since", "summary", "why", "source", "asserts")
"""What is known of a rule without its expressions and examples."""


def book(_name: str) -> str:
    """Return the module with the `RULES`, in the order of their topics and ids."""
    rules = read_rules(str(folder("rules")))
    rows = [{key: getattr(rule, key) for key in RULE_KEYS} for rule in rules.values()]
    return f"RULES = {rows!r}\n"


def tables(_name: str) -> str:
    """Return the module with the tables that rules and the linter look into.

    They are `FAMILIES`, the family of each of the `INSTANCES`, the partition of each of the `REGIONS`, and the `SIGNS`
    of the checks that look into texts.
    """
    known = facts()
    types = known["shapes"]["ProductionVariantInstanceType"]["enum"]
    values = {
        "FAMILIES": yaml.safe_load(text("instances.yaml")),
        "INSTANCES": {name: name.split(".")[1] for name in types},
        "REGIONS": {region: name for name, regions in known["partitions"].items() for region in regions},
        "SIGNS": (*placeholders.SIGNS, *masking.SIGNS, *data_input.SIGNS),
    }
    return "".join(f"{name} = {value!r}\n" for name, value in values.items())
