"""`ircompile lint`: say what is wrong with manifests."""

from __future__ import annotations

import sys

from ircompile.cli import CLEAN, FAILED, FOUND, fixes, ignores, inputs, reports
from ircompile.linting import Run

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from ircompile.diagnostic import Diagnostic


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    inputs.add_arguments(parser)
    inputs.add_baseline_argument(parser)
    reports.add_arguments(parser)
    fixes.add_arguments(parser)
    ignores.add_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    found: list[Diagnostic] = []
    code = CLEAN
    files, run_ = inputs.Inputs(arguments), Run()
    mending, ignoring = fixes.Fixes(arguments, files), ignores.Ignoring(arguments, files)
    for given, read, config in files:
        source, manifests = mending.mended(given, read, config)
        if arguments.diff:
            continue
        diagnostics = run_.lint(source, manifests, config)
        level = reports.level(arguments, config)
        left = ignoring.left(source, manifests, reports.reported(diagnostics, arguments, level), config)
        found.extend(left)
        code = max(code, reports.code(left, level))
    if arguments.diff:
        mending.end(found)
        return FAILED if files.failed else FOUND if mending.files else CLEAN
    stream = sys.stderr if mending.prints else sys.stdout
    reports.write(found, files.sources, arguments, stream, configs=files.configs, complete=not files.failed)
    mending.end(found)
    ignoring.say()
    reports.say(found, len(files.sources), quiet=arguments.quiet, failed=files.failed)
    return FAILED if files.failed else code
