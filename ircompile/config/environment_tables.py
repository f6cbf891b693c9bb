"""The `[environments.NAME]` tables of configuration files: their placeholders, paths and globs."""

from __future__ import annotations

import os
import re

from ircompile.config.environments import PLACEHOLDER, STEM, has_placeholder
from ircompile.findings.messages import escaped, listed, shown
from ircompile.findings.suggestions import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Final

    from ircompile.config.file import ConfigError, Layer
    from ircompile.findings.values import Path

JOB_NAME: Final = ("JobName", STEM, "env")
"""The placeholders of `job-name`."""
NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
"""Names that environments may have: reports separate them by commas, and paths may contain them."""


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
