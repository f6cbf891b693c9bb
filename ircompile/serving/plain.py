"""Markdown without markup, for clients that show plain text."""

from __future__ import annotations

import re

MARKUP = re.compile(
    r"\[`?(?P<link>[^\]\n]*?)`?\]\([^)\n]*\)"
    r"|`(?P<code>[^`\n]+)`"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<bold>\*\*)"
)
"""A link, a code span, an escaped character, or what makes a text bold."""


def plain(markdown: str) -> str:
    """Return a text without its markup, except that of lists and fences."""
    return MARKUP.sub(lambda found: found["link"] or found["code"] or found["escaped"] or "", markdown)
