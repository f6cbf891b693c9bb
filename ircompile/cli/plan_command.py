"""`ircompile plan`: show what jobs will do: their traffic, their tests, and when they end."""

from __future__ import annotations

import json
import sys

from ircompile.cli import configuration, environments, inputs
from ircompile.cli.exit import CLEAN, FAILED, CliError
from ircompile.findings.messages import counted, escaped, harmless_json
from ircompile.linting.linter import Run
from ircompile.planning.plan import Job, Plan
from ircompile.reporting.style import CHOICES, style_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

FORMATS = ("text", "markdown", "svg", "json")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    configuration.add_input_arguments(parser)
    configuration.add_hosts_argument(parser)
    environments.add_env_argument(parser)
    environments.add_set_argument(parser)
    parser.add_argument("--output-format", choices=FORMATS, default="text", help="the format (default: text)")
    parser.add_argument("--color", choices=CHOICES, default="auto", help="when to use colours (default: auto)")


def run(arguments: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    files = inputs.Inputs(arguments)
    jobs: list[Job] = []
    run_ = Run(baseline=False)
    for source, manifests, config in files:
        errors = sum(found.severity == "error" for found in run_.lint(source, manifests, config))
        if errors:
            note = f"{source.name} has {counted(errors, 'error')}, which `ircompile lint` shows"
            sys.stderr.write(f"ircompile: warning: {escaped(note)}\n")
        merged = [manifest for _, having in run_.jobs(source, manifests, config) for manifest in having]
        for manifest in merged or manifests:
            if manifest.document.is_complete:
                line, _column = source.location(manifest.document.root.start)
                job = Job(source.name, line, manifest.environment or None, Plan.of(manifest.value))
                if job.plan.is_known or not manifest.document.call or source.name in arguments.paths:
                    jobs.append(job)
            else:
                files.fail(source.name, "it can't be read; `ircompile lint` shows why")
        files.sources[source.name] = inputs.NO_TEXT
    if jobs:
        _write(jobs, arguments)
    return FAILED if files.failed else CLEAN


def _write(jobs: Sequence[Job], arguments: argparse.Namespace) -> None:
    """Write plans to standard output.

    Raises:
        CliError: The format has room for one plan, and there are more.
    """
    if arguments.output_format == "json":
        from ircompile.planning.json_plan import jobs_json

        sys.stdout.write(harmless_json(json.dumps(jobs_json(jobs), indent=2)) + "\n")
    elif arguments.output_format == "markdown":
        from ircompile.planning.markdown import jobs_markdown

        sys.stdout.writelines(f"{line}\n" for line in jobs_markdown(jobs))
    elif arguments.output_format == "svg":
        from ircompile.planning.svg import svg

        if len(jobs) > 1:
            raise CliError(f"an SVG shows one job, and there are {len(jobs)}: name a file with one")
        sys.stdout.write(svg(jobs[0].plan))
    else:
        from ircompile.planning.text import job_text

        style = style_of(sys.stdout, arguments.color)
        for number, job in enumerate(jobs):
            sys.stdout.writelines(f"{line}\n" for line in (*[""] * bool(number), *job_text(job, style)))
