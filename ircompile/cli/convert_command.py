"""`ircompile convert`: convert between shorthand, JSON, YAML and `aws` commands, and lint what is converted."""

from __future__ import annotations

import json
import os
import shlex
import sys

from ircompile.cli import artifacts, configuration, limits, output
from ircompile.cli.exit import CLEAN, FAILED, CliError
from ircompile.config.settings import Config, Limits
from ircompile.emitting.json_body import canonical
from ircompile.emitting.shells import quoted
from ircompile.emitting.shorthand import shorthand, shorthand_words
from ircompile.emitting.words import EmitError, is_literal
from ircompile.emitting.yaml_manifest import yaml_manifest
from ircompile.findings.messages import escaped, harmless_json
from ircompile.findings.suggestions import nearest
from ircompile.linting.linter import Linter
from ircompile.manifest.answer import COMMAND, is_answer, request_of
from ircompile.manifest.convert_input import input_kind, members_by_option, read_all, read_shorthand_value
from ircompile.manifest.load import read
from ircompile.manifest.manifest import Manifest
from ircompile.model.model import model_of
from ircompile.sources.destination import destination
from ircompile.sources.files import UnreadableFileError, read_bytes, read_stdin
from ircompile.sources.source import decode, from_text
from ircompile.syntax.command_line.options import option_name
from ircompile.syntax.shorthand.errors import FILE_NAME

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

    from ircompile.model.model import Model
    from ircompile.model.shapes import Shape
    from ircompile.sources.source import Source

FORMS = ("json", "yaml", "shorthand", "command")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument(
        "input",
        nargs="*",
        metavar="TEXT|PATH|-",
        help="a text, a file, - for standard input, or `-- aws …` for a command",
    )
    parser.add_argument("--param", metavar="NAME", help="the option that the text is for, such as stopping-conditions")
    parser.add_argument("--to", choices=FORMS, default="json", help="the format to convert to")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to FILE; with --style file, write the JSON there")
    parser.add_argument(
        "--cli-version", type=int, choices=(1, 2), help="the major version of the AWS CLI that reads a command"
    )
    parser.add_argument("--no-lint", action="store_true", help="report only what can't be converted")
    configuration.add_model_arguments(parser)
    configuration.add_region_argument(parser)
    limits.add_argument(parser)
    artifacts.add_arguments(parser)
    output.add_arguments(parser, fail_on="never")


def run(arguments: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    config = _config(arguments)
    model = model_of(config)
    options = members_by_option(model.request)
    if arguments.param and arguments.param not in options:
        near = nearest(arguments.param, options)
        raise CliError(f"--param: unknown option {arguments.param}" + (f", did you mean `{near}`?" if near else ""))
    member = options.get(arguments.param, "")
    source, is_argument = _source(arguments, member, config.limits.bytes)
    if not member and source.kind == "value" and source.readable:
        return _convert_schemaless(source, model, arguments, config, is_argument=is_argument)
    manifest = _read(source, member, arguments.cli_version, config, model, is_argument=is_argument)
    manifest = _request(manifest, arguments)
    manifest.region = arguments.region or manifest.region or config.region
    code = _report(manifest, member, arguments, config)
    if not manifest.is_request:
        return FAILED
    return max(code, artifacts.write_outputs(_converted(manifest, member, arguments), [source.name]))


def _config(arguments: argparse.Namespace) -> Config:
    """Return the bounds that the arguments set, with the model of the configuration near what is converted."""
    name = next((word for word in arguments.input[:1] if os.path.exists(word)), "")
    found = configuration.configs(arguments).of(name)
    return Config(
        limits=Limits(**limits.raised(arguments)),
        model=found.model,
        extend_instance_types=found.extend_instance_types,
        region=found.region,
        where=found.where,
    )


def _source(arguments: argparse.Namespace, member: str, limit: int) -> tuple[Source, bool]:
    """Return the text to convert, and whether it was given as an argument.

    Raises:
        CliError: There is nothing to convert, too much, or it can't be read.
    """
    words = arguments.input
    if not words:
        raise CliError("nothing to convert: pass a text, a file, - or `-- aws …`")
    if words[0] == "aws":
        return from_text("<command>", shlex.join(words), "command"), True
    if len(words) > 1:
        raise CliError(
            f"only one text can be converted at a time, and {words[1]!r} is a second one; quote the whole text"
        )
    word = words[0]
    is_argument = False
    try:
        if word == "-":
            source = decode("<stdin>", read_stdin(limit), input_kind)
        elif os.path.exists(word):
            source = decode(word, read_bytes(word, limit, pipes=True), input_kind)
        elif FILE_NAME.match(word):
            raise CliError(f"{word}: no such file")
        else:
            source = from_text(option_name(member) if member else "<text>", word, input_kind)
            is_argument = True
    except UnreadableFileError as error:
        raise CliError(f"{word}: {error}") from None
    source.is_given = is_argument or not _leads_elsewhere(word)
    if not source.text.strip() and source.readable and not (member and is_argument):
        raise CliError(f"nothing to convert: {'the text' if is_argument else source.name} is empty")
    return source, is_argument


def _leads_elsewhere(name: str) -> bool:
    """Return whether a file is reached through a link out of the repository, and so may be any file of the machine."""
    try:
        destination(name)
    except OSError:
        return True
    return False


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
    code = _report(manifest, "", arguments, config, linted=False)
    if not manifest.document.is_complete:
        return FAILED
    outputs: dict[str | None, str] = {arguments.output: _serialized(value, arguments.to, model.request)}
    return max(code, artifacts.write_outputs(outputs, [source.name]))


def _read(
    source: Source, member: str, cli_version: int | None, config: Config, model: Model, *, is_argument: bool
) -> Manifest:
    """Return the only job in a text, or the value of one of its members as a manifest.

    Raises:
        CliError: The text holds several jobs.
    """
    if not source.readable:
        return read(source, config, model)[0]
    manifests = read_all(source, member, model, cli_version=cli_version, is_argument=is_argument, config=config)
    if len(manifests) > 1:
        raise CliError(f"{source.name} contains {len(manifests)} jobs; only one can be converted at a time")
    return manifests[0]


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


def _report(
    manifest: Manifest, member: str, arguments: argparse.Namespace, config: Config, *, linted: bool = True
) -> int:
    """Print findings to standard error, and return the exit code that they give.

    Args:
        manifest: What is converted.
        member: The only member whose findings are printed; "" for all of the job.
        arguments: The arguments of the command.
        config: The configuration.
        linted: Whether to lint; otherwise only findings from reading the text are printed.
    """
    linter = Linter(config)  # also refuses settings that can't be used
    if arguments.no_lint and manifest.is_request:
        return CLEAN
    found = linter.lint(manifest.source, [manifest]) if linted else linter.of_reading(manifest)
    if member and manifest.is_request:
        inside = f"/{member}"
        found = [it for it in found if f"{it.pointer}/".startswith(f"{inside}/") or it.rule == "duplicate-key"]
    shown = output.reported(found, arguments, None)
    output.write_reports(shown, {manifest.source.name: manifest.source}, arguments, sys.stderr, model=manifest.model)
    return output.exit_code(found, output.fail_level(arguments, None))


def _converted(manifest: Manifest, member: str, arguments: argparse.Namespace) -> dict[str | None, str]:
    """Return the outputs: each text by the file it goes to; None is standard output.

    Raises:
        CliError: The job has no such member, or can't be written in the form asked for.
    """
    shape, job = manifest.model.request, manifest.value
    if member and member not in job:
        raise CliError(f"the job has no `{member}`")
    if not member and arguments.to in ("json", "command"):
        return artifacts.one_output(canonical(job, shape), shape, arguments, manifest.region)
    if arguments.to == "command":
        raise CliError("a command sends a whole job: remove --param")
    try:
        if arguments.to == "shorthand":
            names = [member] if member else list(canonical(job, shape))
            return {arguments.output: _shorthand(job, shape, names, bare=bool(member))}
        value = canonical(job[member], shape.members[member]) if member else canonical(job, shape)
        return {arguments.output: _serialized(value, arguments.to, shape)}
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


def _serialized(value: Any, form: str, shape: Shape) -> str:
    """Return a value in YAML or JSON.

    Raises:
        CliError: The form has no way to write the value.
    """
    try:
        return (
            yaml_manifest(value, shape)
            if form == "yaml"
            else harmless_json(json.dumps(value, indent=2, allow_nan=False)) + "\n"
        )
    except EmitError as error:
        raise CliError(str(error)) from None
    except TypeError:
        raise CliError("a file given with fileb:// is binary, which JSON can't contain; use file:// for text") from None
    except ValueError:
        raise CliError("the value contains a number that JSON can't represent") from None
