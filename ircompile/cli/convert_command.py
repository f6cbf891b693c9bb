"""`ircompile convert`: convert between shorthand, JSON, YAML and `aws` commands, and lint what is converted."""

from __future__ import annotations

import json
import os
import sys

from ircompile.cli import artifacts, configuration, convert_choice, convert_source, environments, limits, output
from ircompile.cli.convert_job import check_size, job_of
from ircompile.cli.exit import CLEAN, FAILED, CliError
from ircompile.emitting.json_body import canonical
from ircompile.emitting.shells import quoted
from ircompile.emitting.shorthand import shorthand, shorthand_words
from ircompile.emitting.words import EmitError, is_literal
from ircompile.emitting.yaml_manifest import yaml_manifest
from ircompile.findings.messages import escaped, harmless_json
from ircompile.findings.suggestions import nearest
from ircompile.linting.linter import Linter
from ircompile.manifest.answer import COMMAND, is_answer, request_of
from ircompile.manifest.convert_input import is_whole_command, members_by_option, read_all, read_shorthand_value
from ircompile.manifest.load import NO_JOB, read
from ircompile.manifest.manifest import Manifest
from ircompile.model.model import model_of
from ircompile.sources.files import HOST_ENDINGS
from ircompile.sources.source import Source
from ircompile.syntax.command_line.options import option_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable
    from typing import Any

    from ircompile.cli.convert_job import Job
    from ircompile.config.settings import Config
    from ircompile.emitting.yaml_manifest import Comments
    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.model.model import Model
    from ircompile.model.shapes import Shape

FORMS = ("json", "yaml", "shorthand", "command")
ENDINGS = {"json": ".json", "yaml": ".yaml", "shorthand": ".txt"}
"""The endings of the files in a folder."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument(
        "input",
        nargs="*",
        metavar="TEXT|PATH|-",
        help="a text, a file, FILE:LINE for one of its jobs, - for standard input, or `-- aws …` for a command",
    )
    parser.add_argument("--param", metavar="NAME", help="the option that the text is for, such as stopping-conditions")
    parser.add_argument("--to", choices=FORMS, default="json", help="the format to convert to")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to FILE; with --style file, write the JSON there")
    parser.add_argument("--out-dir", metavar="DIR", help="write each job to a file of its own in DIR")
    parser.add_argument(
        "--cli-version", type=int, choices=(1, 2), help="the major version of the AWS CLI that reads a command"
    )
    parser.add_argument("--no-lint", action="store_true", help="report only what can't be converted")
    configuration.add_model_arguments(parser)
    configuration.add_region_argument(parser)
    environments.add_env_argument(parser)
    limits.add_argument(parser)
    artifacts.add_arguments(parser)
    output.add_arguments(parser, fail_on="never")


def run(arguments: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    config = convert_source.config_of(arguments)
    model = model_of(config)
    options = members_by_option(model.request)
    if arguments.param and arguments.param not in options:
        near = nearest(arguments.param, options)
        raise CliError(f"--param: unknown option {arguments.param}" + (f", did you mean `{near}`?" if near else ""))
    member = options.get(arguments.param, "")
    source, place, is_argument = convert_source.source_of(arguments, member, config)
    if not member and source.kind == "value" and source.readable:
        return _convert_schemaless(source, model, arguments, config, is_argument=is_argument)
    manifests = convert_choice.chosen(_read(source, member, arguments, config, model, is_argument=is_argument), place)
    if len(manifests) > 1 and not arguments.out_dir:
        convert_choice.list_jobs(manifests)
        return FAILED
    manifests = [_request(manifest, arguments) for manifest in manifests]
    linter, code = Linter(config), CLEAN  # which also refuses settings that can't be used
    sent = environments.jobs_in(source, manifests, linter, config) if arguments.env else manifests
    for manifest in {id(it): it for it in (*manifests, *sent)}.values():
        manifest.region = arguments.region or manifest.region or config.region
    jobs = [job for manifest in sent if (job := job_of(manifest))]
    for job in jobs:
        check_size(job.request, config.limits.bytes)
    are_read = len(jobs) == len(sent)
    if not (arguments.no_lint and are_read):
        found = linter.lint(source, manifests)
        layers = linter.overlays.sources if linter.overlays else {}
        code = _report(_inside(found, member if are_read else ""), manifests[0], arguments, layers)
    return max(code, _write(jobs, member, arguments)) if are_read else FAILED


def _convert_schemaless(
    source: Source, model: Model, arguments: argparse.Namespace, config: Config, *, is_argument: bool
) -> int:
    """Convert shorthand whose option is unknown, so that all its values are strings; return the exit code.

    Raises:
        CliError: The output form needs to know the option.
    """
    if arguments.to in ("shorthand", "command"):
        raise CliError(f"--to {arguments.to} requires the option that the text is for: pass --param NAME")
    manifest, value = read_shorthand_value(source, model, config, is_argument=is_argument)
    found = Linter(config).of_reading(manifest)
    code = CLEAN if arguments.no_lint and manifest.is_request else _report(found, manifest, arguments)
    if not manifest.document.is_complete:
        return FAILED
    outputs: dict[str | None, str] = {arguments.output: _serialized(value, arguments.to, model.request)}
    return max(code, artifacts.Writer([source.name]).write(outputs))


def _read(
    source: Source, member: str, arguments: argparse.Namespace, config: Config, model: Model, *, is_argument: bool
) -> list[Manifest]:
    """Return the jobs in a text, or the value of one of its members as a manifest.

    Raises:
        CliError: It contains no job.
    """
    version = arguments.cli_version
    if source.kind == "shell" and source.readable:
        text = Source(source.name, source.original, "command")
        text.is_given = source.is_given
        command = read_all(text, member, model, cli_version=version, is_argument=False, config=config)
        if is_whole_command(command[0]):
            return command
    if not source.readable or source.kind in HOST_ENDINGS:
        manifests = read(source, config, model)
    else:
        manifests = read_all(source, member, model, cli_version=version, is_argument=is_argument, config=config)
    if not manifests:
        raise CliError(f"{source.name}: {NO_JOB}")
    return manifests


def _request(manifest: Manifest, arguments: argparse.Namespace) -> Manifest:
    """Return the request in an answer of the API, and say what was left out; any other manifest as it is."""
    model = manifest.model
    if not is_answer(manifest.document.value, model):
        return manifest
    document, gone = request_of(manifest.document, model)
    name, lacking = escaped(manifest.source.name), ", ".join(model.facts["only_in_request"])
    note = f"note: {name} is an answer of {COMMAND}, of which {', '.join(gone)} are left out"
    if lacking:
        note += f"; answers do not tell {lacking}: add what the job had"
    output.write_messages([note], arguments, sys.stderr)
    return Manifest(manifest.source, document, model)


def _inside(found: list[Diagnostic], member: str) -> list[Diagnostic]:
    """Return the findings in a member, and on repeated keys; all findings if the member is ""."""
    return [
        it for it in found if f"{it.pointer}/".startswith(f"/{member}/") or it.rule == "duplicate-key" or not member
    ]


def _report(
    found: list[Diagnostic], manifest: Manifest, arguments: argparse.Namespace, layers: dict[str, Source] | None = None
) -> int:
    """Print findings to standard error, and return the exit code that they give.

    Args:
        found: The findings, in the source of the manifest and in overlays.
        manifest: The manifest.
        arguments: The arguments of the command.
        layers: The texts of the overlays, by name.
    """
    source, model = manifest.source, manifest.model
    shown = output.reported(found, arguments, None)
    sources = {name: text for name, text in (layers or {}).items() if any(it.filename == name for it in shown)}
    output.write_reports(
        shown, {source.name: source, **sources}, arguments, sys.stderr, model=model, layers=layers or {}
    )
    return output.exit_code(found, output.fail_level(arguments, None))


def _write(jobs: list[Job], member: str, arguments: argparse.Namespace) -> int:
    """Write what jobs are converted to, and return the exit code.

    Raises:
        CliError: A job has no such member, can't be written in the form asked for, or would replace a file.
    """
    sources = [jobs[0].manifest.source.name]
    if not arguments.out_dir:
        return artifacts.Writer(sources).write(_converted(jobs[0], member, arguments))
    if member or arguments.output:
        raise CliError("--out-dir takes one file a job: remove --param and -o")
    outputs: dict[str | None, str] = {}
    for job, stem in zip(jobs, convert_choice.stems([job.manifest for job in jobs]), strict=True):
        outputs |= _converted(job, "", arguments, os.path.join(arguments.out_dir, stem))

    def say(lines: Iterable[str]) -> None:
        output.write_messages(lines, arguments, sys.stderr)

    return artifacts.Writer(sources, replaces=False, say=None if arguments.quiet else say).write(outputs)


def _converted(job: Job, member: str, arguments: argparse.Namespace, stem: str = "") -> dict[str | None, str]:
    """Return the outputs: each text by the file it goes to; None is standard output.

    Args:
        job: The job.
        member: The only member to convert; "" for all.
        arguments: The arguments of the command.
        stem: The path of the file without its ending; "" for the file that the arguments name.

    Raises:
        CliError: The job has no such member, or can't be written in the form asked for.
    """
    shape, region, request = job.manifest.model.request, job.manifest.region, job.request
    if member and member not in request:
        raise CliError(f"the job has no `{member}`")
    if note := job.note_on_unknown(arguments.to, member):
        output.write_messages([note], arguments, sys.stderr)
    if not member and arguments.to in ("json", "command"):
        return artifacts.outputs_of(canonical(request, shape), shape, arguments, region, stem)
    if arguments.to == "command":
        raise CliError("a command sends a whole job: remove --param")
    target = stem + ENDINGS[arguments.to] if stem else arguments.output
    try:
        if arguments.to == "shorthand":
            names = [member] if member else list(canonical(request, shape))
            return {target: _shorthand(request, shape, names, bare=bool(member))}
        value = canonical(request[member], shape.members[member]) if member else canonical(request, shape)
        return {target: _serialized(value, arguments.to, shape, {} if member else job.comments)}
    except EmitError as error:
        raise CliError(str(error)) from None


def _shorthand(job: dict[str, Any], shape: Shape, names: list[str], *, bare: bool) -> str:
    """Return members in shorthand: one option a line, or, if `bare`, only the values, one a line.

    Raises:
        EmitError: A member can't be written in shorthand; the message names it.
    """
    lines = []
    for name in names:
        words = _option_words(name, job[name], shape.members.get(name))
        lines += words if bare else [quoted([option_name(name), *words], "bash").rstrip("\n")]
    return "".join(line + "\n" for line in lines)


def _option_words(name: str, value: Any, shape: Shape | None) -> list[str]:
    """Return the values of one option.

    Raises:
        EmitError: The member can't be written as an option.
    """
    if shape is None:
        raise EmitError(f"there is no option for {name}")
    if shape.kind == "structure":
        return [shorthand(canonical(value, shape), shape, (name,))]
    if shape.kind == "list":
        return shorthand_words(canonical(value, shape), shape, (name,))
    if not isinstance(value, str) or not is_literal(value):
        raise EmitError(f"{name} can't be the value of an option: aws or a CI runner would read it as something else")
    return [value]


def _serialized(value: Any, form: str, shape: Shape, comments: Comments | None = None) -> str:
    """Return a value in YAML, with comments, or in JSON.

    Raises:
        CliError: The form has no way to write the value.
    """
    try:
        return (
            yaml_manifest(value, shape, comments)
            if form == "yaml"
            else harmless_json(json.dumps(value, indent=2, allow_nan=False)) + "\n"
        )
    except EmitError as error:
        raise CliError(str(error)) from None
    except TypeError:
        raise CliError("a file given with fileb:// is binary, which JSON can't contain; use file:// for text") from None
    except ValueError:
        raise CliError("the value contains a number that JSON can't represent") from None
