"""Python programs as files that make jobs."""

from __future__ import annotations

import re
from tokenize import detect_encoding

from ircompile.hosts.snippets import whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.hosts.snippets import Snippet
    from ircompile.sources.source import Source

ASCII = bytes([*range(0x80), *b"?" * 0x80])
"""Replaces bytes that are not ASCII, which may be beside the name of an encoding."""

COOKIE = re.compile(rb"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
"""The comment that names an encoding, as PEP 263 defines it."""
LONGEST = 10_000
"""The most bytes of the first two lines."""


def encoding(data: bytes) -> str:
    """Return the encoding that a comment in the first two lines gives, as PEP 263 says; else "utf-8"."""
    lines = data[:LONGEST].splitlines()[:2]
    try:
        found, _ = detect_encoding(iter(b"%b\n" % line.translate(ASCII) for line in lines).__next__)
    except SyntaxError:  # it is unknown, or not what the byte order mark says
        return "utf-8"
    except (LookupError, ValueError):  # pragma: no cover  since Python 3.14: it is none of texts, or not of these lines
        return next(cookie[1].decode() for line in lines if (cookie := COOKIE.match(line)))
    return found.removesuffix("-sig")


def snippets(source: Source) -> list[Snippet]:
    """Return the program."""
    return [whole(source.text, "python")]
