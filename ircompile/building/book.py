"""What is known of every rule without its expressions and examples."""

from __future__ import annotations

from ircompile.rulebook import read_rules
from ircompile.shipped import folder

NAMED = ("id", "topic", "severity", "confidence", "since", "summary", "why", "source", "asserts")


def source(_name: str) -> str:
    """The module: `RULES`, in the order of topics and ids."""
    rules = read_rules(str(folder("rules")))
    rows = [{name: getattr(rule, name) for name in NAMED} for rule in rules.values()]
    return f"RULES = {rows!r}\n"
