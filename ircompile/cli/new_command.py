"""`ircompile new`: write a manifest or a configuration to begin with."""

from __future__ import annotations

import os
import sys

from ircompile.cli.exit import CLEAN, CliError
from ircompile.findings.messages import escaped
from ircompile.sources.atomic import replace
from ircompile.starting.manifest import commented, kinds, request_of
from ircompile.starting.settings import configuration

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

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
    parser.add_argument("--config", action="store_true", help="write a configuration, ircompile.toml, instead")
    parser.add_argument("--name", metavar="JOB", help="the name of the job")
    parser.add_argument("--role", metavar="ARN", help="the role of the job")
    parser.add_argument("--model-package", metavar="ARN", help="the version of a model package")
    parser.add_argument("--endpoint", metavar="NAME", help="the endpoint of an existing-endpoint job")
    help_ = "an instance type; can be repeated"
    parser.add_argument("--instance-type", action="append", default=[], metavar="TYPE", help=help_)
    parser.add_argument("-o", "--output", metavar="FILE", help="write to FILE, which must not exist")


def run(arguments: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    _write(configuration() if arguments.config else _manifest(arguments), arguments.output)
    return CLEAN


def _manifest(arguments: argparse.Namespace) -> str:
    """Return the manifest that the arguments describe.

    Raises:
        CliError: An option is not for this kind of job.
    """
    kind = kinds()[arguments.kind]
    members = {placeholder: value for name, placeholder in FILLED.items() if (value := getattr(arguments, name))}
    if unused := next((name for name, text in FILLED.items() if text in members and not _has(kind, text)), None):
        raise CliError(f"--{unused.replace('_', '-')} is not for a job of the kind {arguments.kind}")
    if arguments.instance_type and not kind.instances:
        raise CliError(f"--instance-type is not for a job of the kind {arguments.kind}")
    return commented(kind, request_of(kind, members, arguments.instance_type))


def _has(kind: Kind, placeholder: str) -> bool:
    """Return whether a kind has a placeholder."""
    return repr(placeholder) in repr(kind.request)


def _write(text: str, name: str | None) -> None:
    """Write a text to standard output, or to a file that does not exist.

    Raises:
        CliError: The file exists, or can't be written.
    """
    if name is None:
        sys.stdout.write(text)
        return
    if os.path.lexists(name):
        raise CliError(f"{name} exists, and is not replaced")
    try:
        replace(name, text.encode())
    except OSError as error:
        raise CliError(f"{name}: {error.strerror or error}") from None
    sys.stderr.write(f"wrote {escaped(name)}\n")
