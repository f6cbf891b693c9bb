"""The files and folders that a run skips, and the folders that it covers as a whole."""

from __future__ import annotations

import os

from ircompile.cli.exit import CliError
from ircompile.config.exclusion import exclusion as configured
from ircompile.sources.globs import Glob, GlobError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from ircompile.config.settings import Config


def globs_of(arguments: argparse.Namespace) -> list[Glob]:
    """Return the globs of the command line.

    Raises:
        CliError: One is invalid.
    """
    try:
        return [Glob(pattern) for pattern in arguments.exclude]
    except GlobError as error:
        raise CliError(f"--exclude: {error}") from None


def exclusion(arguments: argparse.Namespace, config: Config, log: Callable[[str], object]) -> Callable[[str], bool]:
    """Return a predicate for the paths that are excluded by a configuration or the command line.

    Args:
        arguments: The arguments of the command.
        config: The configuration.
        log: Called with a line about each path that is excluded.
    """
    excludes = configured(config, globs=globs_of(arguments), out_dir=getattr(arguments, "out_dir", None) or "")

    def is_excluded(path: str) -> bool:
        excluded = excludes(path)
        if excluded:
            log(f"{path.rstrip('/')}: skipped, excluded")
        return excluded

    return is_excluded


def covers(folder: str, arguments: argparse.Namespace) -> bool:
    """Return whether the arguments name a folder or one above it, and exclude nothing."""
    named = [path for path in arguments.paths if os.path.isdir(path)]
    if arguments.exclude or not named:
        return False
    inside = os.path.join(os.path.realpath(folder), "")
    return inside.startswith(tuple(os.path.join(os.path.realpath(path), "") for path in named))
