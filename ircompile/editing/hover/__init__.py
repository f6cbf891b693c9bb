"""What is shown about the place under the pointer."""

from __future__ import annotations

from ircompile.editing.answers import Hover
from ircompile.editing.hover.broken_spots import broken_spot, named_spot
from ircompile.editing.hover.settings import settings_hover
from ircompile.editing.hover.values import about_value
from ircompile.editing.hover.variants import variants
from ircompile.editing.names import about_name, name_at, name_in_code
from ircompile.editing.reading import read
from ircompile.editing.spots import spot_at
from ircompile.findings.errors import UserError
from ircompile.findings.messages import harmless
from ircompile.findings.values import UNKNOWN, found
from ircompile.linting.locate import hide_credentials
from ircompile.reporting.field_page import field_page
from ircompile.sources.files import HOST_ENDINGS, UnreadableFileError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.editing.reading import Reading
    from ircompile.editing.settings import Settings
    from ircompile.editing.spots import Spot

CONFIGURATION = ".toml"
"""How the names of configuration files end, also of those that others extend."""


def hover(text: str, offset: int, settings: Settings) -> Hover | None:
    """Return what is known of what is written at an offset; None if nothing is.

    Args:
        text: The text.
        offset: The offset.
        settings: The settings for the text.
    """
    if not 0 <= offset <= len(text):
        return None
    try:
        return _configured(text, offset, settings) or _in_job(text, offset, settings)
    except (UnreadableFileError, UserError):
        return None


def _configured(text: str, offset: int, settings: Settings) -> Hover | None:
    """Return what is known of a setting, or of a rule that a comment or a baseline names."""
    if settings.name.endswith(CONFIGURATION):
        return settings_hover(text, offset, settings) if settings.is_configuration else None
    found = name_at(text, offset)
    about = found and about_name(found[0], settings.rules)
    return Hover(found[1], about) if found and about else None


def _in_job(text: str, offset: int, settings: Settings) -> Hover | None:
    """Return what is known of a key or a value of a job, or of a rule that a comment in a program names."""
    reading = read(text, settings)
    kind, offset = reading.source.kind, offset - reading.before
    if kind in HOST_ENDINGS and (named := name_in_code(reading.source, offset)):
        span, about = named[1], about_name(named[0], settings.rules)
    else:
        spot = spot_at(reading.manifests, offset)
        if (spot is None or not spot.path) and not _is_read(reading):
            find = named_spot if kind in HOST_ENDINGS else broken_spot
            spot = find(reading.source, offset, settings)
        if spot is None:
            return None
        span, about = spot.span, _about(spot, reading, settings)
    return Hover((span[0] + reading.before, span[1] + reading.before), about) if about else None


def _is_read(reading: Reading) -> bool:
    """Return whether all jobs of a text could be read; what may become a manifest is not one yet."""
    is_job = bool(reading.manifests) or reading.source.kind in HOST_ENDINGS
    return is_job and all(manifest.document.is_complete for manifest in reading.manifests)


def _about(spot: Spot, reading: Reading, settings: Settings) -> str:
    """Return what is known of a key or value; "" for a collection, which is not at one place, and unknown members."""
    shape = spot.manifest.model.request.at(spot.path)
    if shape is None or not spot.path or spot.is_collection:
        return ""
    mask = hide_credentials(spot.manifest)
    lines = [*about_value(_value(spot), shape, settings, mask)] if spot.part == "value" else []
    if others := variants(spot, reading, settings, mask):
        lines += [*([""] if lines else []), *others]
    page = field_page(shape, settings.rules.values(), spot.manifest.model.snapshot)
    return "\n".join([*map(harmless, lines), *(["", "---", ""] if lines else []), page])


def _value(spot: Spot) -> Any:
    """Return the value of a spot, with the type that the model gives it in shorthand."""
    return found(spot.manifest.value, spot.path, UNKNOWN)
