"""Configuration files: which one counts for a file, and what it says."""

from __future__ import annotations

import os

from ircompile.config import Config, Ignored, Limits
from ircompile.files import Unreadable, read_bytes
from ircompile.wording import escaped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.tree import Path

NAMES = ("ircompile.toml", ".ircompile.toml", "pyproject.toml")
"""What a configuration file may be called, in the order in which one folder's are looked for."""
TABLE = b"[tool.ircompile"
"""What a pyproject.toml must hold to count."""
MOST = 8
"""Files that may extend one another."""


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
        """The settings for a file; for standard input, those of the name that it goes by."""
        folder = name[: name.rfind("/") + 1]  # which tells most names apart as well as `dirname`, and faster
        if folder not in self._near:
            file = self.file_of(name)
            if file not in self._by_file:
                self._by_file[file] = _config(_settings(file) if file else {}, self._over, file)
            self._near[folder] = self._by_file[file]
        return self._near[folder]

    def file_of(self, name: str) -> str | None:
        """The configuration file that counts for a file."""
        if self._isolated or self._given:
            return self._given
        return self._nearest(os.path.dirname(os.path.abspath(name)))

    def _nearest(self, folder: str) -> str | None:
        if folder not in self._by_folder:
            found = next((file for name in NAMES if _counts(file := os.path.join(folder, name))), None)
            above = os.path.dirname(folder)
            if not found and above != folder and not os.path.exists(os.path.join(folder, ".git")):
                found = self._nearest(above)
            self._by_folder[folder] = found
        return self._by_folder[folder]


def _counts(file: str) -> bool:
    if not os.path.isfile(file):
        return False
    return not file.endswith("pyproject.toml") or TABLE in _bytes(file)


def _bytes(file: str) -> bytes:
    try:
        return read_bytes(file, Limits().bytes)
    except Unreadable as error:
        raise ConfigFault(file, 0, f"the configuration can't be read: {error}") from None


def _settings(file: str, depth: int = 0) -> dict[str, Any]:
    """What a file says, over what the files say that it extends; paths in it are seen from its folder."""
    import tomllib

    text = _bytes(file).decode("utf-8", "replace")
    try:
        document: dict[str, Any] = _dated(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ConfigFault(file, 0, f"not TOML: {error}") from None
    settings = document.get("tool", {}).get("ircompile", {}) if file.endswith("pyproject.toml") else document
    from ircompile.conforming import fault

    wrong = fault(settings, "config")
    if wrong:
        path, _, message = wrong
        raise ConfigFault(file, _line(text, path), message)
    _resolve(settings, file, text)
    if "extend" in settings:
        if depth == MOST:
            raise ConfigFault(file, _line(text, ("extend",)), f"more than {MOST} files extend one another")
        return merged(_settings(settings.pop("extend"), depth + 1), settings)
    return settings


def _dated(value: Any) -> Any:
    """A value of TOML with its dates as text, which JSON Schema can speak of."""
    if isinstance(value, dict):
        return {key: _dated(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_dated(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """The settings of two layers: what `above` says wins, table by table and key by key."""
    both = {key: merged(below[key], above[key]) for key in above if isinstance(below.get(key), dict)}
    return {**below, **above, **both}


def _resolve(settings: dict[str, Any], file: str, text: str) -> None:
    """Paths as seen from the working directory; one that leads out of the repository is refused."""
    lint = settings.get("lint", {})
    out = settings.get("compile", {})
    for table, key in ((settings, "extend"), (lint, "rules"), (lint, "schemas"), (lint, "baseline"), (out, "out-dir")):
        if key in table:
            many = isinstance(table[key], list)
            paths = [_inside(path, file, text, key) for path in (table[key] if many else [table[key]])]
            table[key] = paths if many else paths[0]


def _inside(path: str, file: str, text: str, key: str) -> str:
    folder = os.path.dirname(file)
    joined = os.path.normpath(os.path.join(folder, path))
    top = _repository(os.path.abspath(folder))
    if os.path.isabs(path) or os.path.commonpath([top, os.path.realpath(joined)]) != os.path.realpath(top):
        raise ConfigFault(file, _line(text, (key,)), f"`{key}` leads out of the repository: {escaped(path)}")
    return os.path.relpath(joined)


def _repository(folder: str) -> str:
    """The folder that holds the repository; without one, the top of the file system."""
    while not os.path.exists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            break
        folder = above
    return folder


def _line(text: str, path: Path) -> int:
    """The line on which a setting stands, 0 where it can't be told: TOML's reader keeps no places."""
    import re

    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    pattern = re.compile(rf"""^\s*(?:\[+[^\]\n]*\b)?["']?{re.escape(key)}["']?\s*[=\].]""", re.MULTILINE)
    match = pattern.search(text) if key else None
    return text.count("\n", 0, match.start() + len(match[0]) - len(match[0].lstrip())) + 1 if match else 0


def _config(settings: dict[str, Any], over: dict[str, Any], file: str | None) -> Config:
    said = merged(settings, over)
    lint = {key.replace("-", "_"): value for key, value in said.get("lint", {}).items()}
    for key in ("rules", "schemas", "select", "ignore"):
        if key in lint:
            lint[key] = tuple(lint[key])
    if lint.get("require_reason") and not all(entry.get("reason") for entry in said.get("ignore", ())):
        raise ConfigFault(file or "", 0, "an `[[ignore]]` lacks the `reason` that `require-reason` asks for")
    files = {glob: tuple(rules) for glob, rules in lint.pop("per_file_ignores", {}).items()}
    return Config(
        limits=Limits(**said.get("limits", {})),
        exclude=tuple(said.get("exclude", ())),
        folder=os.path.dirname(file) if file else "",
        out_dir=said.get("compile", {}).get("out-dir", ""),
        per_file_ignores=files,
        ignored=tuple(Ignored(**{**entry, "rules": tuple(entry["rules"])}) for entry in said.get("ignore", ())),
        **lint,
    )
