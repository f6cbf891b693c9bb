"""Configuration files. Each is a layer above the files that it extends."""

from __future__ import annotations

import os

from ircompile.config.settings import PYPROJECT
from ircompile.findings.errors import UserError
from ircompile.findings.messages import escaped, is_date, shown
from ircompile.findings.values import get
from ircompile.sources.files import UnreadableFileError, read_bytes
from ircompile.sources.globs import Glob, GlobError
from ircompile.sources.repository import is_in, relative, repository_of
from ircompile.sources.source import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.findings.values import Path

NOWHERE = "<configuration>"
"""The name of settings that are in no file."""
TABLE = ("tool", "ircompile")
"""The path of our table in pyproject.toml."""
MAX_EXTENDED = 8
"""The number of files that may extend one another."""
MAX_BYTES = 1 << 19
"""The size of a configuration file; pyproject.toml, which has other tables too, may have twice as many bytes."""
PATHS = (
    ("extend",),
    ("model", "path"),
    ("lint", "rules"),
    ("lint", "schemas"),
    ("lint", "baseline"),
    ("compile", "out-dir"),
)
"""The settings that are paths or lists of paths."""
WRITTEN = ("baseline", "out-dir")
"""The keys of the paths that are written to."""
CONFINED = ("overlay", *WRITTEN)
"""The keys of the paths that, without a repository, can't leave the folder of the file."""
COLUMNS = ("environments",)
"""The tables whose errors have a column, since their values are lists of several texts."""


class ConfigError(UserError):
    """Raised when a configuration or baseline can't be used; `line` is 0 if the file as a whole is wrong."""


def is_ours(file: str) -> bool:
    """Return whether a file with the name of a configuration is one, or is a pyproject.toml that might be one.

    Raises:
        ConfigError: It can't be read, or is too large.
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
    """Return our settings in a document; None if it has none."""
    value: Any = document
    for step in TABLE if _is_pyproject(file) else ():
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _text(file: str) -> str:
    try:
        limit = 2 * MAX_BYTES if _is_pyproject(file) else MAX_BYTES
        return read_bytes(file, limit, raised_by="").decode("utf-8", "replace")
    except UnreadableFileError as error:
        raise ConfigError(f"the configuration can't be read: {error}", file) from None


class Layer:
    """The settings of one configuration file.

    Attributes:
        file: The file.
        written: The settings as written.
        settings: The settings with paths relative to the working directory.

    Raises:
        ConfigError: The file can't be used.
    """

    def __init__(self, file: str) -> None:
        from ircompile.config.schema import violation
        from ircompile.config.toml import TomlError, read_toml

        self.file = file
        self._text = _text(file)
        try:
            self.written: Any = _table(read_toml(self._text), file)
        except TomlError as error:
            raise ConfigError(str(error), file) from None
        if self.written is None:
            raise ConfigError(f"it has no `[{'.'.join(TABLE)}]` table", file)
        if _holds_nul(self.written):
            raise ConfigError("it contains the character NUL, which no path and no manifest can contain", file)
        wrong = violation(self.written, "config")
        if wrong:
            raise self.error(wrong.path, wrong.message)
        for number, entry in enumerate(self.written.get("ignore", ())):
            if "until" in entry and not is_date(entry["until"]):
                raise self.error(("ignore", number, "until"), f"{shown(entry['until'])} is not a date")
        self.settings = self._resolved()

    def error(self, path: Path, message: str) -> ConfigError:
        """Return an error for the setting at a path."""
        line, column = self.place(path)
        return ConfigError(message, self.file, line, column if path[:1] == COLUMNS else 0)

    def line(self, path: Path) -> int:
        """Return the line of a setting, from 1, or that of the nearest one that contains it; 0 if there is none."""
        return self.place(path)[0]

    def place(self, path: Path) -> tuple[int, int]:
        """Return the line and the column of a setting, as `line` does."""
        from ircompile.config.toml_positions import offsets

        found = offsets(self._text)
        path = (*TABLE, *path) if _is_pyproject(self.file) else path
        start = next((found[path[:end]] for end in range(len(path), 0, -1) if path[:end] in found), None)
        if start is None:
            return 0, 0
        return self._text.count("\n", 0, start) + 1, start - self._text.rfind("\n", 0, start)

    def has(self, path: Path) -> bool:
        """Return whether the file contains a setting."""
        try:
            get(self.written, path)
        except (KeyError, IndexError, TypeError):
            return False
        return True

    def _resolved(self) -> dict[str, Any]:
        """Return the settings with paths and globs resolved against the file's folder."""
        settings: dict[str, Any] = {**self.written}
        for table in ("lint", "model", "compile"):
            settings[table] = {**settings.get(table, {})}
        for path in PATHS:
            table = get(settings, path[:-1])
            if path[-1] in table:
                table[path[-1]] = self.path(table[path[-1]], path)
        for above in ((), ("compile",)):
            excluding = get(settings, above)
            if globs := excluding.get("exclude"):
                excluding["exclude"] = [self.glob(glob, (*above, "exclude", at)) for at, glob in enumerate(globs)]
        if "file-name" in settings["compile"]:
            from ircompile.config.file_names import problem

            if wrong := problem(settings["compile"]["file-name"]):
                raise self.error(("compile", "file-name"), f"`file-name`: {wrong}")
        if "ignore" in settings:
            entries = enumerate(settings["ignore"])
            settings["ignore"] = [
                {**entry, "path": self.glob(entry["path"], ("ignore", number, "path"), is_single=True)}
                for number, entry in entries
            ]
        if "per-file-ignores" in settings["lint"]:
            ignores = settings["lint"]["per-file-ignores"]
            settings["lint"]["per-file-ignores"] = {
                self.glob(glob, ("lint", "per-file-ignores", glob), is_single=True): rules
                for glob, rules in ignores.items()
            }
        return settings

    def glob(self, pattern: str, path: Path, *, is_single: bool = False) -> Glob:
        """Return the glob at a path of the settings.

        Args:
            pattern: The pattern.
            path: The path.
            is_single: Whether it is the only glob, so that `!` has nothing to negate.

        Raises:
            ConfigError: It is invalid.
        """
        if is_single and pattern.startswith("!"):
            why = r"has nothing to negate; write `\!` for a name that begins with `!`"
            raise self.error(path, f"the glob {shown(pattern)} {why}")
        try:
            return Glob(pattern, os.path.dirname(self.file))
        except GlobError as error:
            raise self.error(path, error.message) from None

    def path(self, value: Any, path: Path) -> Any:
        """Return a path, or a list of paths, relative to the working directory.

        Raises:
            ConfigError: It leads out of the repository, or, if it is written to and there is none, of the folder; or it
                is written to and leads into `.git`.
        """
        if isinstance(value, list):
            return [self.path(one, (*path, number)) for number, one in enumerate(value)]
        folder = os.path.dirname(self.file)
        joined = os.path.normpath(os.path.join(folder, value))
        key = next(step for step in reversed(path) if isinstance(step, str))
        if os.path.isabs(value) or not is_inside(joined, folder):
            raise self.error(path, f"`{key}` is outside of the repository: {escaped(value)}")
        if key in CONFINED and not is_inside(joined, folder, without="."):
            raise self.error(path, f"`{key}` is outside of the folder of this file: {escaped(value)}")
        if key in WRITTEN and ".git" in os.path.realpath(joined).lower().split(os.sep):  # git runs what is there
            raise self.error(path, f"`{key}` is in the `.git` folder: {escaped(value)}")
        return relative(joined)


def layers(file: str, depth: int = 0) -> list[Layer]:
    """Return the layer of a file, followed by those of the files that it extends."""
    layer = Layer(file)
    if "extend" not in layer.written:
        return [layer]
    if depth == MAX_EXTENDED:
        raise layer.error(("extend",), f"`extend` chains more than {MAX_EXTENDED} files")
    return [layer, *layers(layer.settings.pop("extend"), depth + 1)]


def _holds_nul(value: Any) -> bool:
    """Return whether a string in a value contains NUL, which ends a path for the operating system."""
    if isinstance(value, dict):
        return any(_holds_nul(part) for item in value.items() for part in item)
    return any(map(_holds_nul, value)) if isinstance(value, list) else isinstance(value, str) and "\0" in value


def is_inside(path: str, folder: str, *, without: str = os.sep) -> bool:
    """Return whether a path, with links resolved, is in the repository of a folder.

    Args:
        path: The path.
        folder: The folder.
        without: The path, from the folder, of what counts as the repository where there is none.
    """
    top = os.path.realpath(repository_of(os.path.abspath(folder)) or os.path.join(folder, without))
    return is_in(os.path.realpath(path), top)


def setting_line(place: tuple[str, int], sources: dict[str, Source]) -> tuple[Source, tuple[int, int]]:
    """Return the configuration file with a setting, and the span of its line; an empty text if it is in no file.

    Args:
        place: The file and the line; "" and 0 for a setting that is in no file.
        sources: The texts that were read, by name, to which this one is added.
    """
    file, line = place
    name = relative(file) if file else NOWHERE
    if name not in sources:
        data = read_bytes(file, 2 * MAX_BYTES) if file else b""
        sources[name] = Source(name, data.decode("utf-8", "replace"), "toml")
    source = sources[name]
    text = source.line(line or 1)
    start = source.offset(line or 1) + len(text) - len(text.lstrip())
    return source, (start, start + len(text.strip()))
