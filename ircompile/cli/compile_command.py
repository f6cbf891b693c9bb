"""`ircompile compile`: lint manifests, then write their canonical requests."""

from __future__ import annotations

import os
import sys

from ircompile.cli import CLEAN, FAILED, FOUND, Failure, emitters, inputs, reports
from ircompile.emitting.json_body import canonical
from ircompile.linting import Linter
from ircompile.rulebook import shipped_rules
from ircompile.wording import escaped

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

    from ircompile.diagnostic import Diagnostic


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    inputs.add_arguments(parser)
    reports.add_arguments(parser)
    target = parser.add_mutually_exclusive_group()
    target.add_argument("-o", "--output", metavar="FILE", help="write the request to a file, not to standard output")
    target.add_argument("--out-dir", metavar="DIR", help="write every request to <DIR>/<JobName>.json")
    parser.add_argument("--to", choices=("json", "command"), default="json", help="what a job is compiled to")
    emitters.add_arguments(parser)
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 where a file is not up to date")


def run(arguments: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    if arguments.check and not (arguments.out_dir or arguments.output):
        raise Failure("--check compares files: it needs --out-dir DIR or -o FILE")
    found: list[Diagnostic] = []
    requests: list[tuple[str, Any]] = []
    files = inputs.Inputs(arguments, inputs.config(arguments))
    linter = Linter(shipped_rules())
    for source, manifests in files:
        found.extend(linter.lint(source, manifests))
        requests.extend((source.name, manifest.value) for manifest in manifests)
    shown = reports.reported(found, arguments)
    reports.write(shown, files.sources, arguments.output_format, sys.stderr)
    if shown:
        reports.say(shown, len(files.sources), quiet=arguments.quiet)
    if files.failed:
        return FAILED
    if reports.code(found, "error") or reports.code(found, arguments.fail_on):
        return FOUND
    return _write([(name, canonical(value)) for name, value in requests], arguments)


def _write(requests: list[tuple[str, Any]], arguments: argparse.Namespace) -> int:
    if arguments.out_dir:
        outputs = _named(requests, arguments)
        return FOUND if outputs is None else emitters.put(outputs, check=arguments.check)
    if len(requests) > 1:
        raise Failure(f"{len(requests)} manifests need --out-dir DIR: one file each, named after its JobName")
    for _, value in requests:
        return emitters.put(emitters.one_output(value, arguments), check=arguments.check)
    return CLEAN


def _named(requests: list[tuple[str, Any]], arguments: argparse.Namespace) -> dict[str | None, str] | None:
    """The files to write and their text; None where two jobs want one file."""
    outputs: dict[str | None, str] = {}
    owners: dict[str, str] = {}
    for name, value in requests:
        job = str(value["JobName"])
        if job.casefold() in owners:  # some file systems do not tell cases apart
            both = f"{escaped(owners[job.casefold()])} and {escaped(name)}"
            sys.stderr.write(f"ircompile: error: {both} both hold a job named {escaped(job)}; nothing was written\n")
            return None
        owners[job.casefold()] = name
        outputs |= emitters.named_outputs(value, arguments, os.path.join(arguments.out_dir, job))
    return outputs
