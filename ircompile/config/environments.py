"""Environments: named sets of overlays over jobs, with their region and output folder."""

from __future__ import annotations

import os
import re

from ircompile.config.settings import repr_of
from ircompile.findings.messages import LONGEST, cut, escaped, listed, shown
from ircompile.findings.suggestions import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Final

    from ircompile.config.file import ConfigError, Layer
    from ircompile.findings.values import Path
    from ircompile.sources.globs import Glob

STEM: Final = "stem"
"""The placeholder for the name of a manifest's file without its ending."""
JOB_NAME: Final = ("JobName", STEM, "env")
"""The placeholders of `job-name`."""
PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")
NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
"""The names of environments, which stand in reports between commas and may be parts of paths."""


class Environment:
    """A named set of overlays over jobs.

    Attributes:
        name: The name.
        overlay: The partial manifests that are merged over a job, in this order, relative to the working directory;
            `{stem}` in a path is the name of the job's file without its ending.
        region: The AWS region in which jobs are created; "" for that of the configuration.
        job_name: The name that a job gets after the overlays, with placeholders; "" to keep its own.
        out_dir: The folder to which `compile` writes; "" for that of the configuration.
        include: The manifests that it has; () for all.
    """

    __slots__ = ("include", "job_name", "name", "out_dir", "overlay", "region")
    __repr__ = repr_of

    def __init__(
        self,
        name: str,
        *,
        overlay: tuple[str, ...] = (),
        region: str = "",
        job_name: str = "",
        out_dir: str = "",
        include: tuple[Glob, ...] = (),
    ) -> None:
        self.name = name
        self.overlay = overlay
        self.region = region
        self.job_name = job_name
        self.out_dir = out_dir
        self.include = include

    @classmethod
    def of(cls, name: str, table: dict[str, Any]) -> Environment:
        """Return the environment that a resolved table of a configuration describes."""
        settings: dict[str, Any] = {key.replace("-", "_"): value for key, value in table.items()}
        for key in settings.keys() & {"overlay", "include"}:
            settings[key] = tuple(settings[key])
        return cls(name, **settings)

    def includes(self, name: str) -> bool:
        """Return whether it has the jobs of a file."""
        from ircompile.sources.globs import matches

        return not self.include or matches(name, self.include)


def filled(pattern: str, values: dict[str, str]) -> str:
    """Return a pattern with its placeholders replaced by their values."""
    return PLACEHOLDER.sub(lambda found: values[found[1]], pattern)


def has_placeholder(pattern: str) -> bool:
    """Return whether there is a placeholder in a pattern."""
    return PLACEHOLDER.search(pattern) is not None


def pattern_of(overlay: str) -> re.Pattern[str]:
    """Return an expression for the absolute paths of the files that an overlay may be."""
    *parts, last = os.path.abspath(overlay).split(f"{{{STEM}}}")
    return re.compile("".join(f"{re.escape(part)}[^/]+" for part in parts) + re.escape(last))


def stem(filename: str) -> str:
    """Return what `{stem}` stands for: the name of a file without its folder and its ending."""
    return os.path.splitext(os.path.basename(filename))[0]


def unknown_environment(name: str, known: Iterable[str]) -> str:
    """Return the message about an environment that does not exist."""
    near = nearest(name, list(known))
    if near:
        return f"unknown environment {cut(escaped(name), LONGEST)}, did you mean `{near}`?"
    choices = f"choose from {listed([*known], 'and')}" if known else "no configuration has environments"
    return f"unknown environment {cut(escaped(name), LONGEST)}; {choices}"


def resolved(layer: Layer) -> dict[str, dict[str, Any]]:
    """Return the environments of a configuration file, with paths and globs resolved against its folder.

    Raises:
        ConfigError: A name, a path, a glob or a placeholder is invalid, or an overlay does not exist.
    """
    found = {}
    for name, table in layer.written["environments"].items():
        path: Path = ("environments", name)
        if not NAME.fullmatch(name):
            raise layer.error(path, f"{shown(name)} is not a name for an environment: use letters, digits, `.-_`")
        settings = {**table}
        _check_placeholders(layer, (*path, "overlay"), table.get("overlay", ()), (STEM,))
        _check_placeholders(layer, (*path, "job-name"), table.get("job-name", ()), JOB_NAME)
        for key in ("overlay", "out-dir"):
            if key in table:
                settings[key] = layer.path(table[key], (*path, key))
        for number, overlay in enumerate(settings.get("overlay", ())):
            if not has_placeholder(overlay) and not os.path.isfile(overlay):
                raise layer.error((*path, "overlay", number), f"there is no file {escaped(table['overlay'][number])}")
        if "include" in table:
            settings["include"] = [layer.glob(it, (*path, "include", n)) for n, it in enumerate(table["include"])]
        found[name] = settings
    return found


def _check_placeholders(layer: Layer, path: Path, patterns: str | Iterable[str], known: tuple[str, ...]) -> None:
    """Raise an error for a placeholder that is not known, or a brace that is not part of one."""
    rows = [(path, patterns)] if isinstance(patterns, str) else [((*path, n), it) for n, it in enumerate(patterns)]
    for place, pattern in rows:
        for name in PLACEHOLDER.findall(pattern):
            if name not in known:
                raise _unknown(layer, place, name, known)
        if set(PLACEHOLDER.sub("", pattern)) & set("{}"):
            expected = listed([f"{{{name}}}" for name in known], "or")
            raise layer.error(place, f"{shown(pattern)} has a brace that is not part of a placeholder: {expected}")


def _unknown(layer: Layer, path: Path, name: str, known: tuple[str, ...]) -> ConfigError:
    near = nearest(name, known)
    hint = f", did you mean `{{{near}}}`?" if near else f"; use {listed([f'{{{it}}}' for it in known], 'or')}"
    return layer.error(path, f"unknown placeholder {shown(f'{{{name}}}')}{hint}")
