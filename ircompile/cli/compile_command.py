"""`ircompile compile`: lint manifests, then write their canonical requests."""

from __future__ import annotations

import os
import sys

from ircompile.cli import CLEAN, FAILED, FOUND, Failure, emitters, inputs, reports
from ircompile.emitting.json_body import canonical
from ircompile.linting import Run
from ircompile.wording import escaped

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

    from ircompile.diagnostic import Diagnostic
    from ircompile.manifest import Manifest


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
    shown: list[Diagnostic] = []
    requests: list[tuple[str, Manifest]] = []
    code = CLEAN
    files, run_ = inputs.Inputs(arguments), Run()
    for source, manifests, config in files:
        diagnostics = run_.lint(source, manifests, config)
        level = reports.level(arguments, config)
        shown.extend(reports.reported(diagnostics, arguments, level))
        code = max(code, reports.code(diagnostics, level), reports.code(diagnostics, "error"))
        requests.extend((source.name, manifest) for manifest in manifests)
    reports.write(shown, files.sources, arguments.output_format, sys.stderr)
    if shown:
        reports.say(shown, len(files.sources), quiet=arguments.quiet, failed=files.failed)
    if files.failed or code:
        return FAILED if files.failed else code
    for name, manifest in requests:
        if arguments.output and os.path.realpath(name) == os.path.realpath(arguments.output):
            raise Failure(f"-o {name} is the manifest itself")
        if not manifest.is_request:
            raise Failure(f"{name} can't be read, although no error is reported: a rule that says why is ignored")
    return _write([(name, canonical(manifest.value)) for name, manifest in requests], arguments)


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
            what = f"hold jobs that are named {escaped(job)}, or alike but for their case"
            sys.stderr.write(f"ircompile: error: {both} {what}; nothing was written\n")
            return None
        owners[job.casefold()] = name
        outputs |= emitters.named_outputs(value, arguments, os.path.join(arguments.out_dir, job))
    return outputs
