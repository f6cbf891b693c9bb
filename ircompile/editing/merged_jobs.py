"""The jobs that an overlay is merged over."""

from __future__ import annotations

import os
from itertools import islice

from ircompile.config.environments import STEM, filled, stem
from ircompile.config.exclusion import exclusion
from ircompile.sources.files import walk
from ircompile.sources.repository import relative

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

    from ircompile.config.settings import Config

MOST: Final = 50
"""The files with jobs that are linted with an overlay."""
MOST_FILES: Final = 10_000
"""The files that are looked at in search of these."""


def jobs_below(name: str, config: Config, texts: Mapping[str, str]) -> list[str]:
    """Return the names of the files whose jobs a file is merged over; [] if it is not an overlay.

    Args:
        name: The file.
        config: Its configuration.
        texts: The unsaved texts of other files, by their absolute paths.
    """
    path = os.path.abspath(name)
    environments = [
        it for it in config.environments.values() if any(pattern.fullmatch(path) for pattern in it.patterns)
    ]
    if not environments or not config.files:
        return []
    folder = relative(os.path.dirname(config.files[0]) or ".")
    saved = islice(walk(folder, lambda _name, _why: None, lambda _: exclusion(config)), MOST_FILES)
    found = dict.fromkeys([*(name for name, _ in saved), *(relative(it) for it in texts)])

    def is_below(job: str) -> bool:
        return any(
            it.includes(job) and path in {os.path.abspath(filled(overlay, {STEM: stem(job)})) for overlay in it.overlay}
            for it in environments
        )

    return [*islice(filter(is_below, found), MOST)]
