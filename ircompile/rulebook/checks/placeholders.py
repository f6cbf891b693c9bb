"""`placeholder-value`: placeholders that were not filled in."""

from __future__ import annotations

import re

from ircompile.findings.finding import Blame, Finding
from ircompile.findings.messages import shown
from ircompile.findings.values import PartialText

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Final

    from ircompile.findings.values import Path

MAX_SEARCHED: Final = 4096
"""The most characters of a string that are searched; only DataInputConfig may be nearly as long."""
MARKER: Final = re.compile(r"<[^<>\s](?:[^<>\n]{0,100}[^<>\s])?>|\{\{[^{}]{0,100}\}\}|\$\{[^{}]{0,100}\}")
WORD: Final = re.compile(r"\b(?:INSERT|TODO|REPLACE_ME)\b|\Astring\Z|\Aarn:[^*]{0,200}\*")
"""Markers that may be intended in free text, and so are not searched for there."""
FREE_MARKER: Final = re.compile(r"(?<!\w)(?:<[A-Za-z][\w .:/-]{0,100}>|\{\{[^{}]{0,100}\}\}|\$\{[^{}]{0,100}\})(?!\w)")
"""What is a marker even in free text; "if a<b and c>d" has none."""
SIGNS: Final = ("<", "{{", "${", "*", "INSERT", "TODO", "REPLACE_ME", "string")
"""Every text with a placeholder contains one of these."""
FREE_TEXT: Final = ("JobDescription", "Tags", "EnvironmentParameterRanges")
"""Members whose strings, and those below them, may be any text."""


def placeholders(job: dict[str, Any]) -> Iterator[Finding]:
    """Yield a finding for each string of a request that contains a placeholder."""
    markers: dict[tuple[bool, str | PartialText], str] = {}
    for path, text in _strings(job):
        key = is_free(path), text
        if key not in markers:  # each text is searched once, however many aliases it has
            markers[key] = marker(text, free=key[0])
        found = markers[key]
        if found:
            yield Finding(
                "placeholder-value",
                [Blame(path, "not filled in")],
                message=f"{shown(text)} is a placeholder"
                if found == text
                else f"{shown(text)} still contains {shown(found)}",
                help="replace it with the real value",
            )


def is_free(path: Path) -> bool:
    """Return whether the string at a path may be any text."""
    return any(step in FREE_TEXT for step in path)


def marker(text: str | PartialText, *, free: bool) -> str:
    """Return the first marker in a text, "" if there is none.

    Args:
        text: The text.
        free: Whether it may be any text, which must be known as a whole to have one.
    """
    if isinstance(text, PartialText):
        return next((found[0] for part in text.parts if part and not free and (found := MARKER.search(part))), "")
    start = text[:MAX_SEARCHED]
    match = FREE_MARKER.search(start) if free else MARKER.search(start) or WORD.search(start)
    return "" if not match else "*" if match[0].startswith("arn:") else match[0]


def _strings(value: Any) -> Iterator[tuple[Path, str | PartialText]]:
    """Yield all strings in a value with their paths, in the order of the text."""
    waiting: list[tuple[Path, Any]] = [((), value)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, (str, PartialText)):
            yield path, value
        elif isinstance(value, dict):
            waiting.extend(((*path, key), item) for key, item in reversed(value.items()))
        elif isinstance(value, list):
            waiting.extend(((*path, index), item) for index, item in reversed(list(enumerate(value))))
