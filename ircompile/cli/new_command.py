"""`ircompile new`: write a manifest, a configuration or a repository to begin with."""

from __future__ import annotations

import os
import re
import shlex
import sys

from ircompile.cli import environments
from ircompile.cli.artifacts import Writer
from ircompile.cli.exit import CLEAN, CliError
from ircompile.config.file_names import JOB_NAME
from ircompile.findings.messages import LONGEST, cut, escaped
from ircompile.manifest.assignments import read_assignments
from ircompile.manifest.merge import merged
from ircompile.model.model import SHIPPED
from ircompile.sources.atomic import replace_all
from ircompile.starting.manifest import commented, kinds, request_of
from ircompile.starting.repository import EXAMPLES, configuration, repository_files

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

    from ircompile.starting.manifest import Kind

FILLED = {
    "name": "<job name>",
    "role": "<role ARN>",
    "model_package": "<model package version ARN>",
    "endpoint": "<endpoint name>",
}
"""The options that fill in placeholders."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    about = "; ".join(f"{name}, {kind.about}" for name, kind in kinds().items())
    parser.add_argument("kind", nargs="?", choices=tuple(kinds()), default="default", help=f"the kind of job: {about}")
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--config", action="store_true", help="write a configuration, ircompile.toml, instead")
    help_ = "lay out a repository in DIR instead: a configuration, two environments, the job, pre-commit and CI"
    instead.add_argument("--repo", metavar="DIR", help=help_)
    parser.add_argument("--name", metavar="JOB", help="the name of the job")
    parser.add_argument("--role", metavar="ARN", help="the role of the job")
    parser.add_argument("--model-package", metavar="ARN", help="the version of a model package")
    parser.add_argument("--endpoint", metavar="NAME", help="the endpoint of an existing-endpoint job")
    help_ = "an instance type; can be repeated"
    parser.add_argument("--instance-type", action="append", default=[], metavar="TYPE", help=help_)
    environments.add_set_argument(parser)
    help_ = "write to FILE, which must not exist, such as churn.inference-recommender.yaml, by which editors know jobs"
    instead.add_argument("-o", "--output", metavar="FILE", help=help_)


def run(arguments: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    if arguments.repo is not None:
        return _repository(arguments)
    if (arguments.output or "").lower().endswith(".json"):
        raise CliError(f"{arguments.output}: the manifest has comments, and so is YAML: name a file that ends in .yaml")
    text = configuration() if arguments.config else commented(kinds()[arguments.kind], _request(arguments))
    if arguments.output in (None, "-"):
        return Writer().write({None: text})
    _write_all({arguments.output: text})
    return CLEAN


def _request(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return the request that the arguments describe, with placeholders for what they leave open.

    Raises:
        CliError: An option is not for this kind of job.
        UserError: `--set` names no member, or the AWS CLI would refuse its value.
    """
    kind = kinds()[arguments.kind]
    members = {placeholder: value for name, placeholder in FILLED.items() if (value := getattr(arguments, name))}
    if unused := next((name for name, text in FILLED.items() if text in members and not _has(kind, text)), None):
        raise CliError(f"--{unused.replace('_', '-')} is not for a job of the kind {arguments.kind}")
    if arguments.instance_type and not kind.instances:
        raise CliError(f"--instance-type is not for a job of the kind {arguments.kind}")
    if arguments.repo is not None:
        members = EXAMPLES | members
    request = request_of(kind, members, arguments.instance_type)
    assigned = [it.value for it in read_assignments(arguments.assignments or (), SHIPPED)]
    found: dict[str, Any] = merged([request, *assigned], SHIPPED.request)
    return found


def _has(kind: Kind, placeholder: str) -> bool:
    """Return whether a kind has a placeholder."""
    return repr(placeholder) in repr(kind.request)


def _repository(arguments: argparse.Namespace) -> int:
    """Lay out a repository in a folder, and return the exit code.

    Raises:
        CliError: A file of it exists.
    """
    request = _request(arguments)
    name = str(request["JobName"])
    if not JOB_NAME.fullmatch(name):
        raise CliError(f"--name: {cut(escaped(name), LONGEST)} can't be the name of a job and its file")
    folder: str = arguments.repo
    files = repository_files()
    if arguments.role:  # the role of the job is that of dev, then
        files["env/dev.yaml"] = re.sub("^RoleArn: .*\n", "", files["env/dev.yaml"], flags=re.MULTILINE)
    texts = {**files, f"jobs/{name}.yaml": commented(kinds()[arguments.kind], request)}
    _write_all({os.path.join(folder, name): text for name, text in texts.items()})
    inside = "" if folder in ("", os.curdir) else f"cd {shlex.quote(folder)} && "
    sys.stderr.write(
        f"Next: {inside}git init && ircompile compile\n"
        "`pre-commit install` then checks every commit; README.md describes the rest.\n"
    )
    return CLEAN


def _write_all(texts: dict[str, str]) -> None:
    """Write files that do not exist, all or none.

    Raises:
        CliError: One exists, or can't be written.
    """
    if there := next(filter(os.path.lexists, texts), None):
        raise CliError(f"{there} exists, and is not replaced; nothing was written")
    try:
        replace_all({name: text.encode() for name, text in texts.items()})
    except OSError as error:
        raise CliError(f"{error.filename or ''}: {error.strerror or error}; nothing was written") from None
    sys.stderr.writelines(f"wrote {escaped(name)}\n" for name in texts)
