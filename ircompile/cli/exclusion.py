"""The files and folders that a run skips."""

from __future__ import annotations

import os

from ircompile.cli.exit import CliError
from ircompile.sources.files import host_kind
from ircompile.sources.globs import Glob, GlobError, matches

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    import re
    from collections.abc import Callable, Iterator

    from ircompile.config.environments import Environment
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
    overlays = [overlay for it in environments for overlay in _patterns(it)]

    def is_excluded(path: str) -> bool:
        excluded = matches(path, globs) or any(_is_in(path, it) for it in written)  # compiled requests are not sources
        excluded = excluded or host_kind(path) not in (None, *config.hosts)
        excluded = excluded or any(pattern.fullmatch(os.path.abspath(path)) for pattern in overlays)
        if excluded:
            log(f"{path.rstrip('/')}: skipped, excluded")
        return excluded

    return is_excluded


def _patterns(environment: Environment) -> Iterator[re.Pattern[str]]:
    """Yield expressions for the overlays of an environment, which are not jobs."""
    from ircompile.config.environments import pattern_of

    yield from map(pattern_of, environment.overlay)


def _is_in(path: str, folder: str) -> bool:
    """Return whether a path is in a folder, or is that folder; False if the working directory is, or there is none."""
    above = os.path.join(os.path.abspath(folder), "")
    path, here = (os.path.join(os.path.abspath(it), "") for it in (path, ""))
    return folder != "" and path.startswith(above) and not here.startswith(above)
