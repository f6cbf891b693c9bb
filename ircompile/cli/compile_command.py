"""`ircompile compile`: lint manifests, then write their canonical requests."""

from __future__ import annotations

import os
import sys

from ircompile.cli import artifacts, configuration, environments, inputs, output
from ircompile.cli.compile_jobs import jobs_of
from ircompile.cli.exit import CLEAN, FAILED, FOUND, CliError
from ircompile.cli.output_folder import orphans, whole_folders
from ircompile.findings.messages import escaped
from ircompile.linting.linter import Run
from ircompile.sources.globs import matches

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from ircompile.cli.compile_jobs import Job
    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.model.model import Model


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    configuration.add_input_arguments(parser)
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
    folder = parser.add_mutually_exclusive_group()
    help_ = "write nothing; exit 1 if a file is missing or stale, or belongs to no job (orphaned)"
    folder.add_argument("--check", action="store_true", help=help_)
    folder.add_argument("--prune", action="store_true", help="delete compiled requests that belong to no job")
    parser.add_argument("--diff", action="store_true", help="with --check, print how stale files differ")


def run(arguments: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    reported: list[Diagnostic] = []
    jobs: list[Job] = []
    code = CLEAN
    files = inputs.Inputs(arguments, may_log=output.may_write_messages(arguments, sys.stderr))
    run_ = Run(baseline=False)
    configs = dict.fromkeys(files.configs.of(os.path.join(path, "")) for path in arguments.paths if os.path.isdir(path))
    files.may_be_empty = _has_orphans(whole_folders(configs, arguments), arguments, files.model)
    for source, manifests, config in files:
        configs[config] = None
        if config.compile_exclude and matches(source.name, config.compile_exclude):
            continue
        diagnostics = run_.lint(source, manifests, config)
        if not diagnostics:
            files.sources[source.name] = inputs.NO_TEXT
        level = output.fail_level(arguments, config)
        reported.extend(output.reported(diagnostics, arguments, config))
        code = max(code, output.exit_code(diagnostics, level), output.exit_code(diagnostics, "error"))
        merged = run_.jobs(source, manifests, config)
        jobs.extend(jobs_of(source, [*merged] or [(None, manifests)], config, arguments))
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
    whole = whole_folders(configs, arguments)
    return _write(jobs, whole, arguments, [*(job.name for job in jobs), *files.layers], files.model)


def _has_orphans(whole: dict[str, str], arguments: argparse.Namespace, model: Model) -> bool:
    """Return whether `--check` finds compiled requests that are orphaned if there are no jobs at all."""
    return arguments.check and any(
        True for folder, pattern in whole.items() for _ in orphans(folder, pattern, (), model.request)
    )


def _write(
    jobs: list[Job], whole: dict[str, str], arguments: argparse.Namespace, sources: list[str], model: Model
) -> int:
    """Write what jobs are compiled to, say what was written to folders, and return the exit code.

    Args:
        jobs: The jobs.
        whole: The output folders whose files all belong to jobs, or else are orphaned, with patterns of their names.
        arguments: The arguments of the command.
        sources: The files that were read.
        model: The model of the jobs.
    """

    def say(lines: Iterable[str]) -> None:
        if not arguments.quiet:
            output.write_messages(lines, arguments, sys.stderr)

    writer = artifacts.Writer(sources, check=arguments.check, show_changes=arguments.diff, say=say)
    if arguments.output or not (whole or any(job.folder for job in jobs)):
        return _write_one(jobs, arguments, writer)
    outputs = _named(jobs, arguments)
    if outputs is None:
        return FOUND
    names = [*filter(None, outputs)]
    lost = [it for folder, pattern in whole.items() for it in orphans(folder, pattern, names, model.request)]
    writer.orphaned, writer.prune = lost, arguments.prune
    writer.folders = [] if arguments.out_dir else [*dict.fromkeys(map(os.path.dirname, names))]
    return writer.write(outputs)


def _write_one(jobs: list[Job], arguments: argparse.Namespace, writer: artifacts.Writer) -> int:
    """Write what the only job is compiled to, and return the exit code.

    Raises:
        CliError: There are several jobs, or no file to compare with.
    """
    if len(jobs) > 1:
        which = ", or choose an environment with --env" if any(job.manifest.environment for job in jobs) else ""
        raise CliError(
            f"{len(jobs)} jobs need one file each, named after the job: "
            f"pass --out-dir DIR, or set `out-dir` in `[compile]` of the configuration{which}"
        )
    if arguments.check and not arguments.output and jobs:
        raise CliError("--check compares files: pass --out-dir DIR or -o FILE, or set `out-dir` in the configuration")
    for job in jobs:
        return writer.write(artifacts.outputs_of(job.request(), job.manifest.model.request, arguments, job.region))
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
            what = f"both contain a job named {escaped(str(request.get('JobName')))} (ignoring case)"
            if "{JobName}" not in job.pattern:
                what = f"would both be written to {escaped(stem)}.json"
            sys.stderr.write(f"ircompile: error: {both} {what}; nothing was written\n")
            return None
        owners[stem.casefold()] = job.title
        outputs |= artifacts.outputs_of(request, job.manifest.model.request, arguments, job.region, stem)
    return outputs
