"""How a file differs from what it should be."""

from __future__ import annotations

import json
from difflib import unified_diff

from ircompile.comparing.changes import Comparer
from ircompile.comparing.text import lines
from ircompile.findings.masking import Mask, Secrets
from ircompile.findings.messages import escaped, harmless
from ircompile.model.model import SHIPPED
from ircompile.reporting.style import PLAIN
from ircompile.sources.files import UnreadableFileError, read_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 1 << 20
"""The most bytes of a file that is compared."""


def differences(name: str, wanted: bytes) -> Iterator[str]:
    """Yield lines that show how a file differs: of requests their members, else the lines.

    Args:
        name: The file.
        wanted: What should be in it.
    """
    try:
        found = read_bytes(name, LARGEST, raised_by="")
    except UnreadableFileError as error:
        yield f"{escaped(name)}: {error}"
        return
    if members := _members(name, found, wanted):
        yield from members
        return
    before, after = (text.decode("utf-8", "replace").splitlines() for text in (found, wanted))
    mask = Mask(Secrets("\n".join((*before, *after))).words)
    for line in unified_diff(before, after, name, f"{name} (compiled)", lineterm=""):
        yield harmless(escaped(mask(line)))


def _members(name: str, found: bytes, wanted: bytes) -> list[str]:
    """Return lines on the members that differ; none if a text is not a request, or is nested too deeply."""
    try:
        old, new = json.loads(found), json.loads(wanted)
        if isinstance(old, dict) and isinstance(new, dict):
            comparison = Comparer().compare(old, new, SHIPPED.request)
            return [*lines(comparison, name, f"{name} (compiled)", PLAIN)] if comparison.changes else []
    except (ValueError, RecursionError):
        pass
    return []
