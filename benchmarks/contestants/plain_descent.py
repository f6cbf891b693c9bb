"""A recursive descent parser of shorthand, about as fast as plain Python can be.

It accepts only valid texts, and ignores `@=` and the special cases of empty values and blanks: it shows a limit and is
not for use.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

Scan = Callable[[str, int], Any]
"""Matches a piece of a valid text at an offset; since the text is valid, there is always a match."""

KEY: Scan = re.compile(r"([\w.#/:-]+)=\s*").match
VALUE: Scan = re.compile(r"\s*(?:([\[{])\s*|'([^']*)'|\"([^\"]*)\"|([^,\[\]{}]*))").match
SCALAR: Scan = re.compile(r"'([^']*)'|\"([^\"]*)\"|([^,]*)").match
NEXT_KEY: Scan = re.compile(r"\s*[\w.#/:-]+=").match
SEPARATOR: Scan = re.compile(r"\s*,?\s*").match


def parse(text: str) -> dict[str, Any]:
    """Return the value of a valid text."""
    found: dict[str, Any] = {}
    at = 0
    while at < len(text):
        key = KEY(text, at)
        if text[key.end()] in "[{":
            value, at = _value(text, key.end())
            at = SEPARATOR(text, at).end()
        else:
            value, at = _items(text, key.end())
        found[key[1]] = value
    return found


def _items(text: str, at: int) -> tuple[Any, int]:
    """Return a scalar at the top level, or a list of them, as in `a=1,2,b=3`, and the offset after it."""
    items = []
    while True:
        match = SCALAR(text, at)
        items.append(match[match.lastindex])
        at = match.end() + 1
        if at >= len(text) or NEXT_KEY(text, at):
            return (items if len(items) > 1 else items[0]), at


def _value(text: str, at: int) -> tuple[Any, int]:
    """Return a value inside brackets, or one with brackets of its own, and the offset after it."""
    match = VALUE(text, at)
    at = match.end()
    if match.lastindex != 1:
        return match[match.lastindex], at
    if match[1] == "[":
        items = []
        while text[at] != "]":
            item, at = _value(text, at)
            items.append(item)
            at = SEPARATOR(text, at).end()
        return items, at + 1
    members = {}
    while text[at] != "}":
        key = KEY(text, at)
        members[key[1]], at = _value(text, key.end())
        at = SEPARATOR(text, at).end()
    return members, at + 1
