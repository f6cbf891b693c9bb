"""What is shown about the place under the pointer in a configuration file."""

from __future__ import annotations

import os

from ircompile.config.file import MAX_BYTES, TABLE
from ircompile.config.schema import schema_at
from ircompile.config.settings import PYPROJECT
from ircompile.config.toml_positions import spots
from ircompile.editing.answers import Hover
from ircompile.editing.hover.values import instance
from ircompile.editing.names import about_name
from ircompile.findings.masking import Mask
from ircompile.findings.messages import LONGEST, cut, harmless, listed
from ircompile.reporting.markdown import code
from ircompile.reporting.rule_page import inline

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ircompile.config.toml_positions import Spot
    from ircompile.editing.settings import Settings
    from ircompile.findings.values import Path

NAMING = ("lint", "ignore")
"""The tables with names of rules and topics."""
SCHEMA = "config"


def settings_hover(text: str, offset: int, settings: Settings) -> Hover | None:
    """Return what is known of the key or the value at an offset of a configuration file; None if nothing is.

    Args:
        text: The text.
        offset: The offset.
        settings: The settings, for the names of rules and instance types.
    """
    spot = _spot(text, offset)
    path = spot and _within(spot.path, settings.name)
    found = schema_at(path, SCHEMA) if path else None
    if not spot or not path or found is None:
        return None
    is_free = spot.part == "value" or _is_free(path)
    if is_free and path[0] in NAMING and (about := about_name(spot.text, settings.rules)):
        return Hover(spot.span, about)
    lines = [*_about(path, found)]
    if is_free and path[0] == "quotas" and settings.model.instances.type_error(spot.text) == "":
        lines = [*instance(spot.text, settings), "", "---", "", *lines]
    return Hover(spot.span, "\n".join(map(harmless, lines)) + "\n")


def _spot(text: str, offset: int) -> Spot | None:
    """Return the key or the scalar around an offset; None if there is none, or the text is too large."""
    if len(text) > 2 * MAX_BYTES:
        return None
    found = (it for it in spots(text) if it.part != "item" and it.span[0] <= offset <= it.span[1])
    return max(found, key=lambda it: it.span, default=None)


def _within(path: Path, name: str) -> Path | None:
    """Return the path in our table of a path in a file; None if it is not in it."""
    if os.path.basename(name) != PYPROJECT:
        return path
    return path[len(TABLE) :] if path[: len(TABLE)] == TABLE else None


def _is_free(path: Path) -> bool:
    """Return whether the last step of a path is a name that the user chose, and not a key of the schema."""
    above = schema_at(path[:-1], SCHEMA)
    return above is not None and path[-1] not in above.get("properties", {})


def _about(path: Path, found: dict[str, Any]) -> Iterator[str]:
    """Yield the lines about a setting: its name, its type, and its description or that of the table around it."""
    name = ".".join(str(step) for step in path if isinstance(step, str))
    yield f"**{code(Mask()(cut(name, LONGEST)))}** · {_kind(found)}"
    described = next((it for it in _upwards(path) if "description" in it), {})
    if "description" in described:
        yield ""
        yield inline(described["description"])
    if "enum" in found:
        yield ""
        yield f"one of {listed(map(str, found['enum']))}"
    bounds = [f"{words} {found[key]}" for key, words in BOUNDS.items() if key in found]
    if bounds:
        yield ""
        yield " and ".join(bounds)


BOUNDS = {"minimum": "at least", "maximum": "at most"}
"""The keywords that limit numbers, in words."""


def _upwards(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the parts of the schema for a path and the paths above it."""
    for depth in range(len(path), 0, -1):
        if (found := schema_at(path[:depth], SCHEMA)) is not None:
            yield found


def _kind(found: dict[str, Any]) -> str:
    """Return the type of a setting: "string", "array of strings", "table"."""
    kind = found.get("type", "string")
    if kind == "array":
        return f"array of {_kind(found['items'])}s"
    return "table" if kind == "object" else str(kind)
