"""Configuration files: which one counts for a file, and what it says."""

from __future__ import annotations

import os

from ircompile.config import Config, Glob, Ignored, Limits
from ircompile.files import Unreadable, read_bytes
from ircompile.tree import get
from ircompile.wording import escaped, is_date, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.tree import Path

PYPROJECT = "pyproject.toml"
"""A file that counts where it has our table, among others' tables."""
TABLE = ("tool", "ircompile")
"""The path of our table there."""
NAMES = ("ircompile.toml", ".ircompile.toml", PYPROJECT)
"""What a configuration file may be called, in the order in which one folder's are looked for."""
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


class ConfigFault(ValueError):
    """A configuration that can't be used; `file` and `line` (from 1; 0 for the whole file) say where."""

    def __init__(self, file: str, line: int, message: str) -> None:
        super().__init__(f"{escaped(file)}:{line}: {message}" if line else f"{escaped(file)}: {message}")
        self.file, self.line, self.message = file, line, message


class Configs:
    """The configuration of every file of a run: the nearest one, never two that are merged silently.

    Args:
        given: A configuration file that counts for all files.
        isolated: No file is looked for.
        over: Settings that win over any file's, such as those of the command line, as in a configuration file.
    """

    __slots__ = ("_by_file", "_by_folder", "_given", "_isolated", "_near", "_over")

    def __init__(self, given: str | None = None, *, isolated: bool = False, over: dict[str, Any] | None = None) -> None:
        self._given = given
        self._isolated = isolated
        self._over = over or {}
        self._by_folder: dict[str, str | None] = {}
        self._by_file: dict[str | None, Config] = {}
        self._near: dict[str, Config] = {}

    def of(self, name: str) -> Config:
        """The settings for a file, or for a folder with a slash behind it; standard input goes by a name, too."""
        folder = name[: name.rfind("/") + 1]  # which tells most names apart as well as `dirname`, and faster
        if folder not in self._near:
            file = self.file_of(name)
            if file not in self._by_file:
                self._by_file[file] = _config(_layers(file) if file else [], self._over)
            self._near[folder] = self._by_file[file]
        return self._near[folder]

    def file_of(self, name: str) -> str | None:
        """The configuration file that counts for a file."""
        if self._isolated or self._given:
            return self._given
        try:
            return self._nearest(os.path.abspath(os.path.dirname(name)))
        except FileNotFoundError:  # the working directory is gone, and with it whatever stood there
            return None

    def _nearest(self, folder: str) -> str | None:
        if folder not in self._by_folder:
            found = next((file for name in NAMES if _counts(file := os.path.join(folder, name))), None)
            above = os.path.dirname(folder)
            if not found and above != folder and not os.path.exists(os.path.join(folder, ".git")):
                found = self._nearest(above)
            if found and os.path.islink(found) and not _is_inside(found, folder):
                raise ConfigFault(found, 0, "the configuration is a link that leads out of the repository")
            self._by_folder[folder] = found
        return self._by_folder[folder]


def _counts(file: str) -> bool:
    """Whether a file is there, and is a configuration of ours, if only one that can't be read."""
    if not os.path.lexists(file):
        return False
    if not file.endswith(PYPROJECT):
        return True
    text = _text(file)
    if TABLE[-1] not in text:
        return False
    from ircompile.reading.toml_text import NoToml, read_toml

    try:
        return _table(read_toml(text), file) is not None
    except NoToml:
        return True


def _table(document: dict[str, Any], file: str) -> Any:
    """Our settings in a document, None where it has none."""
    value: Any = document
    for step in TABLE if file.endswith(PYPROJECT) else ():
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _text(file: str) -> str:
    try:
        limit = 2 * LARGEST if file.endswith(PYPROJECT) else LARGEST
        return read_bytes(file, limit, raised_by="").decode("utf-8", "replace")
    except Unreadable as error:
        raise ConfigFault(file, 0, f"the configuration can't be read: {error}") from None


class _Layer:
    """What one configuration file says.

    Attributes:
        file: The file.
        said: Its settings as they are written.
        settings: Its settings with paths as seen from the working directory, and without `extend`.
    """

    __slots__ = ("_text", "file", "said", "settings")

    def __init__(self, file: str) -> None:
        from ircompile.conforming import fault
        from ircompile.reading.toml_text import NoToml, read_toml

        self.file = file
        self._text = _text(file)
        try:
            self.said: Any = _table(read_toml(self._text), file)
        except NoToml as error:
            raise ConfigFault(file, 0, str(error)) from None
        if self.said is None:
            raise ConfigFault(file, 0, f"there is no table `[{'.'.join(TABLE)}]`")
        if _holds_nul(self.said):
            raise ConfigFault(file, 0, "it holds the character NUL, which stands in no path and no text of a manifest")
        wrong = fault(self.said, "config")
        if wrong:
            raise self.fault(wrong[0], wrong[2])
        for number, entry in enumerate(self.said.get("ignore", ())):
            if "until" in entry and not is_date(entry["until"]):
                raise self.fault(("ignore", number, "until"), f"{shown(entry['until'])} is no date")
        self.settings = self._resolved()

    def fault(self, path: Path, message: str) -> ConfigFault:
        """A fault of the setting at a path."""
        return ConfigFault(self.file, self.line(path), message)

    def line(self, path: Path) -> int:
        """The line of a setting, or of the nearest one above it; 0 where there is none."""
        from ircompile.reading.toml_places import places

        found = places(self._text)
        path = (*TABLE, *path) if self.file.endswith(PYPROJECT) else path
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
        if os.path.isabs(value) or not _is_inside(joined, folder):
            key = next(step for step in reversed(path) if isinstance(step, str))
            raise self.fault(path, f"`{key}` leads out of the repository: {escaped(value)}")
        return os.path.relpath(joined)


def _layers(file: str, depth: int = 0) -> list[_Layer]:
    """What a file says, then what the file says that it extends, and so on."""
    layer = _Layer(file)
    if "extend" not in layer.said:
        return [layer]
    if depth == MOST:
        raise layer.fault(("extend",), f"more than {MOST} files extend one another")
    return [layer, *_layers(layer.settings.pop("extend"), depth + 1)]


def merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """The settings of two layers: what `above` says wins, table by table and key by key."""
    both = {key: merged(below[key], above[key]) for key in above if isinstance(below.get(key), dict)}
    return {**below, **above, **both}


def _repository(folder: str) -> str:
    """The folder that holds the repository; without one, the top of the file system."""
    while not os.path.exists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            break
        folder = above
    return folder


def _holds_nul(value: Any) -> bool:
    """Whether a text in a value holds the character that ends a path to the system."""
    if isinstance(value, dict):
        return any(_holds_nul(part) for item in value.items() for part in item)
    return any(map(_holds_nul, value)) if isinstance(value, list) else isinstance(value, str) and "\0" in value


def _is_inside(path: str, folder: str) -> bool:
    """Whether a path, its links resolved, is in the repository of a folder."""
    top = os.path.realpath(_repository(os.path.abspath(folder)))
    return os.path.commonpath([top, os.path.realpath(path)]) == top


def _config(layers: list[_Layer], over: dict[str, Any]) -> Config:
    """The settings of files, the first of which wins, under others that win over all of them."""
    said: dict[str, Any] = {}
    for layer in reversed(layers):
        said = merged(said, layer.settings)
    said = merged(said, over)
    if said.get("lint", {}).get("require-reason"):
        _see_reasons(said.get("ignore", ()), layers)
    return Config(**_arguments(said), files=tuple(layer.file for layer in layers), where=_Places(layers))


class _Places:
    """Tells where the settings of some files stand; processes can be told of it, too."""

    __slots__ = ("_layers",)

    def __init__(self, layers: list[_Layer]) -> None:
        self._layers = layers

    def __call__(self, path: Path) -> str:
        return next((f"{escaped(it.file)}:{it.line(path)}" for it in self._layers if it.says(path)), "")


def _see_reasons(entries: list[dict[str, Any]], layers: list[_Layer]) -> None:
    for number, entry in enumerate(entries):
        if not entry.get("reason"):
            layer = next(it for it in layers if it.says(("ignore", number)))
            message = "this `[[ignore]]` lacks the `reason` that `require-reason` asks for"
            raise layer.fault(("ignore", number), message)


def _arguments(said: dict[str, Any]) -> dict[str, Any]:
    """Settings as the arguments of `Config`."""
    lint = {key.replace("-", "_"): value for key, value in said.get("lint", {}).items()}
    for key in ("rules", "schemas", "select", "ignore"):
        if key in lint:
            lint[key] = tuple(lint[key])
    files = lint.pop("per_file_ignores", {})
    return {
        **lint,
        "limits": Limits(**said.get("limits", {})),
        "exclude": tuple(said.get("exclude", ())),
        "region": said.get("region", ""),
        "model": said.get("model", {}).get("path", ""),
        "extend_instance_types": tuple(said.get("model", {}).get("extend-instance-types", ())),
        "out_dir": said.get("compile", {}).get("out-dir", ""),
        "per_file_ignores": {glob: tuple(rules) for glob, rules in files.items()},
        "ignored": tuple(Ignored(**{**entry, "rules": tuple(entry["rules"])}) for entry in said.get("ignore", ())),
    }
