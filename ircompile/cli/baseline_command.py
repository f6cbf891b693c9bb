"""`ircompile baseline`: maintain the file of known findings, which are not reported."""

from __future__ import annotations

import os
import sys

from ircompile.cli import artifacts, configuration, inputs, output
from ircompile.cli.exit import CLEAN, FAILED, CliError
from ircompile.findings.messages import counted, escaped, harmless
from ircompile.linting.baseline import Baseline
from ircompile.linting.linter import Run
from ircompile.linting.once import once
from ircompile.reporting.summary import summary
from ircompile.sources.repository import repository_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.linting.baseline import KnownFinding

ACTIONS = {
    "update": "record the findings",
    "prune": "remove recorded findings that no longer occur",
    "show": "print the recorded findings",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    for action, what in ACTIONS.items():
        subparser = actions.add_parser(action, help=what, description=what[0].upper() + what[1:], allow_abbrev=False)
        configuration.add_input_arguments(subparser)
        configuration.add_baseline_argument(subparser)
        configuration.add_hosts_argument(subparser)
        subparser.set_defaults(severity_floor="warning", fail_on=None)  # what `lint` reports by default


def run(arguments: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    by_baseline: dict[str, list[Diagnostic]] = {}
    files = inputs.Inputs(arguments)
    run_ = Run(baseline=False)
    for source, manifests, config in files:
        if not config.baseline:
            raise CliError("no baseline: pass --baseline FILE, or set `baseline` in `[lint]` of the configuration")
        diagnostics = by_baseline.setdefault(config.baseline, [])
        if arguments.action != "show":
            diagnostics += output.reported(run_.lint(source, manifests, config), arguments, config)
    files.fail_all(run_.failures)
    if not files.sources and arguments.action != "show":
        sys.stderr.write(summary([], 0, files.model, failed=files.failed) + "\n")
    if files.failed:
        return FAILED
    covered = _Covered(arguments.paths)
    for name, diagnostics in by_baseline.items():
        if arguments.action == "show":
            sys.stdout.writelines(_line(known) + "\n" for known in Baseline.read(name) if covered(known.file))
        else:
            _write(name, Baseline.of(once(diagnostics, run_.layers)), covered, arguments.action)
    return CLEAN


class _Covered:
    """Tells whether a file is one of the paths of a run or below one of them, even if it no longer exists."""

    def __init__(self, paths: list[str]) -> None:
        self._files = {repository_path(path) for path in paths}
        self._folders = tuple(repository_path(os.path.join(path, "_")).removesuffix("_") for path in paths)

    def __call__(self, file: str) -> bool:
        return file in self._files or file.startswith(self._folders)


def _write(name: str, present: Baseline, covered: _Covered, action: str) -> None:
    old = Baseline.read(name) if action == "prune" or os.path.exists(name) else Baseline()
    new = old.pruned(present, covered) if action == "prune" else old.updated(present, covered)
    artifacts.Writer().write({name: new.to_json()})
    now, before = (sum(known.count for known in baseline) for baseline in (new, old))
    sys.stderr.write(harmless(f"{escaped(name)}: {counted(now, 'finding')} recorded, {before} before.") + "\n")


def _line(known: KnownFinding) -> str:
    times = f" ({known.count} times)" if known.count > 1 else ""
    where = f" at {known.pointer}" if known.pointer else ""
    return harmless(escaped(f"{known.file}: [{known.rule}] {known.message}{times}{where}"))
