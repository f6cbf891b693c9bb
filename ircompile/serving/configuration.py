"""The settings of the open texts, read again when a file that they come from has changed."""

from __future__ import annotations

import os

from ircompile.config.discovery import NAMES
from ircompile.editing.settings import Settings, settings_of
from ircompile.findings.errors import UserError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ircompile.config.discovery import Configs
    from ircompile.config.settings import Config
    from ircompile.findings.finding import SeverityName

    State = tuple[tuple[str, int, int], ...]

RULE_FILES = 1000
"""The most files of a folder of rules whose changes are noticed without the client's help."""


class Configuration:
    """The settings of all texts of a session.

    Args:
        configs: Returns the configurations that the command line asks for, unread.
        wanted: The least severity that is shown.
        texts: The unsaved texts of the session, by their absolute paths.
    """

    def __init__(self, configs: Callable[[], Configs], wanted: SeverityName, texts: Mapping[str, str]) -> None:
        self._make = configs
        self._wanted = wanted
        self._texts = texts
        self.forget()

    def forget(self) -> None:
        """Forget all settings, so that their files are read again."""
        self._configs = self._make()
        self._settings: dict[str, Settings] = {}
        self._states: dict[str, State] = {}

    def of(self, name: str) -> Settings:
        """Return the settings for a file.

        Raises:
            UserError: The configuration can't be used.
        """
        if name in self._states and self._states[name] != _state(self._files(name)):
            self.forget()
        if name not in self._settings:
            self._states[name] = _state(_candidates(name))
            self._settings[name] = settings_of(name, self._configs, self._wanted, self._texts)
            self._states[name] = _state(self._files(name))
        return self._settings[name]

    def drop(self, name: str) -> None:
        """Forget the settings for a file."""
        self._settings.pop(name, None)
        self._states.pop(name, None)

    def _files(self, name: str) -> Iterator[str]:
        """Yield the files that the settings for a file come from, or would come from if they existed."""
        yield from _candidates(name)
        if name in self._settings:
            yield from _named(self._settings[name].config)


def _candidates(name: str) -> Iterator[str]:
    """Yield the paths at which a configuration for a file may be."""
    folder = os.path.dirname(os.path.abspath(name))
    while True:
        yield from (os.path.join(folder, file) for file in NAMES)
        above = os.path.dirname(folder)
        if above == folder:
            return
        folder = above


def _named(config: Config) -> Iterator[str]:
    """Yield the files that a configuration consists of and names, but not the overlays, which are read every time."""
    yield from config.files
    yield from config.schemas
    yield from filter(None, (config.baseline, config.model))
    count = 0
    for folder in config.rules:
        for base, _, files in os.walk(folder):
            yield base
            for file in files:
                count += 1
                if count > RULE_FILES:
                    return
                yield os.path.join(base, file)


def _state(files: Iterable[str]) -> State:
    """Return what changes when one of some files does."""
    found = []
    for file in files:
        try:
            its = os.stat(file)
        except (OSError, ValueError):
            continue
        found.append((file, its.st_mtime_ns, its.st_size))
    return tuple(found)


def problem_place(error: Exception) -> tuple[str, int, int] | None:
    """Return the file, the line and the column, from 1, of an error in a configuration; None if it names no file."""
    if isinstance(error, UserError) and error.file and os.path.isfile(error.file):
        return error.file, max(error.line, 1), max(error.column, 1)
    return None
