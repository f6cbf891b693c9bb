"""How formats for people are drawn: colours, links, and the characters that a stream can print."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO

LOOKS = {"error": "1;31", "warning": "1;33", "info": "1;36", "related": "1;34", "strong": "1", "faint": "2"}
"""Parameters of the terminal's `SGR` sequence; whatever they tell, words or signs tell, too."""
CHOICES = ("auto", "always", "never")
NARROWEST = 20
"""Columns of a terminal; one that claims to have fewer does not know."""


class Style:
    """What a stream can show.

    Attributes:
        colour: Whether text is coloured.
        links: Whether rules are links.
        encoding: What the stream writes characters in.
        columns: The columns of the terminal; 0 where there is none.
    """

    __slots__ = ("colour", "columns", "encoding", "links")

    def __init__(self, *, colour: bool = False, links: bool = False, encoding: str = "utf-8", columns: int = 0) -> None:
        self.colour = colour
        self.links = links
        self.encoding = encoding
        self.columns = columns

    def paint(self, text: str, look: str) -> str:
        """The text in one of the `LOOKS`."""
        return f"\x1b[{LOOKS[look]}m{text}\x1b[0m" if self.colour and text else text

    def link(self, text: str, url: str) -> str:
        """The text as a link (OSC 8)."""
        return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\" if self.links and url else text

    def said(self, text: str) -> str:
        """The text in characters that the stream can print: `...` for `…`, escapes for the rest."""
        if text.isascii() or self._can(text):
            return text
        if not self._can("…"):
            text = text.replace("…", "...")
        return text.encode(self.encoding, "backslashreplace").decode(self.encoding)

    def _can(self, text: str) -> bool:
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return False
        return True


PLAIN = Style()
"""The style of a file."""


def style_of(stream: TextIO, choice: str, environ: Mapping[str, str] = os.environ) -> Style:
    """The style of a stream; `choice` is what the user said of colours."""
    terminal = stream.isatty()
    colour = wants_colour(choice, environ, terminal=terminal)
    return Style(
        colour=colour,
        links=colour and terminal and not environ.get("CI"),
        encoding=stream.encoding or "utf-8",
        columns=columns_of(stream),
    )


def wants_colour(choice: str, environ: Mapping[str, str], *, terminal: bool) -> bool:
    """Whether to colour: what the user chose, else what the usual variables say, else whether anyone would see it."""
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    if any(environ.get(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return terminal and environ.get("CLICOLOR") != "0" and environ.get("TERM") != "dumb"


def columns_of(stream: TextIO) -> int:
    """The columns of a stream that is a terminal, 0 of any other."""
    if not stream.isatty():
        return 0
    try:
        columns = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return 0
    return columns if columns >= NARROWEST else 0
