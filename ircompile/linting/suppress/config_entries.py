"""Diagnostics about `[[ignore]]` entries at their own lines: expired ones, and those that match no file."""

from __future__ import annotations

import os

from ircompile.linting.locate import of_setting
from ircompile.linting.suppress import problems
from ircompile.linting.suppress.entries import is_expired
from ircompile.linting.suppress.suppressions import today
from ircompile.sources.globs import matches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ircompile.config.settings import Config, Ignored
    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.sources.source import Source


class ConfigEntries:
    """The `[[ignore]]` entries of all configuration files of a run.

    An entry is seen once, even if several configurations extend the file that it is in.

    Args:
        names: The files of the run, by configuration.

    Attributes:
        sources: The configuration files that have problems, by name.
    """

    def __init__(self, names: dict[Config, list[str]]) -> None:
        self.sources: dict[str, Source] = {}
        self._entries: dict[tuple[str, int], tuple[Config, int]] = {}
        self._matched: set[tuple[str, int]] = set()
        for config, files in names.items():
            for number, entry in enumerate(config.ignored):
                place = config.where(("ignore", number))
                if place[0]:
                    self._entries.setdefault(place, (config, number))
                    self._matched.update(place for name in files if matches(name, (entry.path,)))

    def diagnostics(self, is_covered: Callable[[str], bool]) -> Iterator[Diagnostic]:
        """Yield the diagnostics of entries that expired, and of those that match no file.

        Args:
            is_covered: Returns whether all files in and below a folder are part of the run.
        """
        date = today()
        for place, (config, number) in self._entries.items():
            entry = config.ignored[number]
            if place in self._matched and is_expired(entry, date):
                yield from of_setting(
                    problems.expired_entry(entry, ()), config, ("ignore", number, "until"), self.sources
                )
            if place not in self._matched and _is_absent(entry, is_covered):
                yield from of_setting(problems.unmatched_entry(entry), config, ("ignore", number, "path"), self.sources)


def _is_absent(entry: Ignored, is_covered: Callable[[str], bool]) -> bool:
    """Return whether an entry without a file in the run has none on the disk either."""
    pattern, folder = entry.path.pattern, entry.path.folder or "."
    if set(pattern) & set("*?[\\!"):
        return is_covered(folder)
    is_anchored = "/" in pattern.rstrip("/")
    return not os.path.exists(os.path.join(folder, pattern.lstrip("/"))) and (is_anchored or is_covered(folder))
