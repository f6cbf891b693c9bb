"""Markdown without markup, for clients that show plain text."""

from __future__ import annotations

import re

LINK = r"\[(?P<{0}>(?:`[^`\n]{{1,200}}+`|[^\[\]`\n]){{1,200}}+)\]\((?P<{0}_url>[^()\n]{{0,500}}+)\)"
MARKUP = re.compile(
    rf"^{LINK.format('alone')}$"
    rf"|{LINK.format('link')}"
    r"|`(?P<code>[^`\n]+)`"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<bold>\*\*)",
    re.MULTILINE,
)
"""A link, alone on its line or not, a code span, an escaped character, or what makes a text bold."""


def plain(markdown: str) -> str:
    """Return a text without its markup, except that of lists and fences; a link alone on its line keeps its address."""
    return MARKUP.sub(_text, markdown)


def _text(found: re.Match[str]) -> str:
    if found["alone"]:
        text, url = plain(found["alone"]), found["alone_url"]
        return url if text == url else f"{text}: {url}"
    return plain(found["link"]) if found["link"] else found["code"] or found["escaped"] or ""
