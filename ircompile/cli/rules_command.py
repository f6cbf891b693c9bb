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
from ircompile.reporting.style import style_of
from ircompile.reporting.wrap import row
from ircompile.rulebook.book import read_rules
from ircompile.sources.atomic import replace

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
    parser.add_argument(
        "test",
        nargs="*",
        metavar="test PATH",
        help="with test, run the examples of rules in files and folders (default: the configured folders)",
    )
    parser.add_argument("--accept", action="store_true", help="with test, write the findings into the rule files")
    parser.add_argument("--output-format", choices=("table", "json"), default="table", help="print a table or JSON")
    configuration.add_config_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    if arguments.test:
        if arguments.test[0] != "test":
            raise CliError("use `ircompile rules` to list rules, or `ircompile rules test PATH` to test them")
        return _test(arguments.test[1:], configuration.configs(arguments).of(""), accept=arguments.accept)
    if arguments.accept:
        raise CliError("--accept requires `ircompile rules test`")
    rules = list(configuration.rules(arguments).values())
    if arguments.output_format == "json":
        facts = [{name: getattr(rule, name) for name in FACTS} for rule in rules]
        sys.stdout.write(json_text(facts) + "\n")
    else:
        _table(rules)
    return CLEAN


def _table(rules: list[Rule]) -> None:
    rows = [COLUMNS, *(tuple(escaped(str(getattr(rule, column))) for column in COLUMNS) for rule in rules)]
    widths = [max(len(cells[column]) for cells in rows) for column in range(len(COLUMNS) - 1)]
    style = style_of(sys.stdout, "auto")
    for *cells, summary in rows:
        for line in row([(cell, cell) for cell in cells], widths, summary, style.columns):
            sys.stdout.write(harmless(style.encodable(line)) + "\n")


def _test(paths: list[str], config: Config, *, accept: bool) -> int:
    """Run the examples of rules, print what differs, and return the exit code.

    Args:
        paths: Files and folders; if there are none, those of the configuration are tested.
        config: The configuration whose model is used.
        accept: Whether to write what is found into the files first.

    Raises:
        CliError: There is no rule to test.
    """
    if not (paths or config.rules):
        raise CliError("nothing to test: pass a file or folder, or set `rules` in `[lint]` of the configuration")
    tested = failed = 0
    for path in paths or config.rules:
        own = Config(rules=(path,), model=config.model, extend_instance_types=config.extend_instance_types)
        if accept:
            _accept(path, own)
        for rule in read_rules(path, model_of(own)).values():
            differences = list(example_problems(rule, own))
            tested, failed = tested + 1, failed + bool(differences)
            for line in differences:
                sys.stdout.write(harmless(f"{escaped(rule.body.source.name)}: {escaped(line)}") + "\n")
    sys.stderr.write(f"{counted(tested, 'rule')} tested, {failed or 'none'} failed.\n")
    return FOUND if failed else CLEAN


def _accept(path: str, config: Config) -> None:
    """Write what the rules of a file or folder find into their files, and print which files were written.

    Raises:
        CliError: A file can't be written.
    """
    from ircompile.linting.rule_accept import accepted

    for rule in read_rules(path, model_of(config)).values():
        data = accepted(rule, config)
        if data is not None:
            name = rule.body.source.name
            try:
                replace(name, data)
            except OSError as error:
                raise CliError(f"{name}: {error.strerror or error}; the file is unchanged") from None
            sys.stderr.write(f"{escaped(name)}: wrote the findings\n")
