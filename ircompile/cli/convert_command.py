"""`ircompile convert`: between shorthand, JSON, YAML and `aws` commands; faithfully, linting on the side."""

from __future__ import annotations

import json
import os
import shlex
import sys

from ircompile.cli import FAILED, Failure, emitters, limits, reports
from ircompile.config import Config, Limits
from ircompile.converting import members, read_all, read_shorthand_value, written_in
from ircompile.emitting.json_body import canonical
from ircompile.emitting.shells import quoted
from ircompile.emitting.shorthand import shorthand, shorthand_words
from ircompile.emitting.words import NotEmittable, is_literal
from ircompile.emitting.yaml_manifest import yaml_manifest
from ircompile.files import Unreadable, read_bytes, read_stdin
from ircompile.linting import Linter, read
from ircompile.model.shapes import request
from ircompile.reading.command_line.options import option_name
from ircompile.reading.shorthand_advice import PATH
from ircompile.source import decode, from_text
from ircompile.wording import harmless_json, nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

    from ircompile.manifest import Manifest
    from ircompile.source import Source

FORMS = ("json", "yaml", "shorthand", "command")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("input", nargs="*", metavar="TEXT|PATH|-", help="what to convert; or `-- aws …`, a command")
    parser.add_argument("--param", metavar="NAME", help="the member meant, by its option: stopping-conditions")
    parser.add_argument("--to", choices=FORMS, default="json", help="what to convert it to")
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="write to a file; of a command in the style file, the JSON"
    )
    parser.add_argument("--cli-version", type=int, choices=(1, 2), help="the AWS CLI whose rules count for a command")
    parser.add_argument("--no-lint", action="store_true", help="report nothing but what can't be converted")
    limits.add_argument(parser)
    emitters.add_arguments(parser)
    reports.add_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    if arguments.param and arguments.param not in members():
        near = nearest(arguments.param, members())
        raise Failure(f"--param: no option is called {arguments.param}" + (f", did you mean `{near}`?" if near else ""))
    member = members().get(arguments.param, "")
    config = Config(limits=Limits(**limits.raised(arguments)))
    source, is_argument = _source(arguments, member, config.limits.bytes)
    if not member and source.kind == "value" and source.readable:
        return _schemaless(source, arguments, config, is_argument=is_argument)
    manifest = _read(source, member, arguments.cli_version, config, is_argument=is_argument)
    _report(manifest, member, arguments, config)
    if not manifest.is_request:
        return FAILED
    return emitters.put(_converted(manifest.value, member, arguments), [source.name])


def _source(arguments: argparse.Namespace, member: str, limit: int) -> tuple[Source, bool]:
    """The text to convert, and whether it is an argument itself."""
    words = arguments.input
    if not words:
        raise Failure("nothing to convert: name a file, - or a text, or write `-- aws …`")
    if words[0] == "aws":
        return from_text("<command>", shlex.join(words), "command"), True
    if len(words) > 1:
        raise Failure(
            f"one text is converted at a time, and {words[1]!r} is a second one; put the whole text in quotes"
        )
    word = words[0]
    is_argument = False
    try:
        if word == "-":
            source = decode("<stdin>", read_stdin(limit), written_in)
        elif os.path.exists(word):
            source = decode(word, read_bytes(word, limit), written_in)
        elif PATH.match(word):
            raise Failure(f"there is no file {word}")
        else:
            source = from_text(option_name(member) if member else "<text>", word, written_in)
            is_argument = True
    except Unreadable as error:
        raise Failure(f"{word}: {error}") from None
    if not source.text.strip() and source.readable and not (member and is_argument):
        raise Failure(f"nothing to convert: {'the text' if is_argument else source.name} is empty")
    return source, is_argument


def _schemaless(source: Source, arguments: argparse.Namespace, config: Config, *, is_argument: bool) -> int:
    """Convert shorthand that nobody named an option for: everything in it is text."""
    if arguments.to in ("shorthand", "command"):
        raise Failure(f"--to {arguments.to} needs to know what the text is for: name its option with --param")
    manifest, value = read_shorthand_value(source, is_argument=is_argument)
    _report(manifest, "", arguments, config, linted=False)
    if not manifest.document.whole:
        return FAILED
    return emitters.put({arguments.output: _text(value, arguments.to)}, [source.name])


def _read(source: Source, member: str, cli_version: int | None, config: Config, *, is_argument: bool) -> Manifest:
    """The one job in a text, or the value of a member in it."""
    if not source.readable:
        return read(source, config)[0]
    manifests = read_all(source, member, cli_version=cli_version, is_argument=is_argument, config=config)
    if len(manifests) > 1:
        raise Failure(f"{source.name} holds {len(manifests)} jobs; one is converted at a time")
    return manifests[0]


def _report(
    manifest: Manifest, member: str, arguments: argparse.Namespace, config: Config, *, linted: bool = True
) -> None:
    """Print findings to standard error; of one member those on it only, and of no job those of its reading."""
    if arguments.no_lint and manifest.is_request:
        return
    linter = Linter(config)
    found = linter.lint(manifest.source, [manifest]) if linted else linter.of_reading(manifest)
    if member and manifest.is_request:
        inside = f"/{member}"
        found = [it for it in found if (it.pointer + "/").startswith(inside + "/") or it.rule == "duplicate-key"]
    shown = reports.reported(found, arguments, None)
    reports.write(shown, {manifest.source.name: manifest.source}, arguments, sys.stderr)


def _converted(job: dict[str, Any], member: str, arguments: argparse.Namespace) -> dict[str | None, str]:
    """The artefact, by the file that takes it; None is standard output."""
    if member and member not in job:
        raise Failure(f"the job has no {member}")
    if not member and arguments.to in ("json", "command"):
        return emitters.one_output(canonical(job), arguments)
    if arguments.to == "command":
        raise Failure("a command sends a whole job: leave out --param")
    try:
        if arguments.to == "shorthand":
            names = [member] if member else list(canonical(job))
            return {arguments.output: _shorthand(job, names, bare=bool(member))}
        value = canonical(job[member], request().members[member]) if member else canonical(job)
        return {arguments.output: _text(value, arguments.to)}
    except NotEmittable as error:
        raise Failure(str(error)) from None


def _shorthand(job: dict[str, Any], names: list[str], *, bare: bool) -> str:
    """Members in shorthand: the words of one, a line each, or one option a line with all of its words.

    Raises:
        NotEmittable: A member can't be said so; the message names it.
    """
    lines = []
    for name in names:
        words = _words(name, job[name])
        lines += words if bare else [quoted([option_name(name), *words], "bash").rstrip("\n")]
    return "".join(line + "\n" for line in lines)


def _words(name: str, value: Any) -> list[str]:
    """The words of one option."""
    shape = request().members.get(name)
    if shape is None:
        raise NotEmittable(f"no option takes {name}")
    if shape.kind == "structure":
        return [shorthand(canonical(value, shape), shape, (name,))]
    if shape.kind == "list":
        return shorthand_words(canonical(value, shape), shape, (name,))
    if not isinstance(value, str) or not is_literal(value):
        raise NotEmittable(
            f"{name} can't be the value of an option: aws, or who reads a log, would take it for another"
        )
    return [value]


def _text(value: Any, form: str) -> str:
    """A value in YAML or JSON."""
    try:
        return (
            yaml_manifest(value)
            if form == "yaml"
            else harmless_json(json.dumps(value, indent=2, allow_nan=False)) + "\n"
        )
    except NotEmittable as error:
        raise Failure(str(error)) from None
    except TypeError:
        raise Failure("a file named with fileb:// is bytes, which JSON can't hold; name a text with file://") from None
    except ValueError:
        raise Failure("the value holds a number that JSON does not have") from None
