"""`placeholder-value`: markers of templates that nobody filled in."""

from __future__ import annotations

import re

from ircompile.findings.finding import Blame, Finding
from ircompile.findings.messages import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Final

    from ircompile.findings.values import Path

LONGEST: Final = 4096
"""Characters of a string that are looked at; no member but DataInputConfig may be near as long."""
MARKER: Final = re.compile(r"<[^<>\s](?:[^<>\n]{0,100}[^<>\s])?>|\{\{[^{}]{0,100}\}\}|\$\{[^{}]{0,100}\}")
WORD: Final = re.compile(r"\b(?:INSERT|TODO|REPLACE_ME)\b|\Astring\Z|\Aarn:[^*]{0,200}\*")
"""What may be meant in a free text, and so is not looked for in one."""
SIGNS: Final = ("<", "{{", "${", "*", "INSERT", "TODO", "REPLACE_ME", "string")
"""One of these is in every text with a placeholder."""
FREE_TEXT: Final = ("JobDescription",)


def placeholders(job: dict[str, Any]) -> Iterator[Finding]:
    """A finding for every string of a request that still holds a marker."""
    seen: dict[tuple[bool, str], str] = {}
    for path, text in strings(job):
        key = path == FREE_TEXT, text
        if key not in seen:  # an alias of a text costs next to nothing
            seen[key] = _marker(text, is_free=key[0])
        marker = seen[key]
        if marker:
            yield Finding(
                "placeholder-value",
                [Blame(path, "not filled in")],
                message=f"{shown(text)} is a placeholder"
                if marker == text
                else f"{shown(text)} still holds {shown(marker)}",
                help="put the real value in its place",
            )


def _marker(text: str, *, is_free: bool) -> str:
    """The first marker in a text, "" where it holds none."""
    start = text[:LONGEST]
    match = MARKER.search(start) or (None if is_free else WORD.search(start))
    return "" if not match else "*" if match[0].startswith("arn:") else match[0]


def strings(value: Any) -> Iterator[tuple[Path, str]]:
    """All strings below a value with their paths, in the order of the text."""
    waiting: list[tuple[Path, Any]] = [((), value)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str):
            yield path, value
        elif isinstance(value, dict):
            waiting.extend(((*path, key), item) for key, item in reversed(value.items()))
        elif isinstance(value, list):
            waiting.extend(((*path, index), item) for index, item in reversed(list(enumerate(value))))
