"""Prompts of interactive sessions, which were copied with what was typed after them."""

from __future__ import annotations

import re

from ircompile.hosts.excerpts import joined

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.hosts.excerpts import Excerpt

FIRST = re.compile(r"\s*^[ \t]*(?:>>>(?: |$)|In \[\d*\]: ?)", re.MULTILINE)
"""The first prompt of a session of Python or IPython."""
LINE = re.compile(
    r"(?P<prompt>[ \t]*(?:>>>|\.\.\.(?!:)|In \[\d*\]:|\.{3,}:)(?: |(?=\r?$)))?[^\n]*(?:\n|\Z)", re.MULTILINE
)
"""A line, with the prompt before it."""


def without_prompts(text: Excerpt, *, only_input: bool) -> Excerpt:
    """Return a text without the prompts of Python and IPython; the same one if it does not begin with one.

    Args:
        text: The text.
        only_input: Whether to leave out lines without a prompt, too, which are output.
    """
    if not FIRST.match(text.text):
        return text
    lines = [it for it in LINE.finditer(text.text) if it[0] and (it["prompt"] or not only_input)]
    return joined(text.part(it.end("prompt") if it["prompt"] else it.start(), it.end()) for it in lines)
