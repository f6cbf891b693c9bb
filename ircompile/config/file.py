"""What configuration files say: each is a layer, over those that it extends."""

from __future__ import annotations

import os

from ircompile.config.settings import PYPROJECT
from ircompile.findings.errors import UserError
from ircompile.findings.messages import escaped, is_date, shown
from ircompile.findings.values import get
from ircompile.sources.files import Glob, UnreadableFileError, read_bytes
from ircompile.sources.repository import repository_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.findings.values import Path

TABLE = ("tool", "ircompile")
"""The path of our table in pyproject.toml, which has others' tables, too."""
MOST = 8
"""Files that may extend one another."""
LARGEST = 1 << 19
"""Bytes of a configuration file; of pyproject.toml, in which others' tables stand, twice as many."""
PATHS = (
    ("extend",),
    ("model", "path"),
    ("lint", "rules"),
    ("lint", "schemas"),
    ("lint", "baseline"),
    ("compile", "out-dir"),
)
"""The settings that are paths, or lists of such."""


class ConfigError(UserError):
    """A configuration that can't be used; `line` is 0 where the file as a whole is meant."""


def is_ours(file: str) -> bool:
    """Whether a file that is called like a configuration is one, if only one that is no TOML.

    Raises:
        ConfigError: The system refuses to read it, or it is too large.
    """
    if not _is_pyproject(file):
        return True
    text = _text(file)
    if TABLE[-1] not in text:
        return False
    from ircompile.config.toml import TomlError, read_toml

    try:
        return _table(read_toml(text), file) is not None
    except TomlError:
        return True


def _is_pyproject(file: str) -> bool:
    return os.path.basename(file) == PYPROJECT


def _table(document: dict[str, Any], file: str) -> Any:
    """Our settings in a document, None where it has none."""
    value: Any = document
    for step in TABLE if _is_pyproject(file) else ():
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _text(file: str) -> str:
    try:
        limit = 2 * LARGEST if _is_pyproject(file) else LARGEST
        return read_bytes(file, limit, raised_by="").decode("utf-8", "replace")
    except UnreadableFileError as error:
        raise ConfigError(f"the configuration can't be read: {error}", file) from None


class Layer:
    """What one configuration file says.

    Attributes:
        file: The file.
        said: Its settings as they are written.
        settings: Its settings with paths as seen from the working directory.
    """

    __slots__ = ("_text", "file", "said", "settings")

    def __init__(self, file: str) -> None:
        from ircompile.config.schema import violation
        from ircompile.config.toml import TomlError, read_toml

        self.file = file
        self._text = _text(file)
        try:
            self.said: Any = _table(read_toml(self._text), file)
        except TomlError as error:
            raise ConfigError(str(error), file) from None
        if self.said is None:
            raise ConfigError(f"there is no table `[{'.'.join(TABLE)}]`", file)
        if _holds_nul(self.said):
            raise ConfigError("it holds the character NUL, which stands in no path and no text of a manifest", file)
        wrong = violation(self.said, "config")
        if wrong:
            raise self.error(wrong.path, wrong.message)
        for number, entry in enumerate(self.said.get("ignore", ())):
            if "until" in entry and not is_date(entry["until"]):
                raise self.error(("ignore", number, "until"), f"{shown(entry['until'])} is no date")
        self.settings = self._resolved()

    def error(self, path: Path, message: str) -> ConfigError:
        """A fault of the setting at a path."""
        return ConfigError(message, self.file, self.line(path))

    def line(self, path: Path) -> int:
        """The line of a setting, or of the nearest one above it; 0 where there is none."""
        from ircompile.config.toml_positions import places

        found = places(self._text)
        path = (*TABLE, *path) if _is_pyproject(self.file) else path
        start = next((found[path[:end]] for end in range(len(path), 0, -1) if path[:end] in found), None)
        return 0 if start is None else self._text.count("\n", 0, start) + 1

    def says(self, path: Path) -> bool:
        """Whether the file says anything of a setting."""
        try:
            get(self.said, path)
        except (KeyError, IndexError, TypeError):
            return False
        return True

    def _resolved(self) -> dict[str, Any]:
        """The settings, with what is seen from the file's folder as seen from the working directory."""
        folder = os.path.dirname(self.file)
        settings: dict[str, Any] = {**self.said}
        for table in ("lint", "model", "compile"):
            settings[table] = {**settings.get(table, {})}
        for path in PATHS:
            table = get(settings, path[:-1])
            if path[-1] in table:
                table[path[-1]] = self._path(table[path[-1]], path)
        if "exclude" in settings:
            settings["exclude"] = [Glob(glob, folder) for glob in settings["exclude"]]
        if "ignore" in settings:
            settings["ignore"] = [{**entry, "path": Glob(entry["path"], folder)} for entry in settings["ignore"]]
        if "per-file-ignores" in settings["lint"]:
            ignores = settings["lint"]["per-file-ignores"]
            settings["lint"]["per-file-ignores"] = {Glob(glob, folder): rules for glob, rules in ignores.items()}
        return settings

    def _path(self, value: Any, path: Path) -> Any:
        """A path as seen from the working directory; one that leads out of the repository is refused."""
        if isinstance(value, list):
            return [self._path(one, (*path, number)) for number, one in enumerate(value)]
        folder = os.path.dirname(self.file)
        joined = os.path.normpath(os.path.join(folder, value))
        if os.path.isabs(value) or not is_inside(joined, folder):
            key = next(step for step in reversed(path) if isinstance(step, str))
            raise self.error(path, f"`{key}` leads out of the repository: {escaped(value)}")
        return os.path.relpath(joined)


def layers(file: str, depth: int = 0) -> list[Layer]:
    """What a file says, then what the file says that it extends, and so on."""
    layer = Layer(file)
    if "extend" not in layer.said:
        return [layer]
    if depth == MOST:
        raise layer.error(("extend",), f"more than {MOST} files extend one another")
    return [layer, *layers(layer.settings.pop("extend"), depth + 1)]


def _holds_nul(value: Any) -> bool:
    """Whether a text in a value holds the character that ends a path to the system."""
    if isinstance(value, dict):
        return any(_holds_nul(part) for item in value.items() for part in item)
    return any(map(_holds_nul, value)) if isinstance(value, list) else isinstance(value, str) and "\0" in value


def is_inside(path: str, folder: str) -> bool:
    """Whether a path, its links resolved, is in the repository of a folder; without one, in the file system."""
    top = os.path.realpath(repository_of(os.path.abspath(folder)) or os.sep)
    return os.path.commonpath([top, os.path.realpath(path)]) == top
