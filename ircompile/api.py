"""The package's functions for programs. Every error that is the user's to put right is a `UserError`."""

from __future__ import annotations

import os
from copy import copy

from ircompile.config.environments import unknown_environment
from ircompile.findings.errors import UserError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ircompile.config.settings import Config
    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.manifest.manifest import Manifest
    from ircompile.sources.source import Source


def lint(
    text: str | bytes, filename: str, *, config: Config | None = None, environment: str | None = None
) -> list[Diagnostic]:
    """Return the findings in a text, of all severities, in the order of the text.

    If the settings have environments, jobs are checked as all of them have the jobs, and overlays are read; findings in
    overlays follow those in the text.

    Args:
        text: YAML or JSON; bytes are decoded like those of a file.
        filename: The name of the text; no such file is read or needs to exist. Its suffix, ".json", ".yaml" or ".yml",
            tells the format; without one, a text that begins with `{` or `[` is JSON, and any other YAML.
        config: The settings; configuration files are not searched for.
        environment: The only environment as which jobs are checked; None for all.

    Raises:
        UserError: A model, rules, schemas, overlays or a baseline of the settings can't be used, or a rule or the
            environment does not exist.
    """
    from ircompile.linting.linter import Linter

    source, settings, manifests = _read(text, filename, config)
    if environment is not None:
        settings = _limited(settings, environment, source)
    return Linter(settings).lint(source, manifests)


def lint_request(request: dict[str, Any], *, config: Config | None = None) -> list[Diagnostic]:
    """Return the findings in a request that a program is about to send: the keyword arguments of boto3's method.

    The findings are of all severities, in the order of the request. They have a `pointer`, but no location: all lines
    and columns are 0. Values that JSON does not have, such as sets and dates, are findings, too.

    Args:
        request: The request, which is not changed.
        config: The settings, of which the baseline is not used; configuration files are not searched for.

    Raises:
        UserError: A model, rules or schemas of the settings can't be used, or a rule does not exist.
    """
    from ircompile.config.settings import Config
    from ircompile.linting.request import lint_value

    return lint_value(request, config or Config())


def compile(  # noqa: A001  the name of the command
    text: str | bytes, filename: str, *, config: Config | None = None, environment: str | None = None
) -> list[dict[str, Any]]:
    """Return the canonical request of each manifest in a text: members in the model's order, shorthand expanded.

    Args:
        text: YAML or JSON; bytes are decoded like those of a file.
        filename: The name of the text, as for `lint`.
        config: The settings; configuration files are not searched for.
        environment: The environment of the settings that is to have the jobs; None for the text alone.

    Raises:
        InvalidManifest: A finding is an error; the exception holds all diagnostics.
        UserError: As for `lint`.
    """
    from ircompile.emitting.json_body import canonical
    from ircompile.findings.diagnostic import InvalidManifest
    from ircompile.linting.linter import Linter

    source, settings, manifests = _read(text, filename, config)
    linter = Linter(_limited(settings, environment, source), baseline=False)
    diagnostics = linter.lint(source, manifests)
    jobs: list[Manifest] = [job for _, merged in linter.jobs(source, manifests) for job in merged] or manifests
    if any(found.severity == "error" for found in diagnostics) or not all(found.is_request for found in jobs):
        raise InvalidManifest(diagnostics)
    return [canonical(job.value, job.model.request) for job in jobs]


def _limited(config: Config, environment: str | None, source: Source) -> Config:
    """Return settings with one environment, or with none.

    Raises:
        UserError: There is no such environment, or it does not have the jobs of the source.
    """
    settings = copy(config)
    if environment is None:
        settings.environments = {}
        return settings
    if environment not in config.environments:
        raise UserError(unknown_environment(environment, config.environments))
    if not config.environments[environment].includes(source.name):
        raise UserError(f"the environment `{environment}` does not include {source.name}")
    settings.chosen = (environment,)
    return settings


def load_config(path: str) -> Config:
    """Return the settings of a configuration file and of those that it extends.

    Args:
        path: The file; the paths in the settings are relative to the working directory.

    Raises:
        UserError: The file can't be used.
    """
    from ircompile.config.discovery import Configs

    return Configs(os.fspath(path)).of("")


def parse_command(
    argv: Sequence[str], *, cli_version: int = 1, directory: str = ".", config: Config | None = None
) -> dict[str, Any]:
    """Return the body of the request that an `aws` command line sends, with members in the order of the body.

    The machine's settings (region, credentials, profiles) are assumed to be valid, and so is the `--query` expression.

    Args:
        argv: The arguments as a shell would pass them; the first is "aws".
        cli_version: The major version of the AWS CLI, 1 or 2.
        directory: The folder that relative paths start from; files outside of it are not read.
        config: The settings, of which only the service model is used; configuration files are not searched for.

    Raises:
        CommandError: aws would refuse the command line, or would not send such a request.
    """
    from ircompile.config.settings import Config
    from ircompile.model.model import model_of
    from ircompile.syntax.command_line import read_command_line

    request = model_of(config or Config()).request
    return read_command_line(argv, request, cli_version=cli_version, directory=directory)


def _read(text: str | bytes, filename: str, config: Config | None) -> tuple[Source, Config, list[Manifest]]:
    """Return the source of a text, the settings and the manifests in the text."""
    from ircompile.config.settings import Config
    from ircompile.manifest.load import read
    from ircompile.model.model import model_of
    from ircompile.sources.source import decode, from_text

    if not isinstance(text, str | bytes):
        raise TypeError(f"text must be str or bytes, not {type(text).__name__}")
    name = os.fspath(filename)
    source = decode(name, text) if isinstance(text, bytes) else from_text(name, text)
    settings = config or Config()
    return source, settings, read(source, settings, model_of(settings))
