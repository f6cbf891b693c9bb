"""Discovery of the configuration file that applies to a file."""

from __future__ import annotations

import os

from ircompile.config.settings import HOSTS, PYPROJECT, Config, Ignored, Limits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Any

    from ircompile.config.file import Layer
    from ircompile.findings.values import Path

NAMES = ("ircompile.toml", ".ircompile.toml", PYPROJECT)
"""The names of configuration files; within a folder, the first one wins."""
SELECTION = ("select", "ignore")
"""The keys of the lists of rules, which are also options of the command line."""
EXTENDED = "extended-ignore"
"""The key, in the settings that override those of any file, of rules not to report besides those that files name."""
GIVEN = ("chosen", "assignments")
"""The keys, in the settings that override those of any file, of what only the command line sets."""

DEVICES = ("/dev/", "/proc/")
"""Folders of pipes such as `/dev/stdin` and `<(command)`; as for standard input, the working directory counts."""


class Configs:
    """The configurations of all files of a run, each from the nearest configuration file and those that it extends.

    Args:
        given: A configuration file that applies to all files.
        isolated: Whether to ignore configuration files.
        over: Settings that override those of any file, nested as in a configuration file.
    """

    __slots__ = ("_by_file", "_by_folder", "_by_parent", "_given", "_isolated", "_over")

    def __init__(self, given: str | None = None, *, isolated: bool = False, over: dict[str, Any] | None = None) -> None:
        self._given = given
        self._isolated = isolated
        self._over = over or {}
        self._by_folder: dict[str, str | None] = {}
        self._by_file: dict[str | None, Config] = {}
        self._by_parent: dict[str, Config] = {}

    def of(self, name: str) -> Config:
        """Return the configuration for a file, for a folder (ending with a slash), or for `STDIN_NAME`.

        Raises:
            ConfigError: The configuration file can't be used.
        """
        # faster than `dirname`, which Windows needs for its second separator
        folder = name[: name.rfind("/") + 1] if os.sep == "/" else os.path.dirname(name)
        if folder not in self._by_parent:
            file = self.file_of(name)
            if file not in self._by_file:
                self._by_file[file] = _config(file, self._over)
            self._by_parent[folder] = self._by_file[file]
        return self._by_parent[folder]

    @property
    def used(self) -> Collection[Config]:
        """The configurations that were asked for so far."""
        return self._by_file.values()

    def file_of(self, name: str) -> str | None:
        """Return the configuration file that applies to a file; None if there is none."""
        if self._isolated or self._given:
            return self._given
        try:
            return self._nearest(os.path.abspath("" if name.startswith(DEVICES) else os.path.dirname(name)))
        except FileNotFoundError:  # the working directory was deleted
            return None

    def _nearest(self, folder: str) -> str | None:
        if folder not in self._by_folder:
            found = next((file for name in NAMES if _is_config(file := os.path.join(folder, name))), None)
            above = os.path.dirname(folder)
            if not found and above != folder and not os.path.exists(os.path.join(folder, ".git")):
                found = self._nearest(above)
            if found and os.path.islink(found):
                _check_is_inside(found, folder)
            self._by_folder[folder] = found
        return self._by_folder[folder]


def _is_config(file: str) -> bool:
    """Return whether a file exists and is a configuration, even one that can't be read."""
    if not os.path.lexists(file):
        return False
    from ircompile.config.file import is_ours

    return is_ours(file)


def _check_is_inside(link: str, folder: str) -> None:
    from ircompile.config.file import ConfigError, is_inside

    if not is_inside(link, folder):
        raise ConfigError("the configuration is a link to a file outside of the repository", link)


def merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Return the settings of two layers merged table by table; for a key that both have, `above` wins."""
    both = {key: merged(below[key], above[key]) for key in above if isinstance(below.get(key), dict)}
    return {**below, **above, **both}


def _config(file: str | None, over: dict[str, Any]) -> Config:
    """Return the configuration of a file, the files that it extends and the settings that override them."""
    found: list[Layer] = []
    if file:
        from ircompile.config.file import layers

        found = layers(file)
    settings: dict[str, Any] = {}
    for layer in reversed(found):
        if "environments" in layer.written:
            from ircompile.config.environment_tables import resolved

            layer.settings["environments"] = resolved(layer)
        settings = merged(settings, layer.settings)
    configured = settings.get("lint", {}).get("ignore", [])
    settings = merged(settings, over)
    given = {key: 0 for key in SELECTION if key in over.get("lint", {})}
    if extended := settings.get("lint", {}).pop(EXTENDED, ()):
        settings["lint"]["ignore"] = [*configured, *extended]
        given["ignore"] = len(configured)
    if settings.get("lint", {}).get("require-reason"):
        _check_reasons(settings.get("ignore", ()), found)
    files = tuple(layer.file for layer in found)
    return Config(**_arguments(settings), files=files, where=_Locations(found, given))


class _Locations:
    """Function that returns the file and the line of a setting. It is a class since closures can't be pickled.

    Args:
        layers: The files.
        given: The keys of lists that an option of the command line sets, with the number of the first element.
    """

    __slots__ = ("_given", "_layers")

    def __init__(self, layers: list[Layer], given: dict[str, int]) -> None:
        self._layers = layers
        self._given = given

    def __call__(self, path: Path) -> tuple[str, int]:
        match path:
            case ("lint", str(key), int(number)) if key in self._given and number >= self._given[key]:
                return f"--{key}", 0
        return next(((it.file, it.line(path)) for it in self._layers if it.has(path)), ("", 0))


def _check_reasons(entries: list[dict[str, Any]], layers: list[Layer]) -> None:
    for number, entry in enumerate(entries):
        if not entry.get("reason"):
            layer = next(it for it in layers if it.has(("ignore", number)))
            message = "this `[[ignore]]` has no `reason`, which `require-reason` makes mandatory"
            raise layer.error(("ignore", number), message)


def _arguments(settings: dict[str, Any]) -> dict[str, Any]:
    """Return settings as arguments of `Config`."""
    lint = {key.replace("-", "_"): value for key, value in settings.get("lint", {}).items()}
    for key in ("rules", "schemas", "select", "ignore"):
        if key in lint:
            lint[key] = tuple(lint[key])
    files = lint.pop("per_file_ignores", {})
    compiled = settings.get("compile", {})
    return {
        **lint,
        **(_environments(settings) if settings.keys() & {"environments", *GIVEN} else {}),
        "limits": Limits(**settings.get("limits", {})),
        "exclude": tuple(settings.get("exclude", ())),
        "hosts": _hosts(settings.get("hosts", {})),
        "region": settings.get("region", ""),
        "model": settings.get("model", {}).get("path", ""),
        "extend_instance_types": tuple(settings.get("model", {}).get("extend-instance-types", ())),
        "quotas": settings.get("quotas", {}),
        "out_dir": compiled.get("out-dir", ""),
        "file_name": compiled.get("file-name", ""),
        "compile_exclude": tuple(compiled.get("exclude", ())),
        "per_file_ignores": {glob: tuple(rules) for glob, rules in files.items()},
        "ignored": tuple(Ignored(**{**entry, "rules": tuple(entry["rules"])}) for entry in settings.get("ignore", ())),
    }


def _environments(settings: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments of `Config` about environments."""
    from ircompile.config.environments import Environment

    environments = {name: Environment.of(name, table) for name, table in settings.get("environments", {}).items()}
    return {"environments": environments, **{key: tuple(settings.get(key, ())) for key in GIVEN}}


def _hosts(settings: dict[str, list[str]]) -> tuple[str, ...]:
    """Return the kinds of files of other languages that a table includes and does not exclude."""
    included, excluded = settings.get("include", HOSTS), settings.get("exclude", ())
    return tuple(kind for kind in HOSTS if kind in included and kind not in excluded)
