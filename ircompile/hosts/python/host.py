"""Python programs as files that make jobs."""

from __future__ import annotations

from io import BytesIO
from tokenize import detect_encoding

from ircompile.hosts.snippets import whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.hosts.snippets import Snippet
    from ircompile.sources.source import Source


def encoding(data: bytes) -> str:
    """Return the encoding that a comment in the first two lines gives, as PEP 263 says; else "utf-8"."""
    try:
        found, _ = detect_encoding(BytesIO(data).readline)
    except SyntaxError:  # it is unknown, or the text is not UTF-8
        return "utf-8"
    return found.removesuffix("-sig")


def snippets(source: Source) -> list[Snippet]:
    """Return the program."""
    return [whole(source.text, "python")]
