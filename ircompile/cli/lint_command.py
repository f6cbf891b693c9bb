"""`ircompile lint`: say what is wrong with manifests."""

from __future__ import annotations

import sys

from ircompile.cli import FAILED, inputs, reports
from ircompile.linting import Linter
from ircompile.rulebook import shipped_rules

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from ircompile.diagnostic import Diagnostic


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    inputs.add_arguments(parser)
    reports.add_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    found: list[Diagnostic] = []
    files = inputs.Inputs(arguments, inputs.config(arguments))
    linter = Linter(shipped_rules())
    for source, manifests in files:
        found.extend(linter.lint(source, manifests))
    shown = reports.reported(found, arguments)
    reports.write(shown, files.sources, arguments.output_format, sys.stdout)
    reports.say(shown, len(files.sources), quiet=arguments.quiet)
    return FAILED if files.failed else reports.code(found, arguments.fail_on)
