"""`ircompile lint`: say what is wrong with manifests."""

from __future__ import annotations

import sys

from ircompile.cli import CLEAN, FAILED, inputs, reports
from ircompile.linting import Run

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
    code = CLEAN
    files, run_ = inputs.Inputs(arguments), Run()
    for source, manifests, config in files:
        diagnostics = run_.lint(source, manifests, config)
        level = reports.level(arguments, config)
        found.extend(reports.reported(diagnostics, arguments, level))
        code = max(code, reports.code(diagnostics, level))
    reports.write(found, files.sources, arguments.output_format, sys.stdout)
    reports.say(found, len(files.sources), quiet=arguments.quiet, failed=files.failed)
    return FAILED if files.failed else code
