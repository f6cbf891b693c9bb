"""Which configuration file counts for a file, and what it sets."""

from __future__ import annotations

import os

from ircompile.config.settings import PYPROJECT, Config, Ignored, Limits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.config.file import Layer
    from ircompile.findings.values import Path

NAMES = ("ircompile.toml", ".ircompile.toml", PYPROJECT)
"""What a configuration file may be called, in the order in which one folder's are looked for."""


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
        """The settings for a file, for what is in a folder (with a slash behind it), or for standard input by name."""
        # to cut tells most names apart as well as `dirname`, and faster; Windows has another sign, too
        folder = name[: name.rfind("/") + 1] if os.sep == "/" else os.path.dirname(name)
        if folder not in self._near:
            file = self.file_of(name)
            if file not in self._by_file:
                self._by_file[file] = _config(file, self._over)
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
            if found and os.path.islink(found):
                _see_inside(found, folder)
            self._by_folder[folder] = found
        return self._by_folder[folder]


def _counts(file: str) -> bool:
    """Whether a file is there, and is a configuration of ours, if only one that can't be read."""
    if not os.path.lexists(file):
        return False
    from ircompile.config.file import is_ours

    return is_ours(file)


def _see_inside(link: str, folder: str) -> None:
    from ircompile.config.file import ConfigError, is_inside

    if not is_inside(link, folder):
        raise ConfigError("the configuration is a link that leads out of the repository", link)


def merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """The settings of two layers: what `above` says wins, table by table and key by key."""
    both = {key: merged(below[key], above[key]) for key in above if isinstance(below.get(key), dict)}
    return {**below, **above, **both}


def _config(file: str | None, over: dict[str, Any]) -> Config:
    """The settings of a file, over those that it extends, and under others that win over all of them."""
    found: list[Layer] = []
    if file:
        from ircompile.config.file import layers

        found = layers(file)
    said: dict[str, Any] = {}
    for layer in reversed(found):
        said = merged(said, layer.settings)
    said = merged(said, over)
    if said.get("lint", {}).get("require-reason"):
        _see_reasons(said.get("ignore", ()), found)
    return Config(**_arguments(said), files=tuple(layer.file for layer in found), where=_Locations(found))


class _Locations:
    """Finds the file and the line of a setting; it can be sent to another process."""

    __slots__ = ("_layers",)

    def __init__(self, layers: list[Layer]) -> None:
        self._layers = layers

    def __call__(self, path: Path) -> tuple[str, int]:
        return next(((it.file, it.line(path)) for it in self._layers if it.says(path)), ("", 0))


def _see_reasons(entries: list[dict[str, Any]], layers: list[Layer]) -> None:
    for number, entry in enumerate(entries):
        if not entry.get("reason"):
            layer = next(it for it in layers if it.says(("ignore", number)))
            message = "this `[[ignore]]` lacks the `reason` that `require-reason` asks for"
            raise layer.error(("ignore", number), message)


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
