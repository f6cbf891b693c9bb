"""`ircompile rules`: list the rule book."""

from __future__ import annotations

import json
import sys

from ircompile.cli import CLEAN
from ircompile.rulebook import shipped_rules

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from ircompile.rule import Rule

COLUMNS = ("topic", "id", "severity", "confidence", "summary")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("--output-format", choices=("table", "json"), default="table", help="for people or programs")


def run(arguments: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    rules = list(shipped_rules().values())
    if arguments.output_format == "json":
        sys.stdout.write(json.dumps([_facts(rule) for rule in rules], indent=2) + "\n")
        return CLEAN
    rows = [COLUMNS, *(tuple(str(getattr(rule, column)) for column in COLUMNS) for rule in rules)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        sys.stdout.write("  ".join(cells).rstrip() + "\n")
    return CLEAN


def _facts(rule: Rule) -> dict[str, object]:
    names = ("id", "topic", "severity", "confidence", "since", "summary", "why", "source")
    return {name: getattr(rule, name) for name in names}
