"""What is found in an overlay when the jobs that it is merged over are linted."""

from __future__ import annotations

import os

from ircompile.editing.reading import lint, read
from ircompile.editing.settings import Settings
from ircompile.linting.once import once
from ircompile.sources.files import UnreadableFileError, read_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.findings.diagnostic import Diagnostic


def in_overlay(overlay: str, settings: Settings) -> list[Diagnostic]:
    """Return the findings in an overlay, which are made when the jobs that it is merged over are linted.

    Args:
        overlay: Its text.
        settings: Its settings.

    Raises:
        UserError: The configuration, or a file that it names, can't be used.
    """
    path = os.path.abspath(settings.name)
    texts = {**settings.texts, path: overlay}
    found: list[Diagnostic] = []
    for job in settings.jobs:
        its = Settings(job, settings.config, settings.wanted, texts)
        text = _text(job, settings)
        if text is not None and not its.is_excluded:
            reading = read(text, its)
            diagnostics = lint(reading, its) if reading.manifests else []
            found += (it for it in diagnostics if os.path.abspath(it.filename) == path)
    return once(found, {it.filename for it in found})


def _text(name: str, settings: Settings) -> str | None:
    """Return the text of a file, open or saved; None if it can't be read."""
    opened = settings.texts.get(os.path.abspath(name))
    if opened is not None:
        return opened
    try:
        return read_bytes(name, settings.config.limits.bytes).decode("utf-8", "surrogateescape")
    except UnreadableFileError:
        return None
