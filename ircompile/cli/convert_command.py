"""`ircompile convert`: between shorthand, JSON, YAML and `aws` commands; faithfully, linting on the side."""

from __future__ import annotations

import json
import os
import shlex
import sys

from ircompile.cli import FAILED, Failure, emitters, inputs, reports
from ircompile.config import Config, Limits
from ircompile.converting import (
    is_command,
    is_manifest,
    members,
    read_job,
    read_shorthand_value,
    read_value,
)
from ircompile.emitting.json_body import canonical
from ircompile.emitting.shells import quoted
from ircompile.emitting.shorthand import NotShorthand, shorthand, shorthand_words
from ircompile.emitting.words import NotEmittable, is_literal
from ircompile.emitting.yaml_manifest import yaml_manifest
from ircompile.files import Unreadable, read_bounded, read_bytes
from ircompile.linting import Linter
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
    from ircompile.tree import Path

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
    inputs.add_limit_argument(parser)
    emitters.add_arguments(parser)
    reports.add_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    source, directory = _source(arguments.input, inputs.limits(arguments).get("bytes", Limits().bytes))
    if arguments.param and arguments.param not in members():
        near = nearest(arguments.param, members())
        raise Failure(f"--param: no option is called {arguments.param}" + (f", did you mean `{near}`?" if near else ""))
    member = members().get(arguments.param, "")
    if not member and not is_command(source.text) and not is_manifest(source.text) and source.kind != "json":
        return _schemaless(source, directory, arguments)
    manifest = _read(source, member, arguments.cli_version, directory)
    _report(manifest, member, arguments)
    if not manifest.is_request:
        return FAILED
    return emitters.put(_converted(manifest.value, member, arguments))


def _source(words: list[str], limit: int) -> tuple[Source, str]:
    """The text to convert, and the folder in which paths in it begin."""
    if not words:
        raise Failure("nothing to convert: name a file, - or a text, or write `-- aws …`")
    if words[0] == "aws":
        return from_text("<command>", shlex.join(words)), "."
    if len(words) > 1:
        raise Failure(
            f"one text is converted at a time, and {words[1]!r} is a second one; put the whole text in quotes"
        )
    word = words[0]
    try:
        if word == "-":
            source = decode("<stdin>", read_bounded(lambda: sys.stdin.buffer.read(1 << 20), limit))
        elif os.path.exists(word):
            source = decode(word, read_bytes(word, limit))
        elif PATH.match(word):
            raise Failure(f"there is no file {word}")
        else:
            source = from_text("<text>", word)
    except Unreadable as error:
        raise Failure(f"{word}: {error}") from None
    if not source.text.strip() and source.readable:
        raise Failure(f"nothing to convert: {'the text' if source.name == '<text>' else source.name} is empty")
    return source, os.path.dirname(word) or "." if os.path.exists(word) else "."


def _schemaless(source: Source, directory: str, arguments: argparse.Namespace) -> int:
    """Convert shorthand that nobody named an option for: everything in it is text."""
    if arguments.to in ("shorthand", "command"):
        raise Failure(f"--to {arguments.to} needs to know what the text is for: name its option with --param")
    manifest, value = read_shorthand_value(source, directory=directory)
    _report(manifest, "", arguments, linted=False)
    if not manifest.document.whole:
        return FAILED
    return emitters.put({arguments.output: yaml_manifest(value) if arguments.to == "yaml" else _json(value)})


def _read(source: Source, member: str, cli_version: int | None, directory: str) -> Manifest:
    """The one job in a text, or the value of a member in it."""
    whole = is_command(source.text) or source.name.lower().endswith((".yaml", ".yml", ".json")) or not member
    if not whole and (not is_manifest(source.text) or not _names_members(source)):
        return read_value(source, member, directory=directory)
    manifests = read_job(source, cli_version=cli_version, directory=directory)
    if len(manifests) > 1:
        raise Failure(f"{source.name} holds {len(manifests)} jobs; one is converted at a time")
    return manifests[0]


def _names_members(source: Source) -> bool:
    """Whether the top level of a YAML or JSON text has members of a request."""
    value = read_job(source, cli_version=None, directory=".")[0].document.value
    return isinstance(value, dict) and any(name in request().members for name in value)


def _report(manifest: Manifest, member: str, arguments: argparse.Namespace, *, linted: bool = True) -> None:
    """Print findings to standard error; of one member those on it only, and of no job those of its reading."""
    if arguments.no_lint and manifest.is_request:
        return
    linter = Linter(Config())
    found = linter.lint(manifest.source, [manifest]) if linted else linter.of_reading(manifest)
    if member and manifest.document.whole:
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
        return {arguments.output: yaml_manifest(value) if arguments.to == "yaml" else _json(value)}
    except NotShorthand as error:
        raise Failure(f"{_route(error.path)}: {error}") from None
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


def _route(path: Path) -> str:
    """A path as people write it: InputConfig.Phases[0]."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def _json(value: Any) -> str:
    try:
        return harmless_json(json.dumps(value, indent=2, allow_nan=False)) + "\n"
    except TypeError:
        raise Failure("a file named with fileb:// is bytes, which JSON can't hold") from None
    except ValueError:
        raise Failure("the value holds a number that JSON does not have") from None
