"""Messages on a stream: a header with the length of each, and its text.

A header that does not say where its message ends makes all that follows unreadable, so it ends the connection.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO, Final

LONGEST_LINE: Final = 4096
"""The most bytes of a line of a header."""
MOST_LINES: Final = 32
"""The most lines of a header."""
LARGEST: Final = 1 << 28
"""The most bytes of a message: a text of the largest configurable size would be larger, but nobody edits it."""
LENGTH: Final = re.compile(rb"content-length[ \t]*:[ \t]*([0-9]{1,12})[ \t]*", re.IGNORECASE)
NAME: Final = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+[ \t]*:")


class TransportError(Exception):
    """The stream can't be read on; the message says why."""


def messages(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the texts of the messages of a stream, up to its end.

    Raises:
        TransportError: A header is wrong, or the stream ends inside of a message.
    """
    while (length := _length(stream)) is not None:
        body = stream.read(length)
        if len(body) < length:
            raise TransportError("the stream ends inside of a message")
        yield body


def _length(stream: BinaryIO) -> int | None:
    """Return the length of the next message by its header; None at the end of the stream."""
    found: set[int] = set()
    for number in range(MOST_LINES + 1):
        line = stream.readline(LONGEST_LINE)
        if not line and not number:
            return None
        if not line.endswith(b"\n"):
            raise TransportError("the stream ends inside of a header, or a line of it is too long")
        text = line.rstrip(b"\r\n")
        if not text:
            break
        if match := LENGTH.fullmatch(text):
            found.add(int(match[1]))
        elif text.lower().startswith(b"content-length"):
            raise TransportError("Content-Length is not a number of bytes")
        elif not NAME.match(text):
            raise TransportError("a header has a line without a name")
    else:
        raise TransportError("a header has too many lines")
    if len(found) != 1:
        raise TransportError("a header has no Content-Length" if not found else "a header has two lengths")
    (length,) = found
    if length > LARGEST:
        raise TransportError(f"a message is larger than {LARGEST} bytes")
    return length
