"""`ircompile rules`: list the rule book, or test rule files."""

from __future__ import annotations

import sys

from ircompile.cli import configuration
from ircompile.cli.exit import CLEAN, FOUND, CliError
from ircompile.config.settings import Config
from ircompile.findings.messages import counted, escaped, harmless
from ircompile.linting.rule_tests import example_problems
from ircompile.model.model import model_of
from ircompile.reporting.json_text import json_text
from ircompile.rulebook.book import read_rules

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from ircompile.rulebook.rule import Rule

COLUMNS = ("topic", "id", "severity", "confidence", "summary")
"""The attributes of a rule that the table shows."""
FACTS = ("id", "topic", "severity", "confidence", "since", "summary", "why", "source")
"""The attributes of a rule that JSON shows."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("test", nargs="*", metavar="test DIR", help="run the examples of the rules in folders")
    parser.add_argument("--output-format", choices=("table", "json"), default="table", help="for people or programs")
    configuration.add_config_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    if arguments.test:
        if arguments.test[0] != "test" or len(arguments.test) == 1:
            raise CliError("there is `ircompile rules`, which lists rules, and `ircompile rules test DIR`")
        return _test(arguments.test[1:], configuration.configs(arguments).of(""))
    rules = list(configuration.rules(arguments).values())
    if arguments.output_format == "json":
        facts = [{name: getattr(rule, name) for name in FACTS} for rule in rules]
        sys.stdout.write(json_text(facts) + "\n")
    else:
        _table(rules)
    return CLEAN


def _table(rules: list[Rule]) -> None:
    rows = [COLUMNS, *(tuple(escaped(str(getattr(rule, column))) for column in COLUMNS) for rule in rules)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        sys.stdout.write(harmless("  ".join(cells).rstrip()) + "\n")


def _test(folders: list[str], config: Config) -> int:
    """Run the examples of the rules in folders, print what differs, and return the exit code.

    Args:
        folders: The paths of the folders.
        config: The configuration whose model is used.

    Raises:
        CliError: The folders hold no rule.
    """
    tested = failed = 0
    for folder in folders:
        own = Config(rules=(folder,), model=config.model, extend_instance_types=config.extend_instance_types)
        for rule in read_rules(folder, model_of(own)).values():
            differences = list(example_problems(rule, own))
            tested, failed = tested + 1, failed + bool(differences)
            for line in differences:
                sys.stdout.write(harmless(f"{escaped(rule.body.source.name)}: {escaped(line)}") + "\n")
    if not tested:
        raise CliError(f"no rule is in {', '.join(folders)}: a rule is a file that ends in .yaml")
    sys.stderr.write(f"{counted(tested, 'rule')} tested, {failed or 'none'} failed.\n")
    return FOUND if failed else CLEAN
