"""Advice on command lines that the AWS CLI refuses."""

from __future__ import annotations

import re

from ircompile.syntax.shorthand.errors import FILE_NAME, TYPOGRAPHIC_QUOTE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from ircompile.syntax.command_line.error import CommandError

BARE_JSON: Final = re.compile(r"\s*[\[{]\s*[A-Za-z_][\w-]*\s*:")
"""JSON without the quotes around its keys."""
WITHOUT_QUOTES: Final = "the shell removed the quotes of the JSON: put the whole value in single quotes"
PART: Final = re.compile(r"[A-Za-z][\w.]*[@]?=")
"""The start of a part of a shorthand value."""


def advise(error: CommandError, argv: list[str]) -> str:
    """Return what to write instead, or "" if that is unknown."""
    word = argv[error.index] if error.index < len(argv) else ""
    value = word.partition("=")[2] if word.startswith("--") else word
    if BARE_JSON.match(value):
        return WITHOUT_QUOTES
    if TYPOGRAPHIC_QUOTE.search(value):
        return "an editor or a web page replaced the quotes: type them again"
    if FILE_NAME.match(value):
        return f"to load a file, write file://{value}"
    if error.kind == "unknown-options" and (PART.match(word) or word[:1] in ("{", "[", "}", "]")):
        return "the shell seems to have split a value: put the whole value in single quotes"
    return ""
