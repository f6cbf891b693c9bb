"""`ircompile compile`: lint manifests, then write their canonical requests."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass

from ircompile.cli import artifacts, environments, input_arguments, inputs, output
from ircompile.cli.exit import CLEAN, FAILED, FOUND, CliError
from ircompile.emitting.json_body import canonical
from ircompile.findings.messages import escaped, shown
from ircompile.linting.linter import Run

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from ircompile.config.environments import Environment
    from ircompile.config.settings import Config
    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.manifest.manifest import Manifest
    from ircompile.sources.source import Source

FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}")
"""Job names that can be file names on every system; every valid job name matches."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    input_arguments.add_arguments(parser)
    environments.add_env_argument(parser)
    environments.add_set_argument(parser)
    output.add_arguments(parser)
    target = parser.add_mutually_exclusive_group()
    target.add_argument("-o", "--output", metavar="FILE", help="write the request to FILE instead of standard output")
    target.add_argument("--out-dir", metavar="DIR", help="write each request to <DIR>/<JobName>.json")
    parser.add_argument(
        "--to", choices=("json", "command"), default="json", help="compile to JSON (default) or to an aws command"
    )
    artifacts.add_arguments(parser)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a file is out of date")


def run(arguments: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    reported: list[Diagnostic] = []
    jobs: list[Job] = []
    code = CLEAN
    files = inputs.Inputs(arguments, may_log=output.may_write_messages(arguments, sys.stderr))
    run_ = Run(baseline=False)
    for source, manifests, config in files:
        diagnostics = run_.lint(source, manifests, config)
        level = output.fail_level(arguments, config)
        reported.extend(output.reported(diagnostics, arguments, config))
        code = max(code, output.exit_code(diagnostics, level), output.exit_code(diagnostics, "error"))
        merged = run_.jobs(source, manifests, config)
        jobs.extend(_jobs(source, [*merged] or [(None, manifests)], config, arguments))
    files.fail_all(run_.failures)
    files.layers = run_.layers
    reported = environments.said_once(reported, files.sources, files.layers)
    output.write_reports(
        reported,
        files.sources,
        arguments,
        sys.stderr,
        model=files.model,
        configs=files.configs,
        unread=files.unread,
        layers=files.layers,
    )
    if reported or not files.sources:
        output.write_summary(reported, files, arguments, stream=sys.stderr)
    if files.failed or code:
        return FAILED if files.failed else code
    return _write(jobs, arguments, [*(job.name for job in jobs), *files.layers])


def _jobs(
    source: Source,
    merged: Sequence[tuple[Environment | None, Sequence[Manifest]]],
    config: Config,
    arguments: argparse.Namespace,
) -> Iterator[Job]:
    """Yield the jobs of a source as their environments have them, or, without an environment, as they are."""
    for environment, manifests in merged:
        own = environment.out_dir if environment else ""
        folder = "" if arguments.output else arguments.out_dir or own or config.out_dir
        region = (environment.region if environment else "") or config.region
        for manifest in manifests:
            yield Job(source.name, manifest, folder, region)


@dataclass(frozen=True, slots=True)
class Job:
    """A manifest to write.

    Attributes:
        name: The name of its source.
        manifest: The manifest.
        folder: The folder that its file goes to; "" if it is printed or goes to `-o FILE`.
        region: The region that it is created in; "" if none is configured.
    """

    name: str
    manifest: Manifest
    folder: str
    region: str

    @property
    def title(self) -> str:
        """The name of its source, and the environment that has it so."""
        environment = self.manifest.environment
        return f"{self.name} in `{environment}`" if environment else self.name

    def request(self) -> dict[str, Any]:
        """Return the canonical request.

        Raises:
            CliError: A part of the manifest can't be read.
        """
        if not self.manifest.is_request:
            what = "part of the manifest can't be read, and the rule that reports it is ignored"
            raise CliError(f"{self.title}: {what}")
        request: dict[str, Any] = canonical(self.manifest.value, self.manifest.model.request)
        return request

    def stem(self, request: dict[str, Any]) -> str:
        """The path of the file that takes the request, without its ending.

        The name of a job is what somebody wrote into a manifest: it must not lead out of the folder.
        """
        if not self.folder:
            raise CliError(f"{self.title}: no output folder; pass --out-dir DIR, or set `out-dir` in its configuration")
        name = request.get("JobName")
        if not isinstance(name, str) or not FILE_NAME.fullmatch(name):
            what = (
                f"is named {shown(name)}, which can't be a file name" if name else "has no `JobName` to name its file"
            )
            raise CliError(f"{self.title}: the job {what}; compile it alone, with -o FILE")
        return os.path.join(self.folder, name)


def _write(jobs: list[Job], arguments: argparse.Namespace, sources: list[str]) -> int:
    """Write what jobs are compiled to, say what was written to folders, and return the exit code.

    Args:
        jobs: The jobs.
        arguments: The arguments of the command.
        sources: The files that were read.
    """

    def say(lines: Iterable[str]) -> None:
        if not arguments.quiet:
            output.write_messages(lines, arguments, sys.stderr)

    if any(job.folder for job in jobs):
        outputs = _named(jobs, arguments)
        if outputs is None:
            return FOUND
        return artifacts.write_outputs(outputs, sources, check=arguments.check, say=say)
    if len(jobs) > 1:
        which = ", or choose an environment with --env" if any(job.manifest.environment for job in jobs) else ""
        raise CliError(
            f"{len(jobs)} jobs need one file each, named after the job: "
            f"pass --out-dir DIR, or set `out-dir` in `[compile]` of the configuration{which}"
        )
    if arguments.check and not arguments.output and jobs:
        raise CliError("--check compares files: pass --out-dir DIR or -o FILE, or set `out-dir` in the configuration")
    for job in jobs:
        outputs = artifacts.one_output(job.request(), job.manifest.model.request, arguments, job.region)
        return artifacts.write_outputs(outputs, sources, check=arguments.check)
    return CLEAN


def _named(jobs: list[Job], arguments: argparse.Namespace) -> dict[str | None, str] | None:
    """Return the texts to write by file, or None, after an error message, if two jobs would share a file."""
    outputs: dict[str | None, str] = {}
    owners: dict[str, str] = {}
    for job in jobs:
        request = job.request()
        stem = job.stem(request)
        if stem.casefold() in owners:  # some file systems ignore case
            both = f"{escaped(owners[stem.casefold()])} and {escaped(job.title)}"
            what = f"both contain a job named {escaped(str(request['JobName']))} (ignoring case)"
            sys.stderr.write(f"ircompile: error: {both} {what}; nothing was written\n")
            return None
        owners[stem.casefold()] = job.title
        outputs |= artifacts.named_outputs(request, job.manifest.model.request, arguments, job.region, stem)
    return outputs
