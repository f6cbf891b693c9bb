"""`ircompile diff`: the differences between two jobs, member by member."""

from __future__ import annotations

import json
import os
import sys

from ircompile.cli import configuration, limits
from ircompile.cli.exit import CLEAN, FOUND, CliError
from ircompile.comparing.changes import Comparer
from ircompile.findings.messages import counted, harmless_json
from ircompile.manifest.answer import is_answer, request_of
from ircompile.manifest.load import decoded, documents
from ircompile.manifest.manifest import Manifest
from ircompile.model.model import model_of
from ircompile.reporting.style import CHOICES, style_of
from ircompile.sources.files import STDIN_NAME, UnreadableFileError, read_bytes, read_stdin
from ircompile.sources.git import is_revision, read_revision

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

    from ircompile.config.discovery import Configs
    from ircompile.config.settings import Config
    from ircompile.model.model import Model

FORMATS = ("text", "markdown", "json")
STDIN = "-"
SIDES = 2
"""How many jobs are compared."""
WHAT = (
    "a manifest, a compiled request, an answer of describe-inference-recommendations-job, or a file with one job: "
    "PATH, REVISION:PATH in git, PATH:LINE for one of several jobs, or -"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("old", metavar="OLD", help=WHAT)
    parser.add_argument("new", metavar="NEW", help="what to compare it with")
    help_ = "compare the jobs as this environment has them; given twice, OLD and NEW as one each has them"
    parser.add_argument("--env", action="append", default=[], metavar="NAME", help=help_)
    parser.add_argument("--output-format", choices=FORMATS, default="text", help="the format (default: text)")
    parser.add_argument("--color", choices=CHOICES, default="auto", help="when to use colours (default: auto)")
    configuration.add_model_arguments(parser)
    configuration.add_hosts_argument(parser)
    limits.add_argument(parser)


def run(arguments: argparse.Namespace) -> int:
    """Run the command and return its exit code: 1 if the jobs differ."""
    if arguments.old == arguments.new == STDIN:
        raise CliError("standard input is named twice, but can be read only once")
    if len(arguments.env) > SIDES:
        raise CliError("--env: give one for both jobs, or one for each")
    configs = configuration.configs(arguments)
    model = model_of(configs.of(arguments.new))
    environments = arguments.env if len(arguments.env) == SIDES else (arguments.env or [""]) * SIDES
    sides = [*zip((arguments.old, arguments.new), environments, strict=True)]
    (old, is_old_answer), (new, is_new_answer) = (_request(*side, configs, model) for side in sides)
    comparer = Comparer(with_defaults=is_old_answer or is_new_answer)
    found = comparer.compare(old, new, model.request)
    from ircompile.comparing import text

    first, second = (f"{name} [{it}]" if it else name for name, it in sides)
    if arguments.output_format == "json":
        sys.stdout.write(harmless_json(json.dumps(text.document(found, first, second), indent=2)) + "\n")
    else:
        style = style_of(sys.stdout, arguments.color)
        markdown = arguments.output_format == "markdown"
        lines = text.markdown(found, first, second) if markdown else text.lines(found, first, second, style)
        sys.stdout.writelines(f"{line}\n" for line in lines)
    return FOUND if found.changes else CLEAN


def _request(name: str, environment: str, configs: Configs, model: Model) -> tuple[dict[str, Any], bool]:
    """Return the request that a name means, and whether it is from an answer.

    Raises:
        CliError: There is none, or there are several, or there is no such environment.
    """
    path, line = _without_line(name)
    config = configs.of(path)
    try:
        source = decoded(path if path != STDIN else STDIN_NAME, _data(path, config.limits.bytes), config.hosts)
    except UnreadableFileError as error:
        raise CliError(f"{path}: {error}") from None
    found = [it for it in documents(source, config, model) if it.is_complete]
    lines = [source.location(it.root.start)[0] for it in found]
    chosen = [it for it, first in zip(found, lines, strict=True) if first <= line][-1:] if line else found
    if not chosen:
        raise CliError(f"{name}: no job can be read; `ircompile lint` shows why")
    if len(chosen) > 1:
        example = f"{path}:{lines[0]}"
        raise CliError(f"{path} has {counted(len(chosen), 'job')}: name one by its line, as in {example}")
    document = chosen[0]
    is_from_answer = is_answer(document.value, model)
    if is_from_answer:
        document, _ = request_of(document, model)
    manifest = Manifest(source, document, model)
    if environment and not is_from_answer:
        manifest = _merged(manifest, environment, config)
    value = manifest.value
    if not isinstance(value, dict):
        raise CliError(f"{name}: this is not a job")
    return value, is_from_answer


def _merged(manifest: Manifest, environment: str, config: Config) -> Manifest:
    """Return a job as an environment has it; a job that the environment does not include is as it is.

    Raises:
        CliError: There is no such environment.
    """
    from ircompile.cli.environments import check_is_known
    from ircompile.manifest.environments import Overlays

    check_is_known(environment, config.environments)
    found = config.environments[environment]
    return Overlays(config).merged(manifest, found) if found.includes(manifest.source.name) else manifest


def _without_line(name: str) -> tuple[str, int]:
    """Return the path in a name, and the line after it, 0 without one."""
    path, colon, line = name.rpartition(":")
    if colon and line.isdecimal() and not os.path.exists(name):
        return path, int(line[:9])
    return name, 0


def _data(path: str, limit: int) -> bytes:
    """Return the content of standard input, of a file, or of a file in a revision.

    Raises:
        UnreadableFileError: It can't be read.
    """
    if path == STDIN:
        return read_stdin(limit)
    if not os.path.exists(path) and is_revision(path):
        return read_revision(path, limit)
    return read_bytes(path, limit, pipes=True)
