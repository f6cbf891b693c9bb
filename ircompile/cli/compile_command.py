"""`ircompile compile`: lint manifests, then write their canonical requests."""

from __future__ import annotations

import os
import sys

from ircompile.cli import CLEAN, FAILED, FOUND, Failure, inputs, reports
from ircompile.emitting.json_body import canonical, json_body
from ircompile.files import replace
from ircompile.linting import lint_manifests
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
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 where a file is not up to date")


def run(arguments: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    if arguments.check and not (arguments.out_dir or arguments.output):
        raise Failure("--check compares files: it needs --out-dir DIR or -o FILE")
    found: list[Diagnostic] = []
    requests: list[tuple[str, Any]] = []
    files = inputs.Inputs(arguments, inputs.config(arguments))
    for source, manifests in files:
        found.extend(lint_manifests(source, manifests, shipped_rules()))
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
        targets = _targets(requests, arguments.out_dir)
        if targets is None:
            return FOUND
        return _put(targets, check=arguments.check)
    if len(requests) > 1:
        raise Failure(f"{len(requests)} manifests need --out-dir DIR: one file each, named after its JobName")
    for _, value in requests:
        if arguments.output:
            return _put({arguments.output: json_body(value)}, check=arguments.check)
        sys.stdout.write(json_body(value))
    return CLEAN


def _targets(requests: list[tuple[str, Any]], directory: str) -> dict[str, str] | None:
    """The files to write and their text; None where two jobs want one file."""
    targets: dict[str, str] = {}
    owners: dict[str, str] = {}
    for name, value in requests:
        job = str(value["JobName"])
        owner = owners.setdefault(job.casefold(), name)  # some file systems do not tell cases apart
        target = os.path.join(directory, f"{job}.json")
        if owner != name or target in targets:
            both = f"{escaped(owner)} and {escaped(name)}" if owner != name else f"two documents of {escaped(name)}"
            sys.stderr.write(f"ircompile: error: {both} both hold a job named {escaped(job)}; nothing was written\n")
            return None
        targets[target] = json_body(value)
    return targets


def _put(targets: dict[str, str], *, check: bool) -> int:
    """Write the files that differ, or say which ones do."""
    stale = [name for name, text in targets.items() if _content(name) != text.encode("ascii")]
    if check:
        for name in stale:
            sys.stderr.write(f"stale: {escaped(name)}\n")
        return FOUND if stale else CLEAN
    try:
        for name in stale:
            folder = os.path.dirname(name)
            if folder:
                os.makedirs(folder, exist_ok=True)
            replace(name, targets[name].encode("ascii"))
    except OSError as error:
        raise Failure(f"{name}: {error.strerror or error}; what was there before is still there") from None
    return CLEAN


def _content(name: str) -> bytes | None:
    try:
        with open(name, "rb") as file:
            return file.read()
    except OSError:
        return None
