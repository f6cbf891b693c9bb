"""The files and folders that a run skips."""

from __future__ import annotations

import os

from ircompile.cli.exit import CliError
from ircompile.sources.files import host_kind
from ircompile.sources.globs import Glob, GlobError, matches

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
    globs = (*config.exclude, *globs_of(arguments))
    environments = config.environments.values()
    written = [getattr(arguments, "out_dir", None) or config.out_dir, *(it.out_dir for it in environments)]
    here = os.path.join(os.path.abspath(""), "")
    above = (os.path.join(os.path.abspath(folder), "") for folder in written if folder)
    folders = tuple(folder for folder in above if not here.startswith(folder))
    overlays = [pattern for it in environments for pattern in it.patterns]

    def is_excluded(path: str) -> bool:
        file = os.path.abspath(path)
        excluded = bool(globs) and matches(path, globs)
        excluded = excluded or os.path.join(file, "").startswith(folders)  # compiled requests are not sources
        excluded = excluded or host_kind(path) not in (None, *config.hosts)
        excluded = excluded or any(pattern.fullmatch(file) for pattern in overlays)
        if excluded:
            log(f"{path.rstrip('/')}: skipped, excluded")
        return excluded

    return is_excluded
