"""The style of formats for people: colours, links, and the characters that a stream can encode."""

from __future__ import annotations

import os
from dataclasses import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal, TextIO

    from ircompile.findings.diagnostic import Severity

    Look = Literal["error", "warning", "info", "related", "strong", "faint"]

LOOKS = {"error": "1;31", "warning": "1;33", "info": "1;36", "related": "1;34", "strong": "1", "faint": "2"}
"""Parameters of the terminal's SGR sequence, by look; no information is given by colour alone."""
CHOICES = ("auto", "always", "never")
"""The values of `--color`."""
NARROWEST = 20
"""The fewest columns of a terminal; one that reports fewer does not know its size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """The capabilities of a stream.

    Attributes:
        colour: Whether text is coloured.
        links: Whether rules are links.
        encoding: The encoding of the stream.
        columns: The columns of the terminal; 0 if the stream is none.
    """

    colour: bool = False
    links: bool = False
    encoding: str = "utf-8"
    columns: int = 0

    def paint(self, text: str, look: Look | Severity) -> str:
        """Return the text in one of the `LOOKS`."""
        return f"\x1b[{LOOKS[look]}m{text}\x1b[0m" if self.colour and text else text

    def link(self, text: str, url: str) -> str:
        """Return the text as a link (OSC 8)."""
        return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\" if self.links and url else text

    def encodable(self, text: str) -> str:
        """Return the text with characters that the stream can't encode replaced: `…` by `...`, others by escapes."""
        if text.isascii() or self._can_encode(text):
            return text
        if not self._can_encode("…"):
            text = text.replace("…", "...")
        return text.encode(self.encoding, "backslashreplace").decode(self.encoding)

    def _can_encode(self, text: str) -> bool:
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return False
        return True


PLAIN = Style()
"""The style of a file."""


def style_of(stream: TextIO, choice: str) -> Style:
    """Return the style of a stream.

    Args:
        stream: The stream.
        choice: The value of `--color`, one of `CHOICES`.
    """
    terminal = stream.isatty()
    colour = wants_colour(choice, os.environ, terminal=terminal)
    return Style(
        colour=colour,
        links=colour and terminal and not os.environ.get("CI"),
        encoding=stream.encoding or "utf-8",
        columns=columns_of(stream),
    )


def wants_colour(choice: str, environ: Mapping[str, str], *, terminal: bool) -> bool:
    """Return whether to colour text: by the user's choice, the usual environment variables or the kind of stream.

    Args:
        choice: The value of `--color`, one of `CHOICES`.
        environ: The environment variables; NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, CLICOLOR and TERM are used.
        terminal: Whether the stream is a terminal.
    """
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    if any(environ.get(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return terminal and environ.get("CLICOLOR") != "0" and environ.get("TERM") != "dumb"


def columns_of(stream: TextIO) -> int:
    """Return the columns of a terminal; 0 if the stream is none, or its width is unknown."""
    if not stream.isatty():
        return 0
    try:
        columns = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return 0
    return columns if columns >= NARROWEST else 0
