"""The files and folders that a configuration leaves out."""

from __future__ import annotations

import os

from ircompile.sources.files import host_kind
from ircompile.sources.globs import Glob, matches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ircompile.config.settings import Config


def exclusion(config: Config, *, globs: Iterable[Glob] = (), out_dir: str = "") -> Callable[[str], bool]:
    """Return a predicate for the paths that a configuration leaves out when folders are searched.

    Args:
        config: The configuration.
        globs: Paths to leave out besides.
        out_dir: A folder of compiled requests besides the configured ones.
    """
    globs = (*config.exclude, *globs)
    environments = config.environments.values()
    written = [out_dir, config.out_dir, *(it.out_dir for it in environments)]
    here = os.path.join(os.path.abspath(""), "")
    above = (os.path.join(os.path.abspath(folder), "") for folder in written if folder)
    folders = tuple(folder for folder in above if not here.startswith(folder))
    overlays = [pattern for it in environments for pattern in it.patterns]

    def is_excluded(path: str) -> bool:
        file = os.path.abspath(path)
        excluded = bool(globs) and matches(path, globs)
        excluded = excluded or os.path.join(file, "").startswith(folders)  # compiled requests are not sources
        excluded = excluded or host_kind(path) not in (None, *config.hosts)
        return excluded or any(pattern.fullmatch(file) for pattern in overlays)

    return is_excluded
